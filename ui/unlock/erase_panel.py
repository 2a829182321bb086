"""Asks to hold a button down before a vault is erased, and says what goes with it and what does not."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Remark, Text


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
