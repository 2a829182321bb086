"""What wants a look in a visit, one line for each; a press leads to the question."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ..form.review import Matter, Remark
from ..theme import Theme
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted
from .survey import DocumentSurvey

TARGET = Qt.ItemDataRole.UserRole
LOOKS = {
    Matter.CONSTRAINT: ("circle-alert", "error"),
    Matter.UNSETTLED: ("git-merge", "warning"),
    Matter.RAW: ("info", "warning"),
    Matter.REQUIRED: ("circle", "muted"),
    Matter.LATER: ("flag", "warning"),
}


class RemarksCard(Card):
    """`chosen` names a document and a field of it."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, title: str, none: str, most: int = 10) -> None:
        super().__init__(theme)
        self._theme, self._title, self._most = theme, title, most
        self._heading = Heading(theme, title, level=2)
        self._none = Muted(theme, none)
        self.lines = QListWidget()
        self.lines.setAccessibleName(title)
        self.lines.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.lines.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self._heading, self._none, self.lines):
            self.add(widget)
        self.show_remarks(())
        self.lines.itemClicked.connect(self._choose)
        self.lines.itemActivated.connect(self._choose)

    def show_remarks(self, remarks: Sequence[tuple[DocumentSurvey, Remark]]) -> None:
        """Show these remarks."""
        self.lines.clear()
        for document, remark in remarks:
            icon, tone = LOOKS[remark.matter]
            line = self._line(document, remark)
            item = QListWidgetItem(self._theme.icon(icon, tone), line, self.lines)
            item.setToolTip(line)
            item.setSizeHint(QSize(10, self._theme.pixels(30)))
            item.setData(TARGET, (document.id, remark.field))
        self._heading.setText(f"{self._title} · {len(remarks)}" if remarks else self._title)
        self._none.setVisible(not remarks)
        self.lines.setVisible(bool(remarks))
        self._fit(len(remarks))

    def _fit(self, count: int) -> None:
        heights = [self.lines.sizeHintForRow(row) for row in range(min(count, self._most))]
        self.lines.setFixedHeight(sum(heights) + 2 * self.lines.frameWidth() + 4)

    def _line(self, document: DocumentSurvey, remark: Remark) -> str:
        place = f"{document.title} · {remark.number}" if document.parent else remark.number
        return f"{place} {remark.label}: {self._matter(remark)}"

    def _matter(self, remark: Remark) -> str:
        words = {
            Matter.CONSTRAINT: remark.message or self.tr("look at this value"),
            Matter.UNSETTLED: self.tr("people wrote different things"),
            Matter.RAW: self.tr("written in words, cannot be counted"),
            Matter.REQUIRED: self.tr("not answered yet"),
            Matter.LATER: self.tr("marked to be checked later"),
        }
        return words[remark.matter]

    def _choose(self, item: QListWidgetItem) -> None:
        document, field = item.data(TARGET)
        self.chosen.emit(document, field)
