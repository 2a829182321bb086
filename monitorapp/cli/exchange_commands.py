"""Commands that pass bundles: send, invite, seal, inspect, receive, and receipts for what arrived."""

from dataclasses import asdict
from pathlib import Path

from monitorapp.bundle.manifest import Kind
from monitorapp.cli.context import Context, UsageTrouble
from monitorapp.demo import make_demo
from monitorapp.exchange import members
from monitorapp.exchange.receive import Counts, Plan, inspect, plan, receive
from monitorapp.exchange.send import seal, send, write_receipt
from monitorapp.vault import sealed
from monitorapp.vault.registry import Person
from monitorapp.vault.vault import Vault


def send_visits(context: Context) -> None:
    """`send DIR VISIT... --to NAME -o FILE`: "exported" is said only after the file was read back."""
    with context.vault() as vault:
        own = {row.id for row in vault.visits() if row.own}
        _send(context, vault, "visit" if set(context.arguments.visit) <= own else "update", context.arguments.visit)


def invite(context: Context) -> None:
    """`invite DIR VISIT --to NAME -o FILE`: let a colleague's laptop have the same visit."""
    with context.vault() as vault:
        _send(context, vault, "invitation", [context.arguments.visit])


def _send(context: Context, vault: Vault, kind: Kind, visits: list[str]) -> None:
    recipients = _recipients(context, vault)
    visits = list(dict.fromkeys(visits))
    path = Path(context.arguments.output)
    written = send(vault, visits, recipients, path, kind)
    fields = {"file": str(path), "bundle": written.bundle_id, "bytes": written.size, "sha256": written.sha256}
    context.output.result(fields, f"exported: {path} ({written.size} bytes, read back and compared)")


def _recipients(context: Context, vault: Vault) -> list[Person]:
    """Who is named, once each, by name or id."""
    return list({p.author: p for p in (members.find_recipient(vault, name) for name in context.arguments.to)}.values())


def seal_visits(context: Context) -> None:
    """`seal DIR VISIT... --to NAME --to NAME [-o FILE] --yes`: from then on nothing here opens these visits."""
    if not context.arguments.yes:
        raise UsageTrouble("monitorapp-cli: the keys of these visits here are destroyed: say --yes")
    copy = Path(context.arguments.output) if context.arguments.output else None
    with context.vault() as vault:
        made, _ = seal(vault, list(dict.fromkeys(context.arguments.visit)), _recipients(context, vault), copy)
    fields = {"file": made.file, "bundle": made.bundle, "bytes": made.size, "sha256": made.sha256}
    context.output.result(fields, f"sealed: {made.file} ({made.size} bytes, read back and compared)")


def receipt(context: Context) -> None:
    """`receipt DIR --for NAME -o FILE`: sign for somebody which of their bundles are here."""
    with context.vault() as vault:
        sender = members.find_recipient(vault, context.arguments.sender)
        written = write_receipt(vault, sender, Path(context.arguments.output))
    fields = {"file": context.arguments.output, "bundle": written.bundle_id, "bytes": written.size}
    context.output.result(
        fields, f"exported: {context.arguments.output} ({written.size} bytes, read back and compared)"
    )


def sealed_bundles(context: Context) -> None:
    """`sealed DIR [--remove BUNDLE [--yes]]`: the sealed bundles here; one with a receipt can go without --yes."""
    with context.vault() as vault:
        if context.arguments.remove:
            _remove(vault, context.arguments.remove, sure=context.arguments.yes)
        found = sealed.listed(vault)
    lines = [f"{one.bundle}: {one.size} bytes, {one.day}, {len(one.receipts)} receipts" for one in found]
    context.output.result({"sealed": [asdict(one) for one in found]}, "\n".join(lines))


def _remove(vault: Vault, bundle: str, *, sure: bool) -> None:
    signed = {one.bundle for one in sealed.listed(vault) if one.receipts}
    if bundle not in signed and not sure:
        raise UsageTrouble("monitorapp-cli: nobody has signed for it, so this may be the only copy: say --yes")
    sealed.remove(vault, bundle)


def look(context: Context) -> None:
    """`inspect FILE --vault DIR`: what a bundle says of itself; nothing is taken in."""
    with context.vault() as vault:
        opened = inspect(vault, Path(context.arguments.file))
        person = vault.registry.person(opened.signer.author_id)
    manifest = opened.manifest
    fields = {
        "bundle": manifest.bundle,
        "kind": manifest.kind,
        "sequence": manifest.sequence,
        "visits": list(manifest.visits),
        "recipients": len(manifest.recipients),
        "author": opened.signer.author_id,
        "sender": person.name if person else None,
        "digits": " ".join(opened.signer_digits),
    }
    context.output.result(fields, "\n".join(f"{name}: {value}" for name, value in fields.items()))


def take_in(context: Context) -> None:
    """`receive DIR FILE... [--dry-run]`: join bundles with the vault, or only say what that would do."""
    arguments = context.arguments
    with context.vault() as vault:
        work = plan if arguments.dry_run else receive
        plans = [work(vault, Path(file), with_strangers=arguments.with_strangers) for file in arguments.file]
    counts = sum((made.counts for made in plans), Counts())
    fields = {
        **asdict(counts),
        "nothing_new": all(made.nothing_new for made in plans),
        "bundles": [_as_fields(made) for made in plans],
    }
    said = "nothing new" if fields["nothing_new"] else ", ".join(f"{n} {name}" for name, n in asdict(counts).items())
    context.output.result(fields, said)


def _as_fields(made: Plan) -> dict[str, object]:
    return {
        "bundle": made.bundle,
        "kind": made.kind,
        "sender": made.sender,
        "older": made.older,
        "receipts": list(made.receipts),
        "unanswered": [bundle for bundle, _ in made.unanswered],
        "nothing_new": made.nothing_new,
        "digits": " ".join(made.signer_digits),
        "strangers": [{"name": name, "digits": spoken} for name, spoken in made.strangers],
        "conflicts": [{"document": document, "field": name} for document, name in made.conflicts],
    }


def demo(context: Context) -> None:
    """`demo OUT`: two monitors, a coordinator and two bundles with known conflicts, all of it fictional."""
    made = make_demo(Path(context.arguments.out))
    context.output.result(made, f"demo: {context.arguments.out}")
