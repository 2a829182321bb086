"""Commands about visits and their documents: start, list, show, history, fill, finish, erase."""

import argparse
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from monitorapp import documents
from monitorapp.cli.context import Context
from monitorapp.errors import ExchangeTrouble, FormTrouble, InputTrouble, Trouble, VaultTrouble
from monitorapp.exchange.choosing import accept, may_decide
from monitorapp.exchange.receive import inspect, receive
from monitorapp.records.field import FieldKey, canonical, strict_json
from monitorapp.records.view import View
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked, OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.erasure_preview import Preview, preview
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


LINE_LIMIT = 8_000_000


def fill(context: Context) -> None:
    """Take lines `{"field": …, "value": …}` or `{"add": …}` until the input ends (in a batch: until an empty line).

    `add` names a form (a document under this one) or a repeat (a row of it); the answer then holds the new
    `document` or `item`. A line may name another `document`. A line that cannot be understood is answered
    with `{"trouble": CODE}` and changes nothing; the command then ends with 3.
    """
    first: Trouble | None = None
    with context.vault() as vault:
        document = context.arguments.document
        vault.view(document)
        for text in _lines(context):
            try:
                context.output.line(_take(vault, document, text))
            except (InputTrouble, FormTrouble, VaultTrouble) as trouble:
                if isinstance(trouble, VaultTrouble) and trouble.code != "answer-too-long":
                    raise
                context.output.line({"trouble": trouble.code})
                first = first or trouble
        vault.commit_all()
    if first is not None:
        raise first


def _lines(context: Context) -> Iterator[str]:
    for text in iter(lambda: context.source.readline(LINE_LIMIT), ""):
        if not text.strip():
            if context.in_batch:
                return
            continue
        yield text


def _take(vault: Vault, document: str, text: str) -> dict[str, Any]:
    line = strict_json(text)
    if not isinstance(line, dict):
        raise InputTrouble("value-broken")
    document = str(line.get("document", document))
    if "add" in line:
        return _add(vault, document, str(line["add"]), line.get("in"))
    if "field" not in line or "value" not in line:
        raise InputTrouble("value-broken")
    return _record(vault, document, str(line["field"]), line["value"])


def _record(vault: Vault, document: str, name: str, value: Any) -> dict[str, Any]:
    key = FieldKey.parse(name)
    question = documents.definition_of(vault, document).questions.get(key.question)
    compartment = question.monitor.get("compartment", "general") if question else "general"
    changes = vault.record(document, name, value, vault.shown(document, name), compartment)
    answer: dict[str, Any] = {"ack": changes.ack}
    if question is None and key.facet not in {"row", "gone"}:
        answer["unknown"] = True  # kept all the same: it may be a question of a newer form
    return answer


def _add(vault: Vault, document: str, what: str, parent_item: object) -> dict[str, Any]:
    if what in documents.definition_of(vault, document).repeats:
        item = vault.clock.new_id()
        row = {"row": what, **({"in": parent_item} if parent_item else {})}
        changes = vault.record(document, f"{item}/#row", row, ())
        return {"ack": changes.ack, "item": item}
    added, changes = documents.add_document(vault, document, what)
    return {"ack": changes.ack, "document": added}


def add_arguments(command: argparse.ArgumentParser) -> None:
    """What there is to erase, and how."""
    what = command.add_mutually_exclusive_group(required=True)
    what.add_argument("--answer", nargs=2, metavar=("DOCUMENT", "FIELD"), help="one answer with its history")
    what.add_argument("--person", metavar="DOCUMENT", help="a case, an interview, …, with everything below it")
    what.add_argument("--visit", metavar="VISIT", help="a visit as this vault has it")
    command.add_argument("--reason", help="travels with the erasure and can never be erased")
    command.add_argument(
        "--everybody", action="store_true", help="a coordinator decides about the words of others, too"
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would go and what would stay")


def erase(context: Context) -> None:
    """`erase DIR (--answer DOCUMENT FIELD | --person DOCUMENT | --visit VISIT) [--dry-run]`: leave nothing of it."""
    arguments = context.arguments
    what = _what(arguments)
    with context.vault() as vault:
        everybody = arguments.everybody
        if everybody and not may_decide(vault):
            raise ExchangeTrouble("not-yours-to-erase")
        seen = preview(vault, what, everybody=everybody)
        if not arguments.dry_run:
            erasing.erase(vault, what, arguments.reason, everybody=everybody)
    context.output.result({"erased": not arguments.dry_run, **_as_fields(seen)}, _preview_text(seen, arguments.dry_run))


def _what(arguments: argparse.Namespace) -> What:
    if arguments.answer:
        return OneAnswer(*arguments.answer)
    return OnePerson(arguments.person) if arguments.person else OneVisit(arguments.visit)


def _as_fields(seen: Preview) -> dict[str, Any]:
    going = [{"document": one.document, "field": one.field, "entries": one.entries} for one in seen.going]
    return {
        "documents": list(seen.documents),
        "going": going,
        "attachments": seen.attachments,
        "written_again": seen.kept,
        "staying": [asdict(one) for one in seen.staying],
        "reasons": seen.reasons,
        "sent": [asdict(one) for one in seen.sent],
        "with_key": seen.with_key,
    }


def _preview_text(seen: Preview, dry: bool) -> str:
    verb = "would go" if dry else "gone"
    lines = [f"{verb}: {one.document}  {one.field} ({one.entries} entries)" for one in seen.going]
    lines += [f"{verb}: {seen.attachments} attachments"] if seen.attachments else []
    lines += [f"stays, written by others: {one.document}  {one.field}" for one in seen.staying]
    lines += [f"out of reach: bundle {one.bundle} of {one.wall}" for one in seen.sent]
    return "\n".join(lines) or "Nothing was written there."


def erasures(context: Context) -> None:
    """`erasures DIR [--accept COMMIT | --decline COMMIT]`: what others ask to erase, and the decision about it."""
    arguments = context.arguments
    with context.vault() as vault:
        if arguments.accept:
            accept(vault, _request(vault, arguments.accept))
        elif arguments.decline:
            erasing.decline(vault, _request(vault, arguments.decline))
        waiting = erasing.asked(vault)
        names = {person.author: person.name for person in vault.registry.people()}
    lines = [
        f"{one.commit}  {names.get(one.asker, one.asker)}: {one.document}  {', '.join(one.fields) or 'everything'}"
        for one in waiting
    ]
    context.output.result([asdict(one) for one in waiting], "\n".join(lines) or "Nobody asks to erase anything.")


def _request(vault: Vault, commit: str) -> Asked:
    found = next((one for one in erasing.asked(vault) if one.commit == commit), None)
    if found is None:
        raise InputTrouble("document-unknown")
    return found
