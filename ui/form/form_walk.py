"""The keys of the form page, and the walking from question to question that they do."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QKeySequence, QShortcut

from monitorapp.records.field import NON_ANSWERS

if TYPE_CHECKING:
    from .form_page import FormPage
    from .question_row import QuestionRow
    from .repeat_table import RepeatTable

_WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut


class FormWalk(QObject):
    """Moves the person about on a page; what is typed is handed over on the way."""

    def __init__(self, page: "FormPage") -> None:
        super().__init__(page)
        self._page = page
        keys: dict[str, Callable[[], None]] = {
            "Ctrl+Down": partial(self.step, 1),
            "Ctrl+Up": partial(self.step, -1),
            "Ctrl+PgDown": partial(self.turn, 1),
            "Ctrl+PgUp": partial(self.turn, -1),
            "Ctrl+Return": partial(self.turn, 1),
            "Ctrl+Enter": partial(self.turn, 1),
            "Ctrl+M": self.open_note,
            "Ctrl+L": self.toggle_later,
            "Ctrl+H": self.ask_history,
            "Ctrl+Z": self.undo,
            "Ctrl+Shift+Z": self.redo,
            "Ctrl+Y": self.redo,
            "F8": partial(self.next_remark, 1),
            "Shift+F8": partial(self.next_remark, -1),
            "F6": self.change_side,
            "F9": page.check,
        }
        for place, code in enumerate(NON_ANSWERS, start=1):
            keys[f"Ctrl+{place}"] = partial(self.choose_non_answer, code)
        for sequence, run in keys.items():
            QShortcut(QKeySequence(sequence), page, run, context=_WITHIN)

    def step(self, step: int) -> None:
        """To the next question of the section, or the one before."""
        page, here = self._page.stack.current, self._page.current_row()
        if page is None:
            return
        rows = page.rows()
        at = rows.index(here) + step if here in rows else 0
        if 0 <= at < len(rows):
            page.go_to(rows[at])

    def go_on(self, row: "QuestionRow") -> None:
        """To the question after this one, in the next section if need be; the last one of all stays."""
        page, names = self._page.stack.current, [section.id for section in self._page.shown_sections()]
        rows = page.rows() if page is not None else []
        if page is not None and row in rows[:-1]:
            page.go_to(rows[rows.index(row) + 1])
        elif self._page.section in names[:-1]:
            self.turn(1)

    def turn(self, step: int) -> None:
        """To the next section or the one before; beyond the ends to the overview of the visit."""
        page = self._page
        if not page.presenter.is_open:
            return
        names = [section.id for section in page.shown_sections()]
        at = names.index(page.section) + step if page.section in names else 0
        if 0 <= at < len(names):
            page.show_section(names[at])
        else:
            page.navigator.go("visit", visit=page.presenter.sheet.view.visit)

    def next_remark(self, step: int) -> None:
        """To the next question that wants a look, in whatever section."""
        page = self._page
        page.flush()
        here = page.current_row()
        following = page.presenter.review().following(here.state.field if here else "", step)
        if following is not None:
            page.show_field(following.field)
        else:
            page.navigator.say(self.tr("There are no remarks in this document."), "good")

    def change_side(self) -> None:
        """From the questions to the list of sections, and back."""
        page = self._page
        questions = page.stack.current
        if page.sections.hasFocus() and questions is not None and questions.rows():
            questions.go_to(questions.rows()[0])
        else:
            page.sections.setFocus()

    def open_note(self) -> None:
        """Write a note to the question in which the person is."""
        row = self._page.current_row()
        if row is not None and row.is_asked:
            row.open_note()

    def toggle_later(self) -> None:
        """Mark the question in which the person is, to be checked later."""
        row, table = self._page.current_row(), self._table()
        if row is not None:
            row.toggle_later()
        elif table is not None and (field := table.field()) is not None:
            state = self._page.presenter.sheet.question_state(field)
            if not state.finished:
                self._page.presenter.flag(field, not state.later)

    def ask_history(self) -> None:
        """Show what the answer in which the person is once was."""
        row, table = self._page.current_row(), self._table()
        if row is not None and row.is_asked:
            row.ask_history()
        elif table is not None and (field := table.field()) is not None:
            self._page.show_history(field)

    def choose_non_answer(self, code: str) -> None:
        """Give a coded non-answer to the question or the cell in which the person is, over what is typed there."""
        self._page.flush()
        place = self._page.current_row() or self._table()
        if place is not None:
            place.choose_non_answer(code)

    def _table(self) -> "RepeatTable | None":
        """The table in which the person is."""
        page = self._page.stack.current
        return page.table_of_focus() if page is not None else None

    def undo(self) -> None:
        """Take back the newest write."""
        self._page.flush()
        self._page.presenter.undo()

    def redo(self) -> None:
        """Do again what was taken back."""
        self._page.flush()
        self._page.presenter.redo()
