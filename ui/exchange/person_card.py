"""A person in the list: name, role, state, fingerprint."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.vault.registry import REVOKED, STRANGER

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Chip, Muted, Remark, Text
from ..widgets.steps import Steps
from .fingerprint import Fingerprint
from .people import Known, role_word


class PersonCard(Card):
    """A stranger, whose card came inside a bundle, can be compared from here; trust can be taken away for good."""

    compare_wanted = Signal(object)
    receipt_wanted = Signal()
    revoked = Signal()

    def __init__(self, theme: Theme, known: Known) -> None:
        super().__init__(theme)
        self.known = known
        row = QHBoxLayout()
        row.addWidget(Text(theme, f"{known.name} · {role_word(known.role)}", bold=True), 1)
        row.addWidget(Chip(theme, *self._state()))
        self.add(row)
        self.add(Fingerprint(theme, known.words, known.digits))
        self.compare: Button | None = None
        self.receipt: Button | None = None
        self._steps: Steps | None = None
        if known.person.state == STRANGER:
            self._offer(theme)
        if known.is_trusted:
            self._steps = Steps(self._make_stop(theme), self._make_sure(theme))
            self.add(self._steps)

    def _offer(self, theme: Theme) -> None:
        self.add(Muted(theme, self.tr("Their card came inside a bundle. Bundles from strangers are not taken in.")))
        compare = Button(theme, self.tr("Compare the words…"), "shield-check")
        compare.setAccessibleName(self.tr("Compare the words with %1").replace("%1", self.known.name))
        compare.clicked.connect(lambda: self.compare_wanted.emit(self.known))
        self.add(_row(compare))
        self.compare = compare

    def _make_stop(self, theme: Theme) -> QWidget:
        stop = Button(theme, self.tr("No longer trust…"), "circle-x", "quiet")
        stop.setAccessibleName(self.tr("No longer trust %1…").replace("%1", self.known.name))
        stop.clicked.connect(self._ask)
        return _row(*self._make_receipt(theme), stop)

    def _make_receipt(self, theme: Theme) -> list[QWidget]:
        """Who sends something wants to know that it arrived: only then may their sealed file go."""
        if not self.known.has_sent:
            return []
        self.receipt = Button(theme, self.tr("Write a receipt…"), "shield-check", "quiet")
        self.receipt.setAccessibleName(self.tr("Write a receipt for %1…").replace("%1", self.known.name))
        self.receipt.clicked.connect(self.receipt_wanted)
        return [self.receipt]

    def _make_sure(self, theme: Theme) -> QWidget:
        words = self.tr("Nothing from %1 will be taken in any more, and nothing sealed to them. This cannot be undone.")
        self._sure = Button(theme, self.tr("No longer trust"), "circle-x")
        keep = Button(theme, self.tr("Keep the trust"))
        self._sure.clicked.connect(self.revoked)
        keep.clicked.connect(self.fold)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Remark(theme, words.replace("%1", self.known.name), "triangle-alert", "warning"))
        column.addWidget(_row(self._sure, keep))
        return holder

    @Slot()
    def _ask(self) -> None:
        if self._steps is not None:
            self._steps.show_step(1)
            self._sure.setFocus()

    @Slot()
    def fold(self) -> bool:
        """Put the question away; says whether it was asked."""
        if self._steps is None or self._steps.index == 0:
            return False
        self._steps.show_step(0)
        return True

    def _state(self) -> tuple[str, str]:
        if self.known.is_trusted:
            return self.tr("Trusted"), "good"
        if self.known.person.state == REVOKED:
            return self.tr("No longer trusted"), "error"
        return self.tr("Stranger"), "warning"


def _row(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return holder
