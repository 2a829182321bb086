"""The forms that a vault knows: looking at one from outside, bringing it in, and moving documents to its versions.

A form from outside is a workbook or an XForm. It is looked at first (`inspect`), with every complaint and its place;
nothing is kept before `bring_in`. What is kept is one XForm with its tables inside, never changed afterwards.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from monitorapp.documents import LARGEST_FILE, Beside, beside, compiled, gather, named_files, version_order, xform_of
from monitorapp.errors import FormTrouble
from monitorapp.forms.comparison import Comparison, asked, compare, is_said
from monitorapp.forms.complaints import SURVEY, Rows, located, place_of, sheet_rows
from monitorapp.forms.definition import Complaint, FormDefinition, Question, Text
from monitorapp.forms.hardened import decode
from monitorapp.forms.itemsets import sources, with_tables
from monitorapp.forms.sheets import MOST_LETTERS, MOST_ROWS, look_over
from monitorapp.forms.xlsform import convert_workbook
from monitorapp.moving import Fate, Move, homeless, move, move_together, preview_move
from monitorapp.resources import form_names, form_title, shipped_version
from monitorapp.vault.vault import Vault

__all__ = [
    "Comparison",
    "Fate",
    "Found",
    "Known",
    "Move",
    "added_forms",
    "beside",
    "bring_in",
    "compare",
    "forms",
    "homeless",
    "inspect",
    "inspect_file",
    "move",
    "move_together",
    "preview_move",
    "put_back",
    "remove",
    "versions",
]

LARGEST_OLD_WORKBOOK = 4 * 1024 * 1024  # an .xls is not packed: this is more than its 10,000 rows take
LONGEST_SECTION = 25
ENDINGS = (".xlsx", ".xls", ".xml")
WORKBOOKS = (".xlsx", ".xlsm", ".xls")
WORKBOOK_STARTS = (b"PK", b"\xd0\xcf\x11\xe0")
# Appearances with which another program asks for something else than a plain answer; see docs/forms.md, section 10.
UNHONOURED = frozenset(
    {"annotate", "bearing", "draw", "image-map", "signature", "bikram-sambat", "buddhist", "coptic", "ethiopian"}
    | {"islamic", "myanmar", "persian"}
)
LACKING = frozenset({"file-missing", "media-missing", "media-too-large", "media-not-a-picture", "media-not-played"})
MADE_BY_CONVERTER = "reserved_name_for_field_list_labels"  # the columns of a table-list; its author wrote no words
FORM_ID = re.compile(r"[^\W\d][\w.\-]{0,99}")
LONG_TEXT = re.compile(rf">[^<>]{{{MOST_LETTERS + 1},}}<|=\"[^\"]{{{MOST_LETTERS + 1},}}\"")
# What the program gives a document to read by itself; see docs/forms.md, section 4.
NEIGHBOURS = frozenset({"earlier_visit", "earlier_recommendation"})


@dataclass(frozen=True, slots=True)
class Found:
    """What a file from outside holds: one form, its numbers, and what its author should know."""

    form: str
    version: str
    title: str
    languages: tuple[str, ...]
    sections: int
    questions: int
    repeats: int
    media: tuple[str, ...]
    complaints: tuple[Complaint, ...]
    xform: bytes
    pictures: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def lacking(self) -> tuple[str, ...]:
        """The files that it needs and that are not kept with it."""
        told = {str(one.facts["name"]) for one in self.complaints if one.code in LACKING}
        return tuple(name for name in self.media if name in told)

    @property
    def definition(self) -> FormDefinition:
        """The form, compiled."""
        return compiled(self.xform)


@dataclass(frozen=True, slots=True)
class Known:
    """A form version that the vault knows, and how many documents are filled with it."""

    form: str
    version: str
    title: str
    shipped: bool
    documents: int


@dataclass(frozen=True, slots=True)
class Removed:
    """A form that was removed, whole, so that it can be put back."""

    form: str
    version: str
    xform: bytes
    files: Mapping[str, bytes] = field(default_factory=dict)


# Looking


def inspect(data: bytes, name: str, read: Beside = lambda name: None) -> Found:
    """What is in a file called `name`; `read` gives the content of a file beside it, or None.

    Raises FormTrouble where the form is refused, with sheet, row and column where a workbook says them.
    """
    if len(data) > LARGEST_FILE:
        raise FormTrouble("form-too-large")
    if not data.startswith(WORKBOOK_STARTS) and not name.lower().endswith(WORKBOOKS):
        return _found(decode(data), (), [], read)
    if not data.startswith(b"PK") and len(data) > LARGEST_OLD_WORKBOOK:
        raise FormTrouble("form-too-large")
    look_over(data)
    try:
        # What a file is called may not be what it is.
        converted = convert_workbook(data, "form.xlsx" if data.startswith(b"PK") else "form.xls")
        return _found(converted.xform, converted.warnings, sheet_rows(data, SURVEY), read)
    except FormTrouble as trouble:
        raise located(trouble, data) from trouble


def inspect_file(path: Path) -> Found:
    """What is in a file, with the tables and pictures that lie beside it. Raises FormTrouble."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise FormTrouble("form-too-large")
        data = path.read_bytes()
    except OSError as error:
        raise FormTrouble("form-broken", reason=error.strerror or "unreadable") from error
    return inspect(data, path.name, beside(path.parent, path.stem))


