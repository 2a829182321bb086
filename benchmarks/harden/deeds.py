"""T7: the deeds that are killed: change of the passphrase, of every key, import, erasing a visit, sealing one."""

import tempfile
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
from monitorapp.exchange.send import seal, send
from monitorapp.records.view import Changes
from monitorapp.vault import locks, rekey, sealed, unfinished
from monitorapp.vault.erasing import OneVisit, erase
from monitorapp.vault.keyfile import SUPERBLOCK, KeyFile
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault
from tests.core.vaults import PHRASE, Made, introduce, start, vault_of

CHEAP = locks.KdfCost(8, 1, 1)  # these are about what lies on the disk, not about guessing
NEW_PHRASE = "иная фраза из семи простых слов"
ANSWERS = 400


def kills_in_passphrase_change(trial: Trial) -> Sequence[Figure]:
    """T7. The old phrase opens, or the new one; the recovery code always does."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
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


def kills_in_erasing(trial: Trial) -> Sequence[Figure]:
    """T7. A visit is whole or gone for good, its file and its key with it; another visit never suffers."""
    made = vault_of("Anna", trial.folder / "v")
    with made.opened() as vault:
        doomed, other = _answered(vault), _answered(vault)
        file = vault.ledgers.holding_visit(doomed).key.ledger
    if trial.planted:
        remove_before_noting()

    def state() -> str:
        with made.opened() as vault:
            if _is_hurt(vault, other):
                return "another visit suffered"
            if _arrived(vault, doomed) == ANSWERS:
                return "before"
            keys = {key.ledger for key in vault.keyfile.ledgers()}
            left = file in keys or (made.folder / "l" / file).exists() or vault.knows_visit(doomed)
            return "half" if left else "after"

    return kills_in(trial, Deed(made.folder, made.open, lambda vault: erase(vault, OneVisit(doomed)), state))


def remove_before_noting() -> None:
    """The planted fault: the file of the ledger goes before anything is noted or destroyed."""
    note = unfinished.note

    def hasty(vault: Vault, work: unfinished.Work, *more: Any) -> None:
        for ledger in work.destroy:
            (vault.folder / "l" / ledger).unlink()
        time.sleep(0.02)  # a moment that a few kills cannot all miss
        note(vault, work, *more)

    plant(unfinished, "note", hasty)


def kills_in_sealing(trial: Trial) -> Sequence[Figure]:
    """T7. A visit is here, or in a sealed bundle that is listed and that both recipients can open; never in neither."""
    made, offices = (
        vault_of("Anna", trial.folder / "v"),
        [vault_of(name, trial.folder / name, "coordinator") for name in ("Office", "Archive")],
    )
    with made.opened() as vault, offices[0].opened() as office, offices[1].opened() as archive:
        introduce(vault, office, archive)
        doomed, other = _answered(vault), _answered(vault)
    if trial.planted:
        let_go_before_sealing()

    def state() -> str:
        with made.opened() as vault:
            if _is_hurt(vault, other):
                return "another visit suffered"
            if _arrived(vault, doomed) == ANSWERS:
                return "before"
            (one, *_) = [*sealed.listed(vault), None]
            whole = one is not None and all(
                _can_open(office, made.folder / "s" / one.file, doomed) for office in offices
            )
            return "lost" if not whole else "half" if vault.knows_visit(doomed) else "after"

    def deed(vault: Vault) -> None:
        seal(vault, [doomed], [find_recipient(vault, name) for name in ("Office", "Archive")])

    return kills_in(trial, Deed(made.folder, made.open, deed, state))


def let_go_before_sealing() -> None:
    """The planted fault: the bundle gets its place only after the key of the visit is destroyed."""
    let_go = sealed.let_go

    def hasty(vault: Vault, visits: Sequence[str], made: sealed.Sealed) -> Changes:
        path = vault.folder / "s" / made.file
        aside = path.rename(path.with_name("aside"))
        changes = let_go(vault, visits, made)
        time.sleep(0.02)  # a moment that a few kills cannot all miss
        aside.rename(path)
        return changes

    plant(sealed, "let_go", hasty)


def kills_in_rekeying(trial: Trial) -> Sequence[Figure]:
    """T7. The old phrase opens everything, or the new one does; what was cut short comes to its end."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    vault, _ = create_vault(trial.folder / "v", PHRASE, "Anna", CHEAP)
    folder, visits = vault.folder, [_answered(vault), _answered(vault)]
    vault.close()
    if trial.planted:
        wipe_both_superblocks_first()

    def state() -> str:
        phrases = [phrase for phrase in (PHRASE, NEW_PHRASE) if _opens(folder, phrase)]
        if not phrases:
            return "shut out"
        again = Vault.open(folder, phrases[-1])
        rekey.go_on(again)
        hurt = any(_is_hurt(again, visit) for visit in visits)
        again.close()
        return "hurt" if hurt else "before" if phrases == [PHRASE] else "after"

    deed = Deed(
        folder,
        lambda: Vault.open(folder, PHRASE),
        lambda vault: rekey.change_every_key(vault, NEW_PHRASE, CHEAP),
        state,
    )
    return kills_in(trial, deed)


def _answered(vault: Vault) -> str:
    """A visit of its own with many answers."""
    visit = start(vault)
    for number in range(ANSWERS):
        vault.record(visit, f"q{number}", f"answer {number}", ())
    vault.commit(visit)
    return visit


def _is_hurt(vault: Vault, visit: str) -> bool:
    return bool(vault.alarms) or _arrived(vault, visit) != ANSWERS or not all(vault.check().values())


def _can_open(office: Made, bundle: Path, visit: str) -> bool:
    with tempfile.TemporaryDirectory() as folder, office.copied_to(Path(folder) / "v").opened() as vault:
        receive(vault, bundle)
        return _arrived(vault, visit) == ANSWERS
