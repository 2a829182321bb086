"""Trying a form: answers are taken into a document that exists only in memory, and nothing is kept."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.documents import environment_of
from monitorapp.errors import Trouble
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import View
from monitorapp.resources import PRACTICE_FACILITY

from ..form.form_page import FormPage
from ..form.form_presenter import Batch, FormPresenter
from ..form.illustration import decode
from ..form.opening import Opened, form_language, kind_of
from ..pages import Command, Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark
from .bench import Bench

if TYPE_CHECKING:
    from collections.abc import Mapping


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
        state = FormState(form, values, environment_of(PRACTICE_FACILITY), {}, language, TRIAL)
        view = View(TRIAL, form.id, form.version, None, TRIAL, "open", values, {}, {}, {}, frozenset())
        return Opened(view, form, state, {}, PRACTICE_FACILITY, language)


LOW = 420  # logical pixels at 100 %


class Inside(QObject):
    """What the form page asks of the window during a trial: it leads nowhere but back."""

    left = Signal(str)

    def __init__(self, navigator: Navigator) -> None:
        super().__init__()
        self._navigator = navigator

    @property
    def theme(self) -> Theme:
        """Colours, icons, text size."""
        return self._navigator.theme

    @property
    def language(self) -> str:
        """The code of the language of the windows."""
        return self._navigator.language

    def go(self, name: str, **target: str) -> None:
        """Every way on would need a document that is kept."""
        self.left.emit(name)

    def back(self) -> None:
        """To where the trial was begun."""
        self._navigator.back()

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a line in the message bar."""
        self._navigator.say(text, tone, action, run)

    def trouble(self, trouble: Exception) -> None:
        """Show a Trouble in the message bar."""
        self._navigator.trouble(trouble)


class TrialForm(FormPage):
    """The form page without a vault behind it."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator, TrialPresenter(session, navigator.language))

    def show_history(self, field: str) -> None:
        self.navigator.say(self.tr("Nothing is kept in a trial, so there is no history."))


class TrialPage(Page):
    """`enter(trial=…)` with the key of a form that lies on the bench."""

    def __init__(self, session: Session, navigator: Navigator, bench: Bench) -> None:
        super().__init__(session, navigator)
        self._bench = bench
        self._trial = ""
        self._inside = Inside(navigator)
        self._inside.left.connect(self._stay)
        self.form = TrialForm(session, self._inside)
        self.form.titled.connect(self.titled)
        self.remark = Remark(self.theme, "", "triangle-alert", "warning")
        self.end = Button(self.theme, self.tr("End the trial"), "x")
        self.end.clicked.connect(navigator.back)
        self.end.setFixedHeight(self.theme.pixels(32))
        self._lay_out()

    def _lay_out(self) -> None:
        self.banner = Card(self.theme, "warning")
        middle = QVBoxLayout()  # a layout's own alignment would forget that text needs height for its width
        middle.addStretch(1)
        middle.addWidget(self.remark)
        middle.addStretch(1)
        row = QHBoxLayout()
        row.addLayout(middle, 1)
        row.addWidget(self.end)
        self.banner.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.banner)
        column.addWidget(self.form, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little height the banner says it in a few words, so that questions keep the room."""
        super().resizeEvent(event)
        short = self.height() < self.theme.pixels(LOW)
        words = (
            self.tr("A trial: nothing is kept.")
            if short
            else self.tr("This is a trial. Nothing that you type is kept, neither in the vault nor on the disk.")
        )
        if self.remark.text() != words:
            self.remark.show_text(words, "triangle-alert", "warning")
            margin = self.theme.pixels(2 if short else 6)
            self.banner.column.setContentsMargins(self.theme.pixels(12), margin, margin, margin)

    def enter(self, **target: str) -> None:
        key = target.get("trial", "")
        form = self._bench.form(key)
        if form is None:
            self.navigator.go("forms")
            return
        presenter = self.form.presenter
        assert isinstance(presenter, TrialPresenter)
        if key != self._trial:
            self._trial = key
            presenter.begin_with(form.definition, form.pictures)
        self.form.enter(document=TRIAL)

    def leave(self) -> None:
        self.form.leave()

    def commands(self) -> Sequence[Command]:
        return [Command(self.tr("End the trial"), self.navigator.back, icon="x"), *self.form.commands()]

    def _stay(self, name: str) -> None:
        if name == "finish":
            count = len(self.form.presenter.review().remarks())
            self.navigator.say(self.tr("Remarks in this trial: %n. F8 leads from one to the next.", "", count))
        else:
            self.navigator.say(self.tr("This was the last section of the trial."), "good")
