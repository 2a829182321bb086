"""Chooses the organisation that can open a vault besides its owner: its card in a file, its words to compare."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.errors import Trouble

from ..keys import Organisation, read_organisation
from ..look import Look
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.file_picker import FILE, FilePicker
from ..widgets.labels import Muted, Remark, Text

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
