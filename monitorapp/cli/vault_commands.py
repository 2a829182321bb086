"""Commands about the vault as a whole, its owner and the people it trusts."""

from pathlib import Path

from monitorapp.cli.context import Context, read_card
from monitorapp.cli.key_commands import cost_for, new_phrase
from monitorapp.errors import InputTrouble
from monitorapp.exchange import escrow, members
from monitorapp.vault import rekey


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
