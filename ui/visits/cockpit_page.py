"""One visit: its sections, its cells and interviews, what wants a look, and the ways on."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.documents import add_document, child_forms
from monitorapp.library import added_forms
from monitorapp.records.view import VISIT_FORM, Changes
from monitorapp.resources import form_title
from monitorapp.vault.accepting import is_held

from ..form.review import Matter
from ..form.section_list import SectionList
from ..forms.forms_entries import versions_command
from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Heading, Remark
from .survey import VisitSurvey, survey_visit
from .visit_cards import DocumentsCard, RemarksCard

NARROW = 1100


class CockpitPage(Page):
    """`enter(visit=…)`. Two columns, or one below NARROW logical pixels."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._visit = ""
        self._survey: VisitSurvey | None = None
        self._held = False
        self._wide: bool | None = None
        self._forms = [(form, form_title(form, navigator.language)) for form in child_forms(VISIT_FORM)]
        self._added: list[tuple[str, str]] = []
        self.sections = SectionList(self.theme, width=0)
        self.documents = DocumentsCard(self.theme, self._forms)
        self.remarks = RemarksCard(self.theme, self.tr("To look at"), self.tr("Nothing is doubtful so far."))
        self.go_on = Button(self.theme, self.tr("Go on filling"), "pencil", kind="primary")
        self.finish = Button(self.theme, self.tr("Check and finish…"), "list-checks")
        self.differing = Button(self.theme, "", "git-merge")
        self.invite = Button(self.theme, self.tr("Invite a colleague…"), "users")
        self.send = Button(self.theme, self.tr("Hand over…"), "send")
        self.erase = Button(self.theme, self.tr("Erase…"), "trash-2")
        self.held_card = self._new_held_card()
        self.read_only = Chip(self.theme, self.tr("Read only"), "warning")
        self.state = Chip(self.theme)
        self.progress = Chip(self.theme)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        tools = FlowLayout()
        buttons = (self.go_on, self.finish, self.differing, self.invite, self.send, self.erase)
        for widget in (*buttons, self.progress, self.state, self.read_only):
            tools.addWidget(widget)
        for hidden in (self.differing, self.invite, self.send, self.read_only, self.held_card):
            hidden.hide()
        self._task_card = Card(self.theme)
        self._task_card.add(Heading(self.theme, self.tr("Sections"), level=2))
        self._task_card.add(self.sections)
        self._task_card.column.addStretch(1)
        self._grid_holder = QWidget()
        self._grid = QGridLayout(self._grid_holder)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(self.theme.pixels(10))
        column = ScrollColumn(self.theme)
        column.add(self.held_card)
        column.add(self._grid_holder)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(tools)
        layout.addWidget(column, 1)
        self._arrange(wide=False)

    def _new_held_card(self) -> Card:
        """Says that the visit can only be read, and leads to what was found."""
        card, line = Card(self.theme, "warning"), QHBoxLayout()
        found = Button(self.theme, self.tr("What was found"), "eye")
        found.clicked.connect(lambda: self.navigator.go("found"))
        card.add(Remark(self.theme, held_reason(), "lock", "warning"))
        line.addWidget(found)
        line.addStretch(1)
        card.add(line)
        return card

    def _connect(self) -> None:
        self.sections.chosen.connect(lambda name: self.navigator.go("form", document=self._visit, section=name))
        self.documents.opened.connect(lambda document: self.navigator.go("form", document=document))
        self.documents.added.connect(self._add)
        self.documents.erasing.connect(lambda document: self.navigator.go("erase", document=document))
        self.remarks.chosen.connect(lambda document, field: self.navigator.go("form", document=document, field=field))
        self.go_on.clicked.connect(self._go_on)
        self.finish.clicked.connect(self._finish)
        self.differing.clicked.connect(lambda: self.navigator.go("conflicts", visit=self._visit))
        self.invite.clicked.connect(lambda: self.navigator.go("send", visit=self._visit, kind="invitation"))
        self.send.clicked.connect(lambda: self.navigator.go("send", visit=self._visit))
        self.erase.clicked.connect(lambda: self.navigator.go("erase", visit=self._visit))
        self.session.changed.connect(self._hear)
        keys = {"Ctrl+Return": self._go_on, "F9": self._finish, "F8": self._first_remark}
        for sequence, run in keys.items():
            QShortcut(QKeySequence(sequence), self, run, context=Qt.ShortcutContext.WidgetWithChildrenShortcut)

    # Page

    def enter(self, **target: str) -> None:
        visit = target.get("visit", self._visit)
        if visit != self._visit:
            self._survey, self._held = None, False
        self._visit = visit
        self._read()

    def place(self) -> dict[str, str]:
        return {"visit": self._visit}

    def commands(self) -> Sequence[Command]:
        adds = [
            Command(self.tr("Add: %1").replace("%1", title), partial(self._add, form), icon="plus")
            for form, title in [*self._forms, *self._added]
        ]
        versions = versions_command(self.navigator, self._visit)
        ways = [
            Command(button.text(), button.click, icon=icon)
            for button, icon in ((self.differing, "git-merge"), (self.invite, "users"), (self.send, "send"))
            if button.isVisibleTo(self)
        ]
        if self._held:
            return [*ways, versions]
        erase = Command(self.tr("Erase this visit…"), self.erase.click, icon="trash-2")
        return [Command(self.tr("Check and finish"), self._finish, "F9", "list-checks"), *ways, *adds, versions, erase]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange(wide=self.width() >= self.theme.pixels(NARROW))

    def _arrange(self, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for card in (self._task_card, self.documents, self.remarks):
            self._grid.removeWidget(card)
        if wide:
            self._grid.addWidget(self._task_card, 0, 0, 2, 1)
            self._grid.addWidget(self.documents, 0, 1, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(self.remarks, 1, 1, Qt.AlignmentFlag.AlignTop)
        else:
            for row, card in enumerate((self.documents, self.remarks, self._task_card)):
                self._grid.addWidget(card, row, 0)
        self._grid.setRowStretch(1, 1 if wide else 0)
        self._grid.setColumnStretch(0, 1)
        self._grid.setColumnStretch(1, 1 if wide else 0)

    # Showing

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and self._visit in changes.visits:
            self._read()

    def _read(self) -> None:
        visit, language = self._visit, self.navigator.language
        self.session.ask(
            lambda vault: (survey_visit(vault, visit, language), is_held(vault, visit)), self._show, self._fail
        )
        self.session.ask(added_forms, self._take_added, self.navigator.trouble)

    def _take_added(self, forms: list[tuple[str, str]]) -> None:
        """Forms from elsewhere are added from the palette; the buttons are for the forms of the program."""
        self._added = forms

    def _fail(self, trouble: Exception) -> None:
        """The visit cannot be read (it was sealed or erased): say so, at home."""
        self._visit = ""
        self.navigator.go("visits")
        self.navigator.trouble(trouble)

    def _show(self, read: tuple[VisitSurvey, bool]) -> None:
        survey, held = read
        if survey.visit != self._visit:
            return
        first, self._survey, self._held = self._survey is None, survey, held
        self.titled.emit(survey.facility or self.tr("Visit"), self.tr("Visits"))
        self.sections.show_sections(survey.root.sections, "")
        self.documents.show_documents(survey.parts)
        self.remarks.show_remarks([pair for pair in survey.remarks if pair[1].is_error or pair[1].is_marked])
        self._show_ways(survey)
        self._show_held()
        answered = sum(document.answered for document in survey.documents)
        asked = sum(document.asked for document in survey.documents)
        self.progress.setText(self.tr("%1 of %2").replace("%1", str(answered)).replace("%2", str(asked)))
        if first:
            self.go_on.setFocus()

    def _show_ways(self, survey: VisitSurvey) -> None:
        """What can be done with the visit as it stands."""
        finished = survey.status == "finished"
        self.documents.adding.setVisible(not finished)
        self.go_on.setText(self.tr("Look through") if finished or self._held else self.tr("Go on filling"))
        self.invite.setVisible(not finished)
        self.send.setVisible(finished)
        differing = sum(remark.matter is Matter.UNSETTLED for _, remark in survey.remarks) + survey.removed
        self.differing.setText(self.tr("Answers that differ: %n", "", differing))
        self.differing.setVisible(bool(differing))
        self.state.setText(self.tr("Finished") if finished else self.tr("In work"))
        self.state.set_tone("good" if finished else "accent")

    def _show_held(self) -> None:
        """Say that the visit can only be read, and let nothing be pressed that would write."""
        reason = held_reason() if self._held else ""
        self.held_card.setVisible(self._held)
        self.read_only.setVisible(self._held)
        for button in (self.finish, self.erase):
            button.setEnabled(not self._held)
            button.setToolTip(reason)
        self.documents.hold(reason)

    # Doing

    @Slot()
    def _go_on(self) -> None:
        """To the first section that is not done."""
        survey = self._survey
        if survey is None:
            return
        sections = survey.root.sections
        open_ones = [state for state in sections if state.word != "done" and state.asked]
        section = (open_ones or list(sections))[0].section.id
        self.navigator.go("form", document=self._visit, section=section)

    @Slot()
    def _finish(self) -> None:
        if not self._held:
            self.navigator.go("finish", visit=self._visit)

    @Slot()
    def _first_remark(self) -> None:
        if self._survey is not None and self._survey.remarks:
            document, remark = self._survey.remarks[0]
            self.navigator.go("form", document=document.id, field=remark.field)

    @Slot(str)
    def _add(self, form: str) -> None:
        if self._held:
            return
        visit = self._visit
        self.session.change(
            lambda vault: add_document(vault, visit, form),
            done=lambda result: self.navigator.go("form", document=result[0]),
            initiator=self,
            failed=self.navigator.trouble,
        )


def held_reason() -> str:
    """Why nothing can be written in a visit that is open for reading alone."""
    return QCoreApplication.translate(
        "CockpitPage",
        "This visit can only be read: it was found changed."
        " Nothing can be added to it or changed in it until somebody decides what is right.",
    )
