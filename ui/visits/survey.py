"""How far visits and their documents are: read in the thread that owns the vault, shown by the pages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitorapp.records.field import FieldKey
from monitorapp.records.view import VisitRow
from monitorapp.resources import PRACTICE_FACILITY, facilities, table

from ..form.opening import Opened, facility_name, kind_of, open_document, open_visit
from ..form.review import Remark, Review, SectionState
from ..form.sheet import Sheet

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class DocumentSurvey:
    """One document: its name in lists, how far it is, and what wants a look."""

    id: str
    parent: str | None
    kind: str
    name: str
    sections: tuple[SectionState, ...]
    remarks: tuple[Remark, ...]

    @property
    def answered(self) -> int:
        return sum(section.answered for section in self.sections)

    @property
    def asked(self) -> int:
        return sum(section.asked for section in self.sections)

    @property
    def title(self) -> str:
        """What it is and which one."""
        return f"{self.kind} · {self.name}" if self.name else self.kind


@dataclass(frozen=True)
class VisitSurvey:
    """A visit with everything that belongs to it; the visit's own document comes first.

    `removed`: entries that somebody took away while others wrote in them.
    """

    visit: str
    facility: str
    status: str
    documents: tuple[DocumentSurvey, ...]
    removed: int = 0

    @property
    def root(self) -> DocumentSurvey:
        """The visit's own document."""
        return self.documents[0]

    @property
    def parts(self) -> tuple[DocumentSurvey, ...]:
        """Cells, interviews, cases and whatever else belongs to the visit."""
        return self.documents[1:]

    @property
    def remarks(self) -> tuple[tuple[DocumentSurvey, Remark], ...]:
        """Everything that wants a look, with the document it is in."""
        return tuple((document, remark) for document in self.documents for remark in document.remarks)


def list_visits(vault: "Vault") -> list[VisitRow]:
    """All visits, the newest first."""
    return sorted(vault.visits(), key=lambda row: row.started, reverse=True)


def survey_root(vault: "Vault", visit: str, language: str) -> DocumentSurvey:
    """How far a visit's own document is."""
    return _survey(open_document(vault, visit, language), language)


def survey_visit(vault: "Vault", visit: str, language: str) -> VisitSurvey:
    """How far a visit is, with everything that belongs to it."""
    documents = open_visit(vault, visit, language)
    surveys = tuple(_survey(opened, language) for opened in documents)
    root = documents[0]
    removed = sum(FieldKey.parse(name).facet == "gone" for opened in documents for name in opened.view.unsettled)
    return VisitSurvey(visit, facility_name(root.facility, language), root.view.status, surveys, removed)


def _survey(opened: Opened, language: str) -> DocumentSurvey:
    sheet = Sheet(opened)
    review = Review(sheet)
    view = opened.view
    return DocumentSurvey(
        view.document,
        view.parent,
        kind_of(opened.definition, language),
        sheet.name(),
        tuple(review.sections()),
        tuple(review.remarks()),
    )


def facility_choices(language: str) -> list[tuple[str, str]]:
    """All facilities as (code, words), the one for practice first."""
    rows = sorted(facilities(), key=lambda row: row["id"] != PRACTICE_FACILITY)
    return [(row["id"], _facility_words(row, language)) for row in rows]


def _facility_words(row: Mapping[str, str], language: str) -> str:
    name = facility_name(row["id"], language)
    place = row.get("place") or ""
    return f"{name} ({place})" if place and place not in name else name


def visit_types(language: str) -> list[tuple[str, str]]:
    """The types of visit as (code, words)."""
    rows = (row for row in table("codelists") if row["list"] == "visit_type")
    return [(row["code"], row.get(f"label_{language}") or row["label_en"]) for row in rows]


def visit_type_word(code: str | None, language: str) -> str:
    """The type of a visit, in the few words before the colon of its explanation."""
    return dict(visit_types(language)).get(code or "", "").partition(":")[0]
