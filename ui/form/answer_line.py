"""An answer to a question: its field and what could not be read, one for each source, or all that people wrote."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from monitorapp.records.field import SOURCES, Value, non_answer
from monitorapp.records.view import Standing

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Muted, Remark, Text
from .fields.field import Field
from .opening import Said
from .reading import Reading, local_time
from .row_tools import NoAnswerButton, dress
from .wording import source_word, sources


class AnswerLine(QWidget):
    """`answered` carries a `Reading`; `typed` says that text waits to be read by `reading()`."""

    answered = Signal(object)
    typed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme, field: Field) -> None:
        super().__init__()
        self._theme = theme
        self.field = field
        self._said = Said()
        self._unread: Remark | None = None
        self.no_answer: NoAnswerButton | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(4))
        self._column.addWidget(field)
        field.answered.connect(self._tell)
        field.typed.connect(self.typed)
        field.entered.connect(self.entered)
        field.left.connect(self.left)

    def adopt(self, button: NoAnswerButton) -> None:
        """Let a button, wherever it stands, show and choose the non-answers of this line."""
        self.no_answer = button
        button.show_code(non_answer(self._said.value))
        button.chosen.connect(self.choose_non_answer)

    def set_beside(self, button: NoAnswerButton) -> None:
        """Adopt a button that stands in the line itself."""
        self._column.removeWidget(self.field)
        line = QHBoxLayout()
        line.addWidget(self.field, 1)
        line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self._column.insertLayout(0, line)
        self.adopt(button)

    def show_said(self, said: Said) -> None:
        """Show what was answered. Emits nothing."""
        self._said = said
        coded = non_answer(said.value)
        self.field.show_answer(None if coded else said.value, said.raw)
        if self.no_answer is not None:
            self.no_answer.show_code(coded)
        self._show_unread(said.raw)

    def _show_unread(self, raw: str | None) -> None:
        if raw is None and self._unread is None:
            return
        if self._unread is None:
            self._unread = Remark(self._theme, self._unread_words(), "info", "warning")
            self._column.addWidget(self._unread)
        self._unread.setVisible(raw is not None)

    def _unread_words(self) -> str:
        return self.tr("Kept as written. It cannot be counted or compared until it is written in the usual way.")

    def reading(self) -> Reading:
        """What the line says now: the field's answer, or the non-answer while nothing is typed."""
        reading = self.field.reading()
        if reading == Reading(None) and non_answer(self._said.value):
            return Reading(self._said.value)
        return reading

    def choose_non_answer(self, code: str | None) -> None:
        """Answer with a coded non-answer; the one that stands is taken back, as is None."""
        value: Value = None if code is None or non_answer(self._said.value) == code else {"na": code}
        self._tell(Reading(value))

    def _tell(self, reading: Reading) -> None:
        self.show_said(Said(reading.value, reading.raw))
        self.answered.emit(reading)


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


class UnsettledPanel(Card):
    """All values of one field that stand side by side; nobody's is hidden and none is chosen by itself."""

    settling_wanted = Signal()

    def __init__(self, theme: Theme, words: Callable[[Standing], str], name: Callable[[Standing], str]) -> None:
        super().__init__(theme, "warning")
        self._theme = theme
        self._words = words
        self._name = name
        self._lines: list[Text] = []
        self.add(Remark(theme, self.tr("People wrote different things here. Both are kept."), "git-merge", "warning"))
        self.settle = Button(theme, self.tr("Compare and decide…"))
        self.settle.clicked.connect(self.settling_wanted)
        line = QHBoxLayout()
        line.addWidget(self.settle)
        line.addStretch(1)
        self.add(line)

    def show_standings(self, standings: Sequence[Standing]) -> None:
        """Show these values."""
        for line in self._lines:
            line.hide()
            line.deleteLater()
        self._lines = [Text(self._theme, self._line(standing)) for standing in standings]
        for place, line in enumerate(self._lines, start=1):
            self.column.insertWidget(place, line)

    def lines(self) -> list[str]:
        """The values as they are shown."""
        return [line.text() for line in self._lines]

    def _line(self, standing: Standing) -> str:
        return f"{self._words(standing) or '—'} · {self._name(standing)} · {local_time(standing.wall)}"
