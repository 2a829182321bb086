"""T14: the screen locks, the laptop sleeps, nobody types, the medium is gone: locked in a second, nothing lost."""

import contextlib
import os
import signal
import statistics
import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmarks.harden.check import Check, Figure, Trial
from benchmarks.harden.surroundings import path_of, run
from benchmarks.harden.window import Program, screen, surroundings
from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

PHRASE = "seven plain words for one old laptop"
FIELD = "prep_objective"
LOCK_SECONDS, PATIENCE = 1.0, 10.0
# The program with a lever at its idle clock: SIGUSR1 is an hour in which nobody typed.
LEVER = """
import signal, time
from ui.guard import Guard
hours = []
Guard.__init__.__defaults__ = (lambda: time.monotonic() + 3600 * len(hours), time.time)
signal.signal(signal.SIGUSR1, lambda *_: hours.append(1))
{planted}
from ui.app import main
main()
"""
# The planted faults.
HASTY = "from ui.desk import Desk; from ui.app import relaunch; Desk.lock = lambda desk: relaunch()"
SLOW = "import ui.guard; ui.guard.TICK_MS = 20_000"
FAULTS = {"screen": HASTY, "sleep": HASTY, "idle": SLOW, "medium": SLOW}
PLANTED = {
    HASTY: "a lock replaces the process at once, without writing",
    SLOW: "clock and medium are looked at every twenty seconds",
}


@dataclass(frozen=True)
class Stage:
    """Where it happens: the running program, the bus that it listens to, and the medium under its vault."""

    program: Program
    bus: str
    image: Path
    medium: Path


def _signal(path: str, name: str, stage: Stage) -> None:
    run("dbus-send", f"--bus={stage.bus}", "--type=signal", path, name, "boolean:true")


def _sit_idle(stage: Stage) -> None:
    os.kill(stage.program.pid, signal.SIGUSR1)


def _pull_out(stage: Stage) -> None:
    """The folder is gone at once; open files die with the process, as a careful system does it."""
    run("umount", "--lazy", str(stage.medium))


# Until a word stands on the screen; words cannot be written to a medium that is gone, so there it is until they are
# written by themselves. (Words that are not yet written then stay in memory under the cover: tests/ui/frame.)
REST = {"screen": 0.1, "sleep": 0.1, "idle": 0.1, "medium": 3.0}
EVENTS: Mapping[str, Callable[[Stage], None]] = {
    "screen": partial(_signal, "/org/freedesktop/ScreenSaver", "org.freedesktop.ScreenSaver.ActiveChanged"),
    "sleep": partial(_signal, "/org/freedesktop/login1", "org.freedesktop.login1.Manager.PrepareForSleep"),
    "idle": _sit_idle,
    "medium": _pull_out,
}


def locks_at(event: str, trial: Trial) -> Sequence[Figure]:
    """T14. Type a word, let the event happen, and read the vault: the word is there."""
    took, lost = list[float](), 0
    with _stage(trial, FAULTS[event] if trial.planted else "") as (stage, code, visit):
        written = ""
        for number in range(trial.size):
            stage.program.unlock(PHRASE)
            written += f"word{number} "
            stage.program.type(f"word{number} ")
            stage.program.settle(REST[event])
            took.append(_locked_within(stage, EVENTS[event]))
            if took[-1] >= PATIENCE:
                break
            if not os.path.ismount(stage.medium):
                run("mount", "-o", "loop", str(stage.image), str(stage.medium))
            read = _read(stage.medium / "v", code, visit)
            lost += read != written
            written = read  # each loss is counted once
            stage.program.until(stage.program.window, "the page to unlock")
    return [
        Figure.exactly(trial.size, len(took), "events"),
        Figure(max(took), "s at the slowest until locked", most=LOCK_SECONDS),
        Figure(statistics.median(took), "s (median)"),
        Figure.none(lost, "in which something typed was lost"),
    ]


@contextlib.contextmanager
def _stage(trial: Trial, fault: str) -> Iterator[tuple[Stage, str, str]]:
    """A vault on a loop device, a bus, a screen, and the program; with the recovery code and the visit."""
    image, medium = trial.folder / "image", trial.folder / "medium"
    run("truncate", "-s", "64M", str(image))
    run("mkfs.ext4", "-q", str(image))
    medium.mkdir()
    run("mount", "-o", "loop", str(image), str(medium))
    try:
        code, visit = _prepare(medium / "v")
        code_to_run = LEVER.format(planted=fault)
        with _bus(trial.folder / "bus") as bus, screen() as display:
            buses = {"DBUS_SESSION_BUS_ADDRESS": bus, "DBUS_SYSTEM_BUS_ADDRESS": bus}
            environment = surroundings(trial.folder / "home", display, buses)
            with Program.started(medium / "v", environment, code_to_run) as program:
                yield Stage(program, bus, image, medium), code, visit
    finally:
        if os.path.ismount(medium):
            run("umount", "--lazy", str(medium))


@contextlib.contextmanager
def _bus(path: Path) -> Iterator[str]:
    """A message bus of its own, in the place of that of the session and that of the system."""
    address = f"unix:path={path}"
    command = [path_of("dbus-daemon"), "--session", "--nofork", "--print-address=1", f"--address={address}"]
    daemon = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert daemon.stdout is not None
    daemon.stdout.readline()
    try:
        yield address
    finally:
        daemon.terminate()
        daemon.wait()


def _prepare(folder: Path) -> tuple[str, str]:
    vault, code = create_vault(folder, PHRASE, "Anna", LIGHT)
    visit, _ = documents.start_visit(vault, "practice")
    vault.set_place({"page": "form", "document": visit, "field": FIELD})
    vault.close()
    return code, visit


def _locked_within(stage: Stage, happen: Callable[[Stage], None]) -> float:
    """Let it happen; returns the seconds until the vault is closed and the process another program.

    What other programs on a busy machine take away is not counted.
    """
    program, life = stage.program, stage.program.life()
    before = program.waited()
    happen(stage)
    took = program.seconds_until(lambda: program.life() not in {life, b""}, PATIENCE)
    return took if took >= PATIENCE else max(took - (program.waited() - before), 0.0)


def _read(folder: Path, code: str, visit: str) -> str:
    vault = Vault.recover(folder, code)
    try:
        return str(vault.view(visit).values.get(FIELD) or "")
    finally:
        vault.close()


LOCKS = tuple(
    Check(
        f"T14-{event}",
        f"locked within a second: {what}",
        partial(locks_at, event),
        full=25,
        small=2,
        planted=PLANTED[FAULTS[event]],
        root=True,
        tools=("Xvfb", "xdotool", "dbus-daemon", "dbus-send", "mkfs.ext4", "mount"),
        alone=True,
    )
    for event, what in {
        "screen": "the screen locks",
        "sleep": "the laptop goes to sleep",
        "idle": "nobody has typed",
        "medium": "the medium is unmounted",
    }.items()
)
