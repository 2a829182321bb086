"""A card that says, for ever, whether an organisation can open the vault, names one, or takes its key away."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.errors import Trouble

from ..keys import Organisation, name_organisation, organisation_of, remove_organisation
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..unlock.organisation_choice import OrganisationChoice, OrganisationWords
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark


class EscrowCard(Card):
    """Off by default: such a key is also something that can be taken from the organisation."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator, self._look = session, navigator, look
        theme = navigator.theme
        self._state = Remark(theme, "", "users")
        self._words = OrganisationWords(look)
        self._choice = OrganisationChoice(session, look, self.tr("Let an organisation open it, too…"))
        self._name = Button(theme, self.tr("The words are the same: let it open this vault"), "check", "primary")
        self._remove = Button(theme, self.tr("Take its key away"), "x")
        about = self.tr(
            "The organisation opens the vault with the key of its own vault, when you cannot. Whoever takes that key "
            "from it can do the same."
        )
        for part in (
            Heading(theme, self.tr("Who else can open this vault"), 2),
            self._state,
            self._words,
            Muted(theme, about),
            self._choice,
        ):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self._name)
        row.addWidget(self._remove)
        row.addStretch(1)
        self.add(row)
        self._choice.changed.connect(self._update)
        self._name.clicked.connect(self._put)
        self._remove.clicked.connect(self._take_away)
        self._show(None)

    def read(self) -> None:
        """Ask the vault who can open it."""
        language = self._look.language
        self._session.ask(lambda vault: organisation_of(vault, language), self._show)

    def _show(self, organisation: Organisation | None) -> None:
        known = organisation is not None and bool(organisation.name)
        self._words.setVisible(known)
        self._state.setVisible(not known)
        if organisation is None:
            self._state.show_text(self.tr("Nobody but you can open this vault."), "circle-check", "good")
        elif not known:
            text = self.tr("An organisation that is not known here can open this vault.")
            self._state.show_text(text, "triangle-alert", "warning")
        else:
            self._words.show_organisation(organisation)
        self._remove.setVisible(organisation is not None)
        self._choice.setVisible(organisation is None)
        self._choice.clear()

    @Slot()
    def _update(self) -> None:
        self._name.setVisible(self._choice.chosen is not None)

    @Slot()
    def _put(self) -> None:
        if self._choice.chosen is not None:
            self._name.hide()
            name_organisation(self._session, self._choice.chosen, lambda _: self.read(), self._refused)

    @Slot()
    def _take_away(self) -> None:
        remove_organisation(self._session, self._taken_away, self._refused)

    def _taken_away(self, _: None) -> None:
        text = self.tr("The organisation cannot open this vault any more. Copies made before it still can.")
        self._navigator.say(text, "good")
        self.read()

    def _refused(self, trouble: Trouble) -> None:
        self._navigator.trouble(trouble)
        self.read()
