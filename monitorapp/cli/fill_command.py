"""`fill DIR DOCUMENT -`: JSON lines in, an acknowledgement for each out, once the disk has the answer."""

from collections.abc import Iterator
from typing import Any

from monitorapp import documents
from monitorapp.cli.context import Context
from monitorapp.errors import FormTrouble, InputTrouble, Trouble, VaultTrouble
from monitorapp.records.field import FieldKey, strict_json
from monitorapp.vault.vault import Vault

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
