"""What a page needs of a document to show it, gathered in the vault's thread, and how one question looks now."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from monitorapp.documents import (
    compiled,
    definition_of,
    environment_of,
    facility_of,
    neighbours,
    open_state,
    read_by_others,
    xform_of,
)
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.instances import Instance
from monitorapp.forms.state import FormState, ShownChoice
from monitorapp.records.field import Value
from monitorapp.records.view import VISIT_FORM, DocumentRow, Standing, View
from monitorapp.resources import facilities, form_names, form_title
from monitorapp.vault.accepting import is_held

from .wording import Media, spoken_languages

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Opened:
    """A document as it stands, its form running, and what else the page says about it."""

    view: View
    definition: FormDefinition
    state: FormState
    names: Mapping[str, str]
    facility: str
    language: str
    held: bool = False  # its ledger is in doubt: it can only be read


def open_document(vault: "Vault", document: str, language: str) -> Opened:
    """Gather a document; raises InputTrouble `document-unknown` and FormTrouble."""
    view = vault.view(document)
    definition = definition_of(vault, document)
    fitting = form_language(definition, language)
    state = open_state(vault, document, fitting)
    names = {person.author: person.name for person in vault.registry.people()}
    return Opened(view, definition, state, names, facility_of(vault, view), fitting, is_held(vault, document))


def open_visit(vault: "Vault", visit: str, language: str) -> list[Opened]:
    """Gather all documents of a visit, itself first, reading each of them once: for overviews."""
    rows = vault.documents(visit)
    views = {row.id: vault.view(row.id) for row in rows}
    names = {person.author: person.name for person in vault.registry.people()}
    facility = facility_of(vault, views[visit])
    environment = environment_of(facility)
    forms = {(row.form, row.version) for row in rows}
    definitions = {form: compiled(xform_of(vault, *form)) for form in forms}
    answers = {
        row.id: read_by_others(definitions[row.form, row.version], views[row.id].values, facility) for row in rows
    }
    found = []
    for row in rows:
        definition = definitions[row.form, row.version]
        instances = neighbours(vault, visit) if row.id == visit else _beside(definition, row, rows, answers)
        fitting = form_language(definition, language)
        values = views[row.id].values
        state = FormState(definition, values, environment, instances, fitting, row.id)
        found.append(Opened(views[row.id], definition, state, names, facility, fitting))
    return found


def _beside(
    definition: FormDefinition, row: DocumentRow, rows: list[DocumentRow], answers: Mapping[str, Mapping[str, Value]]
) -> dict[str, Instance]:
    """The secondary instances that a document below a visit really reads."""
    wanted = definition.graph.sources
    forms = {other.form for other in rows if other.form in wanted} - {VISIT_FORM}
    found = {
        form: Instance.of_items([answers[other.id] for other in rows if other.form == form and other.id != row.id])
        for form in forms
    }
    return found | {VISIT_FORM: Instance.of_answers(answers[row.visit])} if VISIT_FORM in wanted else found


def kind_of(definition: FormDefinition, language: str) -> str:
    """What documents of a form are called; a form from elsewhere is called by its own title."""
    shipped = definition.id in form_names()
    return form_title(definition.id, language) if shipped else definition.title or definition.id


def form_language(definition: FormDefinition, language: str) -> str:
    """The form's language that fits the language of the windows ("Русский (ru)" for ru), else its default."""
    spoken = spoken_languages(definition)
    fitting = (name for name in spoken if name == language or name.endswith(f"({language})"))
    usual = definition.default_language
    return next(fitting, usual if usual in spoken else next(iter(spoken), usual))


@cache
def _facility_names(language: str) -> Mapping[str, str]:
    return {row["id"]: row.get(f"name_{language}") or row["name_en"] for row in facilities()}


def facility_name(facility: str, language: str) -> str:
    """The name of a facility of the list; its code where the list has none."""
    return _facility_names(language).get(facility, facility)


@dataclass(frozen=True, slots=True)
class Said:
    """One answer: its value, and the words themselves where they could not be read."""

    value: Value = None
    raw: str | None = None


@dataclass(frozen=True, slots=True)
class QuestionState:
    """A question as it is shown. `said` holds the answer under "" and those of each source under its name."""

    field: str
    number: str
    label: str
    hint: str
    visible: bool
    readonly: bool
    derived: bool = False
    finished: bool = False
    guidance: str = ""
    problem: str = ""
    choices: Sequence[ShownChoice] = ()
    media: Mapping[str, Media] = dataclasses.field(default_factory=dict)  # by code of a choice; "" is the question's
    said: Mapping[str, Said] = dataclasses.field(default_factory=dict)
    note: str = ""
    later: bool = False
    unsettled: Mapping[str, tuple[Standing, ...]] = dataclasses.field(default_factory=dict)

    @property
    def answer(self) -> Said:
        """What was answered without naming a source."""
        return self.said.get("", Said())
