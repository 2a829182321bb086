"""The first page: which vault, the passphrase, and everything that commonly goes wrong with keyboards."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitorapp import __version__
from monitorapp.errors import Trouble

from ..language import LANGUAGES
from ..look import Look
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn, centred
from ..widgets.labels import Heading, Muted, Remark, Text
from ..widgets.passphrase_edit import PassphraseEdit
from ..widgets.steps import Steps


class UnlockPage(QWidget):
    """Opens the vault through the session; any failure costs the same time and is said calmly."""

    opened = Signal(bool)  # whether with the recovery code
    create_wanted = Signal()

    def __init__(self, session: Session, look: Look, folder: Path) -> None:
        super().__init__()
        self._session, self._look, self._theme = session, look, look.theme
        self._folder = folder
        theme = self._theme
        self._where = Button(theme, "", "folder")
        self._passphrase = PassphraseEdit(theme, self.tr("Passphrase"))
        self._code = QLineEdit()
        self._code.setAccessibleName(self.tr("Recovery code from paper"))
        self._code.setMinimumHeight(theme.pixels(36))
        self._secret = Steps(self._passphrase, self._code)
        self._secret_name = Text(theme, bold=True)
        self._remark = Remark(theme, "", "info")
        self._open = Button(theme, self.tr("Open"), "lock-open", "primary")
        self._create = Button(theme, self.tr("Make a new vault"), "plus")
        self._switch = Button(theme, "", "key-round")
        self._language = QComboBox()
        self._language.setAccessibleName(self.tr("Language"))
        self._lay_out()
        self._connect()
        self._show_folder()
        self._ask_for_passphrase()

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        (self._passphrase if self._secret.index == 0 else self._code).setFocus()

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble as a calm line under the field."""
        spoken = self._look.words.of(trouble)
        self._remark.show_text(f"{spoken.sentence} {spoken.advice}", "circle-alert", "error")
        self._remark.show()

    def _lay_out(self) -> None:
        scroll = ScrollColumn(self._theme)
        scroll.column.insertStretch(0, 1)
        scroll.add(centred(self._make_card()))
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addLayout(self._make_foot())

    def _make_card(self) -> Card:
        theme, card = self._theme, Card(self._theme)
        card.setFixedWidth(theme.pixels(500))
        picture = QLabel()
        picture.setPixmap(theme.pixmap("shield-check", "accent", 26))
        head = QHBoxLayout()
        head.addWidget(picture)
        head.addWidget(Heading(theme, self.tr("Visit notes")), 1)
        card.add(head)
        card.add(Muted(theme, self.tr("Everything here is encrypted on this laptop. There is no network.")))
        place = QHBoxLayout()
        place.addWidget(Text(theme, self.tr("Vault"), bold=True))
        place.addWidget(self._where, 1)
        card.add(place)
        for part in (self._secret_name, self._secret, self._remark, self._open):
            card.add(part)
        other = QHBoxLayout()
        other.addWidget(self._create)
        other.addWidget(self._switch)
        other.addStretch(1)
        card.add(other)
        return card

    def _make_foot(self) -> QHBoxLayout:
        for code, name in LANGUAGES.items():
            self._language.addItem(name, code)
        self._language.setCurrentIndex(self._language.findData(self._look.language))
        foot = QHBoxLayout()
        foot.addWidget(self._language)
        version = Muted(self._theme, self.tr("Version %1 · no network").replace("%1", __version__))
        version.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        foot.addWidget(version, 1)
        return foot

    def _connect(self) -> None:
        self._where.clicked.connect(self._pick_folder)
        self._passphrase.entered.connect(self._try)
        self._code.returnPressed.connect(self._try)
        self._open.clicked.connect(self._try)
        self._create.clicked.connect(self.create_wanted)
        self._switch.clicked.connect(self._switch_secret)
        self._language.activated.connect(self._choose_language)

    def _show_folder(self) -> None:
        self._where.setText(str(self._folder))
        self._where.setAccessibleName(self.tr("Vault: %1. Choose another folder").replace("%1", str(self._folder)))
        self._remark.hide()
        if not (self._folder / "k").is_file():
            self._remark.show_text(
                self.tr("There is no vault in this folder yet. Make one, or choose another."), "info"
            )
            self._remark.show()

    def _ask_for_passphrase(self) -> None:
        by_phrase = self._secret.index == 0
        self._secret_name.setText(self.tr("Passphrase") if by_phrase else self.tr("Recovery code from paper"))
        self._switch.setText(self.tr("Use the recovery code") if by_phrase else self.tr("Use the passphrase"))

    @Slot()
    def _switch_secret(self) -> None:
        self._secret.show_step(1 - self._secret.index)
        self._ask_for_passphrase()
        self.focus_first()

    @Slot(int)
    def _choose_language(self, index: int) -> None:
        self._look.choose(language=self._language.itemData(index))

    @Slot()
    def _pick_folder(self) -> None:
        from ..widgets.file_picker import FOLDER, FilePicker  # noqa: PLC0415  not before the first window is painted

        start = self._folder if self._folder.is_dir() else None
        picker = FilePicker(self._theme, self.tr("Folder of the vault"), FOLDER, start=start, parent=self)
        chosen = picker.pick()
        if chosen is not None:
            self._folder = chosen
            self._show_folder()
            self.focus_first()

    @Slot()
    def _try(self) -> None:
        by_phrase = self._secret.index == 0
        typed = self._passphrase.text() if by_phrase else self._code.text()
        if not typed or not self._open.isEnabled():
            return
        self._wait(True)
        opening = self._session.open if by_phrase else self._session.recover
        opening(self._folder, typed, self._succeed, self._fail)

    def _wait(self, waiting: bool) -> None:
        for part in (self._where, self._secret, self._open, self._create, self._switch, self._language):
            part.setEnabled(not waiting)
        self._open.setText(self.tr("Opening…") if waiting else self.tr("Open"))
        if waiting:
            self._remark.hide()

    def _succeed(self) -> None:
        by_phrase = self._secret.index == 0
        self._passphrase.clear()
        self._code.clear()
        self._look.remember_vault(self._folder)
        self.opened.emit(not by_phrase)

    def _fail(self, trouble: Trouble) -> None:
        self._wait(False)
        self.tell(trouble)
        if self._secret.index == 0:
            self._passphrase.select_all()
        else:
            self._code.setFocus()
