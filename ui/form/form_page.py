"""The form page: the sections on the left, the questions of one of them, and the keys to walk through them."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.records.field import FieldKey

from ..attachments.files import Files
from ..pages import Command, Navigator, Page
from ..session import Session
from ..visits.history_dialog import HistoryDialog
from .fields.field import TypingPause
from .fields.kinds import Surroundings
from .form_presenter import FormPresenter
from .form_walk import FormWalk
from .illustration import Pictures
from .outline import Section
from .question_row import QuestionRow
from .reading import now_in
from .row_maker import RowMaker
from .section_list import SectionList
from .section_stack import FormFoot, SectionStack

PLACE_MS = 600


class FormPage(Page):
    """Shows one document. `enter(document=…)` opens it; `section`, `field` and `caret` lead to a place in it."""

    def __init__(self, session: Session, navigator: Navigator, presenter: FormPresenter | None = None) -> None:
        """`presenter` is another than the vault's for a trial of a form."""
        super().__init__(session, navigator)
        self.presenter = presenter or FormPresenter(session, navigator.language)
        self.presenter.setParent(self)
        self.files = Files(session, navigator, self.presenter) if presenter is None else None
        self._maker = RowMaker(self.presenter, Surroundings(self.theme, None, None), self._adopt)
        self._wish: dict[str, str] = {}
        self.section = ""
        self._waiting: QuestionRow | None = None
        self.typing = TypingPause(self)
        self.sections = SectionList(self.theme)
        self.stack = SectionStack()
        self.foot = FormFoot(self.theme)
        self._place_timer = self._single_shot(PLACE_MS, self._remember_place)
        self._count_timer = self._single_shot(0, self._count)
        self._lay_out()
        self.walk = FormWalk(self)
        self._connect()

    def _single_shot(self, length: int, run: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(length)
        timer.timeout.connect(run)
        return timer

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.addWidget(self.stack, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self.theme.pixels(10))
        row.addWidget(self.sections)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        presenter = self.presenter
        presenter.opened.connect(self._show_document)
        presenter.reloaded.connect(self._show_again)
        presenter.refreshed.connect(self.stack.refresh)
        presenter.rows_changed.connect(lambda: self.stack.refresh(frozenset()))
        presenter.counted.connect(self._count_timer.start)
        presenter.returned.connect(self.show_field)
        presenter.went_elsewhere.connect(self._follow)
        presenter.settling_wanted.connect(self._show_conflict)
        presenter.removed.connect(self._offer_undo)
        presenter.undoable.connect(self.foot.show_undoable)
        self.session.flushing.connect(self.flush)
        self.typing.due.connect(self._hand_over)
        self.sections.chosen.connect(self.show_section)
        self.foot.back.clicked.connect(lambda: self.walk.turn(-1))
        self.foot.onward.clicked.connect(lambda: self.walk.turn(1))
        self.foot.undo.clicked.connect(self.walk.undo)
        self.foot.redo.clicked.connect(self.walk.redo)
        self.foot.language.clicked.connect(self.switch_language)

    # Page

    def enter(self, **target: str) -> None:
        self._wish = target
        document = target.get("document", "")
        if document == self.presenter.document and self.presenter.is_open:
            self._go_to_wish()
        else:
            self.stack.forget()
            self.section = ""
            self.presenter.open(document, self._fail)

    def _fail(self, trouble: Exception) -> None:
        """What was to be opened cannot be (it was erased, or its form is not here): say so, at home."""
        self.presenter.close()
        self.navigator.go("visits")
        self.navigator.trouble(trouble)

    def leave(self) -> None:
        self.flush()
        self.presenter.commit()

    def place(self) -> dict[str, str]:
        row = self.current_row()
        place = {"document": self.presenter.document, "section": self.section}
        if row is not None:
            place |= {"field": row.state.field, "caret": str(row.line.field.caret())}
        return place

    def commands(self) -> Sequence[Command]:
        if not self.presenter.is_open:
            return ()
        walk = self.walk
        deeds = [
            Command(self.tr("Note"), walk.open_note, "Ctrl+M", "notebook-pen"),
            Command(self.tr("Check later"), walk.toggle_later, "Ctrl+L", "flag"),
            Command(self.tr("History of this answer"), walk.ask_history, "Ctrl+H", "history"),
            Command(self.tr("Next remark"), partial(walk.next_remark, 1), "F8", "circle-alert"),
            Command(self.tr("Check and finish"), self.check, "F9", "list-checks"),
        ]
        other = self.presenter.other_language
        if other:
            words = self.tr("Show the questions in another language: %1").replace("%1", other)
            deeds.append(Command(words, self.switch_language, icon="keyboard"))
        return [*deeds, *self._ways()]

    @Slot()
    def switch_language(self) -> None:
        """Show the same question in the next language of the form; what is typed is handed over first."""
        self.flush()
        self._wish = self.place()
        self.presenter.switch_language()

    def _ways(self) -> list[Command]:
        """To every section and every question, by number and words."""
        sheet = self.presenter.sheet
        ways = []
        for section in self.shown_sections():
            title = f"{section.number}. {sheet.title(section)}"
            ways.append(Command(title, partial(self.show_section, section.id), icon="list-tree"))
            for field, _ in sheet.fields_of(section.children):
                state = sheet.question_state(field)
                if state.visible and state.number:
                    ways.append(Command(f"{state.number} {state.label}", partial(self.show_field, field)))
        return ways

    # Showing

    def _show_document(self) -> None:
        self.stack.forget()
        self.section = ""
        zone = self.presenter.zone
        around = Surroundings(
            self.theme, zone, partial(now_in, zone), Pictures(self.presenter.load_picture), self.files
        )
        self._maker = RowMaker(self.presenter, around, self._adopt)
        self.foot.show_language(self.presenter.other_language)
        self._go_to_wish()
        if self.presenter.sheet.opened.held:
            self.navigator.say(
                self.tr("This visit can only be read: it was found changed. Nothing typed here would be kept."),
                "warning",
                self.tr("What was found"),
                partial(self.navigator.go, "found"),
            )
        elif self.presenter.sheet.is_finished:
            self.navigator.say(
                self.tr("This visit is finished: it can only be read."),
                "info",
                self.tr("To finishing"),
                self.check,
            )

    def check(self) -> None:
        """To the check of the whole visit."""
        self.navigator.go("finish", visit=self.presenter.sheet.view.visit)

    def _show_again(self) -> None:
        self.stack.refresh(None)
        if self.section not in [section.id for section in self.shown_sections()]:
            self._go_to_wish()

    def _go_to_wish(self) -> None:
        wish, self._wish = self._wish, {}
        field = self.presenter.sheet.question_behind(wish["field"]) if wish.get("field") else None
        if field and self._section_of(field) is not None:
            self.show_field(field, int(wish.get("caret") or 0))
        else:
            known = [section.id for section in self.shown_sections()]
            wanted = [name for name in (wish.get("section", ""), self.section) if name in known]
            if known:
                self.show_section((wanted or known)[0])

    def shown_sections(self) -> list[Section]:
        """The sections that are asked now."""
        sheet = self.presenter.sheet
        return [section for section in sheet.sections if sheet.is_section_shown(section)]

    @Slot(str)
    def show_section(self, name: str) -> None:
        """Show a section and go to its first question."""
        self._show_section(name)
        if self.stack.current is not None:
            self.stack.current.go_in()

    def _show_section(self, name: str) -> None:
        if self.section and self.section != name:
            self.flush()
            self.presenter.commit()
        self.section = name
        sections = self.shown_sections()
        section = next(section for section in sections if section.id == name)
        self.stack.show_section(self._maker, section)
        self.foot.show_last(section is sections[-1])
        title = self.presenter.sheet.title(section)
        self.titled.emit(f"{section.number}. {title}" if title else str(section.number), self.presenter.where)
        self._count()

    @Slot(str)
    def show_field(self, field: str, caret: int = 0) -> None:
        """Go to a question, wherever it is in the document."""
        section = self._section_of(field)
        if section is None:
            return
        self._show_section(section.id)
        page = self.stack.current
        if page is None or any(table.go_to(field) for table in page.questions.tables()):
            return
        row = page.questions.find_row(field)
        if row is not None:
            page.go_to(row)
            if caret:
                row.line.field.set_caret(caret)

    def _section_of(self, field: str) -> Section | None:
        sheet = self.presenter.sheet
        for section in self.shown_sections():
            if any(name == field for name, _ in sheet.fields_of(section.children)):
                return section
        return None

    def _count(self) -> None:
        if self.presenter.is_open:
            states = self.presenter.review().sections()
            self.sections.show_sections(states, self.section)
            here = next((state for state in states if state.section.id == self.section), None)
            if here is not None:
                self.foot.show_progress(here.answered, here.asked)

    # Listening to the questions

    def _adopt(self, row: QuestionRow) -> None:
        row.answered.connect(self.presenter.answer)
        row.typed.connect(self._wait)
        row.entered.connect(self._enter_row)
        row.left.connect(self.flush)
        row.noted.connect(self.presenter.note)
        row.flagged.connect(self.presenter.flag)
        row.history_wanted.connect(self.show_history)
        row.settling_wanted.connect(self._show_conflict)
        row.went_on.connect(self.walk.go_on)

    @Slot(object)
    def _wait(self, row: QuestionRow) -> None:
        if self._waiting not in (None, row):
            self.flush()
        self._waiting = row
        for field in row.waiting_fields:
            self.presenter.begin(field)
        self.typing.touch()

    @Slot(object)
    def _enter_row(self, row: QuestionRow) -> None:
        self._place_timer.start()

    @Slot()
    def flush(self) -> None:
        """Hand over at once what is typed."""
        self.typing.flush()
        if self.stack.current is not None:
            self.stack.current.hand_over()

    def _hand_over(self) -> None:
        row, self._waiting = self._waiting, None
        if row is not None:
            row.hand_over()
            self._remember_place()

    def _remember_place(self) -> None:
        if self.presenter.is_open and self.isVisible():
            self.presenter.remember_place({"page": "form", **self.place()})

    @Slot(str, str)
    def _follow(self, document: str, field: str) -> None:
        self.navigator.go("form", document=document, field=field)

    def _offer_undo(self) -> None:
        text = self.tr("The entry was removed; its answers stay in the history.")
        self.navigator.say(text, "info", self.tr("Undo"), self.walk.undo)

    @Slot(str)
    def show_history(self, field: str) -> None:
        self.flush()
        sheet = self.presenter.sheet
        state = sheet.question_state(FieldKey.parse(field).answer)
        labels = {choice.code: choice.label for choice in state.choices}
        HistoryDialog(
            self.session, self.theme, self.presenter.document, field, state.label, labels, sheet.opened.names, self
        ).open()

    @Slot(str)
    def _show_conflict(self, field: str) -> None:
        self.flush()
        self.navigator.go("conflicts", document=self.presenter.document, field=field)

    def current_row(self) -> QuestionRow | None:
        """The question in which the person is."""
        widget: QWidget | None = self.window().focusWidget()
        while widget is not None and widget is not self:
            if isinstance(widget, QuestionRow):
                return widget
            widget = widget.parentWidget()
        return None
