"""Commands that erase one answer, one person's data or one visit, and decide about what others ask to erase."""

import argparse
from dataclasses import asdict
from typing import Any

from monitorapp.cli.context import Context
from monitorapp.errors import ExchangeTrouble, InputTrouble
from monitorapp.exchange.erasures import accept, may_decide
from monitorapp.vault import erasing
from monitorapp.vault.erasing import Asked, OneAnswer, OnePerson, OneVisit, What
from monitorapp.vault.erasure_preview import Preview, preview
from monitorapp.vault.vault import Vault


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
    context.output.result({"erased": not arguments.dry_run, **_as_fields(seen)}, _as_text(seen, arguments.dry_run))


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


def _as_text(seen: Preview, dry: bool) -> str:
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
