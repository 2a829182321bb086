"""Trying a form: the form page as it will be, under a line that says that nothing is kept."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from ..form.form_page import FormPage
from ..pages import Command, Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark
from .bench import Bench
from .trial_presenter import TRIAL, TrialPresenter

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
