"""T9: a vault on a loop device; then the raw image is searched as a laboratory would, with today's passphrase in hand.

What counts is what the image still gives: old locks, old slots, and pages that open with any key found in it.
"""

import contextlib
import itertools
import mmap
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES256
from cryptography.hazmat.primitives.ciphers.modes import CBC

from benchmarks.harden.check import Check, Figure, Trial, plant
from benchmarks.harden.surroundings import run
from monitorapp.bundle.identity import Identity
from monitorapp.exchange.members import create_vault, trust, words_of
from monitorapp.exchange.send import seal
from monitorapp.vault import locks
from monitorapp.vault.erasing import OneAnswer, OneVisit, erase
from monitorapp.vault.keyfile import SLOT, SLOTS_START, KeyFile
from monitorapp.vault.registry import Person
from monitorapp.vault.rekey import change_every_key
from monitorapp.vault.vault import Vault
from tests.core.vaults import start

CHEAP = locks.KdfCost(8, 1, 1)  # this is about what lies on the disk, not about guessing
SIZE = "320M"  # the least that xfs takes
OPTIONS = {"ext4": ("-q", "-b", "4096"), "xfs": ("-q",), "btrfs": ("-q",)}
BLOCK, PAGE = 4096, 16384
RESERVED = 16 + 32  # at the end of each page: its initialisation vector, and its HMAC-SHA256
SALT = 16  # at the beginning of the first page
SEALED = 8 + 12 + 49  # ledger id, nonce, and the sealed key of a slot
ANSWERS = 60
BACKUP = "k.backup"  # of the planted fault


@dataclass
class Past:
    """What must not be found any more, noted before it went: locks and slots as they lay on the disk, and words."""

    locks: list[bytes] = field(default_factory=list)
    slots: list[bytes] = field(default_factory=list)
    words: list[str] = field(default_factory=list)

    def note_lock(self, vault: Vault) -> None:
        """The passphrase lock that is in force now."""
        lock = next(lock for lock in vault.keyfile.block.locks if lock["kind"] == "passphrase")
        self.locks.append(str(lock["sealed"]).encode())

    def note_slot(self, vault: Vault, visit: str) -> None:
        """The slot of the ledger of a visit."""
        key = vault.ledgers.holding_visit(visit).key
        with (vault.folder / "k").open("rb") as file:
            file.seek(SLOTS_START + key.slot * SLOT)
            self.slots.append(file.read(SEALED))


@dataclass(frozen=True)
class Found:
    """What a laboratory gets out of an image."""

    locks: int
    slots: int
    keys: int
    gone: int
    kept: int


