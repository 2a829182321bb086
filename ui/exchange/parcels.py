"""What can be handed over, and what is inside. Read and written in the vault's thread."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from monitorapp.bundle.container import Written
from monitorapp.bundle.manifest import Kind
from monitorapp.exchange.seal import FEWEST, seal
from monitorapp.exchange.send import SUFFIX, send
from monitorapp.records.changes import Changes
from monitorapp.records.view import VisitRow
from monitorapp.vault import attachments, naming, sealed
from monitorapp.vault.registry import Person

from ..form.moments import local_time
from ..form.opening import facility_name
from ..visits.survey import survey_visit, visit_type_word
from .people import Known, list_people

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

Sort = Literal["visit", "seal", "invitation", "update"]
SORTS: tuple[Sort, ...] = ("visit", "seal", "invitation", "update")


@dataclass(frozen=True)
class Parcel:
    """A visit in words."""

    row: VisitRow
    facility: str
    kind: str

    @property
    def title(self) -> str:
        """Where, what kind, when."""
        return " · ".join(filter(None, (self.facility, self.kind, local_time(self.row.started))))


@dataclass(frozen=True)
class Content:
    """What is inside the chosen visits, and who wrote in them. `originals`: photos as the camera made them."""

    visits: int
    documents: int
    unanswered: int
    unsettled: int
    authors: frozenset[str]
    files: int = 0
    originals: int = 0


@dataclass(frozen=True)
class Offer:
    """Everything to choose from: visits, the newest first, and the people who are trusted.

    `answered`: who has signed a receipt; one of them alone is enough to seal for.
    """

    parcels: tuple[Parcel, ...]
    people: tuple[Known, ...]
    answered: frozenset[str] = frozenset()

    def can_seal(self, visits: Sequence[str]) -> bool:
        """Whether all of these are visits of this laptop; what came from others is not sealed."""
        own = {parcel.row.id for parcel in self.parcels if parcel.row.own}
        return own.issuperset(visits)

    def is_enough(self, people: Sequence[Known]) -> bool:
        """Whether no lost key loses what is sealed for these people."""
        return len(people) >= FEWEST or any(known.person.author in self.answered for known in people)


def list_offer(vault: "Vault", language: str) -> Offer:
    """Read what can be handed over, and to whom."""
    rows = sorted(vault.visits(), key=lambda row: row.started, reverse=True)
    people = tuple(known for known in list_people(vault, language) if known.is_trusted)
    answered = frozenset(author for authors in sealed.received(vault).values() for author in authors)
    return Offer(tuple(parcel_of(row, language) for row in rows), people, answered)


def parcel_of(row: VisitRow, language: str) -> Parcel:
    """A visit in words."""
    return Parcel(row, facility_name(row.facility, language), visit_type_word(row.visit_type, language))


def content_of(vault: "Vault", visits: Sequence[str], language: str) -> Content:
    """Look into the chosen visits; raises InputTrouble `visit-unknown` and FormTrouble."""
    surveys = [survey_visit(vault, visit, language) for visit in visits]
    documents = [document for survey in surveys for document in survey.documents]
    views = [vault.view(row.id) for visit in visits for row in vault.documents(visit)]
    files = [one for visit in visits for one in naming.standing(vault, visit)]
    return Content(
        visits=len(surveys),
        documents=len(documents),
        unanswered=sum(document.asked - document.answered for document in documents),
        unsettled=sum(len(view.unsettled) for view in views),
        authors=frozenset(author for view in views for authors in view.authors.values() for author in authors),
        files=len(files),
        originals=len(attachments.originals(vault, files)),
    )


def write_parcel(
    vault: "Vault", visits: Sequence[str], people: Sequence[Person], path: Path, kind: Kind, originals: bool = False
) -> tuple[Written, Changes]:
    """Write the file and read it back; raises BundleTrouble, InputTrouble and VaultTrouble."""
    return send(vault, visits, people, path, kind, originals=originals), Changes()


def seal_parcel(
    vault: "Vault", visits: Sequence[str], people: Sequence[Person], copy: Path | None
) -> tuple[Written, Changes]:
    """Write the file, read it back, and destroy the keys of the visits here; raises as `seal`."""
    made, changes = seal(vault, visits, people, copy)
    return Written(made.bundle, made.size, made.sha256), changes


def new_file_name() -> str:
    """A name that says the day and nothing else."""
    return f"{datetime.now():%Y-%m-%d}-{secrets.token_hex(2)}{SUFFIX}"
