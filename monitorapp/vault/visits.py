"""The visits of a ledger: as a list, and past a milestone."""

from collections import Counter, defaultdict
from collections.abc import Iterable

from monitorapp.records.view import FACILITY, VISIT_TYPE, Changes, DocumentRow, VisitRow, is_practice
from monitorapp.vault import views
from monitorapp.vault.ledger import Ledger


def rows(ledger: Ledger) -> list[VisitRow]:
    """The visits that `ledger` holds, oldest first."""
    by_visit: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in views.documents(ledger.connection):
        by_visit[row.visit].append(row)
    counts = views.unsettled(ledger.connection)
    return [_row(ledger, some, counts) for visit, some in by_visit.items() if any(r.id == visit for r in some)]


def _row(ledger: Ledger, documents: list[DocumentRow], unsettled: Counter[str]) -> VisitRow:
    root = next(row for row in documents if row.id == row.visit)
    facility, visit_type = (views.value_of(ledger.connection, root.id, name) for name in (FACILITY, VISIT_TYPE))
    return VisitRow(
        id=root.id,
        facility=facility if isinstance(facility, str) else "",
        visit_type=visit_type if isinstance(visit_type, str) else None,
        started=views.started(ledger.connection, root.id),
        status=root.status,
        documents=len(documents),
        unsettled=sum(unsettled[row.id] for row in documents),
        practice=is_practice(facility),
        own=ledger.key.sort == "visit",
    )


def pass_milestone(
    ledger: Ledger, documents: Iterable[DocumentRow], author: str, milestone: str, reason: str | None
) -> Changes:
    """Say of each document of a visit that it is finished or open again, over what was seen of that."""
    changes = Changes()
    status = views.FINISHED if milestone == views.FINISHED else views.OPEN
    for row in documents:
        seen = views.view(ledger.connection, row.id, author).shown.get("#status", ())
        ledger.record(row.id, "#status", status, seen, "general")
        changes |= ledger.commit(row.visit, row.id, milestone, reason)
    return changes
