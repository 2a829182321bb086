"""The visits of a ledger as a list."""

from monitorapp.records.view import DocumentRow, VisitRow
from monitorapp.records.visit import FACILITY, VISIT_TYPE, is_practice
from monitorapp.vault import views
from monitorapp.vault.ledger import Ledger


def rows(ledger: Ledger, author: str) -> list[VisitRow]:
    """The visits that `ledger` holds, oldest first."""
    documents = views.documents(ledger.connection)
    roots = [row for row in documents if row.id == row.visit]
    return [_row(ledger, root, [row for row in documents if row.visit == root.id], author) for root in roots]


def _row(ledger: Ledger, root: DocumentRow, documents: list[DocumentRow], author: str) -> VisitRow:
    values = views.view(ledger.connection, root.id, author).values
    facility, visit_type = values.get(FACILITY), values.get(VISIT_TYPE)
    return VisitRow(
        id=root.id,
        facility=facility if isinstance(facility, str) else "",
        visit_type=visit_type if isinstance(visit_type, str) else None,
        started=views.started(ledger.connection, root.id),
        status=root.status,
        documents=len(documents),
        unsettled=views.count_unsettled(ledger.connection, root.id),
        practice=is_practice(facility),
        own=ledger.key.sort == "visit",
    )
