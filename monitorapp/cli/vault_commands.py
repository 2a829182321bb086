"""Commands about the vault as a whole, its owner and the people it trusts."""

from pathlib import Path

from monitorapp.cli.context import Context
from monitorapp.exchange import members
from monitorapp.resources import common_phrases, word_list
from monitorapp.vault.keyfile import KdfCost
from monitorapp.vault.passphrase import check_own_phrase, generate_passphrase
from monitorapp.vault.vault import Vault


def create(context: Context) -> None:
    """`vault create DIR [--generate]`: make a vault, tell its recovery code."""
    arguments = context.arguments
    if arguments.generate:
        phrase = generate_passphrase(word_list(arguments.words))
    else:
        phrase = context.secret()
        check_own_phrase(phrase, sorted(common_phrases()))
    cost = KdfCost(memory=arguments.memory * 1024)
    folder = Path(arguments.vault)
    vault, code = members.create_vault(folder, phrase, arguments.name, cost, role=arguments.role)
    vault.close()
    made = {"vault": str(folder), "recovery_code": code}
    lines = [f"vault: {folder}", f"recovery code (write it on paper): {code}"]
    if arguments.generate:
        made["passphrase"] = phrase
        lines.append(f"passphrase: {phrase}")
    context.output.result(made, "\n".join(lines))


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
            "alarms": [alarm.code for alarm in vault.alarms],
            "forms": [list(form) for form in vault.registry.forms()],
        }
    text = "\n".join(f"{name}: {value}" for name, value in fields.items())
    context.output.result(fields, text)


def check(context: Context) -> None:
    """`vault check DIR`: read every page of every ledger and fold every commit again."""
    with context.vault() as vault:
        found = vault.check()
    damaged = sorted(name for name, sound in found.items() if not sound)
    context.output.result(
        {"ledgers": len(found), "damaged": damaged}, f"ledgers: {len(found)}, damaged: {len(damaged)}"
    )


def recover(context: Context) -> None:
    """`vault recover DIR`: the recovery code on the first line, a new passphrase on the second (or --generate)."""
    vault = Vault.recover(Path(context.arguments.vault), context.secret())
    try:
        generated = context.arguments.generate
        phrase = generate_passphrase(word_list(context.arguments.words)) if generated else context.source.readline()
        phrase = phrase.rstrip("\r\n")
        if not generated:
            check_own_phrase(phrase, sorted(common_phrases()))
        vault.change_passphrase(phrase, KdfCost())
    finally:
        vault.close()
    fields = {"recovered": True, **({"passphrase": phrase} if generated else {})}
    context.output.result(fields, f"passphrase: {phrase}" if generated else "The new passphrase is set.")


def identity(context: Context) -> None:
    """`identity show DIR [-o FILE]`: the card to give to others, and the words to read aloud."""
    with context.vault() as vault:
        card = members.identity_of(vault).card()
    text = card.encode()
    if context.arguments.output:
        Path(context.arguments.output).write_text(text, encoding="ascii")
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
        card = Path(context.arguments.file).read_text(encoding="utf-8", errors="replace")
        person = members.trust(vault, card, context.arguments.words)
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
