"""Check and finish: what wants a look, what is open, and the end of the visit; nothing here blocks."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.documents import finish
from monitorapp.records.view import Changes
from monitorapp.vault.accepting import is_held

from ..form.fields.field import Line
from ..form.row_tools import BegunLine
from ..pages import Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted, Remark
from .cockpit_page import held_reason
from .survey import VisitSurvey, survey_visit
from .visit_cards import RemarksCard


class FinishPage(Page):
    """`enter(visit=…)`."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._visit = ""
        self._open = 0
        self._asked_for_reason = False
        theme = self.theme
        self.errors = RemarksCard(theme, self.tr("Better put right"), self.tr("Nothing to put right."))
        self.left_open = RemarksCard(theme, self.tr("May stay open, with a reason"), self.tr("Nothing is left open."))
        self.reason = Line()
        self._begun = BegunLine(session, self.reason)
        self.reason.setAccessibleName(self.tr("Why something is left open"))
        self.reason.setPlaceholderText(self.tr("For example: no access to the second floor"))
        self.missing = Remark(
            theme,
            self.tr("A word on why helps whoever reads this later. Press again to finish without one."),
            "info",
            "warning",
        )
        self.held = Remark(theme, held_reason(), "lock", "warning")
        self.back = Button(theme, self.tr("Back to filling"), "chevron-left")
        self.reopen = Button(theme, self.tr("Open again"), "lock-open")
        self.send = Button(theme, self.tr("Hand over…"), "send", kind="primary")
        self.finish = Button(theme, self.tr("Finish the visit"), "check", kind="primary")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.reason_card = Card(self.theme)
        self.reason_card.add(Heading(self.theme, self.tr("Why is something left open?"), level=2))
        self.reason_card.add(self.reason)
        self.reason_card.add(self.missing)
        note = Muted(
            self.theme, self.tr("A finished visit can be read and handed over; opening it again leaves a trace.")
        )
        column = ScrollColumn(self.theme, widest=900)
        for card in (self.held, self.errors, self.left_open, self.reason_card, note):
            column.add(card)
        buttons = QHBoxLayout()
        buttons.addWidget(self.back)
        buttons.addStretch(1)
        for button in (self.reopen, self.send, self.finish):
            buttons.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column, 1)
        layout.addLayout(buttons)
        for widget in (self.held, self.missing, self.reopen, self.send, self.reason_card):
            widget.hide()

    def _connect(self) -> None:
        self.errors.chosen.connect(self._jump)
        self.left_open.chosen.connect(self._jump)
        self.back.clicked.connect(lambda: self.navigator.go("visit", visit=self._visit))
        self.send.clicked.connect(lambda: self.navigator.go("send", visit=self._visit))
        self.finish.clicked.connect(self._finish)
        self.reopen.clicked.connect(self._reopen)
        self.session.changed.connect(self._hear)

    def enter(self, **target: str) -> None:
        self._visit = target.get("visit", self._visit)
        self._begun.turn_to((self._visit, "finish #status"))
        self._asked_for_reason = False
        self.missing.hide()
        self._read()

    def leave(self) -> None:
        self._begun.turn_to(None)

    def place(self) -> dict[str, str]:
        return {"visit": self._visit}

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if self.isVisible() and self._visit in changes.visits:
            self._read()

    def _read(self) -> None:
        visit, language = self._visit, self.navigator.language
        self.session.ask(
            lambda vault: (survey_visit(vault, visit, language), is_held(vault, visit)), self._show, self._fail
        )

    def _fail(self, trouble: Exception) -> None:
        """The visit cannot be read (it was sealed or erased): say so, at home."""
        self._visit = ""
        self.navigator.go("visits")
        self.navigator.trouble(trouble)

    def _show(self, read: tuple[VisitSurvey, bool]) -> None:
        survey, held = read
        if survey.visit != self._visit:
            return
        self.titled.emit(self.tr("Check and finish"), survey.facility)
        errors = [pair for pair in survey.remarks if pair[1].is_error]
        others = [pair for pair in survey.remarks if not pair[1].is_error]
        self._open = len(errors) + len(others)
        self.errors.show_remarks(errors)
        self.left_open.show_remarks(others)
        finished = survey.status == "finished"
        self.held.setVisible(held)
        self.reason_card.setVisible(bool(self._open) and not finished and not held)
        self.finish.setVisible(not finished and not held)
        self.send.setVisible(finished)
        self.reopen.setVisible(finished and not held)

    def _jump(self, document: str, field: str) -> None:
        visit = self._visit
        self.navigator.go("form", document=document, field=field)
        self.navigator.say(
            self.tr("When you are done here, return to the check."),
            "info",
            self.tr("Return to the check"),
            lambda: self.navigator.go("finish", visit=visit),
        )

    @Slot()
    def _finish(self) -> None:
        reason = self.reason.text().strip()
        if self._open and not reason and not self._asked_for_reason:
            self._asked_for_reason = True
            self.missing.show()
            self.reason.setFocus()
            return
        visit = self._visit
        self.session.change(
            lambda vault: finish(vault, visit, reason or None), done=self._told, failed=self.navigator.trouble
        )

    def _told(self, changes: Changes) -> None:
        self._begun.forget()
        self.navigator.say(self.tr("The visit is finished. The next step is to hand it over."), "good")

    @Slot()
    def _reopen(self) -> None:
        visit = self._visit
        self.session.change(lambda vault: vault.reopen(visit), failed=self.navigator.trouble)
