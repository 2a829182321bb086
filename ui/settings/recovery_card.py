"""A card that tries the recovery code on paper against the open vault."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from monitorapp.errors import Trouble

from ..pages import Navigator
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark


class RecoveryCard(Card):
    """Says whether the code was ever typed back; a code that was not cannot be relied on."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self._state = Remark(theme, "", "info")
        self._code = QLineEdit()
        self._code.setAccessibleName(self.tr("Recovery code from paper"))
        self._code.setPlaceholderText(self.tr("Recovery code from paper"))
        self._code.setMinimumHeight(theme.pixels(34))
        self._try = Button(theme, self.tr("Try the code"), "check")
        row = QHBoxLayout()
        row.addWidget(self._code, 1)
        row.addWidget(self._try)
        self.add(Heading(theme, self.tr("Recovery code"), 2))
        self.add(self._state)
        self.add(Muted(theme, self.tr("It is on paper only: the program cannot show it again.")))
        self.add(row)
        self._try.clicked.connect(self._confirm)
        self._code.returnPressed.connect(self._confirm)

    def read(self) -> None:
        """Ask the vault whether the code was ever tried."""
        self._session.ask(lambda vault: vault.is_rehearsed, self._show)

    def _show(self, rehearsed: bool) -> None:
        if rehearsed:
            self._state.show_text(self.tr("The code was typed back once and opened the vault."), "circle-check", "good")
        else:
            text = self.tr("The code was never tried. Type it from your paper, or make a new vault before you need it.")
            self._state.show_text(text, "triangle-alert", "warning")

    @Slot()
    def _confirm(self) -> None:
        typed = self._code.text()
        if typed.strip():
            self._try.setEnabled(False)
            self._session.ask(lambda vault: vault.confirm_recovery(typed), self._confirmed, self._refused)

    def _confirmed(self, _: None) -> None:
        self._try.setEnabled(True)
        self._code.clear()
        self.read()

    def _refused(self, trouble: Trouble) -> None:
        self._try.setEnabled(True)
        self._navigator.trouble(trouble)
