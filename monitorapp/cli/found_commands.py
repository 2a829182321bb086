"""Commands about what was found in a vault and what lies in it: check, accept, salvage, stored."""

from dataclasses import asdict

from monitorapp.cli.context import Context
from monitorapp.cli.output import language, words
from monitorapp.vault import accepting, inventory
from monitorapp.vault.held import Alarm


def check(context: Context) -> None:
    """`vault check DIR`: read every page of every ledger and fold every commit again; what was found at opening."""
    with context.vault() as vault:
        checked = vault.check()
        alarms, missing = vault.alarms, inventory.missing(vault)
    damaged = sorted(name for name, sound in checked.items() if not sound)
    fields = {
        "ledgers": len(checked),
        "damaged": damaged,
        "found": [asdict(alarm) for alarm in alarms],
        "missing_attachments": [list(one) for one in missing],
    }
    lines = [f"ledgers: {len(checked)}, damaged: {len(damaged)}", *(_told(alarm) for alarm in alarms)]
    lines += [f"attachment {attachment} of visit {visit}: its file is gone" for visit, attachment in missing]
    context.output.result(fields, "\n".join(lines))


def accept(context: Context) -> None:
    """`vault accept DIR LEDGER [--salvage]`: take a ledger as it is, or save what can be read of a damaged visit."""
    arguments = context.arguments
    with context.vault() as vault:
        if not arguments.salvage:
            accepting.accept(vault, arguments.ledger, arguments.reason)
            context.output.result({"accepted": arguments.ledger}, "accepted")
            return
        found = accepting.salvage(vault, arguments.ledger, arguments.reason)
    fields = {"salvaged": arguments.ledger, **asdict(found)}
    context.output.result(fields, f"commits: {found.commits}, drafts: {found.drafts}, lost: {found.lost}")


def stored(context: Context) -> None:
    """`vault stored DIR [--remove FILE]`: every file of the vault, its size, and what opens it."""
    with context.vault() as vault:
        if context.arguments.remove is not None:
            inventory.remove(vault, context.arguments.remove)
        found = inventory.stored(vault)
    lines = ("\t".join((one.sort, one.file, str(one.size), one.modified, ", ".join(one.opened_by))) for one in found)
    context.output.result([asdict(one) for one in found], "\n".join(lines))


def _told(alarm: Alarm) -> str:
    sentence, _ = words(alarm.code, {}, language())
    details = [f"{alarm.sort} {alarm.ledger}", *(f"visit {visit}" for visit in alarm.visits)]
    newest = [f"newest {alarm.newest}"] if alarm.newest else []
    return f"{alarm.code}: {sentence} ({', '.join([*details, *newest])})"
