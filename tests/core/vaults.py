"""Real vaults for tests: made once in a run, then copied; opened by their recovery code, which costs no time."""

import functools
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from monitorapp.clock import SYSTEM, Clock
from monitorapp.exchange.members import create_vault, identity_of, trust, words_of
from monitorapp.records.field import Value
from monitorapp.vault.keyfile import LIGHT, KeyFile, LedgerKey
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault

PHRASE = "семь слов никто не знает кроме нас"
AUTHOR = "a0" * 16
STARTED = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Made:
    """A vault that lies in a folder, closed."""

    folder: Path
    code: str

    def copied_to(self, folder: Path) -> "Made":
        """The same vault in another place, as a backup would be."""
        shutil.copytree(self.folder, folder)
        return Made(folder, self.code)

    def open(self, clock: Clock = SYSTEM) -> Vault:
        return Vault.recover(self.folder, self.code, clock)

    @contextmanager
    def opened(self, clock: Clock = SYSTEM) -> Iterator[Vault]:
        vault = self.open(clock)
        try:
            yield vault
        finally:
            vault.close()

    def key_file(self) -> KeyFile:
        return KeyFile.recover(self.folder / "k", self.code)


@functools.cache
def _original(name: str, role: str) -> Made:
    folder = Path(tempfile.mkdtemp(prefix="vault-of-tests-")) / "v"
    vault, code = create_vault(folder, PHRASE, name, LIGHT, role=role)
    vault.close()
    return Made(folder, code)


def vault_of(name: str, folder: Path, role: str = "monitor") -> Made:
    """The vault of a person: every copy of it has the same keys."""
    return _original(name, role).copied_to(folder)


def introduce(*vaults: Vault) -> None:
    """Everybody compares words with everybody."""
    for vault in vaults:
        card = identity_of(vault).card()
        for other in vaults:
            if other is not vault:
                trust(other, card.encode(), " ".join(words_of(card, "ru")))


def start(vault: Vault, **answers: Value) -> str:
    """Begin a visit to the practice facility."""
    return vault.start_visit("visit", "1", {"facility_id": "practice", **answers})[0]


def write(vault: Vault, document: str, *, commit: bool = True, **answers: Value) -> None:
    """Answer with the whole screen in view."""
    for name, value in answers.items():
        vault.record(document, name, value, vault.view(document).shown.get(name, ()))
    if commit:
        vault.commit(document)


def pass_on(source: Vault, target: Vault, visit: str) -> None:
    """What `receive` does with a bundle once it is opened and verified."""
    ledger = target.ledger_for(visit)
    with ledger.transaction():
        union = ledger.take_in(source.commits_of(visit), "bundle")
    target.took_in(ledger, union)


def ledger_at(path: Path, author: str = AUTHOR, clock: Clock = SYSTEM) -> Ledger:
    """A ledger without a vault around it."""
    return Ledger(path, LedgerKey(0, "00" * 8, "visit", bytes(range(32))), author, clock)
