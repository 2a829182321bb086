"""Documents that could be filled with another version of their form. Read in the thread that owns the vault."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from monitorapp.documents import compiled, xform_of
from monitorapp.errors import FormTrouble
from monitorapp.library import Move, preview_move, versions
from monitorapp.records.view import DocumentRow, VisitRow
from monitorapp.resources import form_names, form_title

from ..form.opening import facility_name, form_language, kind_of
from ..form.reading import local_time

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Candidate:
    """A document: what it is called here, its version, and the versions that the vault knows, the newest first."""

    document: str
    form: str
    version: str
    words: str
    finished: bool
    versions: tuple[str, ...]
    visit: str = ""
    place: str = ""  # the visit in words
    kind: str = ""  # what documents of its form are called


def find_candidates(vault: "Vault", language: str, form: str = "", visit: str = "") -> list[Candidate]:
    """The documents of a form, or of a visit, for which there is more than one version."""
    known = cache(lambda name: tuple(versions(vault, name)))
    found = []
    for row in (row for row in vault.visits() if visit in ("", row.id)):
        found += list(_of_visit(vault, row, form, language, known))
    return found


def _of_visit(vault: "Vault", visit: VisitRow, form: str, language: str, known: "Known") -> Iterator[Candidate]:
    seen: Counter[str] = Counter()
    where = f"{facility_name(visit.facility, language)}, {local_time(visit.started)}"
    for row in vault.documents(visit.id):
        seen[row.form] += 1
        if form in ("", row.form) and set(known(row.form)) - {row.version}:
            number = "" if row.id == visit.id else f" {seen[row.form]}"
            kind = _kind(vault, row, language)
            words = f"{where} · {kind}{number}"
            finished = row.status == "finished"
            yield Candidate(row.id, row.form, row.version, words, finished, known(row.form), visit.id, where, kind)


def together(candidates: Sequence[Candidate]) -> list[tuple[Candidate, ...]]:
    """What can be moved in one go: each document alone, and before them all of a visit that use one form."""
    groups: dict[tuple[str, str], list[Candidate]] = {}
    for one in candidates:
        groups.setdefault((one.visit, one.form), []).append(one)
    several = [tuple(group) for group in groups.values() if len(group) > 1]
    return [*several, *((one,) for one in candidates)]


def preview_together(
    vault: "Vault", candidates: Sequence[Candidate], version: str, language: str
) -> tuple[tuple[str, Move], ...]:
    """What becomes of each answer of several documents, each with the words of its document."""
    found = [(one.words, move) for one in candidates for move in preview(vault, one, version, language)]
    return tuple(sorted(found, key=lambda pair: pair[1].fate == "kept"))


def _kind(vault: "Vault", row: DocumentRow, language: str) -> str:
    if row.form in form_names():
        return form_title(row.form, language)
    try:
        return kind_of(compiled(xform_of(vault, row.form, row.version)), language)
    except FormTrouble:
        return row.form


def preview(vault: "Vault", candidate: Candidate, version: str, language: str) -> tuple[Move, ...]:
    """What becomes of each answer; what does not simply stay comes first."""
    words = form_language(compiled(xform_of(vault, candidate.form, version)), language)
    return tuple(sorted(preview_move(vault, candidate.document, version, words), key=lambda move: move.fate == "kept"))


if TYPE_CHECKING:
    from collections.abc import Callable

    Known = Callable[[str], tuple[str, ...]]
