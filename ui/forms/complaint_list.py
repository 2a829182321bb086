"""What the author of a form should know: each complaint with its place, the first few at once, all on demand."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.forms.complaint_words import said, where
from monitorapp.forms.definition import Complaint

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.labels import Muted, Remark

AT_ONCE = 6


class ComplaintList(QWidget):
    """A sentence for each complaint, its place below."""

    def __init__(self, theme: Theme, complaints: Sequence[Complaint], language: str) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._rest = list(complaints[AT_ONCE:])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(6))
        for complaint in complaints[:AT_ONCE]:
            self._add(complaint)
        self.more = Button(theme, self.tr("Show the other %n", "", len(self._rest)), "chevron-down")
        self.more.setVisible(bool(self._rest))
        self.more.clicked.connect(self._show_rest)
        self._column.addWidget(self.more)

    def _add(self, complaint: Complaint) -> None:
        self._column.addWidget(Remark(self._theme, said(complaint, self._language), "triangle-alert", "warning"))
        place = where(complaint.facts, self._language)
        if place:
            self._column.addWidget(placed(self._theme, place))

    def _show_rest(self) -> None:
        self.more.hide()
        for complaint in self._rest:
            self._add(complaint)
        self._rest = []


def placed(theme: Theme, place: str) -> Muted:
    """A line that says where, set under the words of a remark."""
    line = Muted(theme, place)
    line.setContentsMargins(theme.pixels(26), 0, 0, 0)
    return line
