"""The first page: which vault, the passphrase, and everything that commonly goes wrong with keyboards."""

from collections.abc import Callable
from math import ceil
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitorapp import __version__
from monitorapp.errors import Trouble

from ..keys import erase_closed, open_in_escrow
from ..look import LANGUAGES, Look
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn, centred
from ..widgets.labels import Heading, Muted, Remark, Steps, Text
from ..widgets.passphrase_edit import PassphraseEdit
from .escrow_secret import EscrowSecret

if TYPE_CHECKING:
    from ..settings.erase_card import ErasePanel


FIRST_SECONDS, LONGEST_SECONDS = 0.5, 30.0
GUESSES = frozenset({"wrong-passphrase", "wrong-recovery-code", "wrong-escrow-key"})


class Backoff(QObject):
    """Counts in memory only: a count on the disk would hinder the owner and nobody else."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._failures = 0
        self._until = 0.0

    @classmethod
    def of(cls, session: QObject) -> "Backoff":
        """The one that belongs to a session: it outlives the page, which is built anew for another language."""
        found: Backoff | None = session.findChild(cls)
        return cls(session) if found is None else found

    @property
    def left(self) -> float:
        """How many seconds no other try is taken."""
        return max(0.0, self._until - self._now())

    def note(self, code: str) -> None:
        """A try failed with this code; only guesses make the next one wait."""
        if code in GUESSES:
            self._failures += 1
            self._until = self._now() + min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (self._failures - 1))

    def forget(self) -> None:
        """The vault was opened."""
        self._failures, self._until = 0, 0.0


PHRASE, CODE, ESCROW = range(3)
_TICK_MS = 100


class UnlockPage(QWidget):
    """Opens the vault through the session; any failure costs the same time and is said calmly."""

    opened = Signal(bool)  # whether without the passphrase
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
        self._escrow = EscrowSecret(theme)
        self._secret = Steps(self._passphrase, self._code, self._escrow)
        self._secret_name = Text(theme, bold=True)
        self._remark = Remark(theme, "", "info")
        self._open = Button(theme, self.tr("Open"), "lock-open", "primary")
        self._create = Button(theme, self.tr("Make a new vault"), "plus")
        self._switch = Button(theme, "", "key-round")
        self._switch_escrow = Button(theme, self.tr("Use an organisation's key"), "users", "quiet")
        self._erase = Button(theme, self.tr("Erase this vault…"), "trash-2", "quiet")
        self._panel: ErasePanel | None = None
        self._holder: QWidget | None = None
        self._backoff = Backoff.of(session)
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK_MS)
        self._language = QComboBox()
        self._language.setAccessibleName(self.tr("Language"))
        self._lay_out()
        self._connect()
        self._show_folder()
        self._ask_for(PHRASE)
        self._hold_back()

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        (self._passphrase, self._code, self._escrow)[self._secret.index].setFocus()

    def tell(self, trouble: Trouble) -> None:
        """Show a trouble as a calm line under the field."""
        spoken = self._look.words.of(trouble)
        self._remark.show_text(f"{spoken.sentence} {spoken.advice}", "circle-alert", "error")
        self._remark.show()

    def _lay_out(self) -> None:
        self._card = self._make_card()
        self._middle = ScrollColumn(self._theme)
        self._middle.column.insertStretch(0, 1)
        self._middle.add(centred(self._card))
        column = QVBoxLayout(self)
        column.addWidget(self._middle, 1)
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
        for part in (self._language, self._switch_escrow, self._erase):
            foot.addWidget(part)
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
        self._escrow.entered.connect(self._try)
        self._switch.clicked.connect(lambda: self._switch_to(CODE))
        self._switch_escrow.clicked.connect(lambda: self._switch_to(ESCROW))
        self._erase.clicked.connect(self._ask_to_erase)
        self._timer.timeout.connect(self._hold_back)
        self._language.activated.connect(self._choose_language)

    def _show_folder(self) -> None:
        self._where.setText(str(self._folder))
        self._where.setAccessibleName(self.tr("Vault: %1. Choose another folder").replace("%1", str(self._folder)))
        self._remark.hide()
        self._erase.setVisible((self._folder / "k").is_file())
        if not (self._folder / "k").is_file():
            self._remark.show_text(
                self.tr("There is no vault in this folder yet. Make one, or choose another."), "info"
            )
            self._remark.show()

    def _ask_for(self, secret: int) -> None:
        self._secret.show_step(secret)
        names = (
            self.tr("Passphrase"),
            self.tr("Recovery code from paper"),
            self.tr("Vault of the organisation, and its passphrase"),
        )
        self._secret_name.setText(names[secret])
        self._switch.setText(self.tr("Use the recovery code") if secret != CODE else self.tr("Use the passphrase"))
        self._switch_escrow.setText(
            self.tr("Use an organisation's key") if secret != ESCROW else self.tr("Use the passphrase")
        )

    def _switch_to(self, secret: int) -> None:
        self._ask_for(PHRASE if self._secret.index == secret else secret)
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
        secret = self._secret.index
        typed = (self._passphrase.text, self._code.text, self._escrow.passphrase)[secret]()
        if not typed or not self._open.isEnabled():
            return
        self._wait(True)
        if secret == ESCROW:
            open_in_escrow(self._session, self._folder, self._escrow.folder, typed, self._succeed, self._fail)
        else:
            opening = self._session.open if secret == PHRASE else self._session.recover
            opening(self._folder, typed, self._succeed, self._fail)

    def _wait(self, waiting: bool) -> None:
        parts = (self._where, self._secret, self._create, self._switch, self._switch_escrow, self._erase)
        for part in (*parts, self._open, self._language):
            part.setEnabled(not waiting)
        self._open.setText(self.tr("Opening…") if waiting else self.tr("Open"))
        if waiting:
            self._remark.hide()

    def _succeed(self) -> None:
        by_phrase = self._secret.index == PHRASE
        self._backoff.forget()
        self._passphrase.clear()
        self._code.clear()
        self._escrow.clear()
        self._look.remember_vault(self._folder)
        self.opened.emit(not by_phrase)

    def _fail(self, trouble: Trouble) -> None:
        self._wait(False)
        self.tell(trouble)
        self._backoff.note(trouble.code)
        self._hold_back()
        if self._secret.index == PHRASE:
            self._passphrase.select_all()
        else:
            self.focus_first()

    @Slot()
    def _hold_back(self) -> None:
        """After wrong tries the button waits and says how long."""
        left = self._backoff.left
        if left > 0:
            self._open.setEnabled(False)
            self._open.setText(self.tr("Again in %n s", "", ceil(left)))
            self._timer.start()
        elif self._timer.isActive():
            self._timer.stop()
            self._wait(False)

    @Slot()
    def _ask_to_erase(self) -> None:
        from ..settings.erase_card import ErasePanel  # noqa: PLC0415  not before the first window is painted

        unsent = self.tr("What was not sent is lost. While the vault is locked nobody can tell what that is.")
        self._panel = ErasePanel(self._theme, unsent)
        self._panel.setFixedWidth(self._theme.pixels(500))
        self._panel.held.connect(self._erase_now)
        self._panel.given_up.connect(self._keep)
        self._card.hide()
        self._holder = centred(self._panel)
        self._middle.add(self._holder)
        self._panel.focus_first()

    @Slot()
    def _keep(self) -> None:
        if self._holder is not None:
            self._holder.hide()
            self._holder.deleteLater()
        self._panel = self._holder = None
        self._card.show()
        self.focus_first()

    @Slot()
    def _erase_now(self) -> None:
        if self._panel is not None:
            self._panel.setEnabled(False)
            erase_closed(self._session, self._folder, self._erased, self._not_erased)

    def _erased(self, _: None) -> None:
        self._look.forget_vault()
        self._keep()
        self._show_folder()
        self._remark.show_text(
            self.tr("The vault is erased. Nothing on this disk opens it any more."), "circle-check", "good"
        )
        self._remark.show()

    def _not_erased(self, trouble: Trouble) -> None:
        self._keep()
        self.tell(trouble)
