"""What a command works with: its arguments, input and vault; and how it says results and troubles."""

import argparse
import contextlib
import json
import os
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, TextIO

from monitorapp.errors import InputTrouble, Trouble
from monitorapp.forms.complaints import facts_said, where
from monitorapp.resources import read_text
from monitorapp.vault.vault import Vault


class Output:
    """Prints results as text or, when asked, as one line of JSON each."""

    def __init__(self, stream: TextIO, *, as_json: bool) -> None:
        self._stream, self.as_json = stream, as_json

    def result(self, fields: object, text: str) -> None:
        """Say a result: `fields` as JSON, or `text` for people."""
        self._line(json.dumps(fields, ensure_ascii=False) if self.as_json else text)

    def line(self, fields: Mapping[str, Any]) -> None:
        """Say one line of JSON whatever was asked for; used where the answer is a protocol."""
        self._line(json.dumps(fields, ensure_ascii=False))

    def _line(self, text: str) -> None:
        self._stream.write(f"{text}\n")
        self._stream.flush()


def say_trouble(trouble: Trouble) -> None:
    """`trouble: CODE` and a sentence with advice, on standard error; of a form, the place of the mistake below."""
    sentence, advice = words(trouble.code, trouble.facts, language())
    place = where(trouble.facts, language())
    sys.stderr.write(f"trouble: {trouble.code}\n{sentence} {advice}\n" + (f"{place}\n" if place else ""))
    sys.stderr.flush()


def words(code: str, facts: Mapping[str, object], wanted: str) -> tuple[str, str]:
    """The sentence and the advice for a code in a language, blanks filled from the facts."""
    entry = _troubles()[code][wanted]
    told = facts_said(code, facts, wanted)
    known = _Facts({name: "–" if fact is None else fact for name, fact in told.items()})
    return entry["sentence"].format_map(known), entry["advice"].format_map(known)


def language() -> str:
    """`ru` or `en`, by the environment."""
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "ru" if spoken.startswith("ru") else "en"


class _Facts(dict[str, object]):
    """A blank whose fact is missing is left out rather than breaking the sentence."""

    def __missing__(self, key: str) -> str:
        return "?"


@cache
def _troubles() -> dict[str, dict[str, dict[str, str]]]:
    return dict(json.loads(read_text("troubles.json")))


CARD_BYTES = 1 << 16  # a card has about 3,000


class UsageTrouble(Exception):
    """The command line cannot be understood; the text says what is wrong with it."""


def read_card(path: Path) -> str:
    """The text of a file with a card; raises InputTrouble."""
    try:
        with path.open("rb") as file:
            return file.read(CARD_BYTES).decode("utf-8", "replace")
    except OSError as error:
        raise InputTrouble("file-unreadable") from error


class Context:
    """One command's surroundings. In a batch the vault is open already and stays open."""

    def __init__(
        self, arguments: argparse.Namespace, source: TextIO, output: Output, vault: Vault | None = None
    ) -> None:
        self.arguments, self.source, self.output = arguments, source, output
        self._vault = vault

    @property
    def in_batch(self) -> bool:
        """Whether more commands follow on the same input."""
        return self._vault is not None

    def secret(self) -> str:
        """The passphrase or code: the next line of standard input, or of `--passphrase-fd`."""
        descriptor = getattr(self.arguments, "passphrase_fd", None)
        if descriptor is None:
            return self.source.readline().rstrip("\r\n")
        try:
            with os.fdopen(os.dup(descriptor), encoding="utf-8", errors="surrogateescape") as file:
                return file.readline().rstrip("\r\n")
        except (OSError, OverflowError) as error:
            raise UsageTrouble(f"monitorapp-cli: nothing can be read from descriptor {descriptor}") from error

    @contextlib.contextmanager
    def vault(self) -> Iterator[Vault]:
        """The vault of the command, open; closed again unless a batch holds it. Raises VaultTrouble."""
        if self._vault is not None:
            if self._vault.folder.resolve() != Path(self.arguments.vault).resolve():
                raise InputTrouble("document-unknown")
            yield self._vault
            return
        vault = Vault.open(Path(self.arguments.vault), self.secret())
        try:
            yield vault
        finally:
            vault.close()
