"""The visits of a ledger as a list."""

from collections import Counter, defaultdict

from monitorapp.records.view import DocumentRow, VisitRow
from monitorapp.records.visit import FACILITY, VISIT_TYPE, is_practice
from monitorapp.vault import views
from monitorapp.vault.ledger import Ledger


def rows(ledger: Ledger) -> list[VisitRow]:
    """The visits that `ledger` holds, oldest first."""
    by_visit: dict[str, list[DocumentRow]] = defaultdict(list)
    for row in views.documents(ledger.connection):
        by_visit[row.visit].append(row)
    unsettled = views.unsettled(ledger.connection)
    return [_row(ledger, some, unsettled) for visit, some in by_visit.items() if any(r.id == visit for r in some)]


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
