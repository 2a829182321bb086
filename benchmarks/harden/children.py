"""Child processes that are killed in the middle of their work, and ways to damage a file, drawn by dice."""

import contextlib
import os
import random
import select
import signal
import statistics
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

Said = Callable[[], object]
BEGUN, DONE, BROKEN = b"b", b"d", b"x"
PATIENCE = 60.0


@dataclass(frozen=True)
class Death:
    """How a child ended: killed at its work, or done with it before; and how long the work took so far."""

    in_time: bool
    seconds: float


def killed_after(times: int, work: Callable[[Said], object]) -> int:
    """Run `work` in a child; kill it -9 once it has called its argument so often; returns how often it had by then."""
    reading, pid = _forked(lambda tell: work(lambda: tell(DONE)))
    said = b""
    while len(said) < times and (more := os.read(reading, 4096)):
        said += more
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    while more := os.read(reading, 4096):
        said += more
    os.close(reading)
    assert BROKEN not in said, "the child broke down before it was killed"
    return len(said)


def killed_within(work: Callable[[Said], object], seconds: float) -> Death:
    """Run `work` in a child; kill it -9 `seconds` after it has called its argument, unless it is done by then."""

    def whole(tell: Callable[[bytes], object]) -> None:
        work(lambda: tell(BEGUN))
        tell(DONE)

    reading, pid = _forked(whole)
    try:
        assert _hear(reading, PATIENCE) == BEGUN, "the child broke down before it began"
        started = time.perf_counter()
        heard = _hear(reading, seconds)
        took = time.perf_counter() - started
        os.kill(pid, signal.SIGKILL)
    finally:
        os.waitpid(pid, 0)
    heard = heard or os.read(reading, 1)  # it was done before the signal arrived
    os.close(reading)
    assert heard in {b"", DONE}, "the child broke down at its work"
    return Death(heard == b"", took)


class Aim:
    """Draws moments within the time that the work takes, learnt from the rounds that were not killed in time."""

    def __init__(self, dice: random.Random) -> None:
        self._dice, self._took = dice, list[float]()

    def learn(self, seconds: float) -> None:
        """The work took so long when nobody killed it."""
        self._took.append(seconds)

    def moment(self) -> float:
        """When to kill next, in seconds after its beginning."""
        return self._dice.random() * statistics.median(self._took)


def run_here(words: Sequence[str], main: Callable[[Sequence[str]], int], standard: tuple[int, int, int]) -> int:
    """Fork a child that runs a command on these descriptors as its standard streams; returns its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    pid = os.fork()
    if pid:
        return pid
    for number, descriptor in enumerate(standard):
        os.dup2(descriptor, number)
    os.closerange(3, 256)
    os._exit(main(words))


def _forked(work: Callable[[Callable[[bytes], object]], object]) -> tuple[int, int]:
    """Fork a child for `work`; returns the pipe on which it speaks, and its process id."""
    sys.stdout.flush()
    sys.stderr.flush()
    reading, writing = os.pipe()
    pid = os.fork()
    if pid:
        os.close(writing)
        return reading, pid
    os.close(reading)
    try:
        work(lambda word: os.write(writing, word))
    except BaseException:
        sys.excepthook(*sys.exc_info())
        with contextlib.suppress(OSError):
            os.write(writing, BROKEN)
    os._exit(0)


def _hear(reading: int, seconds: float) -> bytes:
    """The next word of the child, or nothing within so many seconds."""
    ready, _, _ = select.select([reading], [], [], seconds)
    return os.read(reading, 1) if ready else b""


Damage = Callable[[bytearray, random.Random], bytearray]


def flip_a_bit(data: bytearray, dice: random.Random) -> bytearray:
    data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    return data


def set_a_byte(data: bytearray, dice: random.Random) -> bytearray:
    place = dice.randrange(len(data))
    data[place] = (data[place] + dice.randrange(1, 256)) % 256
    return data


def overwrite_a_piece(data: bytearray, dice: random.Random) -> bytearray:
    """Noise, zeros or a piece of the file itself over another piece."""
    size = min(dice.choice((2, 16, 512, 4096, 16384)), len(data))
    place = dice.randrange(len(data) - size + 1)
    elsewhere = dice.randrange(len(data) - size + 1)
    data[place : place + size] = dice.choice((dice.randbytes(size), bytes(size), data[elsewhere : elsewhere + size]))
    return data


def swap_two_pieces(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((512, 4096, 16384))
    pieces = len(data) // size
    if pieces < 2:
        return flip_a_bit(data, dice)
    one, other = (place * size for place in dice.sample(range(pieces), 2))
    data[one : one + size], data[other : other + size] = data[other : other + size], data[one : one + size]
    return data


def cut(data: bytearray, dice: random.Random) -> bytearray:
    del data[dice.randrange(len(data)) :]
    return data


def extend(data: bytearray, dice: random.Random) -> bytearray:
    return data + dice.choice((dice.randbytes, bytes))(dice.choice((1, 7, 512, 4096, 16384)))


def take_out_a_piece(data: bytearray, dice: random.Random) -> bytearray:
    size = dice.choice((1, 2, 16, 512, 4096))
    place = dice.randrange(max(len(data) - size, 1))
    del data[place : place + size]
    return data


ANY: tuple[Damage, ...] = (
    flip_a_bit,
    set_a_byte,
    overwrite_a_piece,
    swap_two_pieces,
    cut,
    extend,
    take_out_a_piece,
)
