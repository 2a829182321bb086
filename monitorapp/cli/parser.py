"""The commands and their arguments, as argparse reads them."""

import argparse
from collections.abc import Callable
from typing import Any, NoReturn

from monitorapp import __version__
from monitorapp.cli import exchange_commands, form_commands, vault_commands, visit_commands
from monitorapp.cli.context import Context, UsageTrouble
from monitorapp.vault.locks import MEMORY_CEILING_KIB, MEMORY_FLOOR_KIB

LEAST_MIB, MOST_MIB = MEMORY_FLOOR_KIB // 1024, MEMORY_CEILING_KIB // 1024
Run = Callable[[Context], None]
Adder = Callable[[str, Run], argparse.ArgumentParser]


class _Parser(argparse.ArgumentParser):
    """Raises instead of ending the program, so that a batch survives a wrong line."""

    def error(self, message: str) -> NoReturn:
        raise UsageTrouble(f"{self.prog}: {message}")


def build_parser() -> argparse.ArgumentParser:
    """All commands. `needs_vault` says whether a command opens the vault named by DIR."""
    parser = _Parser(prog="monitorapp-cli", description="Monitorapp without a window")
    parser.add_argument("--version", action="version", version=__version__)
    top = parser.add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)
    _vault_commands(_group(top, "vault"))
    _visit_commands(_group(top, "visit"))
    _form_commands(_group(top, "form"))
    _people_commands(_group(top, "identity"), _group(top, "trust"))
    _document_commands(top)
    _bundle_commands(top)
    return parser


def _group(top: Any, name: str) -> Any:
    return top.add_parser(name).add_subparsers(metavar="COMMAND", required=True, parser_class=_Parser)


def _add(commands: Any, name: str, run: Run, *, vault: bool = True) -> argparse.ArgumentParser:
    command: argparse.ArgumentParser = commands.add_parser(name, help=run.__doc__, description=run.__doc__)
    command.set_defaults(run=run, needs_vault=vault)
    command.add_argument("--json", action="store_true", help="one line of JSON instead of text")
    command.add_argument("--passphrase-fd", type=int, metavar="N", help="read the passphrase from this descriptor")
    if vault:
        command.add_argument("vault", metavar="DIR")
    return command


def _vault_commands(commands: Any) -> None:
    create = _add(commands, "create", vault_commands.create)
    _phrase_options(create)
    create.add_argument("--name", default="monitor", help="pseudonym of the owner")
    create.add_argument("--role", default="monitor", choices=("monitor", "coordinator"))
    _add(commands, "info", vault_commands.info)
    _found_commands(commands)
    _key_commands(commands)


def _found_commands(commands: Any) -> None:
    _add(commands, "check", vault_commands.check)
    accept = _add(commands, "accept", vault_commands.accept)
    accept.add_argument("ledger", metavar="LEDGER", help="as `vault check` names it")
    accept.add_argument("--salvage", action="store_true", help="write what can be read of it into a new ledger")
    accept.add_argument("--reason", default="", help="is kept in the vault")
    stored = _add(commands, "stored", vault_commands.stored)
    stored.add_argument("--remove", metavar="FILE", help="first remove a file that nothing opens")


def _key_commands(commands: Any) -> None:
    recover = _add(commands, "recover", vault_commands.recover)
    recover.add_argument("--escrow", metavar="ORGANISATION", help="open with the key in this vault of the organisation")
    every = _add(commands, "rekey", vault_commands.change_every_key)
    every.add_argument("--go-on", action="store_true", help="bring to its end what was cut short")
    for command in (recover, every, _add(commands, "passphrase", vault_commands.passphrase)):
        _phrase_options(command)
    _add(commands, "recovery", vault_commands.recovery)
    organisation = _add(commands, "escrow", vault_commands.organisation)
    organisation.add_argument("file", metavar="FILE", nargs="?", help="the card of the organisation")
    organisation.add_argument("--words", help="the words or digits that the organisation read aloud")
    organisation.add_argument("--remove", action="store_true", help="no organisation opens the vault any more")
    _add(commands, "erase", vault_commands.erase).add_argument("--yes", action="store_true", help="yes, for good")


def _mebibytes(text: str) -> int:
    """The memory for the key: what the key file takes, or argparse says why not."""
    if not text.isdecimal() or not LEAST_MIB <= int(text) <= MOST_MIB:
        raise argparse.ArgumentTypeError(f"between {LEAST_MIB} and {MOST_MIB} MiB")
    return int(text)


def _phrase_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--generate", action="store_true", help="make a passphrase of seven words and tell it")
    command.add_argument("--words", choices=("ru", "en"), default="ru", help="language of the generated words")
    command.add_argument(
        "--memory", type=_mebibytes, metavar="MIB", help="memory for the key, at least 128; by default what fits here"
    )


