"""T7: the deeds that are killed: change of the passphrase, import, erasing a visit."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from benchmarks.harden.check import Figure, Trial, plant
from benchmarks.harden.kills import Deed, kills_in
from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault, find_recipient, identity_of
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.vault import kdf
from monitorapp.vault.keyfile import SUPERBLOCK, KeyFile
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault
from tests.core.vaults import PHRASE, Made, introduce, start, vault_of

CHEAP = kdf.KdfCost(8, 1, 1)  # these are about what lies on the disk, not about guessing
NEW_PHRASE = "иная фраза из семи простых слов"
ANSWERS = 400


def kills_in_passphrase_change(trial: Trial) -> Sequence[Figure]:
    """T7. The old phrase opens, or the new one; the recovery code always does."""
    kdf.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        wipe_both_superblocks_first()
    vault, code = create_vault(trial.folder / "v", PHRASE, "Anna", CHEAP)
    folder, visit = vault.folder, start(vault, pop_total=7)
    vault.close()

    def state() -> str:
        old, new = _opens(folder, PHRASE), _opens(folder, NEW_PHRASE)
        again = Vault.recover(folder, code)
        whole = again.view(visit).values["pop_total"] == 7 and not again.alarms
        again.close()
        return "damaged" if not whole else "before" if old else "after" if new else "shut out"

    deed = Deed(
        folder, lambda: Vault.recover(folder, code), lambda vault: vault.change_passphrase(NEW_PHRASE, CHEAP), state
    )
    return kills_in(trial, deed)


def wipe_both_superblocks_first() -> None:
    """The planted fault: the old superblocks go before the new one is written."""
    rewrite = KeyFile._rewrite

    def hasty(key_file: KeyFile, *arguments: Any) -> None:
        for place in (0, SUPERBLOCK):
            key_file._write(place, bytes(SUPERBLOCK))
        time.sleep(0.02)  # a moment that a few kills cannot all miss
        rewrite(key_file, *arguments)

    plant(KeyFile, "_rewrite", hasty)


def _opens(folder: Path, phrase: str) -> bool:
    try:
        KeyFile.open(folder / "k", phrase)
    except VaultTrouble:
        return False
    return True


def kills_in_import(trial: Trial) -> Sequence[Figure]:
    """T7. A bundle is in, or it is not, and then it can be read in again."""
    office, bundle = vault_of("Office", trial.folder / "v", "coordinator"), trial.folder / "visit.mvb"
    visit = _write_bundle(vault_of("Anna", trial.folder / "sender"), office, bundle)
    if trial.planted:
        forget_transactions()

    def state() -> str:
        with office.opened() as vault:
            if vault.alarms or not all(vault.check().values()):
                return "damaged"
            arrived = _arrived(vault, visit)
            receive(vault, bundle)
            return {0: "before", ANSWERS: "after"}.get(arrived, "half") if _arrived(vault, visit) == ANSWERS else "lost"

    return kills_in(trial, Deed(office.folder, office.open, lambda vault: receive(vault, bundle), state))


def forget_transactions() -> None:
    """The planted fault: what is imported is written piece by piece."""

    @contextmanager
    def nothing(_: Ledger) -> Iterator[None]:
        yield

    plant(Ledger, "transaction", nothing)


def _arrived(vault: Vault, visit: str) -> int:
    """How many answers of the visit stand here."""
    return sum(name.startswith("q") for name in vault.view(visit).values) if vault.knows_visit(visit) else 0


def _write_bundle(sender: Made, office: Made, bundle: Path) -> str:
    """A visit of many commits in a bundle for the office; returns the visit."""
    with sender.opened() as vault, office.opened() as receiver:
        introduce(vault, receiver)
        visit = start(vault)
        for number in range(ANSWERS):
            vault.record(visit, f"q{number}", f"answer {number}", ())
            if number % 20 == 19:
                vault.commit(visit)
        send(vault, [visit], [find_recipient(vault, identity_of(receiver).name)], bundle)
    return visit
