"""One's own card: what to read aloud, and the file to give to others."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from ..pages import Navigator
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.file_picker import NEW_FILE, FilePicker
from ..widgets.labels import Heading, Muted
from .asking import ask_for
from .fingerprint import Fingerprint
from .people import Known, role_word, write_card

CARD_ENDING = ".txt"


class OwnCard(Card):
    """Saving it again never replaces a file."""

    def __init__(self, session: Session, navigator: Navigator, known: Known) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator, self._known = session, navigator, known
        theme = navigator.theme
        title = f"{known.name} · {role_word(known.role)}"
        self.add(Heading(theme, self.tr("My card: %1").replace("%1", title), 2))
        remark = self.tr("Whoever adds you reads these words or digits with you, by telephone or face to face.")
        self.add(Muted(theme, remark))
        self.add(Fingerprint(theme, known.words, known.digits))
        self.save = Button(theme, self.tr("Save my card to a file…"), "download")
        self.save.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.add(row)

    @Slot()
    def _ask(self) -> None:
        title, name = self.tr("Where to save the card"), self.tr("card")
        picker = FilePicker(self._navigator.theme, title, NEW_FILE, (CARD_ENDING,), name=name, parent=self)
        ask_for(
            self._session,
            picker,
            lambda path: self._session.run(
                lambda: write_card(self._known.person.card, path), self._saved, self._navigator.trouble
            ),
        )

    def _saved(self, _: None) -> None:
        words = self.tr("The card is saved. It holds no secret: give it to those who send you bundles.")
        self._navigator.say(words, "good")