def _visit_commands(commands: Any) -> None:
    start = _add(commands, "start", visit_commands.start)
    start.add_argument("--form", default="visit")
    start.add_argument("--facility", default="practice")
    start.add_argument("--invitation", metavar="FILE")
    _add(commands, "list", visit_commands.list_visits)
    finish = _add(commands, "finish", visit_commands.finish)
    finish.add_argument("visit", metavar="VISIT")
    finish.add_argument("--reason")


def _form_commands(commands: Any) -> None:
    _add(commands, "check", form_commands.check, vault=False).add_argument("file", metavar="FILE")
    convert = _add(commands, "convert", form_commands.convert, vault=False)
    convert.add_argument("file", metavar="FILE")
    convert.add_argument("-o", "--output", required=True, metavar="OUT")
    cases = _add(commands, "cases", form_commands.cases, vault=False)
    cases.add_argument("folder", metavar="FOLDER")
    cases.add_argument("--failures", action="store_true", help="say what failed, too")


def _people_commands(identity: Any, trust: Any) -> None:
    _add(identity, "show", vault_commands.identity).add_argument("-o", "--output", metavar="FILE")
    add = _add(trust, "add", vault_commands.trust)
    add.add_argument("file", metavar="FILE")
    add.add_argument("--words", required=True, help="the words or digits that the owner read aloud")
    _add(trust, "list", vault_commands.people)


def _document_commands(top: Any) -> None:
    fill = _add(top, "fill", visit_commands.fill)
    fill.add_argument("document", metavar="DOCUMENT")
    fill.add_argument("source", metavar="-", choices=("-",))
    _add(top, "show", visit_commands.show).add_argument("document", metavar="DOCUMENT")
    history = _add(top, "history", visit_commands.history)
    history.add_argument("document", metavar="DOCUMENT")
    history.add_argument("field", metavar="FIELD", nargs="?")
    _add(top, "conflicts", visit_commands.conflicts)
    settle = _add(top, "settle", visit_commands.settle)
    settle.add_argument("document", metavar="DOCUMENT")
    settle.add_argument("field", metavar="FIELD")
    settle.add_argument("--value", required=True, metavar="JSON")
    settle.add_argument("--reason", required=True)
    visit_commands.add_arguments(_add(top, "erase", visit_commands.erase))
    decision = _add(top, "erasures", visit_commands.erasures).add_mutually_exclusive_group()
    decision.add_argument("--accept", metavar="COMMIT", help="erase what this commit asks for")
    decision.add_argument("--decline", metavar="COMMIT", help="leave it, and do not be asked again")
    _add(top, "digest", vault_commands.digest)


def _bundle_commands(top: Any) -> None:
    send = _add(top, "send", exchange_commands.send_visits)
    send.add_argument("visit", metavar="VISIT", nargs="+")
    invite = _add(top, "invite", exchange_commands.invite)
    invite.add_argument("visit", metavar="VISIT")
    seal = _add(top, "seal", exchange_commands.seal_visits)
    seal.add_argument("visit", metavar="VISIT", nargs="+")
    seal.add_argument("--yes", action="store_true", help="yes, nothing here shall open them any more")
    for command in (send, invite, seal):
        command.add_argument("--to", required=True, action="append", metavar="NAME")
        command.add_argument("-o", "--output", required=command is not seal, metavar="FILE")
    _seal_commands(top)
    _reading_commands(top)


def _seal_commands(top: Any) -> None:
    receipt = _add(top, "receipt", exchange_commands.receipt)
    receipt.add_argument("--for", dest="sender", required=True, metavar="NAME")
    receipt.add_argument("-o", "--output", required=True, metavar="FILE")
    sealed = _add(top, "sealed", exchange_commands.sealed_bundles)
    sealed.add_argument("--remove", metavar="BUNDLE", help="remove this sealed file")
    sealed.add_argument("--yes", action="store_true", help="also where nobody has signed for it")


def _reading_commands(top: Any) -> None:
    look = _add(top, "inspect", exchange_commands.look, vault=False)
    look.add_argument("file", metavar="FILE")
    look.add_argument("--vault", required=True, metavar="DIR", help="the vault whose keys open the bundle")
    receive = _add(top, "receive", exchange_commands.take_in)
    receive.add_argument("file", metavar="FILE", nargs="+")
    receive.add_argument("--dry-run", action="store_true")
    receive.add_argument("--with-strangers", action="store_true", help="also the words of people not trusted here")
    _add(top, "demo", exchange_commands.demo, vault=False).add_argument("out", metavar="OUT")
