"""A form that the vault knows, as a line of the list: what it is called, whether it is in use, what can be done."""

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.library import Known

from ..form.flow_layout import FlowLayout
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Chip, Muted, Text
from .form_words import version_line


class FormRow(Card):
    """Buttons only; what they do is the page's business."""

    tried = Signal()
    compared = Signal()
    begun = Signal()
    moved = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, known: Known, *, has_others: bool, waiting: int) -> None:
        """`has_others`: the vault knows other versions; `waiting`: that many documents are filled with them."""
        super().__init__(theme)
        self._theme, self.known = theme, known
        margin = theme.pixels(8)
        self.column.setContentsMargins(theme.pixels(12), margin, margin, margin)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(theme, known.title, bold=True))
        words.addWidget(Muted(theme, version_line(known.form, known.version)))
        head = QHBoxLayout()
        head.addLayout(words, 1)
        for chip in self._chips():
            head.addWidget(chip)
        self.add(head)
        self.buttons: dict[str, Button] = {}
        self._add_buttons(has_others, waiting)

    def _chips(self) -> list[Chip]:
        known = self.known
        kind = self.tr("Part of the program") if known.shipped else self.tr("Added")
        chips = [Chip(self._theme, kind, "accent" if known.shipped else "good")]
        if known.documents:
            chips.insert(0, Chip(self._theme, self.tr("documents: %n", "", known.documents), "accent"))
        return chips

    def _add_buttons(self, has_others: bool, waiting: int) -> None:
        known = self.known
        flow = FlowLayout(gap=self._theme.pixels(6))
        self._add(flow, "try", self.tr("Try it"), "eye", self.tried)
        if not known.shipped:
            self._add(flow, "begin", self.tr("Begin a visit with it"), "plus", self.begun)
        if has_others:
            self._add(flow, "compare", self.tr("Compare versions"), "git-merge", self.compared)
        if waiting:
            self._add(flow, "move", self.tr("Move documents to this version"), "arrow-right", self.moved)
        if not known.shipped and not known.documents:
            self._add(flow, "remove", self.tr("Remove"), "trash-2", self.removed)
        self.add(flow)

    def _add(self, flow: FlowLayout, name: str, words: str, icon: str, signal: SignalInstance) -> None:
        button = Button(self._theme, words, icon)
        button.setAccessibleName(f"{words}: {self.known.title}, {self.known.version}")
        button.clicked.connect(signal)
        self.buttons[name] = button
        flow.addWidget(button)
