"""A new visit: which facility, which type; everything else is asked on the form."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.documents import start_visit
from monitorapp.records.field import Value
from monitorapp.records.view import VISIT_FORM, VISIT_TYPE, Changes

from ..form.fields.choice_field import ChoiceField, ChoiceRadio
from ..form.fields.list_field import SearchField
from ..pages import Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted
from .survey import facility_choices, visit_types

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Offer:
    """A choice on this page."""

    code: str
    label: str


class NewVisitPage(Page):
    """Two questions and one button."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._form: str = VISIT_FORM
        self._version: str | None = None
        self.facility = SearchField(self.theme, several=False)
        self.visit_type = ChoiceField(self.theme, ChoiceRadio, several=False)
        self.begin_button = Button(self.theme, self.tr("Begin the visit"), "plus", kind="primary")
        self.cancel = Button(self.theme, self.tr("Cancel"))
        self.facility.answered.connect(self._look)
        self.facility.line.returnPressed.connect(self._practise)
        self.begin_button.clicked.connect(self._create)
        self.cancel.clicked.connect(navigator.back)
        self._lay_out()

    def _lay_out(self) -> None:
        column = ScrollColumn(self.theme, widest=760)
        where = Card(self.theme)
        where.add(Heading(self.theme, self.tr("Which facility?"), level=2))
        where.add(Muted(self.theme, self.tr("The practice facility comes first: it is invented and counts nowhere.")))
        where.add(self.facility)
        self._what = what = Card(self.theme)
        what.add(Heading(self.theme, self.tr("Which type of visit?"), level=2))
        what.add(self.visit_type)
        column.add(where)
        column.add(what)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.begin_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(column, 1)
        layout.addLayout(buttons)

    def enter(self, **target: str) -> None:
        self._form, self._version = target.get("form", VISIT_FORM), target.get("version")
        self._what.setVisible(self._form == VISIT_FORM)  # other forms ask what they need themselves
        language = self.navigator.language
        self.facility.offer([Offer(code, words) for code, words in facility_choices(language)])
        self.visit_type.offer([Offer(code, words) for code, words in visit_types(language)])
        self._bring_back(target)
        self.facility.name_for_readers(self.tr("Which facility?"))
        self.visit_type.name_for_readers(self.tr("Which type of visit?"))
        self._look()
        # The types were made after the buttons: Tab goes to them first all the same.
        self.setTabOrder(self.visit_type.entry(), self.cancel)
        self.setTabOrder(self.cancel, self.begin_button)
        next_one = self.visit_type if self._chosen() and not target.get("search") else self.facility
        next_one.entry().setFocus()

    def place(self) -> dict[str, str]:
        """With what is chosen and typed: no visit has begun whose ledger could keep it."""
        place: dict[str, Value] = {"form": self._form, "version": self._version}
        place |= {"search": self.facility.line.text()}
        place |= {"facility": self._chosen(), "type": self.visit_type.reading().value}
        return {name: value for name, value in place.items() if isinstance(value, str) and value}

    def _bring_back(self, target: Mapping[str, str]) -> None:
        self.facility.line.clear()
        self.facility.show_answer(target.get("facility"))
        self.facility.line.insert(target.get("search", ""))  # as if typed: the list narrows
        self.visit_type.show_answer(target.get("type"))

    def _practise(self) -> None:
        """Enter before anything is looked for takes the first facility, which is the invented one."""
        if self._chosen() is None and not self.facility.line.text().strip():
            self.facility.take_first()

    def _chosen(self) -> Value:
        return self.facility.reading().value

    @Slot()
    def _look(self) -> None:
        self.begin_button.setEnabled(self._chosen() is not None)

    @Slot()
    def _create(self) -> None:
        facility, kind = self._chosen(), self.visit_type.reading().value
        form, version = self._form, self._version
        self.begin_button.setEnabled(False)
        self.session.change(
            lambda vault: begin(vault, str(facility), kind if isinstance(kind, str) else None, form, version),
            done=lambda result: self.navigator.go("visit", visit=result[0]),
            initiator=self,
            failed=self._fail,
        )

    def _fail(self, trouble: Exception) -> None:
        self._look()
        self.navigator.trouble(trouble)


def begin(
    vault: "Vault", facility: str, visit_type: str | None, form: str = VISIT_FORM, version: str | None = None
) -> tuple[str, Changes]:
    """Begin a visit of a type, filled with a form, and let nothing else remember its facility; returns its id."""
    visit, changes = start_visit(vault, facility, form, version)
    if visit_type is not None and form == VISIT_FORM:
        changes |= vault.record(visit, VISIT_TYPE, visit_type, ())
    vault.set_place({"page": "visit", "visit": visit})  # the last place may be this page with what was chosen
    return visit, changes
