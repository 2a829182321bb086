"""A question that asks for a file: taken in by button, drop or paste, shown with a thumbnail and what it is."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QIcon, QKeyEvent, QKeySequence, QShowEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from monitorapp.errors import Trouble
from monitorapp.records.field import Value

from ...attachments.files import PICTURE_ENDINGS, Files, ask_for_file, can_give, file_of, files_in, pasted
from ...attachments.looks import Look, facts_of, is_shown, name_of, state_of
from ...attachments.preparing import Given
from ...theme import Theme
from ...widgets.buttons import Button
from ...widgets.cards import Card
from ...widgets.flow_layout import FlowLayout
from ...widgets.labels import Muted, Remark, Text
from ..reading import BLANK, Reading
from .field import Field

THUMBNAIL = QSize(104, 78)


class FileField(Field):
    """`files` does the work; without it (a trial, another answer in a conflict) files are only shown by name."""

    def __init__(self, theme: Theme, files: Files | None, wanted: str = "") -> None:
        """`wanted` is the `mediatype` of the form: the kinds of files that the question takes."""
        super().__init__(theme)
        self._files, self._wanted = files, wanted
        self._key, self._held = "", False
        self._value: Value = None
        self._make_parts()
        self._lay_out()
        self._connect()
        self.setAcceptDrops(files is not None)
        self._show_parts()

    def belong_to(self, key: str) -> None:
        self._key = key

    # Building

    def _make_parts(self) -> None:
        theme = self.theme
        self.picture = QPushButton()
        self.picture.setProperty("kind", "quiet")
        self.picture.setIconSize(THUMBNAIL * theme.scale / 100)
        self.picture.setAccessibleName(self.tr("See the file"))
        self.name, self.facts = Text(theme, bold=True), Muted(theme)
        self.state = Remark(theme, "", "info")
        self.add = Button(theme, self.tr("Add a file"), "paperclip")
        self.paste = Button(theme, self.tr("Paste"), "clipboard")
        self.view = Button(theme, self.tr("View"), "eye")
        self.remove = Button(theme, self.tr("Remove"), "trash-2")
        self.keep_original = QCheckBox(self.tr("Keep the original too: it holds place and camera"))
        self.keep_original.setToolTip(self.tr("As evidence, encrypted. It is sent only if you choose so when sending."))
        self.hint = Muted(theme, "")

    def _lay_out(self) -> None:
        told = QVBoxLayout()
        told.setSpacing(2)
        for words in (self.name, self.facts, self.state):
            told.addWidget(words)
        told.addStretch(1)
        shown = QHBoxLayout()
        shown.setSpacing(self.theme.pixels(10))
        shown.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        shown.addLayout(told, 1)
        self._shown = QWidget()
        self._shown.setLayout(shown)
        shown.setContentsMargins(0, 0, 0, 0)
        buttons = QWidget()
        flow = FlowLayout(buttons, self.theme.pixels(6))
        for button in (self.view, self.add, self.paste, self.remove, self.keep_original):
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self.theme.pixels(4))
        for part in (self._shown, buttons, self.hint):
            column.addWidget(part)

    def _connect(self) -> None:
        self.picture.clicked.connect(self._view)
        self.view.clicked.connect(self._view)
        self.add.clicked.connect(self._choose)
        self.paste.clicked.connect(self._paste)
        self.remove.clicked.connect(lambda: self.answered.emit(BLANK))
        if self._files is not None:
            self._files.began.connect(self._follow)
            self._files.ended.connect(self._end)
            self._files.looked.connect(self._take_look)

    # Showing

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        self._show_parts()

    def reading(self) -> Reading:
        return Reading(self._value)

    def hold(self, readonly: bool) -> None:
        """What is there can be seen, also where nothing may be written any more."""
        self._held = readonly
        self._show_parts()

    def entry(self) -> QWidget:
        return self.view if self._attachment else self.add

    @property
    def _attachment(self) -> str | None:
        return file_of(self._value)

    def _show_parts(self) -> None:
        attachment, coming = self._attachment, self._files is not None and self._files.is_coming(self._key)
        self._shown.setVisible(attachment is not None)
        self.view.setVisible(attachment is not None and self._files is not None)
        self.add.setText(self.tr("Replace") if attachment else self.tr("Add a file"))
        may_write = self._files is not None and not self._held
        for part in (self.add, self.paste):
            part.setVisible(may_write)
            part.setEnabled(not coming)
        self.remove.setVisible(may_write and attachment is not None)
        self.keep_original.setVisible(may_write and self._takes_pictures)
        self._show_hint(coming)
        look = self._files.look(attachment) if self._files is not None and attachment else None
        self._show_look(look or Look())

    @property
    def _takes_pictures(self) -> bool:
        return not self._wanted or "image/" in self._wanted or "*/*" in self._wanted

    def _show_hint(self, coming: bool) -> None:
        words = ""
        if self._files is None:
            words = "" if self._attachment else self.tr("A file can be added only on the form of a real visit.")
        elif coming:
            words = self.tr("The file is being read, cleaned and encrypted…")
        elif not self._attachment and not self._held:
            words = self.tr("Or drop it here, or press %1.").replace("%1", self._paste_keys())
        self.hint.setText(words)
        self.hint.setVisible(bool(words))

    def _paste_keys(self) -> str:
        return QKeySequence(QKeySequence.StandardKey.Paste).toString(QKeySequence.SequenceFormat.NativeText)

    @Slot(str, object)
    def _take_look(self, attachment: str, look: Look) -> None:
        if attachment == self._attachment:
            self._show_look(look)

    def _show_look(self, look: Look) -> None:
        descriptor, thumbnail = look.descriptor, look.thumbnail
        self.picture.setIcon(QIcon(thumbnail) if thumbnail else self.theme.icon("file", "muted"))
        if descriptor is None:
            self.name.setText(self.tr("A file"))
            self.facts.setText("")
            self._show_lack(look.trouble)
            return
        self.name.setText(name_of(descriptor))
        self.facts.setText(facts_of(descriptor, look.size))
        words, tone = state_of(descriptor)
        self.state.show_text(words, "triangle-alert" if tone == "warning" else "shield-check", tone)
        self.state.show()
        self.view.setText(self.tr("View") if is_shown(descriptor) else self.tr("About the file"))

    def _show_lack(self, trouble: Trouble | None) -> None:
        self.state.setVisible(trouble is not None)
        if trouble is not None:
            words = self.tr("The file is not on this laptop: it was not in the bundle, or it was erased.")
            if trouble.code != "attachment-unknown":
                words = self.tr("The encrypted file is damaged and cannot be shown.")
            self.state.show_text(words, "triangle-alert", "warning")
        self.view.setEnabled(trouble is None)
        self.picture.setEnabled(trouble is None)

    # Giving

    @Slot()
    def _choose(self) -> None:
        endings = PICTURE_ENDINGS if self._wanted == "image/*" else ()
        given = ask_for_file(self.theme, self.tr("Choose a file"), endings, self)
        if given is not None:
            self._give([given])

    @Slot()
    def _paste(self) -> None:
        given = pasted()
        if given:
            self._give(given)
        else:
            self._say(self.tr("There is neither a picture nor a file on the clipboard."))

    def _give(self, given: list[Given]) -> None:
        """Take the first file in; the question has room for one."""
        if self._files is None or self._held or self._files.is_coming(self._key) or not given:
            return
        self._files.take(self._key, given[0].wished(self.keep_original.isChecked(), self._wanted))
        if len(given) > 1:
            self._say(self.tr("This question takes one file. Left out: %1.").replace("%1", str(len(given) - 1)))

    def _say(self, words: str) -> None:
        self.hint.setText(words)
        self.hint.show()

    @Slot()
    def _view(self) -> None:
        if self._files is not None and self._attachment:
            self._files.view(self._attachment, self._key)

    @Slot(str)
    def _follow(self, key: str) -> None:
        if key == self._key:
            self._show_parts()

    @Slot(str, object)
    def _end(self, key: str, trouble: Trouble | None) -> None:
        if key == self._key:
            self.keep_original.setChecked(False)
            self._show_parts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self._paste()
        else:
            super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """The whole question is where a file may be dropped, its words as well."""
        super().showEvent(event)
        row = self.parentWidget()
        while row is not None and not isinstance(row, Card):
            row = row.parentWidget()
        if row is not None and self._files is not None and not row.acceptDrops():
            row.setAcceptDrops(True)
            row.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QDragEnterEvent):
            self.dragEnterEvent(event)
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.dropEvent(event)
        else:
            return False
        return True

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if can_give(event.mimeData()) and not self._held:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self._give(files_in(event.mimeData(), "drop"))
