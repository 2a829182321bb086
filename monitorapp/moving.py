"""Moving a document to another version of its form: what becomes of each answer, and the move itself.

Nothing is dropped: an answer without a place in the other version stays in the ledger and can be read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from monitorapp.documents import compiled, xform_of
from monitorapp.errors import FormTrouble
from monitorapp.forms.comparison import UNASKED, Choices, inside, words
from monitorapp.forms.definition import FormDefinition, Question
from monitorapp.records.field import FieldKey, Value, is_blank
from monitorapp.records.view import FACILITY, Changes, View
from monitorapp.vault.vault import Vault

VERSION = "#version"


class Fate(StrEnum):
    """What becomes of an answer in another version."""

    KEPT = "kept"
    RETYPED = "retyped"
    RECODED = "recoded"
    HOMELESS = "homeless"


@dataclass(frozen=True, slots=True)
class Move:
    """One answer: under which question it stands, its words before and after, and its fate.

    `codes` are the chosen codes that the other version does not offer, `labels` the words of the codes before.
    """

    field: str
    label: str
    label_after: str
    value: Value
    fate: Fate
    codes: tuple[str, ...]
    labels: Mapping[str, str]


def preview_move(vault: Vault, document: str, version: str, language: str = "") -> tuple[Move, ...]:
    """What becomes of each answer of a document in another version of its form, in the order of the old one.

    Raises InputTrouble document-unknown, FormTrouble form-unknown.
    """
    view = vault.view(document)
    old = compiled(xform_of(vault, view.form, view.version))
    new = compiled(xform_of(vault, view.form, version))
    return tuple(_Preview(vault, view, old, new, language).moves())


def homeless(vault: Vault, document: str, language: str = "") -> tuple[Move, ...]:
    """The answers of a document that have no place in its present version: earlier moves left them, or bundles."""
    view = vault.view(document)
    return tuple(move for move in preview_move(vault, document, view.version, language) if move.fate == Fate.HOMELESS)


def move(vault: Vault, document: str, version: str) -> Changes:
    """Fill a document with another version of its form from now on; can be undone.

    What was drafted is committed first, under the version that it was written with.
    Raises FormTrouble form-unknown, InputTrouble document-unknown, VaultTrouble.
    """
    compiled(xform_of(vault, vault.view(document).form, version))
    changes = vault.commit(document)
    return changes | vault.record(document, VERSION, version, vault.shown(document, VERSION))


def move_together(vault: Vault, documents: Mapping[str, str]) -> Changes:
    """Move several documents at once, each to the version named for it; undo takes all of it back as one.

    All versions are looked for first. Raises as `move` does; where one cannot be moved, none is, unless the disk
    itself fails on the way.
    """
    for document, version in documents.items():
        compiled(xform_of(vault, vault.view(document).form, version))
    changes = Changes()
    with vault.together():
        for document, version in documents.items():
            changes |= move(vault, document, version)
    return changes


class _Preview:
    """One document between two versions."""

    def __init__(self, vault: Vault, view: View, old: FormDefinition, new: FormDefinition, language: str) -> None:
        self._vault, self._view = vault, view
        self._old, self._new, self._language = old, new, language
        self._offered, self._given = Choices(new, language), Choices(old, language)
        self._others: list[FormDefinition] | None = None

    def moves(self) -> Iterator[Move]:
        order = {name: at for at, name in enumerate(self._old.questions)}
        keys = [FieldKey.parse(name) for name in {**self._view.values, **self._view.unsettled}]
        answers = [key for key in keys if key.facet in (None, "raw") and self._stands(key)]
        for key in sorted(answers, key=lambda key: (order.get(key.question, len(order)), str(key))):
            yield self._move(key)

    def _stands(self, key: FieldKey) -> bool:
        """Whether there is an answer of a person; the facility of a visit is none where the form does not ask it."""
        if not key.question or (key.question == FACILITY and FACILITY not in self._old.questions):
            return False
        if self._is_gone(key.item):
            return False
        return str(key) in self._view.unsettled or not is_blank(self._view.values.get(str(key)))

    def _is_gone(self, item: str | None) -> bool:
        """Whether a row was taken away, or one that it stands in."""
        passed: set[str] = set()  # a row of a broken program may stand in itself
        while item and item not in passed:
            passed.add(item)
            if self._view.values.get(f"{item}/#gone"):
                return True
            row = self._view.values.get(f"{item}/#row")
            item = str(row.get("in") or "") if isinstance(row, dict) else ""
        return False

    def _move(self, key: FieldKey) -> Move:
        old, new = self._asked(key), self._new.questions.get(key.question)
        value = self._view.values.get(str(key))
        codes = self._lost(new, value) if new is not None else ()
        before = words(old.label, self._language) if old is not None else ""
        after = words(new.label, self._language) if new is not None else ""
        fate = self._fate(key, old, new, codes)
        return Move(str(key), before or key.question, after, value, fate, codes, self._labels(key.question, value))

    def _labels(self, question: str, value: Value) -> Mapping[str, str]:
        """The words of the chosen codes, of the first version that has any."""
        codes, found = _codes(value), dict[str, str]()
        for offer in (self._given, *(self._other_offers() if codes else ())):
            if set(codes) <= found.keys():
                break
            found = offer.of_id(question) | found
        return {code: found[code] for code in codes if code in found}

    def _other_offers(self) -> Iterator[Choices]:
        for definition in self._other_versions():
            yield Choices(definition, self._language)

    def _asked(self, key: FieldKey) -> Question | None:
        """The question that an answer was given to: of the old version, or of any other where it stood just there."""
        found = self._old.questions.get(key.question)
        if found is not None and inside(found) == self._home(key):
            return found
        asked = (one.questions[key.question] for one in self._other_versions() if key.question in one.questions)
        return next((one for one in asked if inside(one) == self._home(key)), found)

    def _other_versions(self) -> list[FormDefinition]:
        if self._others is None:
            self._others = list(_readable(self._vault, self._view.form))
        return self._others

    def _fate(self, key: FieldKey, old: Question | None, new: Question | None, codes: tuple[str, ...]) -> Fate:
        if new is None or new.kind in UNASKED or self._home(key) != inside(new):
            return Fate.HOMELESS
        if old is not None and old.kind != new.kind:
            return Fate.RETYPED
        return Fate.RECODED if codes else Fate.KEPT

    def _home(self, key: FieldKey) -> str:
        """The repeat in a row of which an answer stands; "" outside of rows."""
        if key.item is None:
            return ""
        row = self._view.values.get(f"{key.item}/#row")
        if isinstance(row, dict):
            return str(row.get("row") or "")
        old = self._old.questions.get(key.question)  # a row that the form counts is not written down
        return inside(old) if old is not None else ""

    def _lost(self, new: Question, value: Value) -> tuple[str, ...]:
        """The chosen codes that the new question does not offer; none where its choices depend on answers alone."""
        offered = self._offered.of(new)
        return tuple(code for code in _codes(value) if offered and code not in offered)


def _codes(value: Value) -> list[str]:
    if isinstance(value, dict):
        value = value.get("rank") or []
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str) else []


def _readable(vault: Vault, form: str) -> Iterator[FormDefinition]:
    for name, version in vault.registry.forms():
        if name == form:
            try:
                yield compiled(xform_of(vault, form, version))
            except FormTrouble:
                continue
