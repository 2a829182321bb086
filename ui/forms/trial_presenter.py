"""The form page's logic over a document that exists only in memory: answers are taken, nothing is kept."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QImage

from monitorapp.documents import environment_of
from monitorapp.errors import Trouble
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import View
from monitorapp.resources import PRACTICE_FACILITY

from ..form.form_presenter import Batch, FormPresenter
from ..form.opening import Opened, form_language, kind_of
from ..form.pictures import decode
from ..session import Session

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

TRIAL = "trial"


@dataclass(frozen=True, slots=True)
class Step:
    """One field before and after."""

    field: str
    before: Value
    after: Value


class TrialPresenter(FormPresenter):
    """Takes the place of the vault: values and undo live here and end with the trial."""

    def __init__(self, session: Session, language: str, parent: QObject | None = None) -> None:
        super().__init__(session, language, parent)
        self._form: FormDefinition | None = None
        self._pictures: Mapping[str, bytes] = {}
        self._values: dict[str, Value] = {}
        self._done: list[tuple[Step, ...]] = []
        self._undone: list[tuple[Step, ...]] = []

    @property
    def where(self) -> str:
        return self.tr("Trial: %1").replace("%1", kind_of(self.sheet.definition, self._language))

    def begin_with(self, form: FormDefinition, pictures: "Mapping[str, bytes] | None" = None) -> None:
        """Start a trial of a form, with nothing filled in; `pictures` are those that lie beside its file."""
        self._form, self._pictures = form, pictures or {}
        self._values, self._done, self._undone = {}, [], []
        self.close()
        self.open(TRIAL)
        self._done.clear()  # what the form set by itself is not the person's to take back
        self._tell_undoable()

    def commit(self) -> None:
        """Nothing is kept."""

    def retry(self) -> None:
        """Nothing was refused."""

    def remember_place(self, place: "Mapping[str, str]") -> None:
        """A trial is no place to come back to."""

    def load_picture(self, name: str, took: "Callable[[QImage | None], None]") -> None:
        if name in self._pictures:
            took(decode(self._pictures[name]))
        else:
            super().load_picture(name, took)

    def _tell_undoable(self) -> None:
        self.undoable.emit(bool(self._done), bool(self._undone))

    def undo(self) -> None:
        if self._done:
            steps = self._done.pop()
            self._undone.append(steps)
            self._put({step.field: step.before for step in reversed(steps)}, steps[0].field)

    def redo(self) -> None:
        if self._undone:
            steps = self._undone.pop()
            self._done.append(steps)
            self._put({step.field: step.after for step in steps}, steps[0].field)

    def _put(self, values: "Mapping[str, Value]", field: str) -> None:
        self._values |= values
        self._returning = field
        self._read()

    def _read(self, failed: "Callable[[Trouble], None] | None" = None) -> None:
        self.lay_down(self._opened())
        self._tell_undoable()

    def _send(self, batch: Batch) -> None:
        steps = tuple(Step(one.field, self._values.get(one.field), one.value) for one in batch.writes)
        self._values |= {step.field: step.after for step in steps}
        self._done.append(steps)
        self._undone.clear()
        self._tell_undoable()

    def _opened(self) -> Opened:
        form = self._form
        assert form is not None
        language = form_language(form, self.reading_language)
        values = {name: value for name, value in self._values.items() if value is not None}
        state = FormState(form, values, environment_of(), {}, language, TRIAL)
        view = View(TRIAL, form.id, form.version, None, TRIAL, "open", values, {}, {}, {}, frozenset())
        return Opened(view, form, state, {}, PRACTICE_FACILITY, language)
