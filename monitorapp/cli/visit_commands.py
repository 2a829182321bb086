"""Commands about visits and their documents: start, list, show, history, finish."""

from pathlib import Path

from monitorapp import documents
from monitorapp.cli.context import Context
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.receive import inspect, receive
from monitorapp.records.field import canonical, strict_json
from monitorapp.records.view import View
from monitorapp.vault.vault import Vault


def start(context: Context) -> None:
    """`visit start DIR --form F --facility X [--invitation FILE]`: begin or join a visit."""
    arguments = context.arguments
    with context.vault() as vault:
        if arguments.invitation:
            visit = _join(vault, Path(arguments.invitation))
        else:
            visit, _ = documents.start_visit(vault, arguments.facility, arguments.form)
    context.output.result({"visit": visit}, visit)


def _join(vault: Vault, invitation: Path) -> str:
    if inspect(vault, invitation).manifest.kind != "invitation":
        raise ExchangeTrouble("not-an-invitation")
    plan = receive(vault, invitation)
    if not plan.visits:
        raise ExchangeTrouble("recipient-unknown", found=0)
    return plan.visits[0]


def list_visits(context: Context) -> None:
    """`visit list DIR`: every visit, with its documents in the JSON."""
    with context.vault() as vault:
        rows = vault.visits()
        fields = [
            {
                "visit": row.id,
                "facility": row.facility,
                "type": row.visit_type,
                "started": row.started,
                "status": row.status,
                "unsettled": row.unsettled,
                "practice": row.practice,
                "documents": [{"document": d.id, "form": d.form} for d in vault.documents(row.id)],
            }
            for row in rows
        ]
    lines = [f"{row.id}  {row.facility}  {row.status}  {row.started}  {row.documents} documents" for row in rows]
    context.output.result(fields, "\n".join(lines) or "No visits yet.")


def show(context: Context) -> None:
    """`show DIR DOCUMENT`: what stands in a document."""
    with context.vault() as vault:
        view = vault.view(context.arguments.document)
        names = {person.author: person.name for person in vault.registry.people()}
        children = [row for row in vault.documents(view.visit) if row.parent == view.document]
    fields = {
        "document": view.document,
        "form": view.form,
        "version": view.version,
        "visit": view.visit,
        "parent": view.parent,
        "status": view.status,
        "values": {name: value for name, value in view.values.items() if name not in view.unsettled},
        "unsettled": {name: [s.value for s in standings] for name, standings in view.unsettled.items()},
        "authors": {name: [names.get(author, author) for author in some] for name, some in view.authors.items()},
        "children": [{"document": row.id, "form": row.form} for row in children],
    }
    context.output.result(fields, _as_text(view))


def _as_text(view: View) -> str:
    settled = [f"{name} = {canonical(value)}" for name, value in view.values.items() if name not in view.unsettled]
    open_ones = [
        f"{name} ? " + " | ".join(canonical(standing.value) for standing in standings)
        for name, standings in view.unsettled.items()
    ]
    return "\n".join([f"{view.form} {view.version} ({view.status})", *settled, *open_ones])


def history(context: Context) -> None:
    """`history DIR DOCUMENT [FIELD]`: every value that stood, oldest first."""
    arguments = context.arguments
    with context.vault() as vault:
        view = vault.view(arguments.document)
        names = {person.author: person.name for person in vault.registry.people()}
        wanted = [arguments.field] if arguments.field else sorted({*view.values, *view.unsettled})
        fields = [
            {
                "field": name,
                "value": entry.value,
                "author": names.get(entry.author, entry.author),
                "commit": entry.commit,
                "wall": entry.wall,
                "standing": entry.standing,
                "reason": entry.reason,
            }
            for name in wanted
            for entry in vault.history(arguments.document, name)
        ]
    lines = [f"{e['wall']}  {e['author']}  {e['field']} = {canonical(e['value'])}" for e in fields]
    context.output.result(fields, "\n".join(lines) or "Nothing was written yet.")


def finish(context: Context) -> None:
    """`visit finish DIR VISIT`: say that the visit is finished."""
    with context.vault() as vault:
        documents.finish(vault, context.arguments.visit, context.arguments.reason)
    context.output.result({"finished": context.arguments.visit}, f"finished: {context.arguments.visit}")


def conflicts(context: Context) -> None:
    """`conflicts DIR`: every field in which different values stand."""
    with context.vault() as vault:
        found = vault.conflicts()
        names = {person.author: person.name for person in vault.registry.people()}
    fields = [
        {
            "document": conflict.document,
            "form": conflict.form,
            "field": conflict.field,
            "values": [standing.value for standing in conflict.standings],
            "authors": [names.get(standing.author, standing.author) for standing in conflict.standings],
            "commits": [standing.commit for standing in conflict.standings],
        }
        for conflict in found
    ]
    lines = [f"{c.document}  {c.field}: " + " | ".join(canonical(s.value) for s in c.standings) for c in found]
    context.output.result(fields, "\n".join(lines) or "Nothing to settle.")


def settle(context: Context) -> None:
    """`settle DIR DOCUMENT FIELD --value JSON --reason TEXT`: decide, over every value that stands now."""
    arguments = context.arguments
    with context.vault() as vault:
        seen = vault.view(arguments.document).shown.get(arguments.field, ())
        value = strict_json(arguments.value)
        vault.settle(arguments.document, arguments.field, value, arguments.reason, seen)
    fields = {"document": arguments.document, "field": arguments.field, "settled": True}
    context.output.result(fields, f"settled: {arguments.field}")
