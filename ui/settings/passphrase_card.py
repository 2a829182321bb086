"""A card that changes the passphrase of the open vault."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.errors import Trouble

from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..unlock.phrase_step import PhraseStep
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted


class PassphraseCard(Card):
    """Folded until asked for; the old passphrase is of no use as soon as the new one is on the disk."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self._step = PhraseStep(theme, look.words, look.language)
        self._step.hide()
        self._begin = Button(theme, self.tr("Change the passphrase"), "key-round")
        self._change = Button(theme, self.tr("Use the new passphrase"), "check", "primary")
        self._change.hide()
        self.add(Heading(theme, self.tr("Passphrase"), 2))
        self.add(
            Muted(
                theme,
                self.tr(
                    "The recovery code on paper stays as it is. Copies of the vault keep the old passphrase. "
                    "What each guess costs is measured anew on this laptop."
                ),
            )
        )
        self.add(self._step)
        row = QHBoxLayout()
        row.addWidget(self._begin)
        row.addWidget(self._change)
        row.addStretch(1)
        self.add(row)
        self._begin.clicked.connect(self._unfold)
        self._step.changed.connect(self._update)
        self._change.clicked.connect(self._replace)

    @Slot()
    def _unfold(self) -> None:
        self._begin.hide()
        self._step.show()
        self._change.show()
        self._update()
        self._step.focus_first()

    @Slot()
    def _update(self) -> None:
        self._change.setEnabled(self._step.ready)

    @Slot()
    def _replace(self) -> None:
        self._change.setEnabled(False)
        self._session.change_passphrase(self._step.phrase, self._replaced, self._refused)

    def _replaced(self, _: None) -> None:
        self._step.clear()
        self._step.hide()
        self._change.hide()
        self._begin.show()
        self._navigator.say(self.tr("The new passphrase opens the vault from now on."), "good")

    def _refused(self, trouble: Trouble) -> None:
        self._navigator.trouble(trouble)
        self._update()
