"""The history of one answer: who wrote what and when; an earlier value can be written again."""

from collections.abc import Mapping

from PySide6.QtCore import QLocale, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from monitorapp.records.view import HistoryEntry

from ..form.reading import local_time
from ..form.wording import in_words
from ..pages import Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.labels import Heading, Muted

ENTRY = Qt.ItemDataRole.UserRole


class HistoryDialog(QDialog):
    """Shows every value that a field had, the newest first."""

    def __init__(
        self,
        session: Session,
        theme: Theme,
        document: str,
        field: str,
        question: str,
        labels: Mapping[str, str],
        names: Mapping[str, str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._session, self._theme = session, theme
        self._document, self._field = document, field
        self._labels, self._names = labels, names
        self.setWindowTitle(self.tr("History"))
        self.lines = QListWidget()
        self.lines.setWordWrap(True)
        self.lines.setAccessibleName(self.tr("Earlier values"))
        self.restore = Button(theme, self.tr("Write this value again"), "rotate-ccw", kind="primary")
        self.close_button = Button(theme, self.tr("Close"))
        self.erase = Button(theme, self.tr("Erase this answer…"), "trash-2")
        self._note = Muted(theme, self.tr("Nothing was written here yet."))
        self._lay_out(question)
        self.restore.setEnabled(False)
        self.restore.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.reject)
        self.erase.clicked.connect(self._erase)
        self.erase.setVisible(isinstance(parent, Page))
        self.lines.currentItemChanged.connect(self._look)
        session.ask(lambda vault: vault.history(document, field), self._show_entries)

    def _lay_out(self, question: str) -> None:
        buttons = QHBoxLayout()
        buttons.addWidget(self.erase)
        buttons.addStretch(1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.restore)
        layout = QVBoxLayout(self)
        for widget in (Heading(self._theme, question, level=2), self._note, self.lines):
            layout.addWidget(widget)
        layout.addLayout(buttons)
        self.resize(self._theme.pixels(560), self._theme.pixels(380))

    def _show_entries(self, entries: list[HistoryEntry]) -> None:
        for entry in reversed(entries):
            item = QListWidgetItem(self._words(entry), self.lines)
            item.setData(ENTRY, entry)
        self._note.setVisible(not entries)
        self.lines.setVisible(bool(entries))
        self.lines.setFocus()

    def _words(self, entry: HistoryEntry) -> str:
        value = in_words(entry.value, self._labels, QLocale()) or self.tr("(blank)")
        value = self.tr("Erased") if entry.erased else value
        author = self._name(entry.author, own=entry.own)
        if entry.copied_from:
            author = self.tr("%1 for %2").replace("%1", author).replace("%2", self._name(entry.copied_from))
        marks = [value, author, local_time(entry.wall)]
        if entry.standing:
            marks.append(self.tr("stands now"))
        if entry.copied:
            marks.append(self.tr("written again when something beside it was erased"))
        if entry.reason:
            marks.append(self.tr("reason: %1").replace("%1", entry.reason))
        return " · ".join(marks)

    def _name(self, author: str, *, own: bool = False) -> str:
        return self.tr("you") if own else self._names.get(author) or self.tr("unknown person")

    def _current(self) -> HistoryEntry | None:
        item = self.lines.currentItem()
        entry: HistoryEntry | None = item.data(ENTRY) if item is not None else None
        return entry

    @Slot()
    def _look(self) -> None:
        entry = self._current()
        self.restore.setEnabled(entry is not None and not entry.standing and not entry.erased)

    @Slot()
    def _restore(self) -> None:
        entry = self._current()
        if entry is not None:
            commit = entry.commit
            self._session.change(lambda vault: vault.restore(self._document, self._field, commit), initiator=self)
            self.accept()

    @Slot()
    def _erase(self) -> None:
        page = self.parent()
        self.reject()
        if isinstance(page, Page):
            page.navigator.go("erase", document=self._document, field=self._field)
