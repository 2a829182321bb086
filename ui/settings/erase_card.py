"""Erasing a vault, open or locked: what goes with it, what was not sent, and a button that must be held."""

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.errors import Trouble

from ..guard import Guard
from ..keys import erase_open
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Remark, Text

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


class ErasePanel(Card):
    """`held` once the button was down for three seconds, by mouse or keyboard; nothing is done here."""

    held = Signal()
    given_up = Signal()

    def __init__(self, theme: Theme, unsent: str, seconds: float = 3.0) -> None:
        """`unsent`: what is lost, as far as that is known."""
        super().__init__(theme, "error")
        self._unsent = Remark(theme, unsent, "triangle-alert", "error")
        self._button = HoldButton(theme, self.tr("Hold to erase (3 seconds)"), "trash-2", seconds)
        self._keep = Button(theme, self.tr("Do not erase"), "arrow-left")
        self.add(Heading(theme, self.tr("Erase this vault"), 2))
        self.add(self._unsent)
        goes = self.tr(
            "The keys on this disk are overwritten first, then the files are removed. Afterwards no passphrase, "
            "no recovery code and no organisation opens anything here."
        )
        stays = self.tr(
            "On flash (SSD, stick, card) a laboratory may still find old cells. Copies of the folder and bundles that "
            "were sent stay as they are. That something was erased can be seen."
        )
        self.add(Text(theme, goes))
        self.add(Muted(theme, stays))
        row = QHBoxLayout()
        row.addWidget(self._keep)
        row.addStretch(1)
        row.addWidget(self._button)
        self.add(row)
        self._button.held.connect(self.held)
        self._keep.clicked.connect(self.given_up)

    def tell_unsent(self, text: str, icon: str = "triangle-alert", tone: str = "error") -> None:
        """Say what is lost."""
        self._unsent.show_text(text, icon, tone)

    def focus_first(self) -> None:
        """Not on the button that erases: Enter may still be down."""
        self._keep.setFocus()


class Unsent(NamedTuple):
    """How many own visits nobody else has: never sent, or written to since."""

    never: int
    changed: int


class EraseCard(Card):
    """Folded until asked for; afterwards the program begins as new, in another process."""

    def __init__(self, session: Session, navigator: Navigator, look: Look, guard: Guard, seconds: float = 3.0) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator, self._look, self._guard = session, navigator, look, guard
        theme = navigator.theme
        self._begin = Button(theme, self.tr("Erase this vault…"), "trash-2")
        self._panel = ErasePanel(theme, self.tr("Looking for what was not sent…"), seconds)
        self.add(Heading(theme, self.tr("The end of this vault"), 2))
        self.add(Muted(theme, self.tr("Before a border, or when the laptop is given away. It takes a second.")))
        row = QHBoxLayout()
        row.addWidget(self._begin)
        row.addStretch(1)
        self.add(row)
        self.add(self._panel)
        self._panel.hide()
        self._begin.clicked.connect(self._unfold)
        self._panel.given_up.connect(self._fold)
        self._panel.held.connect(self._erase)

    @Slot()
    def _unfold(self) -> None:
        self._begin.hide()
        self._panel.show()
        self._panel.focus_first()
        self._session.ask(unsent, self._tell)

    @Slot()
    def _fold(self) -> None:
        self._panel.hide()
        self._begin.show()

    def _tell(self, found: Unsent) -> None:
        if not any(found):
            self._panel.tell_unsent(self.tr("Nothing of yours is unsent."), "circle-check", "good")
            return
        never = self.tr("Visits never sent: %n.", "", found.never) if found.never else ""
        changed = self.tr("Visits changed after they were sent: %n.", "", found.changed) if found.changed else ""
        lost = self.tr("What is in them is lost for good.")
        self._panel.tell_unsent(" ".join(part for part in (never, changed, lost) if part))

    @Slot()
    def _erase(self) -> None:
        try:
            erase_open(self._session)
        except Trouble as trouble:
            self._fold()
            self._navigator.trouble(trouble)
            return
        self._look.forget_vault()
        self._guard.lock_wanted.emit()


def unsent(vault: "Vault") -> Unsent:
    """What of the own visits nobody else has; practice does not count."""
    from monitorapp.vault.sealed import sent_of  # noqa: PLC0415  not before the first window is painted

    never = changed = 0
    for visit in (row.id for row in vault.visits() if not row.practice and vault.own_heads(row.id)):
        bundles = sent_of(vault, visit)
        never += not bundles
        newest = max(commit.header.wall for commit in vault.commits_of(visit)) if bundles else ""
        changed += bool(bundles) and newest > bundles[-1].wall
    return Unsent(never, changed)
