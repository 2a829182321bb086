"""T1: ten thousand damaged or forged key files. None may open as anything but the original, none may be a surprise."""

import hashlib
import json
import random
import struct
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from benchmarks.harden import children
from benchmarks.harden.check import Figure, Trial, plant
from monitorapp.errors import Trouble
from monitorapp.vault import locks, superblock
from monitorapp.vault.keyfile import MAGIC, SLOT, SLOTS_START, SUPERBLOCK, KdfCost, KeyFile
from tests.core.vaults import PHRASE, Made, start, vault_of, write

CHEAP = KdfCost(8, 1, 1)  # this is about bytes, not about guessing
FRONT = SLOTS_START + 8 * SLOT  # the superblocks and every slot in use
CASES_PER_LOST_KEY = 50

Fields = dict[str, Any]


class Original:
    """A sound key file with three ledgers, and what opening it gives."""

    def __init__(self, path: Path) -> None:
        self.path = path
        made, self.code = KeyFile.create(path, PHRASE, CHEAP)
        for sort in ("index", "archive", "visit"):
            made.add_ledger(sort)
        made.remember({2: (5, "ab" * 12)})
        self.data = path.read_bytes()
        self.block, self.keys, self.secret = made.block, made.ledgers(), made.secret(b"x")

    def judge(self, data: bytes, by_code: bool) -> str:
        """What the program makes of `data`: "refused", "same", "fewer", "accepted" or the name of a surprise."""
        self._put(data)
        try:
            opened = KeyFile.recover(self.path, self.code) if by_code else KeyFile.open(self.path, PHRASE)
            keys, secret = opened.ledgers(), opened.secret(b"x")
        except Trouble:
            return "refused"
        except Exception as bug:  # whatever comes is what is counted
            return f"surprise: {type(bug).__name__}"
        if secret != self.secret or opened.block != self.block or not set(keys) <= set(self.keys):
            return "accepted"
        return "same" if keys == self.keys else "fewer"

    def _put(self, data: bytes) -> None:
        """Write `data`; the megabytes of free slots only where they differ."""
        if len(data) == len(self.data) and data[FRONT:] == self.data[FRONT:] and self.path.stat().st_size == len(data):
            with self.path.open("r+b") as file:
                file.write(data[:FRONT])
        else:
            self.path.write_bytes(data)

    def restore(self) -> None:
        self.path.write_bytes(self.data)


