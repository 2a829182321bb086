"""What a command works with: its arguments, its input, its output, and the vault it opens."""

import argparse
import contextlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from monitorapp.cli.output import Output
from monitorapp.errors import InputTrouble
from monitorapp.vault.vault import Vault

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
