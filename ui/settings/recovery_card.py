"""A card that tries the recovery code on paper against the open vault, or makes another code."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from monitorapp.errors import Trouble

from ..keys import change_recovery_code
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..unlock.code_rehearsal import CodeRehearsal
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark


class RecoveryCard(Card):
    """Says whether the code was ever typed back; a code that was not cannot be relied on."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
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
        self._another = Button(theme, self.tr("Make another code"), "refresh-cw")
        self._rehearsal = CodeRehearsal(theme, look.words)
        self._rehearsal.hide()
        below = QHBoxLayout()
        below.addWidget(self._another)
        below.addStretch(1)
        self.add(Heading(theme, self.tr("Recovery code"), 2))
        self.add(self._state)
        self.add(Muted(theme, self.tr("It is on paper only: the program cannot show it again.")))
        self.add(row)
        self.add(below)
        self.add(self._rehearsal)
        self._try.clicked.connect(self._confirm)
        self._code.returnPressed.connect(self._confirm)
        self._another.clicked.connect(self._begin)
        self._rehearsal.rehearsed.connect(self._change)
        self._rehearsal.given_up.connect(self._fold)

    def read(self) -> None:
        """Ask the vault whether the code was ever tried."""
        self._session.ask(lambda vault: vault.is_rehearsed, self._show)

    def _show(self, rehearsed: bool) -> None:
        if rehearsed:
            self._state.show_text(self.tr("The code was typed back once and opened the vault."), "circle-check", "good")
        else:
            text = self.tr("The code was never tried. Type it from your paper, or make another one.")
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

    @Slot()
    def _begin(self) -> None:
        for part in (self._another, self._code, self._try):
            part.hide()
        self._rehearsal.show()
        self._rehearsal.start()

    @Slot()
    def _fold(self) -> None:
        self._rehearsal.forget()
        self._rehearsal.hide()
        for part in (self._another, self._code, self._try):
            part.show()

    @Slot(str)
    def _change(self, code: str) -> None:
        self._rehearsal.wait()
        change_recovery_code(self._session, code, self._changed, self._not_changed)

    def _changed(self, _: None) -> None:
        self._fold()
        self._navigator.say(self.tr("The new recovery code is in force; the old one opens nothing."), "good")
        self.read()

    def _not_changed(self, trouble: Trouble) -> None:
        self._fold()
        self._navigator.trouble(trouble)
