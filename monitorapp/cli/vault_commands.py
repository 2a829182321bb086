"""Commands about the vault: its owner and people, what opens it, what was found in it, and its end."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path

from monitorapp.bundle.identity import Card
from monitorapp.cli.context import Context, UsageTrouble, language, read_card, words
from monitorapp.errors import InputTrouble
from monitorapp.exchange import escrow, members
from monitorapp.resources import common_phrases, word_list
from monitorapp.vault import accepting, inventory, rekey
from monitorapp.vault import folder as folders
from monitorapp.vault.alarms import Alarm
from monitorapp.vault.locks import KdfCost, calibrated
from monitorapp.vault.passphrase import check_own_phrase, generate_passphrase, new_recovery_code
from monitorapp.vault.vault import Vault


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


def new_phrase(context: Context, read: Callable[[], str] | None = None) -> tuple[str, dict[str, str]]:
    """The new passphrase, generated or read (from the next line of input), and what is to be told of it."""
    if context.arguments.generate:
        phrase = generate_passphrase(word_list(context.arguments.words))
        return phrase, {"passphrase": phrase}
    phrase = read() if read else context.source.readline().rstrip("\r\n")
    check_own_phrase(phrase, common_phrases())
    return phrase, {}


def cost_for(context: Context, vault: Vault | None = None) -> KdfCost:
    """What a new passphrase shall cost to try: as `--memory` says, or what fits this laptop."""
    memory = context.arguments.memory
    if memory:
        return KdfCost(memory=memory * 1024)
    return rekey.proposed_cost(vault) if vault else calibrated()


def passphrase(context: Context) -> None:
    """`vault passphrase DIR`: the passphrase on the first line, a new one on the second (or --generate)."""
    with context.vault() as vault:
        phrase, told = new_phrase(context)
        cost = cost_for(context, vault)
        vault.change_passphrase(phrase, cost)
    text = f"memory: {cost.memory // 1024} MiB"
    context.output.result({"memory": cost.memory // 1024, **told}, "\n".join([text, *_lines(told)]))


def change_every_key(context: Context) -> None:
    """`vault rekey DIR`: somebody saw the passphrase: a new one on the second line, another key for everything.

    Said alone, `--go-on` brings to its end what was cut short.
    """
    with context.vault() as vault:
        if context.arguments.go_on:
            gone_on = rekey.go_on(vault)
            context.output.result({"gone_on": gone_on}, "done" if gone_on else "nothing was unfinished")
            return
        phrase, told = new_phrase(context)
        code = escrow.change_every_key(vault, phrase, cost_for(context, vault))
    told |= {"recovery_code": code}
    context.output.result(told, "\n".join(_lines(told)))


def recovery(context: Context) -> None:
    """`vault recovery DIR`: tell a new recovery code; it takes the place of the old one once it was typed back."""
    with context.vault() as vault:
        code = new_recovery_code()
        context.output.result({"recovery_code": code}, f"recovery code (write it on paper, then type it back): {code}")
        rekey.change_recovery_code(vault, code, context.source.readline())
    context.output.result({"changed": True}, "The old code is of no use any more.")


def organisation(context: Context) -> None:
    """`vault escrow DIR [FILE --words "…" | --remove]`: who else can open the vault; name an organisation, or none."""
    file, words = context.arguments.file, context.arguments.words
    if bool(file) != bool(words) or (file and context.arguments.remove):
        raise UsageTrouble("monitorapp-cli: give a card with its --words, or --remove, or nothing")
    with context.vault() as vault:
        if file:
            card = read_card(Path(file))
            members.trust(vault, card, words)
            escrow.name(vault, card)
        elif context.arguments.remove:
            escrow.remove(vault)
        fields = {"escrow": escrow.can_be_opened(vault), **_told_of(escrow.organisation_of(vault))}
    text = "\n".join(_lines(fields)) if fields["escrow"] else "Nobody but the owner can open this vault."
    context.output.result(fields, text)


def recover(context: Context) -> None:
    """`vault recover DIR`: the recovery code on the first line, a new passphrase on the second (or --generate).

    With `--escrow ORGANISATION` the first line is the passphrase of the organisation's own vault.
    """
    folder = Path(context.arguments.vault)
    vault = _in_escrow(context, folder) if context.arguments.escrow else Vault.recover(folder, context.secret())
    try:
        phrase, told = new_phrase(context)
        vault.change_passphrase(phrase, cost_for(context, vault))
    finally:
        vault.close()
    context.output.result({"recovered": True, **told}, "\n".join(_lines(told)) or "The new passphrase is set.")


def erase(context: Context) -> None:
    """`vault erase DIR --yes`: destroy the keys and remove the files, without a passphrase. Copies elsewhere stay."""
    if context.in_batch or not context.arguments.yes:
        raise UsageTrouble("monitorapp-cli: this cannot be taken back; say --yes, and not in a batch")
    folders.erase(Path(context.arguments.vault))
    context.output.result({"erased": True}, "The keys on this disk are destroyed. Copies elsewhere are not.")


def _in_escrow(context: Context, folder: Path) -> Vault:
    own = Vault.open(Path(context.arguments.escrow), context.secret())
    try:
        return escrow.open_vault(folder, members.identity_of(own))
    finally:
        own.close()


def _told_of(card: Card | None) -> dict[str, str]:
    if card is None:
        return {}
    return {"name": card.name, "author": card.author, "words": " ".join(members.words_of(card, "ru"))}


def _lines(fields: dict[str, object] | dict[str, str]) -> list[str]:
    return [f"{name.replace('_', ' ')}: {value}" for name, value in fields.items()]


def create(context: Context) -> None:
    """`vault create DIR [--generate]`: make a vault, tell its recovery code."""
    arguments, folder = context.arguments, Path(context.arguments.vault)
    phrase, told = new_phrase(context, context.secret)
    vault, code = members.create_vault(folder, phrase, arguments.name, cost_for(context), role=arguments.role)
    vault.close()
    lines = [f"vault: {folder}", f"recovery code (write it on paper): {code}"]
    lines += [f"passphrase: {phrase}"] if told else []
    context.output.result({"vault": str(folder), "recovery_code": code, **told}, "\n".join(lines))


def info(context: Context) -> None:
    """`vault info DIR`: whose it is and what it holds, without contents."""
    with context.vault() as vault:
        visits = vault.visits()
        fields = {
            "name": members.identity_of(vault).name,
            "author": vault.author,
            "visits": len(visits),
            "conflicts": len(vault.conflicts()),
            "recovery_rehearsed": vault.is_rehearsed,
            "escrow": escrow.can_be_opened(vault),
            "rekey_unfinished": rekey.is_unfinished(vault),
            "alarms": [alarm.code for alarm in vault.alarms],
            "forms": [list(form) for form in vault.registry.forms()],
        }
    text = "\n".join(f"{name}: {value}" for name, value in fields.items())
    context.output.result(fields, text)


def identity(context: Context) -> None:
    """`identity show DIR [-o FILE]`: the card to give to others, and the words to read aloud."""
    with context.vault() as vault:
        card = members.identity_of(vault).card()
    text = card.encode()
    if context.arguments.output:
        try:
            Path(context.arguments.output).write_text(text, encoding="ascii")
        except OSError as error:
            raise InputTrouble("file-not-written") from error
    fields = {
        "name": card.name,
        "author": card.author,
        "words": " ".join(members.words_of(card, "ru")),
        "words_en": " ".join(members.words_of(card, "en")),
        "digits": " ".join(card.digits()),
        "card": text,
    }
    lines = [f"{name}: {fields[name]}" for name in ("name", "author", "words", "words_en", "digits")]
    context.output.result(fields, "\n".join([*lines, text]))


def trust(context: Context) -> None:
    """`trust add DIR FILE --words "…"`: trust the card in FILE after its words were compared."""
    with context.vault() as vault:
        person = members.trust(vault, read_card(Path(context.arguments.file)), context.arguments.words)
    context.output.result(
        {"name": person.name, "author": person.author, "state": person.state}, f"trusted: {person.name}"
    )


def people(context: Context) -> None:
    """`trust list DIR`: everybody whose card is known."""
    with context.vault() as vault:
        found = vault.registry.people()
    fields = [{"name": person.name, "author": person.author, "state": person.state} for person in found]
    context.output.result(fields, "\n".join(f"{person.state}\t{person.name}\t{person.author}" for person in found))


def digest(context: Context) -> None:
    """`digest DIR`: one hash of the merged content."""
    with context.vault() as vault:
        whole = vault.digest()
    context.output.result({"digest": whole}, whole)
