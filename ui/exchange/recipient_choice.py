"""The people to whom something is sealed: trusted ones only, each with what was once compared aloud."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox

from ..theme import Theme
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Muted
from .fingerprint import Fingerprint
from .people import Known, role_word


class RecipientChoice(ScrollColumn):
    """Nobody else can open the file, not even the person who wrote it."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.boxes: list[tuple[QCheckBox, Known]] = []

    def show_people(self, people: Sequence[Known], chosen: Iterable[str]) -> None:
        """Offer these people, some of them ticked, without telling anybody."""
        ticked = set(chosen)
        self.clear()
        self.boxes = []
        for known in people:
            self._add(known, known.person.author in ticked)
        if not people:
            words = self.tr("Nobody is trusted yet. Add the person first, under People: a file alone is not enough.")
            self.add(Muted(self._theme, words))

    def tick(self, authors: Iterable[str]) -> None:
        """Tick these people besides those who are ticked."""
        wanted = set(authors)
        for box, known in self.boxes:
            if known.person.author in wanted:
                box.setChecked(True)

    def chosen(self) -> list[Known]:
        """The ticked people."""
        return [known for box, known in self.boxes if box.isChecked()]

    def _add(self, known: Known, ticked: bool) -> None:
        card = Card(self._theme)
        box = QCheckBox(f"{known.name} · {role_word(known.role)}".replace("&", "&&"))
        font = box.font()
        font.setBold(True)
        box.setFont(font)
        box.setChecked(ticked)
        box.toggled.connect(self.changed)
        card.add(box)
        card.add(Fingerprint(self._theme, known.words, known.digits))
        self.boxes.append((box, known))
        self.add(card)