def key_file_mutants(trial: Trial) -> Sequence[Figure]:
    """T1. A slot that was damaged is a key that is gone: then the vault must say so."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        believe_every_mac()
    dice, original = random.Random(trial.size), Original(trial.folder / "k")
    counts: Counter[str] = Counter()
    for number in range(trial.size):
        mutant = _mutant(bytes(original.data), dice)
        outcome = original.judge(mutant, by_code=number % 2 == 0)
        counts[outcome] += 1
        if len(mutant) != len(original.data) or mutant[FRONT:] != original.data[FRONT:]:
            original.restore()
    surprises = sum(n for outcome, n in counts.items() if outcome.startswith("surprise"))
    lost = max(trial.size // CASES_PER_LOST_KEY, 3)
    return [
        Figure.exactly(trial.size, counts.total(), "damaged or forged key files"),
        Figure.none(counts["accepted"], "accepted"),
        Figure.none(surprises, "exceptions that are no Trouble"),
        Figure(counts["refused"], "refused", least=1),
        Figure.none(_lost_silently(trial.folder, lost, dice), f"of {lost} visits with a damaged slot gone in silence"),
    ]


def believe_every_mac() -> None:
    """The planted fault: a reader of key files that does not compare the MAC."""
    plant(superblock.Sealed, "is_of", lambda *_: True)


def _mutant(data: bytes, dice: random.Random) -> bytes:
    """Damage in the parts that mean something, or a superblock that somebody made up."""
    if dice.random() < 0.4:
        return _forged(data, dice)
    changed = bytearray(data)
    if dice.random() < 0.2:
        return bytes(dice.choice((children.cut, children.extend, children.take_out_a_piece))(changed, dice))
    begin, end = dice.choice(((0, 2048), (SUPERBLOCK, SUPERBLOCK + 2048), (SLOTS_START, FRONT), (0, FRONT)))
    same_size = (children.flip_a_bit, children.set_a_byte, children.overwrite_a_piece, children.swap_two_pieces)
    changed[begin:end] = dice.choice(same_size)(changed[begin:end], dice)
    return bytes(changed) if changed != data else _forged(data, dice)


def _forged(data: bytes, dice: random.Random) -> bytes:
    """A superblock with a right checksum over changed facts: all that is missing is the key of its MAC."""
    place = 0 if data.startswith(MAGIC) else SUPERBLOCK
    (length,) = struct.unpack_from(">I", data, place + 8)
    fields: Fields = json.loads(data[place + 12 : place + 12 + length])
    mac = data[place + 12 + length + 32 :][:32]
    dice.choice(FORGERIES)(fields, dice)
    body = json.dumps(fields, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    head = MAGIC + struct.pack(">I", len(body)) + body
    whole = head + hashlib.sha256(head).digest() + dice.choice((mac, bytes(32), dice.randbytes(32)))
    target = dice.choice((0, SUPERBLOCK))
    return data[:target] + whole.ljust(SUPERBLOCK, b"\0")[:SUPERBLOCK] + data[target + SUPERBLOCK :]


def _lock(fields: Fields, dice: random.Random) -> Fields:
    lock: Fields = dice.choice(fields["locks"])
    return lock


def _in_kdf(fields: Fields, dice: random.Random) -> None:
    value: Any = dice.choice((0, 1, -1, 7, 2**31, 2**63, 10**30, 8.5, "8", None, True, [], {}, "x" * 32, "00" * 16))
    _lock(fields, dice)["kdf"][dice.choice(("memory", "passes", "lanes", "salt", "name", "more"))] = value


def _in_lock(fields: Fields, dice: random.Random) -> None:
    value: Any = dice.choice(
        (None, "", "00", "zz", 7, [], {}, dice.randbytes(48).hex(), "passphrase", "recovery", "escrow")
    )
    _lock(fields, dice)[dice.choice(("kind", "kdf", "nonce", "sealed", "more"))] = value


def _in_block(fields: Fields, dice: random.Random) -> None:
    value: Any = dice.choice(
        (None, 0, 2, -1, 1.5, 10**40, "", "00", dice.randbytes(16).hex(), [], {}, [[]], {"0": [1, "x"]})
    )
    fields[dice.choice(("format", "vault", "generation", "locks", "ledgers", "more"))] = value


def _newer_with_other_marks(fields: Fields, dice: random.Random) -> None:
    """What somebody would write who has rolled a ledger back and wants it not to be noticed."""
    fields["generation"] += dice.randrange(1, 5)
    fields["ledgers"] = {str(dice.randrange(5)): [dice.randrange(9), dice.randbytes(12).hex()]}


def _without_something(fields: Fields, dice: random.Random) -> None:
    target = dice.choice((fields, _lock(fields, dice), _lock(fields, dice)["kdf"] or fields))
    del target[dice.choice(sorted(target))]


def _locks_moved(fields: Fields, dice: random.Random) -> None:
    one, other = fields["locks"][0], fields["locks"][-1]
    name = dice.choice(("kind", "kdf", "nonce", "sealed"))
    one[name], other[name] = other[name], one[name]


FORGERIES: tuple[Callable[[Fields, random.Random], None], ...] = (
    _in_kdf,
    _in_lock,
    _in_block,
    _newer_with_other_marks,
    _without_something,
    _locks_moved,
)


def _lost_silently(folder: Path, cases: int, dice: random.Random) -> int:
    """How often a visit whose slot was damaged is missing from the list without a word."""
    made = vault_of("Anna", folder / "v")
    with made.opened() as vault:
        write(vault, start(vault), pop_total=1)
    slot = next(key.slot for key in made.key_file().ledgers() if key.sort == "visit")
    path, whole = made.folder / "k", (made.folder / "k").read_bytes()
    silent = 0
    for _ in range(cases):
        place = SLOTS_START + slot * SLOT + dice.randrange(8 + 12 + 49)
        path.write_bytes(whole[:place] + bytes([whole[place] ^ (1 << dice.randrange(8))]) + whole[place + 1 :])
        silent += _is_silent(made)
    return silent


def _is_silent(made: Made) -> bool:
    try:
        with made.opened() as vault:
            return not vault.alarms and not vault.visits()
    except Trouble:
        return False
