"""The real window under an X server of its own, driven by keys; its files, its memory and its windows from outside."""

import contextlib
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from benchmarks.harden.surroundings import path_of

HOUSE = Path(__file__).parents[2]
FOLDERS = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
PATIENCE = 60.0
IDLE = 0.15  # the clocks of a window that does nothing take less of the time
Code = str  # Python that runs in place of `python -m ui`, with the same arguments


@contextlib.contextmanager
def screen() -> Iterator[str]:
    """An X server that stays also while nobody is connected; yields its name for DISPLAY."""
    command = [path_of("Xvfb"), "-displayfd", "1", "-screen", "0", "1366x768x24", "-nolisten", "tcp", "-noreset"]
    server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    assert server.stdout is not None
    try:
        yield f":{server.stdout.readline().strip()}"
    finally:
        server.terminate()
        server.wait()


def private_folders(home: Path) -> dict[str, str]:
    """Folders of its own for everything that a program of the desktop may write to; English, and nothing remembered."""
    inside = {name: str(home / name) for name in FOLDERS}
    for folder in inside.values():
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    settings = home / "XDG_CONFIG_HOME" / "monitorapp.json"
    settings.write_text(json.dumps({"language": "en", "theme": "light"}), encoding="utf-8")
    return inside


def surroundings(home: Path, display: str, more: Mapping[str, str] | None = None) -> dict[str, str]:
    """The environment of the program: nothing of ours but where things are."""
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH", "FONTCONFIG_PATH") if name in os.environ}
    own = {"DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": str(HOUSE), "LANG": "C.UTF-8"}
    return {**kept, **own, **private_folders(home), **(more or {})}


def allow_cores() -> None:
    """Let programs that are started from here write core files, so that it is theirs to forbid it."""
    _, most = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (most, most))


@dataclass
class Program:
    """The running program. After a lock it is another program in the same process."""

    vault: Path
    environment: Mapping[str, str]
    process: subprocess.Popen[bytes]
    said: IO[bytes]

    @classmethod
    @contextlib.contextmanager
    def started(
        cls, vault: Path, environment: Mapping[str, str], code: Code | None = None, before: Sequence[str] = ()
    ) -> "Iterator[Program]":
        """Start the window (or `code` in its place) and wait for it; it is killed at the end."""
        words = ["-c", code] if code is not None else ["-m", "ui"]
        command = [*before, sys.executable, "-B", *words, "--vault", str(vault)]
        with tempfile.TemporaryFile() as said:
            process = subprocess.Popen(command, env=dict(environment), cwd=HOUSE, stdout=said, stderr=said)
            program = cls(vault, environment, process, said)
            try:
                program.until(program.window, "its window")
                yield program
            finally:
                process.send_signal(signal.SIGKILL)
                process.wait()

    # What can be seen of it

    @property
    def pid(self) -> int:
        """Its process id, which stays the same when it replaces itself."""
        return self.process.pid

    def window(self) -> str | None:
        """The id of its visible window."""
        found = self._x("search", "--onlyvisible", "--class", "monitorapp").split()
        return found[-1] if found else None

    def open_ledgers(self) -> int:
        """How many ledger files it holds open."""
        folder, count = str(self.vault / "l") + os.sep, 0
        for link in Path(f"/proc/{self.pid}/fd").iterdir():
            with contextlib.suppress(OSError):
                count += os.readlink(link).startswith(folder)
        return count

    def life(self) -> bytes:
        """Something that is another one in each program that this process becomes (AT_RANDOM lies elsewhere)."""
        with contextlib.suppress(OSError):
            return Path(f"/proc/{self.pid}/auxv").read_bytes()
        return b""

    def waited(self) -> float:
        """The seconds in which it was ready and other programs had the processor."""
        return self._scheduled()[1]

    def _scheduled(self) -> tuple[float, float]:
        """The seconds that its first thread ran, and waited for a processor (schedstat, sched-stats.rst)."""
        run, wait, _ = Path(f"/proc/{self.pid}/schedstat").read_text().split()
        return int(run) / 1e9, int(wait) / 1e9

    def until(self, true: Callable[[], Any], what: str) -> float:
        """Wait for something; returns the seconds it took, or fails."""
        took = self.seconds_until(true, PATIENCE)
        assert took < PATIENCE, f"waited in vain for {what}"
        return took

    def seconds_until(self, true: Callable[[], Any], most: float) -> float:
        """Wait for something; returns the seconds it took, or `most` where it did not happen."""
        started = time.perf_counter()
        while not true():
            assert self.process.poll() is None, f"the program ended: {self._last_words()}"
            if time.perf_counter() - started >= most:
                return most
            time.sleep(0.004)
        return time.perf_counter() - started

    def _last_words(self) -> str:
        self.said.seek(0)
        return self.said.read().decode(errors="replace")[-800:]

    # What can be done with it

    def unlock(self, phrase: str) -> None:
        """Type the passphrase and wait for the ledgers, then for the page with the answers."""
        self.focus()
        self.type(phrase)
        self.key("Return")
        self.until(self.open_ledgers, "an open vault")
        self.settle(0.4)

    def settle(self, seconds: float) -> None:
        """Wait until it has had nothing to do for so long, on however busy a machine."""
        self.until(lambda: self._work_in(seconds) < IDLE * seconds, "rest")

    def _work_in(self, seconds: float) -> float:
        """How long it works, or waits for a processor, within the next so many seconds."""
        before = sum(self._scheduled())
        time.sleep(seconds)
        return sum(self._scheduled()) - before

    def focus(self) -> None:
        """Give the window the keys: there is no window manager."""
        self.until(self.window, "a window")
        self._x("windowfocus", "--sync", str(self.window()))

    def key(self, *names: str) -> None:
        """Press keys."""
        self._x("key", "--clearmodifiers", *names)

    def type(self, text: str) -> None:
        """Type a text."""
        self._x("type", "--delay", "4", text)

    def _x(self, *words: str) -> str:
        command = [path_of("xdotool"), *words]
        return subprocess.run(
            command, env=dict(self.environment), capture_output=True, text=True, check=False, timeout=PATIENCE
        ).stdout
