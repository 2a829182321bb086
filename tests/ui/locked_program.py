"""The program itself, opened and written in by a driver, for whoever wants to lock it from outside and look.

`python -m tests.ui.locked_program FOLDER PHRASE DOCUMENT FIELD` opens the vault, goes to the question and types one
letter after another. It says on standard output, one event a line: `ready PID`, `typed N` once N letters were typed,
`locked T` when the lock screen of the process that replaced it is painted (T as `time.monotonic`), `refused` while it
cannot lock. Lines on its standard input: `idle SECONDS` moves the clock of the guard, `stop` stops typing, `cover`
and `lock` do what the keys do, `lose` locks and loses, `end` ends. `Program` below is all that for a test or script.
"""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSocketNotifier, Qt, QTimer
from PySide6.QtWidgets import QApplication

from tests.ui.frame.typing_keys import press
from ui import start
from ui.app import Wishes, harden
from ui.guard import Guard
from ui.main_window import MainWindow

HOUSE = Path(__file__).parents[2]
AGAIN = "LOCKED_PROGRAM_WAS_REPLACED"
LETTERS = "журнал задержанных не показали "
EVERY_MS = 40


def tell(*words: object) -> None:
    """One line for whoever started the program."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")
    sys.stdout.flush()


class Driver(QObject):
    """Hands, and the clock."""

    def __init__(self, folder: str, phrase: str, document: str, field: str) -> None:
        super().__init__()
        self.folder, self.phrase, self.document, self.field = Path(folder), phrase, document, field
        self.window: MainWindow | None = None
        self.skipped = 0.0
        self._typed = 0
        self._said = False
        self._typing = QTimer(self, interval=EVERY_MS)
        self._typing.timeout.connect(self._type)
        self._commands = QSocketNotifier(0, QSocketNotifier.Type.Read, self)
        self._commands.activated.connect(self._obey)
        os.set_blocking(0, False)

    def clock(self) -> float:
        """The clock of the guard."""
        return time.monotonic() + self.skipped

    def open(self, window: MainWindow) -> None:
        """The unlock page is painted."""
        self.window = window
        if os.environ.get(AGAIN):
            tell("locked", time.monotonic())
        else:
            os.environ[AGAIN] = "yes"
            window._session.open(self.folder, self.phrase, self._enter, lambda trouble: tell("closed", trouble.code))

    def _enter(self) -> None:
        assert self.window is not None
        self.window.enter()
        QTimer.singleShot(300, self._go)

    def _go(self) -> None:
        assert self.window is not None
        assert self.window.desk is not None
        self.window.desk.frame.go("form", document=self.document, field=self.field)
        QTimer.singleShot(600, self._begin)

    def _begin(self) -> None:
        assert self.window is not None
        self.window.activateWindow()
        tell("ready", os.getpid())
        self._typing.start()

    def _type(self) -> None:
        assert self.window is not None
        desk, line = self.window.desk, QApplication.focusWidget()
        if desk is None or desk.is_covered or line is None:
            if desk is not None and desk._pending.is_waiting and not self._said:
                self._said = True
                tell("refused", desk._pending._code)
            return
        letter = LETTERS[self._typed % len(LETTERS)]
        press(line, ord(letter.upper()), text=letter)
        self._typed += 1
        tell("typed", self._typed)

    def _obey(self) -> None:
        said = os.read(0, 4096).decode()
        if not said:  # whoever started the program has gone
            QCoreApplication.exit(0)
        for line in said.splitlines():
            verb, _, rest = line.partition(" ")
            self._do(verb, rest)

    def _do(self, verb: str, rest: str) -> None:
        assert self.window is not None
        desk = self.window.desk
        if verb == "idle":
            self._typing.stop()  # whoever types is not idle
            self.skipped += float(rest)
        elif verb == "stop":
            self._typing.stop()
        elif verb == "end":
            QCoreApplication.exit(0)
        elif desk is not None:
            {"cover": desk.cover, "lock": desk.lock, "lose": desk._lock_and_lose}[verb]()


def main() -> None:
    """Run the program with the driver's hands in it; nothing of the program knows of them."""
    harden()
    driver: list[Driver] = []

    def guard() -> Guard:
        driver.append(Driver(*sys.argv[1:5]))
        return Guard(driver[0].clock)

    class Window(MainWindow):
        def __init__(self, *parts: object) -> None:
            super().__init__(*parts)  # type: ignore[arg-type]
            self.painted.connect(lambda: driver[0].open(self), Qt.ConnectionType.QueuedConnection)

    vars(start).update(Guard=guard, MainWindow=Window)
    sys.exit(start.run(Wishes(vault=Path(sys.argv[1]))))


class Program:
    """The driven program in a process of its own, seen from outside."""

    def __init__(self, folder: Path, phrase: str, document: str, field: str, environment: Mapping[str, str]) -> None:
        command = [sys.executable, "-m", "tests.ui.locked_program", str(folder), phrase, document, field]
        self.process = subprocess.Popen(
            command,
            cwd=HOUSE,
            env={**os.environ, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self.process.stdout is not None
        os.set_blocking(self.process.stdout.fileno(), False)
        self._rest = b""
        self.typed = 0
        self.said: list[str] = []

    def say(self, line: str) -> None:
        """A command for the driver."""
        assert self.process.stdin is not None
        self.process.stdin.write(f"{line}\n".encode())
        self.process.stdin.flush()

    def wait_for(self, word: str, seconds: float = 30.0, pump: Callable[[], None] = lambda: None) -> list[str]:
        """The parts of the next line that begins with `word`; raises TimeoutError. `pump` runs an event loop."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.look()
            for number, line in enumerate(self.said):
                if line.split()[0] == word:
                    del self.said[: number + 1]
                    return line.split()
            pump()
            time.sleep(0.002)
        raise TimeoutError(f"{word} did not come in {seconds} s")

    def end(self) -> None:
        """Kill what is left of it."""
        self.process.kill()
        self.process.wait(10)
        for pipe in (self.process.stdin, self.process.stdout):
            assert pipe is not None
            pipe.close()

    def look(self) -> None:
        """Read what it has said by now."""
        assert self.process.stdout is not None
        with contextlib.suppress(BlockingIOError):
            self._rest += os.read(self.process.stdout.fileno(), 1 << 16)
        *lines, self._rest = self._rest.split(b"\n")
        for line in (raw.decode() for raw in lines if raw):
            if line.startswith("typed "):
                self.typed = int(line.split()[1])
            else:
                self.said.append(line)


def expected_text(letters: int) -> str:
    """What stands after so many letters."""
    return (LETTERS * (letters // len(LETTERS) + 1))[:letters]


def pump_events() -> None:
    """Let a `FakeSystem` in this process answer."""
    application = QCoreApplication.instance()
    if application is not None:
        application.processEvents()


if __name__ == "__main__":
    main()
