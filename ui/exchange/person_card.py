"""A person in the list: name, role, state, fingerprint."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.vault.registry import REVOKED, STRANGER

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Chip, Muted, Text
from .fingerprint import Fingerprint
from .people import Known, role_word


class PersonCard(Card):
    """A stranger, whose card came inside a bundle, can be compared from here."""

    compare_wanted = Signal(object)

    def __init__(self, theme: Theme, known: Known) -> None:
        super().__init__(theme)
        self.known = known
        row = QHBoxLayout()
        row.addWidget(Text(theme, f"{known.name} · {role_word(known.role)}", bold=True), 1)
        row.addWidget(Chip(theme, *self._state()))
        self.add(row)
        self.add(Fingerprint(theme, known.words, known.digits))
        self.compare: Button | None = None
        if known.person.state == STRANGER:
            self._offer(theme)

    def _offer(self, theme: Theme) -> None:
        self.add(Muted(theme, self.tr("Their card came inside a bundle. Bundles from strangers are not taken in.")))
        compare = Button(theme, self.tr("Compare the words…"), "shield-check")
        compare.setAccessibleName(self.tr("Compare the words with %1").replace("%1", self.known.name))
        compare.clicked.connect(lambda: self.compare_wanted.emit(self.known))
        row = QHBoxLayout()
        row.addWidget(compare)
        row.addStretch(1)
        self.add(row)
        self.compare = compare

    def _state(self) -> tuple[str, str]:
        if self.known.is_trusted:
            return self.tr("Trusted"), "good"
        if self.known.person.state == REVOKED:
            return self.tr("No longer trusted"), "error"
        return self.tr("Stranger"), "warning"