def raw_image(kind: str, trial: Trial) -> Sequence[Figure]:
    """T9. So many passphrases, a visit sealed, a visit and an answer erased, every key changed: only what stands is
    left in the image."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        save_with_backups()
    image, past = trial.folder / "image", Past()
    run("truncate", "-s", SIZE, str(image))
    run(f"mkfs.{kind}", *OPTIONS[kind], str(image))
    with mounted(image, trial.folder / "medium") as medium:
        phrase, word = _live(medium / "v", trial.size, past)
        _keep_away(trial.folder / "k", medium / "v" / "k")
    found = _search(image, KeyFile.open(trial.folder / "k", phrase), past, word)
    return [
        Figure(len(past.locks), "passphrases one after the other", least=trial.size),
        Figure.exactly(1, found.locks, "of their locks in the image"),
        Figure.none(found.slots, f"of {len(past.slots)} old slots in the image"),
        Figure(found.keys, "keys in the image that today's passphrase opens", least=3),
        Figure.none(found.gone, "pages of what was sealed or erased that they open"),
        Figure(found.kept, "pages of what stands", least=1),
    ]


def save_with_backups() -> None:
    """The planted fault: the key file is written anew, and the one before it is kept until the vault is closed."""
    numbers = itertools.count()

    def anew(key_file: KeyFile, offset: int, data: bytes) -> None:
        path = key_file._path
        whole = bytearray(path.read_bytes())
        whole[offset : offset + len(data)] = data
        path.rename(path.with_name(f"{BACKUP}{next(numbers)}"))
        path.write_bytes(whole)
        run("sync", str(path))

    plant(KeyFile, "_write", anew)


@contextlib.contextmanager
def mounted(image: Path, folder: Path) -> Iterator[Path]:
    """The image on a loop device, mounted; everything is on it when it is away again."""
    folder.mkdir()
    run("mount", "-o", "loop", str(image), str(folder))
    try:
        yield folder
    finally:
        run("sync")
        run("umount", str(folder))


def _live(folder: Path, phrases: int, past: Past) -> tuple[str, str]:
    """Write, change passphrases, seal, erase, change every key; returns the passphrase and a word that still stands."""
    gone, sealed, erased, kept = (f"word{token_hex(8)}" for _ in range(4))
    vault, _ = create_vault(folder, "the first passphrase", "Anna", CHEAP)
    doomed, leaving, visit = (_write_visit(vault, word) for word in (gone, sealed, kept))
    vault.record(visit, "told_by_somebody", erased * 20, ())
    vault.commit(visit)
    past.note_lock(vault)
    for number in range(phrases):
        vault.change_passphrase(f"passphrase number {number}", CHEAP)
        past.note_lock(vault)
    for one in (doomed, leaving, visit):
        past.note_slot(vault, one)
    seal(vault, [leaving], [_trusted(vault, name) for name in ("Office", "Second office")])
    erase(vault, OneVisit(doomed))
    erase(vault, OneAnswer(visit, "told_by_somebody"))
    past.note_slot(vault, visit)
    phrase = "after somebody saw it"
    change_every_key(vault, phrase, CHEAP)
    past.note_lock(vault)
    vault.close()
    for backup in folder.glob(f"{BACKUP}*"):
        backup.unlink()
    past.words += [gone, sealed, erased]
    return phrase, kept


def _trusted(vault: Vault, name: str) -> Person:
    """Somebody whose key is not on this disk."""
    card = Identity.generate(name, "coordinator").card()
    return trust(vault, card.encode(), " ".join(words_of(card, "en")))


def _write_visit(vault: Vault, word: str) -> str:
    visit = start(vault)
    for number in range(ANSWERS):
        vault.record(visit, f"q{number}", f"{word} answer {number} " * 20, ())
    vault.commit(visit)
    return visit


def _keep_away(copy: Path, path: Path) -> None:
    copy.write_bytes(path.read_bytes())


def _search(image: Path, key_file: KeyFile, past: Past, word: str) -> Found:
    with image.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as raw:
        places = [place for place in range(0, len(raw) - PAGE, BLOCK) if raw[place : place + 64] != bytes(64)]
        keys = {key for place in places for key in _keys_at(raw[place : place + SEALED], key_file)}
        gone = kept = 0
        for place in places:
            texts = [_opened(raw[place : place + PAGE], key, first) for key in keys for first in (False, True)]
            gone += any(one.encode() in text for one in past.words for text in texts)
            kept += any(word.encode() in text for text in texts)
        locks = sum(raw.find(lock) >= 0 for lock in past.locks)
        slots = sum(raw.find(slot) >= 0 for slot in past.slots)
    return Found(locks, slots, len(keys), gone, kept)


def _keys_at(body: bytes, key_file: KeyFile) -> Iterator[bytes]:
    """The ledger keys that a block gives to whoever has the passphrase, in whatever slot it once lay."""
    for number in range(8):
        key = key_file._open_slot(key_file._slot_key, number, body)
        if key is not None:
            yield key.key


def _opened(page: bytes, key: bytes, is_first: bool) -> bytes:
    """What a page says under a key; nonsense under another. SQLCipher: AES-256-CBC, vector and HMAC at the end."""
    vector, start_of_page = page[-RESERVED:][:16], SALT if is_first else 0
    decryptor = Cipher(AES256(key), CBC(vector)).decryptor()
    return decryptor.update(page[start_of_page:-RESERVED]) + decryptor.finalize()


def on(kind: str) -> Callable[[Trial], Sequence[Figure]]:
    """The check for one file system."""
    return partial(raw_image, kind)


IMAGES = tuple(
    Check(
        f"T9-{kind}",
        f"the raw image of {kind} after passphrases, sealing, erasing and another master key",
        on(kind),
        full=20,
        small=4,
        planted="the key file is written anew each time, and the one before it removed in the end",
        root=True,
        tools=(f"mkfs.{kind}", "mount"),
    )
    for kind in OPTIONS
)