def _found(text: str, said: tuple[Complaint, ...], rows: Rows, read: Beside) -> Found:
    _refuse_long(text)
    files = {name: data for name in sources(text) if (data := read(name)) is not None}
    xform = with_tables(text, files).encode()
    try:
        definition = compiled(xform)
    except RecursionError as deep:
        raise FormTrouble("form-too-large") from deep
    warned = (one for one in definition.warnings if one.code != "file-missing" or not _is_neighbour(one.facts["name"]))
    beside_it = gather(text, read)
    complaints = (*warned, *beside_it.complaints, *_gaps(definition), *_appearances(definition))
    placed = (Complaint(one.code, {**one.facts, **place_of(rows, dict(one.facts))}) for one in complaints)
    return Found(
        form=definition.id,
        version=definition.version,
        title=definition.title,
        languages=definition.languages,
        sections=len(definition.sections),
        questions=len(asked(definition)),
        repeats=len(definition.repeats),
        media=tuple(sorted(name for name in named_files(text) if not _is_neighbour(name))),
        complaints=(*said, *placed),
        xform=xform,
        pictures=beside_it.pictures,
    )


def _refuse_long(text: str) -> None:
    found = LONG_TEXT.search(text)
    if found is not None:
        raise FormTrouble("form-text-too-long", most=MOST_LETTERS, line=text.count("\n", 0, found.start()) + 1)
    if text.count("<item>") + text.count("<item ") > 2 * MOST_ROWS:
        raise FormTrouble("form-list-too-long", name="item", most=2 * MOST_ROWS)


def _is_neighbour(name: object) -> bool:
    """Whether what a form reads under this name is no file, but the answers of another document."""
    stem = str(name).removesuffix(".xml")
    return stem in NEIGHBOURS or stem in form_names()


def _gaps(definition: FormDefinition) -> Iterator[Complaint]:
    """What no rule of the engine minds, and what a person in front of the form would."""
    if definition.id == "data":
        yield Complaint("id-by-default", {})
    for question in asked(definition).values():
        if question.name.startswith(MADE_BY_CONVERTER):
            continue
        for language in _missing(definition, question.label):
            yield Complaint("label-missing", {"place": question.path, "name": question.id, "language": language})
    counts = Counter("/".join(question.path.split("/")[:3]) for question in asked(definition).values())
    for section in definition.sections:
        count = counts[section.path]
        if count > LONGEST_SECTION and not isinstance(section, Question):
            yield Complaint("section-long", {"place": section.path, "name": section.name, "count": count})


def _appearances(definition: FormDefinition) -> Iterator[Complaint]:
    """Appearances that another program would honour and that change what is asked."""
    for question in asked(definition).values():
        words = question.appearance.lower().split()
        ignored = [word for word in words if word in UNHONOURED or word.startswith(("ex:", "printer:"))]
        if ignored:
            facts = {"place": question.path, "name": question.id, "appearance": ", ".join(ignored)}
            yield Complaint("appearance-other", facts)


