"""What a page needs of a document to show it: gathered in the thread that owns the vault."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from monitorapp.documents import definition_of, open_state
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.view import View
from monitorapp.records.visit import FACILITY
from monitorapp.resources import facilities

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

# The zone of each country of the facility list; each has one time for the whole country.
ZONES = {
    "KG": "Asia/Bishkek",
    "KZ": "Asia/Almaty",
    "TJ": "Asia/Dushanbe",
    "TM": "Asia/Ashgabat",
    "UZ": "Asia/Tashkent",
}


@dataclass(frozen=True)
class Opened:
    """A document as it stands, its form running, and what else the page says about it."""

    view: View
    definition: FormDefinition
    state: FormState
    names: Mapping[str, str]
    facility: str


def open_document(vault: "Vault", document: str, language: str) -> Opened:
    """Gather a document; raises InputTrouble `document-unknown` and FormTrouble."""
    view = vault.view(document)
    definition = definition_of(vault, document)
    state = open_state(vault, document, form_language(definition, language))
    names = {person.author: person.name for person in vault.registry.people()}
    return Opened(view, definition, state, names, _facility(vault, view))


def form_language(definition: FormDefinition, language: str) -> str | None:
    """The form's language that fits the language of the windows: "Русский (ru)" for ru."""
    return next((name for name in definition.languages if name == language or name.endswith(f"({language})")), None)


def _facility(vault: "Vault", view: View) -> str:
    values = view.values if view.document == view.visit else vault.view(view.visit).values
    return str(values.get(FACILITY) or "")


@cache
def _countries() -> Mapping[str, str]:
    return {row["id"]: row["country"] for row in facilities()}


def zone_of(facility: str) -> str | None:
    """The time zone of a facility of the list; None where it is not known."""
    return ZONES.get(_countries().get(facility, ""))


@cache
def _facility_names(language: str) -> Mapping[str, str]:
    return {row["id"]: row.get(f"name_{language}") or row["name_en"] for row in facilities()}


def facility_name(facility: str, language: str) -> str:
    """The name of a facility of the list; its code where the list has none."""
    return _facility_names(language).get(facility, facility)
