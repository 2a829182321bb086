"""A question on the page: number, words, hint, answer, note, marks; what is wrong is said calmly below."""

from collections.abc import Callable

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.forms.definition import Kind, Question
from monitorapp.records.field import non_answer
from monitorapp.records.view import Standing

from ..widgets.cards import Card
from ..widgets.labels import Muted, Remark, Text
from .answer_line import AnswerLine, SourceLines, UnsettledPanel
from .fields.field import keep_from_input_methods
from .fields.kinds import Surroundings, field_for
from .illustration import Illustration
from .opening import QuestionState
from .outline import is_asked
from .reading import Reading
from .row_tools import NoAnswerButton, NoteLine, RowTools
from .wording import appearance_words, in_words, is_table_row, names_columns

SMALL, MARKS_BESIDE = 110, 420  # percent, pixels: beyond them the marks of a table stand below the words
LARGE = 125  # percent: beyond it a hint gets a line of its own below words and buttons


class QuestionRow(Card):
    """Shows a `QuestionState` and tells what the person does. Fields are named by their keys."""

    answered = Signal(str, object)  # field key (with its source), Reading
    typed = Signal(object)  # this row: text waits in it
    entered = Signal(object)  # this row: the person is in it
    left = Signal()
    noted = Signal(str, str)
    flagged = Signal(str, bool)
    history_wanted = Signal(str)
    settling_wanted = Signal(str)
    went_on = Signal(object)  # this row: its choice leads on to the next question by itself

    def __init__(
        self, question: Question, state: QuestionState, around: Surroundings, name: Callable[[Standing], str]
    ) -> None:
        super().__init__(around.theme)
        self.question = question
        self.state = state
        self._around = around
        self._theme = around.theme
        self._name = name
        self.column.setSpacing(self._theme.pixels(4))
        margin = self._theme.pixels(10)
        self.column.setContentsMargins(margin, self._theme.pixels(6), margin, self._theme.pixels(8))
        self._hint: Muted | None = None
        self._problem: Remark | None = None
        self.unsettled_panel: UnsettledPanel | None = None
        self._note: NoteLine | None = None
        self.tools: RowTools | None = None
        self.sources: SourceLines | None = None
        self.illustration: Illustration | None = None
        self._waiting: AnswerLine | None = None
        self.line = self._new_line()
        self._words = Text(self._theme, "", bold=self.is_asked)
        if self.is_asked and not state.derived:
            self.tools = RowTools(self._theme, NoAnswerButton.room(self._theme, self.fontMetrics()))
        self._answer: QWidget = self._table_line() if self._in_table else self.line
        if self._answer is self.line:
            self._add_words()
        self.add(self._answer)
        if question.monitor.get("sourced") == "yes":
            self.sources = SourceLines(self._theme, self._new_source_line)
            self.sources.line_answered.connect(self._tell)
            self.add(self.sources)
        self.show_state(state)

    # Building

    @property
    def is_asked(self) -> bool:
        """Whether there is anything to answer."""
        return is_asked(self.question)

    @property
    def _in_table(self) -> bool:
        """Whether words and marks stand side by side, as rows of a table; large text needs a line for each."""
        if not (is_table_row(self.question) or names_columns(self.question)):
            return False
        words = [word for choice in self.state.choices for word in choice.label.split()]
        widest = max((self.fontMetrics().horizontalAdvance(word) for word in words), default=0)
        return self._theme.scale <= SMALL and widest * len(self.state.choices) <= MARKS_BESIDE

    @property
    def says_anything(self) -> bool:
        """Whether there is anything to see: a note without words has none."""
        return self.is_asked or bool(self.state.label.strip() or self.state.media or self.state.choices)

    def words(self) -> str:
        """Number and words as they are shown."""
        return self._words.text()

    def hint(self) -> str:
        """The hint below the words, if any."""
        return self._hint.text() if self._hint is not None else ""

    def problem(self) -> str:
        """What is said to be wrong, if anything."""
        return self._problem.text() if self._problem is not None and not self._problem.isHidden() else ""

    def _add_words(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(self._theme.pixels(2))
        line.addLayout(self._new_head(), 1)
        if self.tools is not None:
            line.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignTop)
        self.add(line)

    def _new_head(self) -> QVBoxLayout:
        self._head = QVBoxLayout()
        self._head.setSpacing(0)
        self._head.addWidget(self._words)
        self._head.addStretch(1)
        return self._head

    def _table_line(self) -> QWidget:
        """Words with the small buttons below them, and the marks beside both."""
        holder = QWidget()
        left = QWidget()
        left.setMinimumWidth(1)
        words = QVBoxLayout(left)
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addLayout(self._new_head())
        if self.tools is not None:
            words.addWidget(self.tools, 0, Qt.AlignmentFlag.AlignLeft)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(left, 2)
        line.addWidget(self.line, 4)
        return holder

    @property
    def wants_tools(self) -> bool:
        """Whether its small buttons are still to be made."""
        return self.tools is not None and self.tools.note is None

    def fill_tools(self) -> None:
        """Make the small buttons, if they are not there."""
        if self.tools is not None and self.tools.note is None:
            button = NoAnswerButton(self._theme)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.tools.fill(button)
            self.line.adopt(button)
            button.setEnabled(not self.state.readonly)
            self.tools.note_wanted.connect(self.open_note)
            self.tools.flagged.connect(lambda flagged: self.flagged.emit(self.state.field, flagged))
            self.tools.history_wanted.connect(self.ask_history)

    def _new_line(self) -> AnswerLine:
        field = field_for(self.question, self.state.choices, self._around, self.state.derived)
        field.belong_to(self.state.field)
        line = AnswerLine(self._theme, field)
        line.answered.connect(lambda reading: self._tell("", reading))
        self._follow(line)
        return line

    def _follow(self, line: AnswerLine) -> None:
        line.typed.connect(lambda: self._wait(line))
        line.entered.connect(lambda: self.entered.emit(self))
        line.left.connect(self.left)

    def _new_source_line(self, source: str) -> AnswerLine:
        line = AnswerLine(self._theme, field_for(self.question, self.state.choices, self._around))
        line.field.belong_to(f"{self.state.field}@{source}")
        self._follow(line)
        line.set_beside(NoAnswerButton(self._theme))
        line.field.name_for_readers(f"{self.state.label} ({source})")
        return line

    # Showing

    def show_state(self, state: QuestionState) -> None:
        """Show the question as it is now; a line in which text waits keeps its text."""
        self.state = state
        number = f"{state.number}  " if state.number else ""
        words = f"{number}{state.label}"
        if self._words.text() != words:
            self._words.setText(words)
            self._words.setToolTip(state.guidance)
            self.line.field.name_for_readers(state.label)
        self._show_hint(state.hint)
        self._show_media(state)
        self._show_problem(state.problem)
        self._show_answer(state)
        self._show_unsettled(state)
        if self.is_asked:
            self._show_marks(state)

    def _show_answer(self, state: QuestionState) -> None:
        self.line.field.offer(state.choices)
        if self._waiting is not self.line:
            self.line.show_said(state.answer)
        self.line.field.hold(state.readonly)
        if self.line.no_answer is not None:
            self.line.no_answer.setEnabled(not state.readonly)
        if self.sources is not None:
            self.sources.show_said(state.said, keep=self._waiting)

    def _show_hint(self, hint: str) -> None:
        if self._hint is None and hint:
            self._hint = Muted(self._theme, hint)
            if self._theme.scale > LARGE:
                self.column.insertWidget(1, self._hint)
            else:
                self._head.insertWidget(1, self._hint)
        elif self._hint is not None and self._hint.text() != hint:
            self._hint.setText(hint)
            self._hint.setVisible(bool(hint))

    def _show_media(self, state: QuestionState) -> None:
        if self.illustration is None and state.media:
            self.illustration = Illustration(self._theme, self._around.pictures, self.line.field.illustrate)
            self.column.insertWidget(self.column.indexOf(self._answer), self.illustration)
        if self.illustration is not None:
            self.illustration.show_media(state.media)

    def _show_problem(self, problem: str) -> None:
        if self._problem is None and problem:
            self._problem = Remark(self._theme, problem, "circle-alert", "error")
            self.column.insertWidget(self.column.indexOf(self._answer), self._problem)
            self._problem.show()
            self.set_kind("error")
        elif self._problem is not None and self._problem.text() != problem:
            self._problem.show_text(problem, "circle-alert", "error")
            self._problem.setVisible(bool(problem))
            self.set_kind("error" if problem else "plain")

    def _show_unsettled(self, state: QuestionState) -> None:
        standings = [standing for some in state.unsettled.values() for standing in some]
        if self.unsettled_panel is None and standings:
            self.unsettled_panel = UnsettledPanel(self._theme, self._value_words, self._name)
            self.unsettled_panel.settling_wanted.connect(self._want_settling)
            self.column.insertWidget(self.column.indexOf(self._answer), self.unsettled_panel)
        if self.unsettled_panel is not None:
            self.unsettled_panel.show_standings(standings)
            self.unsettled_panel.setVisible(bool(standings))

    def _value_words(self, standing: Standing) -> str:
        labels = {choice.code: choice.label for choice in self.state.choices}
        return in_words(standing.value, labels, QLocale())

    def _want_settling(self) -> None:
        self.settling_wanted.emit(next(iter(self.state.unsettled), self.state.field))

    def _show_marks(self, state: QuestionState) -> None:
        if self.tools is not None:
            self.tools.show_later(state.later)
            self.tools.hold(state.finished)
        if state.note and self._note is None:
            self._add_note()
        if self._note is not None:
            self._note.show_note(state.note)
            self._note.hold(state.finished)

    # Doing

    def entry(self) -> QWidget:
        """The widget in which answering starts."""
        return self.line.field.entry()

    def open_note(self) -> None:
        """Let the person write a note."""
        if self.state.finished:
            return
        if self._note is None:
            self._add_note()
        assert self._note is not None
        self._note.open()

    def _add_note(self) -> None:
        self._note = NoteLine(self._theme, self.state.label)
        keep_from_input_methods(self._note, self.question)
        self._note.written.connect(lambda text: self.noted.emit(self.state.field, text))
        self._note.typed.connect(lambda: self.typed.emit(self))
        self._note.lines.left.connect(self.left)
        self.add(self._note)

    def ask_history(self) -> None:
        """Want to see the history of the answer where the person is."""
        self.history_wanted.emit(self._key(self._current_line()))

    def toggle_later(self) -> None:
        """Mark the question to be checked later, or take the mark away."""
        if self.is_asked and not self.state.finished:
            self.flagged.emit(self.state.field, not self.state.later)

    def choose_non_answer(self, code: str) -> None:
        """Answer with a coded non-answer, in the line where the person is."""
        if self.is_asked and not self.state.readonly:
            self._current_line().choose_non_answer(code)

    def _current_line(self) -> AnswerLine:
        if self.sources is not None and (line := self.sources.line_with_focus()) is not None:
            return line
        return self.line

    @property
    def waiting_fields(self) -> list[str]:
        """The keys of the answer and the note in which text waits."""
        fields = [] if self._waiting is None else [self._key(self._waiting)]
        if self._note is not None and self._note.is_waiting:
            fields.append(f"{self.state.field}#note")
        return fields

    def _key(self, line: AnswerLine) -> str:
        if line is self.line or self.sources is None:
            return self.state.field
        return f"{self.state.field}@{self.sources.source_of(line)}"

    def hand_over(self) -> None:
        """Tell now what was typed and waits."""
        line, self._waiting = self._waiting, None
        if line is not None:
            self.answered.emit(self._key(line), line.reading())
        if self._note is not None:
            self._note.hand_over()

    def _wait(self, line: AnswerLine) -> None:
        if self._waiting not in (None, line):
            self.hand_over()
        self._waiting = line
        self.typed.emit(self)

    def _tell(self, source: str, reading: Reading) -> None:
        self._waiting = None
        key = f"{self.state.field}@{source}" if source else self.state.field
        self.answered.emit(key, reading)
        chosen = reading.value is not None and non_answer(reading.value) is None
        if chosen and not source and self.question.kind is Kind.SELECT_ONE and self._is_quick:
            self.went_on.emit(self)

    @property
    def _is_quick(self) -> bool:
        return any(word.startswith("quick") for word in appearance_words(self.question.appearance))
