"""What is stored on this laptop: every file of the vault, its size, and what opens it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from monitorapp.records.changes import Changes
from monitorapp.vault import inventory
from monitorapp.vault.inventory import Stored

from ..form.opening import facility_name
from ..pages import Navigator
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Text
from .stored_table import StoredTable, size_words

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

ROWS_SHOWN = 8
Row = tuple[Stored, str]


class StoredCard(Card):
    """Read afresh each time the settings are shown. A file that nothing opens can be removed."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self.table = StoredTable()
        self.sum = Text(theme)
        self.view = self._make_view()
        self.remove = Button(theme, self.tr("Remove this file"), "trash-2")
        self.add(Heading(theme, self.tr("What is stored on this laptop"), 2))
        self.add(Text(theme, self.tr("Vault: %1").replace("%1", str(session.folder or ""))))
        self.add(self.sum)
        self.add(self.view)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        self.add(row)
        self.add(Muted(theme, self._elsewhere()))
        self.view.selectionModel().currentRowChanged.connect(self._offer)
        self.table.modelReset.connect(self._offer)
        self.remove.clicked.connect(self._remove)
        self._offer()

    def read(self) -> None:
        """Ask the vault what lies in its folder."""
        self._session.ask(partial(_rows, language=self._navigator.language), self._show, self._navigator.trouble)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del removes the file in the current row, where it may go."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Delete:
            if self.remove.isEnabled():
                self._remove()
            return True
        return super().eventFilter(watched, event)

    def _make_view(self) -> QTableView:
        theme, view = self._navigator.theme, QTableView()
        view.setModel(self.table)
        view.setAccessibleName(self.tr("Files of the vault"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.setStyleSheet(f"QTableView::item {{ padding: {theme.pixels(3)}px {theme.pixels(6)}px; }}")
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        view.setMinimumHeight(theme.pixels(30) * (ROWS_SHOWN + 1))
        view.installEventFilter(self)
        return view

    def _elsewhere(self) -> str:
        return self.tr(
            "All of it is encrypted. Outside this folder there is one small file with the language, the colours, the "
            "text size and the folder's path. No recent files, no logs, no temporary files."
        )

    def _show(self, rows: Sequence[Row]) -> None:
        self.table.show_files(rows)
        total = size_words(sum(stored.size for stored, _ in rows))
        text = self.tr("%n file(s), %1 together.", "", len(rows)).replace("%1", total)
        lost = sum("nothing" in stored.opened_by for stored, _ in rows)
        if lost:
            text = f"{text} {self.tr('%n of them nothing opens.', '', lost)}"
        self.sum.setText(text)

    def _current(self) -> Stored | None:
        index: QModelIndex = self.view.currentIndex()
        return self.table.file(index.row()) if index.isValid() else None

    @Slot()
    def _offer(self) -> None:
        current = self._current()
        self.remove.setEnabled(current is not None and current.is_removable)

    @Slot()
    def _remove(self) -> None:
        current = self._current()
        if current is None:
            return

        def deed(vault: "Vault") -> Changes:
            inventory.remove(vault, current.file)
            return Changes()

        self._session.change(deed, self._removed, self, self._navigator.trouble)

    def _removed(self, _: Changes) -> None:
        self._navigator.say(self.tr("The file was removed."), "good")
        self.read()


def _rows(vault: "Vault", language: str) -> list[Row]:
    names = {row.id: facility_name(row.facility, language) for row in vault.visits()}
    return [(stored, names.get(stored.visit or "", "")) for stored in inventory.stored(vault)]
