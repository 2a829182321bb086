"""The organisation that can open a vault besides its owner: chosen by its card, and said for ever."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.errors import Trouble

from ..keys import Organisation, name_organisation, organisation_of, read_organisation, remove_organisation
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.file_picker import FILE, FilePicker
from ..widgets.labels import Heading, Muted, Remark, Text

CARD_ENDING = ".txt"


class OrganisationChoice(QWidget):
    """`chosen` is None until a card was read; `changed` when it was, or was taken back."""

    changed = Signal()

    def __init__(self, session: Session, look: Look, text: str) -> None:
        """`text` is what the button says that asks for a card."""
        super().__init__()
        self._session, self._look = session, look
        theme = look.theme
        self.chosen: Organisation | None = None
        self._pick = Button(theme, text, "users")
        self._shown = OrganisationWords(look)
        self._take_back = Button(theme, self.tr("Take it back"), "x")
        self._remark = Remark(theme, "", "circle-alert", "error")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for row in (self._pick, self._take_back):
            line = QHBoxLayout()
            line.addWidget(row)
            line.addStretch(1)
            column.addLayout(line)
        column.insertWidget(1, self._shown)
        column.addWidget(self._remark)
        self._pick.clicked.connect(self._ask)
        self._take_back.clicked.connect(self.clear)
        self.clear()

    def read(self, path: Path) -> None:
        """Read the card in a file."""
        language = self._look.language
        self._session.run(lambda: read_organisation(path, language), self._show, self._refuse)

    @Slot()
    def clear(self) -> None:
        """Choose nobody."""
        self._set(None)

    @Slot()
    def _ask(self) -> None:
        title = self.tr("Card of the organisation")
        chosen = FilePicker(self._look.theme, title, FILE, (CARD_ENDING,), parent=self).pick()
        if chosen is not None:
            self.read(chosen)

    def _show(self, organisation: Organisation) -> None:
        self._set(organisation)

    def _set(self, organisation: Organisation | None) -> None:
        self.chosen = organisation
        self._remark.hide()
        self._pick.setVisible(organisation is None)
        for part in (self._shown, self._take_back):
            part.setVisible(organisation is not None)
        if organisation is not None:
            self._shown.show_organisation(organisation)
        self.changed.emit()

    def _refuse(self, trouble: Trouble) -> None:
        spoken = self._look.words.of(trouble)
        self._remark.show_text(f"{spoken.sentence} {spoken.advice}", "circle-alert", "error")
        self._remark.show()


class OrganisationWords(Card):
    """Who can open the vault, and the words by which that can be compared."""

    def __init__(self, look: Look) -> None:
        super().__init__(look.theme, "warning")
        theme = look.theme
        self._name = Remark(theme, "", "users", "warning")
        self._words = Text(theme, size=1.1, bold=True)
        compare = self.tr("Compare these words with the organisation, by telephone or face to face.")
        for part in (self._name, self._words, Muted(theme, compare)):
            self.add(part)

    def show_organisation(self, organisation: Organisation) -> None:
        """Name it and show its words."""
        text = self.tr("The organisation “%1” can open this vault without your passphrase.")
        self._name.show_text(text.replace("%1", organisation.name), "users", "warning")
        self._words.setText(" ".join(organisation.words))


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
