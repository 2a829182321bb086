"""Documents with their forms: beginning them, opening them beside their neighbours, and the files their forms name."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from monitorapp.errors import FormTrouble, InputTrouble
from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.definition import Complaint, FormDefinition, Kind
from monitorapp.forms.hardened import plain
from monitorapp.forms.instances import Instance, told_to_others
from monitorapp.forms.state import FormState
from monitorapp.forms.view import Node
from monitorapp.forms.xform import compile_form
from monitorapp.records.field import FieldKey, Value, is_blank
from monitorapp.records.view import FACILITY, VISIT_FORM, Changes, DocumentRow, View
from monitorapp.resources import facilities, form_names, form_xform, shipped_version, table
from monitorapp.vault.vault import Vault

COMPILED_KEPT = 16
_NEVER_ANSWERED = frozenset({Kind.CALCULATION, Kind.HIDDEN, Kind.NOTE})


@lru_cache(maxsize=COMPILED_KEPT)
def compiled(xform: bytes) -> FormDefinition:
    """The compiled form of an XForm, kept for the next time."""
    return compile_form(xform)


def start_visit(vault: Vault, facility: str, form: str = VISIT_FORM, version: str | None = None) -> tuple[str, Changes]:
    """Begin a visit to a facility of the list; returns its id. Without a version see `version_for`.

    Raises InputTrouble `facility-unknown`, FormTrouble `form-unknown`, VaultTrouble.
    """
    if facility not in {row["id"] for row in facilities()}:
        raise InputTrouble("facility-unknown")
    version = _keep(vault, form, version)
    return vault.start_visit(form, version, {FACILITY: facility})


def add_document(vault: Vault, parent: str, form: str, version: str | None = None) -> tuple[str, Changes]:
    """Begin a document of a form under `parent`; returns its id. Raises FormTrouble `form-unknown`, VaultTrouble."""
    version = _keep(vault, form, version)
    return vault.add_document(parent, form, version)


def child_forms(form: str) -> list[str]:
    """The shipped forms whose documents belong under documents of `form`."""
    return [row["form"] for row in table("forms") if row["parent"] == form]


def definition_of(vault: Vault, document: str) -> FormDefinition:
    """The compiled form of a document, in exactly the version it was begun with."""
    row = vault.document(document)
    return compiled(xform_of(vault, row.form, row.version))


def xform_of(vault: Vault, form: str, version: str) -> bytes:
    """The XForm that the vault keeps, or the shipped one of the same version (a colleague's document)."""
    try:
        return vault.registry.form(form, version)
    except FormTrouble:
        if form in form_names() and shipped_version(form) == version:
            return form_xform(form)
        raise


def open_state(vault: Vault, document: str, language: str | None = None) -> FormState:
    """The running form of a document: its answers, its parent's and its children's."""
    definition, view = definition_of(vault, document), vault.view(document)
    return FormState(
        definition,
        view.values,
        environment_of(facility_of(vault, view)),
        instances=neighbours(vault, document),
        language=language,
        document=document,
    )


def environment_of(facility: str = "") -> SystemEnvironment:
    """Where a running form gets time and chance: in the zone of a facility; where none is known, in the laptop's."""
    return SystemEnvironment(zone_of(facility) or "")


def facility_of(vault: Vault, view: View) -> str:
    """The facility of the visit that a document belongs to; "" where none is settled."""
    values = view.values if view.document == view.visit else vault.view(view.visit).values
    return str(values.get(FACILITY) or "")


def zone_of(facility: str) -> str | None:
    """The time zone of a facility of the list (resources/tables/zones.csv); None where it is not known."""
    country = next((row["country"] for row in facilities() if row["id"] == facility), "")
    return next((row["zone"] for row in table("zones") if row["country"] == country), None)


def finish(vault: Vault, visit: str, reason: str | None = None) -> Changes:
    """Finish a visit: the defaults that nobody touched become answers, then every document gets its milestone.

    What a form says of its own end is stored with them.
    """
    changes = Changes()
    for row in vault.documents(visit):
        view, state = vault.view(row.id), open_state(vault, row.id)
        given = _defaults(view, state) | _said_at_end(view, state)
        writes = [(name, value, (), compartment) for name, (value, compartment) in given.items()]
        changes |= vault.record_together(row.id, writes, undoable=False)
    return changes | vault.finish(visit, reason)


def untouched_defaults(vault: Vault, document: str) -> dict[str, tuple[Value, str]]:
    """The answers that a form gives by itself and nobody has changed, with their compartment, by field."""
    return _defaults(vault.view(document), open_state(vault, document))


def _defaults(view: View, state: FormState) -> dict[str, tuple[Value, str]]:
    shown = (shown for section in state.definition.sections for shown in state.walk(section))
    nodes = [node for node in shown if isinstance(node, Node) and _can_be_answered(state.definition, node)]
    return {
        node.field: (node.value, node.question.monitor.get("compartment", "general"))
        for node in nodes
        if not is_blank(node.value) and f"{node.field}#auto" not in view.values
        if node.field not in view.values and node.field not in view.unsettled
    }


def _said_at_end(view: View, state: FormState) -> dict[str, tuple[Value, str]]:
    """What a form sets by itself when it is finished (`end`), by field; what was stored once stays as it is."""
    asked, made = state.definition.questions, state.finish().auto
    keys = {name: FieldKey.parse(name) for name in made}
    return {
        name: (made[name], asked[key.question].monitor.get("compartment", "general"))
        for name, key in keys.items()
        if key.facet == "auto" and is_blank(view.values.get(name))
    }


def _can_be_answered(definition: FormDefinition, node: Node) -> bool:
    bind = definition.binds.get(node.question.place.index)
    computed = bind is not None and bind.calculate is not None
    return node.relevant and not node.readonly and not computed and node.question.kind not in _NEVER_ANSWERED


def neighbours(vault: Vault, document: str) -> dict[str, Instance]:
    """The secondary instances of a document: its visit's answers under `visit`, other documents by their form.

    The visit itself also sees earlier visits to the same facility (`earlier_visit`, oldest first) and their
    recommendations (`earlier_recommendation`).
    """
    view = vault.view(document)
    rows = [row for row in vault.documents(view.visit) if row.id != document]
    found = {form: _items(vault, some) for form, some in _by_form(rows).items()}
    if view.parent is not None:
        return found | {VISIT_FORM: Instance.of_answers(_answers(vault, view.visit))}
    earlier = _earlier_documents(vault, view)
    return found | {f"earlier_{form}": _items(vault, earlier.get(form, [])) for form in (VISIT_FORM, "recommendation")}


def _earlier_documents(vault: Vault, view: View) -> dict[str, list[DocumentRow]]:
    visits = sorted(vault.visits(), key=lambda row: row.started)
    own = next(row for row in visits if row.id == view.visit)
    ordered = [row for row in visits if own.facility and row.facility == own.facility and row.started < own.started]
    return _by_form([document for visit in ordered for document in vault.documents(visit.id)])


def _items(vault: Vault, rows: list[DocumentRow]) -> Instance:
    return Instance.of_items([_answers(vault, row.id) for row in rows])


def _by_form(rows: list[DocumentRow]) -> dict[str, list[DocumentRow]]:
    forms: dict[str, list[DocumentRow]] = {}
    for row in rows:
        forms.setdefault(row.form, []).append(row)
    return forms


def _answers(vault: Vault, document: str) -> dict[str, Value]:
    view = vault.view(document)
    try:
        return read_by_others(definition_of(vault, document), view.values, facility_of(vault, view))
    except FormTrouble:  # a colleague's form that is not on this laptop
        return answers_by_question(view.values)


def read_by_others(definition: FormDefinition, values: Mapping[str, Value], facility: str) -> dict[str, Value]:
    """The answers of a document as expressions of other documents see them: no day becomes a midnight on the way."""
    kinds = {name: question.type for name, question in definition.questions.items()}
    return told_to_others(answers_by_question(values), kinds, environment_of(facility))


def answers_by_question(values: Mapping[str, Value]) -> dict[str, Value]:
    """The answers outside rows, each under its question; what the form once stored (`#auto`) where none is."""
    keyed = {FieldKey.parse(name): value for name, value in values.items()}
    stored = {key.question: value for key, value in keyed.items() if key.facet == "auto" and key.item is None}
    given = {str(key): value for key, value in keyed.items() if key == FieldKey(key.question)}
    return stored | given


def version_for(vault: Vault, form: str) -> str:
    """The version that a new document gets: the shipped one, else the last that was brought in.

    A form that came with a colleague's bundle never takes the place of a shipped one by itself.
    Raises FormTrouble `form-unknown`.
    """
    if form in form_names():
        return shipped_version(form)
    known = [version for name, version in vault.registry.forms() if name == form]
    if not known:
        raise FormTrouble("form-unknown", form=form)
    return max(known, key=version_order)


def version_order(version: str) -> tuple[tuple[int, str], ...]:
    """What to sort versions by: 9 comes before 10, and 20261124 before 20270101."""
    return tuple((int(part), "") if part.isdecimal() else (-1, part) for part in re.findall(r"\d+|\D+", version))


def _keep(vault: Vault, form: str, version: str | None) -> str:
    """See that the vault keeps the form of a new document; returns its version."""
    version = version_for(vault, form) if version is None else version
    vault.registry.keep_form(form, version, xform_of(vault, form, version))
    return version


LARGEST_FILE = 16 * 1024 * 1024
LARGEST_PICTURE = 5 * 1024 * 1024
LARGEST_OF_ALL = 50 * 1024 * 1024
# An address stands between tags or between quotation marks, as `">jr://images/the old door.png<"`.
NAMED = re.compile(r"""(?:>\s*|(["']))jr://([\w-]+)/((?:(?!\1)[^<>"])+?)\s*(?(1)\1|<)""")
MEDIA = frozenset({"images", "audio", "video"})
STARTS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")

Beside = Callable[[str], bytes | None]


@dataclass(frozen=True, slots=True)
class FormFiles:
    """The pictures that were found, by name, and what is to be said of those that were not or cannot be kept."""

    pictures: dict[str, bytes]
    complaints: tuple[Complaint, ...]


def beside(folder: Path, stem: str = "") -> Beside:
    """Reads files by their bare names: from the folder STEM-media, as ODK calls it, or beside the form."""
    folders = [folder / f"{stem}-media", folder] if stem else [folder]

    def read(name: str) -> bytes | None:
        paths = (place / name for place in folders)
        path = next((path for path in paths if path.name == name and path.is_file()), None)
        if path is None or path.stat().st_size > LARGEST_FILE:
            return None
        try:
            return path.read_bytes()
        except OSError:
            return None

    return read


def named_files(xform: str) -> set[str]:
    """The bare names of all files that a form names."""
    return {name for _, name in _named(xform)}


def _named(xform: str) -> set[tuple[str, str]]:
    """The sort and the bare name of each file, as it is called on the disk."""
    return {(found[2], plain(found[3]).rpartition("/")[2]) for found in NAMED.finditer(xform)}


def gather(xform: str, read: Beside) -> FormFiles:
    """The pictures of a form as `read` gives them, within the limits."""
    names = {(sort, name) for sort, name in _named(xform) if sort in MEDIA}
    pictures: dict[str, bytes] = {}
    complaints = []
    for sort, name in sorted(names):
        data = read(name) if sort == "images" else None
        room = LARGEST_OF_ALL - sum(len(one) for one in pictures.values())
        fault = _fault(name, data, room) if sort == "images" else Complaint("media-not-played", {"name": name})
        if fault is not None:
            complaints.append(fault)
        elif data is not None:
            pictures[name] = data
    return FormFiles(pictures, tuple(complaints))


def _fault(name: str, data: bytes | None, room: int) -> Complaint | None:
    if data is None:
        return Complaint("media-missing", {"name": name})
    if len(data) > min(LARGEST_PICTURE, room):
        return Complaint("media-too-large", {"name": name})
    if not (data.startswith(STARTS) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP")):
        return Complaint("media-not-a-picture", {"name": name})
    return None