def _missing(definition: FormDefinition, label: Text) -> list[str]:
    """The languages of a form in which a label says nothing."""
    if "" in label.languages:
        return []
    return [name for name in definition.languages if not is_said(label, name)]


# Keeping


def bring_in(vault: Vault, found: Found) -> bool:
    """Keep a form; False where the vault knew exactly this one already.

    Raises FormTrouble form-version-taken where another form has the same id and version, form-without-version,
    form-id-broken.
    """
    if not FORM_ID.fullmatch(found.form):
        raise FormTrouble("form-id-broken")
    if not found.version.strip() or len(found.version) > 100:
        raise FormTrouble("form-without-version")
    known = _known_xform(vault, found.form, found.version)
    if known is not None and known != found.xform:
        raise FormTrouble("form-version-taken", form=found.form, version=found.version)
    vault.registry.keep_form(found.form, found.version, found.xform)
    for name, body in found.pictures.items():
        vault.registry.keep_form_file(found.form, found.version, name, body)
    return known is None


def _known_xform(vault: Vault, form: str, version: str) -> bytes | None:
    try:
        return xform_of(vault, form, version)
    except FormTrouble:
        return None


def forms(vault: Vault, language: str = "en") -> list[Known]:
    """The shipped forms in their order, then those that were brought in, by id and version, the newest first."""
    used = documents_by_form(vault)
    shipped = [(form, shipped_version(form)) for form in form_names()]
    others = sorted(set(vault.registry.forms()) - set(shipped), key=lambda pair: version_order(pair[1]), reverse=True)
    others.sort(key=lambda pair: pair[0])
    return [
        *(Known(*pair, form_title(pair[0], language), True, used[pair]) for pair in shipped),
        *(Known(*pair, title_of(vault, *pair), False, used[pair]) for pair in others),
    ]


def added_forms(vault: Vault) -> list[tuple[str, str]]:
    """The forms that were brought in, by id, each with the title of its newest version; shipped forms are none."""
    names = sorted({form for form, _ in vault.registry.forms()} - set(form_names()))
    return [(form, title_of(vault, form, versions(vault, form)[0])) for form in names]


def documents_by_form(vault: Vault) -> Counter[tuple[str, str]]:
    """How many documents are filled with each form version."""
    return Counter((row.form, row.version) for visit in vault.visits() for row in vault.documents(visit.id))


def title_of(vault: Vault, form: str, version: str) -> str:
    """What a form calls itself; its id where it cannot be compiled or says nothing."""
    try:
        return compiled(xform_of(vault, form, version)).title or form
    except FormTrouble:
        return form


def versions(vault: Vault, form: str) -> list[str]:
    """The versions of a form that the vault knows, the newest first."""
    known = {version for name, version in vault.registry.forms() if name == form}
    if form in form_names():
        known.add(shipped_version(form))
    return sorted(known, key=version_order, reverse=True)


def remove(vault: Vault, form: str, version: str) -> Removed:
    """Forget a form that no document uses; `put_back` undoes it.

    Raises FormTrouble form-shipped, form-in-use (with `count`), form-unknown.
    """
    if is_shipped(form, version):
        raise FormTrouble("form-shipped")
    count = documents_by_form(vault)[form, version]
    if count:
        raise FormTrouble("form-in-use", count=count)
    registry = vault.registry
    files = {name: registry.form_file(form, version, name) or b"" for name in registry.form_files(form, version)}
    removed = Removed(form, version, registry.form(form, version), files)
    vault.registry.drop_form(form, version)
    return removed


def put_back(vault: Vault, removed: Removed) -> None:
    """Keep a removed form again, with its pictures."""
    vault.registry.keep_form(removed.form, removed.version, removed.xform)
    for name, body in removed.files.items():
        vault.registry.keep_form_file(removed.form, removed.version, name, body)


def is_shipped(form: str, version: str) -> bool:
    """Whether this version came with the program."""
    return form in form_names() and shipped_version(form) == version
