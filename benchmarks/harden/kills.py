"""T5 and T7: `kill -9` while answering through the command line, and in the middle of the deeds that change keys."""

import json
import os
import random
import shutil
import signal
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.harden.check import Figure, Trial, plant
from benchmarks.harden.children import Aim, Said, killed_within, run_here
from monitorapp.cli.main import main as command_line
from monitorapp.errors import Trouble
from monitorapp.records.view import Changes
from monitorapp.vault import locks
from monitorapp.vault.vault import Vault
from tests.core.killing import PHRASE, Toll, Victim

CHEAP = locks.KdfCost(8, 1, 1)  # this is about what lies on the disk, not about guessing
KILLS_A_VAULT = 50
ANSWERS_A_ROUND = 40
SECONDS_AN_ANSWER = 0.001


def kills_while_answering(trial: Trial) -> Sequence[Figure]:
    """T5. What the command line has acknowledged is there afterwards, and once."""
    if trial.planted:
        acknowledge_before_writing()
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    dice, toll = random.Random(trial.size), Toll()
    acknowledged = 0
    while toll.kills < trial.size:
        victim = Victim.at(trial.folder / f"v{toll.kills}", CHEAP)
        for _ in range(min(KILLS_A_VAULT, trial.size - toll.kills)):
            _fill_and_kill(victim, dice)
        toll += victim.count()
        acknowledged += len(victim.toll.acknowledged)
    return [
        Figure.exactly(trial.size, toll.kills, "kills while answering"),
        Figure(acknowledged, "answers acknowledged", least=trial.size),
        Figure.none(len(toll.lost), "lost"),
        Figure.none(len(toll.doubled), "twice"),
        Figure.none(len(toll.troubles), "troubles told"),
    ]


def acknowledge_before_writing() -> None:
    """The planted fault: an answer is acknowledged at once and written when the second one after it comes.

    One behind is not enough: a kill most often meets an answer whose bytes are written and not yet forced.
    """
    record, waiting = Vault.record, list[Any]()

    def later(vault: Vault, *answer: Any) -> Changes:
        if len(waiting) > 1:
            record(vault, *waiting.pop(0))
        waiting.append(answer)
        return Changes()

    plant(Vault, "record", later)


def _fill_and_kill(victim: Victim, dice: random.Random) -> None:
    """One run of `fill`: everything to answer lies in its standard input; it is killed at a random moment."""
    sent = [(f"answer_{victim.next_number + k}", dice.randrange(10**6)) for k in range(ANSWERS_A_ROUND)]
    victim.next_number += ANSWERS_A_ROUND
    lines = [PHRASE, *(json.dumps({"field": name, "value": value}) for name, value in sent)]
    (reading, stdin), (stdout, writing), (stderr, telling) = os.pipe(), os.pipe(), os.pipe()
    os.write(stdin, "\n".join([*lines, ""]).encode())
    os.close(stdin)
    words = ["fill", str(victim.folder), victim.visit, "-"]
    pid = run_here(words, command_line, (reading, writing, telling))
    for descriptor in (reading, writing, telling):
        os.close(descriptor)
    said = os.read(stdout, 65_536)  # the first acknowledgement
    time.sleep(dice.random() * ANSWERS_A_ROUND * SECONDS_AN_ANSWER)
    os.kill(pid, signal.SIGKILL)
    _, status = os.waitpid(pid, 0)
    _note(victim.toll, sent, said + _rest(stdout), _rest(stderr).decode())
    victim.toll.kills += os.WIFSIGNALED(status)


def _note(toll: Toll, sent: Sequence[tuple[str, int]], said: bytes, told: str) -> None:
    for line, (name, value) in zip(said.decode().splitlines(keepends=True), sent, strict=False):
        if line.endswith("\n") and "ack" in json.loads(line):
            toll.acknowledged[name] = value
    if told:
        toll.troubles.add(told.splitlines()[-1])


def _rest(descriptor: int) -> bytes:
    found = b""
    while more := os.read(descriptor, 65_536):
        found += more
    os.close(descriptor)
    return found


@dataclass(frozen=True)
class Deed:
    """Something that is killed in the middle. `state` says how a vault stands: before, after, or what is wrong."""

    folder: Path
    open: Callable[[], Vault]
    do: Callable[[Vault], object]
    state: Callable[[], str]


def kills_in(trial: Trial, deed: Deed) -> Sequence[Figure]:
    """Kill the deed so many times, each time in a fresh copy; it is done or not begun, and nothing else suffers."""
    kept, aim, counts = trial.folder / "kept", Aim(random.Random(trial.size)), Counter[str]()
    shutil.copytree(deed.folder, kept)
    for _ in range(5):
        aim.learn(killed_within(lambda said: _do(deed, said), 60).seconds)
        _back(kept, deed.folder)
    kills = 0
    while kills < trial.size:
        death = killed_within(lambda said: _do(deed, said), aim.moment())
        kills += death.in_time
        counts[_state(deed)] += 1
        _back(kept, deed.folder)
    wrong = sorted(set(counts) - {"before", "after"})
    return [
        Figure.exactly(trial.size, kills, "kills"),
        Figure(counts["before"], "as before"),
        Figure(counts["after"], "done"),
        Figure.none(sum(counts[name] for name in wrong), f"neither{': ' + ', '.join(wrong) if wrong else ''}"),
    ]


def _do(deed: Deed, said: Said) -> None:
    vault = deed.open()
    said()
    deed.do(vault)


def _state(deed: Deed) -> str:
    try:
        return deed.state()
    except Trouble as trouble:
        return trouble.code


def _back(kept: Path, folder: Path) -> None:
    shutil.rmtree(folder)
    shutil.copytree(kept, folder)
