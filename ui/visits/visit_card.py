"""A visit in the list: where, what kind, when, how far, and what wants attention."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.records.view import VisitRow

from ..form.moments import local_time
from ..theme import Theme
from ..widgets.labels import Chip, Muted, Text
from .click_card import ClickCard
from .share_bar import ShareBar


class VisitCard(ClickCard):
    """One press opens the visit."""

    def __init__(self, theme: Theme, row: VisitRow, facility: str, visit_type: str, held: bool = False) -> None:
        """`held`: the visit is open for reading alone."""
        super().__init__(theme)
        self.row, self.held = row, held
        self.progress = ShareBar(theme)
        self.percent = Muted(theme)
        self.percent.setFixedWidth(theme.pixels(96))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Text(theme, facility or self.tr("No facility chosen"), bold=True))
        words.addWidget(Muted(theme, " · ".join(filter(None, (visit_type, local_time(row.started))))))
        share = QVBoxLayout()
        share.setSpacing(2)
        share.addWidget(self.percent)
        share.addWidget(self.progress)
        line = QHBoxLayout()
        line.setSpacing(theme.pixels(12))
        line.addLayout(words, 1)
        for text, tone in self._chips():
            line.addWidget(Chip(theme, text, tone), 0, Qt.AlignmentFlag.AlignVCenter)
        line.addLayout(share)
        self.add(line)
        states = [text for text, _ in self._chips()]
        self.setAccessibleName(", ".join((facility, visit_type, *(states if held else states[-1:]))))
        self._show(self.percent, self.progress, visible=False)

    def _chips(self) -> list[tuple[str, str]]:
        chips = [(self.tr("Practice"), "accent")] if self.row.practice else []
        chips += [(self.tr("Read only"), "warning")] if self.held else []
        if self.row.unsettled:
            return [*chips, (self.tr("%n to settle", "", self.row.unsettled), "warning")]
        if self.row.status == "finished":
            return [*chips, (self.tr("Finished"), "good")]
        return [*chips, (self.tr("In work"), "accent")]

    def show_share(self, answered: int, asked: int) -> None:
        """Say how far the visit is."""
        share = 100 * answered // asked if asked else 0
        self.progress.show_share(share / 100)
        self.percent.setText(self.tr("%1 % filled").replace("%1", str(share)))
        self._show(self.percent, self.progress, visible=True)

    def _show(self, *parts: QWidget, visible: bool) -> None:
        for part in parts:
            policy = part.sizePolicy()
            policy.setRetainSizeWhenHidden(True)
            part.setSizePolicy(policy)
            part.setVisible(visible)
