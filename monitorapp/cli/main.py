"""monitorapp-cli: exit 0 done, 2 wrong usage, 3 trouble (`trouble: CODE` and a sentence on standard error)."""

import contextlib
import io
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

from monitorapp.cli.context import Context, Output, UsageTrouble, say_trouble
from monitorapp.cli.parser import build_parser
from monitorapp.errors import Trouble
from monitorapp.isolation import isolate
from monitorapp.vault.vault import Vault

DONE, USAGE, TROUBLE = 0, 2, 3
GROUPS = frozenset({"vault", "visit", "identity", "trust", "form"})


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command, or with `batch VAULT -` all commands of standard input; returns the exit code."""
    if arguments is None:
        isolate()  # a process of its own
    _speak_utf8()
    words = list(sys.argv[1:] if arguments is None else arguments)
    with contextlib.suppress(BrokenPipeError):
        if words[:1] == ["batch"]:
            return _batch(words[1:], sys.stdin)
        return _run(words, sys.stdin, None)
    return DONE


def _speak_utf8() -> None:
    """UTF-8 on all streams whatever the system speaks; what is no text becomes half a surrogate, then a trouble."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="surrogateescape")


def _run(words: Sequence[str], source: TextIO, vault: Vault | None) -> int:
    try:
        parsed = build_parser().parse_args(words)
        output = Output(sys.stdout, as_json=parsed.json)
        parsed.run(Context(parsed, source, output, vault))
    except UsageTrouble as trouble:
        sys.stderr.write(f"{trouble}\n")
        return USAGE
    except Trouble as trouble:
        say_trouble(trouble)
        return TROUBLE
    except SystemExit as end:  # argparse has given help
        return int(end.code or DONE)
    return DONE


def _batch(words: Sequence[str], source: TextIO) -> int:
    """`batch VAULT -`: the passphrase on the first line, then one command a line, DIR left out or given.

    Every command is answered, the last exit code that is not 0 is returned.
    """
    if len(words) != 2 or words[1] != "-":
        sys.stderr.write("monitorapp-cli: usage: batch VAULT -\n")
        return USAGE
    try:
        vault = Vault.open(Path(words[0]), source.readline().rstrip("\r\n"))
    except Trouble as trouble:
        say_trouble(trouble)
        return TROUBLE
    code = DONE
    try:
        for line in iter(source.readline, ""):
            if line.strip():
                code = _batch_line(line, words[0], source, vault) or code
    finally:
        vault.close()
    return code


def _batch_line(line: str, folder: str, source: TextIO, vault: Vault) -> int:
    try:
        words = shlex.split(line.replace("\0", "\N{REPLACEMENT CHARACTER}"))  # no path has one
    except ValueError as error:
        sys.stderr.write(f"monitorapp-cli: {error}\n")
        return USAGE
    return _run(_with_vault(words, folder), source, vault)


def _with_vault(words: list[str], folder: str) -> list[str]:
    """The words of a batch line with the vault's folder where the command wants it."""
    start = 2 if words[0] in GROUPS else 1
    if words[0] == "inspect" and "--vault" not in words:
        return [*words, "--vault", folder]
    if words[0] in {"form", "inspect", "demo"}:
        return words
    given = start < len(words) and Path(words[start]).resolve() == Path(folder).resolve()
    return words if given else [*words[:start], folder, *words[start:]]


if __name__ == "__main__":
    sys.exit(main())
