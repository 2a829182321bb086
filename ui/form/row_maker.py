"""Makes the row of a question; every part of a form page gets it, and with it the presenter and the look."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from ..theme import Theme
from .fields.kinds import Surroundings
from .form_presenter import FormPresenter
from .question_row import QuestionRow


@dataclass(frozen=True)
class RowMaker:
    """Handed to every column and panel; `adopt` connects a new row to the page."""

    presenter: FormPresenter
    around: Surroundings
    adopt: Callable[[QuestionRow], None]

    @property
    def theme(self) -> Theme:
        return self.around.theme

    def new_row(self, field: str) -> QuestionRow:
        """A row for the question of `field`, as it stands now."""
        sheet = self.presenter.sheet
        row = QuestionRow(
            sheet.question_of(field), sheet.question_state(field), self.around, partial(self.presenter.name_of)
        )
        self.adopt(row)
        return row
