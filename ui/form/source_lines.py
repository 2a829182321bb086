"""Answers by source: a chip for each place an answer may come from, and a line for each that was used."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitorapp.records.field import SOURCES

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.labels import Muted
from .answer_line import AnswerLine
from .answer_words import source_word, sources
from .flow_layout import FlowLayout
from .question_state import Said
from .row_tools import dress


class SourceLines(QWidget):
    """What the register says, what the person says: each in a line of its own, none overwrites another."""

    line_answered = Signal(str, object)

    def __init__(self, theme: Theme, new_line: Callable[[str], AnswerLine]) -> None:
        super().__init__()
        self._theme = theme
        self._new_line = new_line
        self._lines: dict[str, AnswerLine] = {}
        self._rows: dict[str, QWidget] = {}
        self.chips: dict[str, Button] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(4))
        self._column.addWidget(self._new_chips())

    def _new_chips(self) -> QWidget:
        chips = QWidget()
        flow = FlowLayout(chips)
        caption = QLabel(self.tr("By source:"))
        caption.setMinimumHeight(self._theme.pixels(28))
        flow.addWidget(caption)
        for source, word in sources():
            chip = Button(self._theme, word, kind="quiet")
            chip.setMinimumHeight(self._theme.pixels(28))
            chip.setCheckable(True)
            chip.clicked.connect(lambda opened, source=source: self._open(source, opened))
            self.chips[source] = chip
            flow.addWidget(chip)
        return chips

    def show_said(self, said: Mapping[str, Said], keep: AnswerLine | None = None) -> None:
        """Show the answers of all sources; the line `keep`, in which text waits, stays as it is."""
        for source in dict.fromkeys((*said, *self._lines)):  # what was taken back is not among those said any more
            answer = said.get(source, Said())
            if source and (answer != Said() or source in self._lines):
                line = self._line(source)
                if line is not keep:
                    line.show_said(answer)
                self._show_row(source, answer != Said() or not self._rows[source].isHidden())

    def order(self) -> list[str]:
        """The sources whose lines are open, from above."""
        return sorted((s for s, row in self._rows.items() if not row.isHidden()), key=lambda s: self._rows[s].y())

    def line_with_focus(self) -> AnswerLine | None:
        """The line in which the person is."""
        here = self.window().focusWidget() or self
        return next((line for line in self._lines.values() if line.isAncestorOf(here)), None)

    def source_of(self, line: AnswerLine) -> str:
        """The source whose line this is."""
        return next(source for source, other in self._lines.items() if other is line)

    def open(self, source: str) -> None:
        """Go to the line of a source."""
        self._open(source, opened=True)

    def _open(self, source: str, opened: bool) -> None:
        line = self._line(source)
        if not opened and line.reading().value is None and line.reading().raw is None:
            self._show_row(source, shown=False)
            return
        self._show_row(source, shown=True)
        line.field.entry().setFocus()

    def _show_row(self, source: str, shown: bool) -> None:
        self._rows[source].setVisible(shown)
        chip = self.chips[source]
        chip.setChecked(shown)
        dress(chip, "plain" if shown else "quiet")

    def _line(self, source: str) -> AnswerLine:
        if source not in self._lines:
            line = self._new_line(source)
            line.answered.connect(lambda reading: self.line_answered.emit(source, reading))
            self._lines[source] = line
            self._rows[source] = self._new_row(source, line)
        return self._lines[source]

    def _new_row(self, source: str, line: AnswerLine) -> QWidget:
        row = QWidget(self)
        caption = Muted(self._theme, source_word(source))
        caption.setFixedWidth(self._theme.pixels(120))
        caption.setMinimumHeight(self._theme.pixels(30))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(caption)
        layout.addWidget(line, 1)
        before = sum(SOURCES.index(other) < SOURCES.index(source) for other in self._rows)
        self._column.insertWidget(1 + before, row)
        return row
