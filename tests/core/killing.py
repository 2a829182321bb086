"""Answers through the command line, killed at random moments: what was acknowledged must be there, and once."""

import json
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT, KdfCost
from monitorapp.vault.vault import Vault

PHRASE = "семь простых слов для старого ноутбука"


@dataclass
class Toll:
    """What happened. `lost` and `doubled` must be empty."""

    acknowledged: dict[str, int] = field(default_factory=dict)
    kills: int = 0
    refusals: int = 0
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    troubles: set[str] = field(default_factory=set)

    def __add__(self, other: "Toll") -> "Toll":
        return Toll(
            {**self.acknowledged, **other.acknowledged},
            self.kills + other.kills,
            self.refusals + other.refusals,
            self.lost + other.lost,
            self.doubled + other.doubled,
            self.troubles | other.troubles,
        )


@dataclass
class Victim:
    """A vault with one visit, and the answers that the command line said were on the disk."""

    folder: Path
    visit: str
    toll: Toll = field(default_factory=Toll)
    next_number: int = 0

    @classmethod
    def at(cls, folder: Path, cost: KdfCost = LIGHT) -> "Victim":
        vault, _ = create_vault(folder, PHRASE, "Анна", cost)
        visit, _ = documents.start_visit(vault, "practice")
        vault.close()
        return cls(folder, visit)

    def fill(self, number: int, dice: random.Random, kill_after: float | None, meanwhile: Callable[[], None]) -> None:
        """Give `number` answers; kill the process `kill_after` seconds after its first answer, or let it end."""
        process = subprocess.Popen(
            [sys.executable, "-m", "monitorapp.cli.main", "fill", str(self.folder), self.visit, "-"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert process.stdin is not None
        assert process.stdout is not None
        sent = [(f"answer_{self.next_number + k}", dice.randrange(10**6)) for k in range(number)]
        self.next_number += number
        lines = [json.dumps({"field": name, "value": value}) for name, value in sent]
        go_on = threading.Event()
        feeder = threading.Thread(target=_feed, args=(process, f"{PHRASE}\n{lines[0]}\n", go_on, lines[1:]))
        feeder.start()
        for place, line in enumerate(process.stdout):
            answer = json.loads(line)
            if "ack" in answer:
                self.toll.acknowledged[sent[place][0]] = sent[place][1]
            if place == 0:
                meanwhile()
                _arm(process, kill_after)
                go_on.set()
        go_on.set()
        feeder.join()
        process.wait()
        if process.returncode == -signal.SIGKILL:
            self.toll.kills += 1
        _, _, told = (process.stderr.read() if process.stderr else "").partition("trouble: ")
        self.toll.troubles |= {told.splitlines()[0]} if told else set()
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                _close(stream)

    def second_process(self) -> None:
        """Somebody starts the program again while the first one writes: it must be refused."""
        done = subprocess.run(
            [sys.executable, "-m", "monitorapp.cli.main", "show", str(self.folder), self.visit],
            input=f"{PHRASE}\n",
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        assert done.returncode == 3, done
        assert done.stderr.startswith("trouble: already-open"), done.stderr
        self.toll.refusals += 1

    def count(self) -> Toll:
        """Open the vault and look for every acknowledged answer: its value stands, and once in its history."""
        vault = Vault.open(self.folder, PHRASE)
        try:
            assert vault.alarms == ()
            assert all(vault.check().values())
            seen = vault.view(self.visit)
            assert seen.unsettled == {}
            kept: dict[str, int] = {}
            for commit in vault.commits_of(self.visit):
                for name in (name for part in commit.parts for name in part.values):
                    kept[name] = kept.get(name, 0) + 1
            drafts = dict.fromkeys(seen.drafts, 1)
        finally:
            vault.close()
        for name, value in self.toll.acknowledged.items():
            if seen.values.get(name) != value:
                self.toll.lost.append(name)
            if kept.get(name, 0) + drafts.get(name, 0) != 1:
                self.toll.doubled.append(name)
        return self.toll


def _arm(process: "subprocess.Popen[str]", kill_after: float | None) -> None:
    if kill_after is not None:
        threading.Timer(kill_after, process.kill).start()


def _feed(process: "subprocess.Popen[str]", first: str, go_on: threading.Event, rest: list[str]) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(first)
        process.stdin.flush()
        go_on.wait()
        process.stdin.write("".join(f"{line}\n" for line in rest))
        process.stdin.close()
    except OSError:
        return  # it was killed while we spoke


def _close(stream: object) -> None:
    try:
        stream.close()  # type: ignore[attr-defined]
    except OSError:
        return


def nothing() -> None:
    """Nothing else happens."""


def run(folder: Path, kills: int, answers: int, seed: int = 1, said: Callable[[str], None] = lambda _: None) -> Toll:
    """Acknowledge `answers` answers and kill the program `kills` times on the way."""
    dice, victim = random.Random(seed), Victim.at(folder)
    started = time.perf_counter()
    while victim.toll.kills < kills or len(victim.toll.acknowledged) < answers:
        number = max(answers // kills * 2, 20)
        wanted = dice.random() * number * 0.008 if victim.toll.kills < kills else None
        victim.fill(number, dice, wanted, victim.second_process if victim.toll.refusals < kills // 25 + 1 else nothing)
        if victim.toll.kills % 50 == 0:
            said(
                f"{victim.toll.kills} kills, {len(victim.toll.acknowledged)} acknowledged, "
                f"{time.perf_counter() - started:.0f} s"
            )
    toll = victim.count()
    shutil.rmtree(folder)
    return toll
