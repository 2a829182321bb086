"""Each event locks the running program over real buses: the process is replaced, and nothing typed is lost."""

import contextlib
import os
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.records.view import PRACTICE_FACILITY
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.ui.fake_system import IS_POSSIBLE, FakeSystem
from tests.ui.locked_program import Program, expected_text, pump_events

pytestmark = pytest.mark.skipif(not IS_POSSIBLE, reason="needs dbus-daemon")

PHRASE = "семь слов для событий и замков"
FIELD = "prep_objective"
LETTERS = 10


class Scene:
    """A laptop with a vault, and the program that writes in it."""

    def __init__(self, folder: Path) -> None:
        self.vault = folder / "vault"
        vault, code = create_vault(self.vault, PHRASE, "А. Б.", LIGHT)
        vault.confirm_recovery(code)
        self.visit, _ = documents.start_visit(vault, PRACTICE_FACILITY)
        vault.close()
        self.system = FakeSystem(folder / "bus")
        own = {name: str(folder) for name in ("HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")}
        environment = {**self.system.environment, **own, "QT_QPA_PLATFORM": "offscreen"}
        self.program = Program(self.vault, PHRASE, self.visit, FIELD, environment)
        self.program.wait_for("ready", pump=pump_events)
        while self.program.typed < LETTERS or self.system.login.delays == 0:
            self.program.look()
            pump_events()
            time.sleep(0.005)

    def lock(self, event: Callable[["Scene"], object]) -> float:
        """Let it happen; returns the seconds until the lock screen is painted."""
        begun = time.monotonic()
        event(self)
        return float(self.program.wait_for("locked", pump=pump_events)[1]) - begun

    def text(self) -> object:
        """What the vault holds of what was typed."""
        vault = Vault.open(self.vault, PHRASE)
        try:
            assert (vault.place() or {}).get("field") == FIELD
            return vault.view(self.visit).values.get(FIELD)
        finally:
            vault.close()

    def close(self) -> None:
        self.program.end()
        self.system.close()


@pytest.fixture
def scene(tmp_path: Path, qapp: QApplication) -> Iterator[Scene]:
    scene = Scene(tmp_path)
    yield scene
    scene.close()


EVENTS: dict[str, Callable[[Scene], object]] = {
    "sleep": lambda scene: scene.system.sleep(),
    "a locked screen": lambda scene: scene.system.lock_screen(),
    "another person": lambda scene: scene.system.switch_user(),
    "a closed lid": lambda scene: scene.system.close_lid(),
    "ten idle minutes": lambda scene: scene.program.say("idle 600"),
    "a folder that went": lambda scene: scene.vault.rename(scene.vault.with_name("pulled-out")),
}


# The rest is tried in tests/ui/frame/test_system_events.py, without a whole program.
WHOLE = ("sleep", "a locked screen", "ten idle minutes", "a folder that went")


@pytest.mark.parametrize("event", WHOLE)
def test_an_event_locks_and_every_letter_is_kept(scene: Scene, event: str) -> None:
    pid = scene.program.process.pid
    seconds = scene.lock(EVENTS[event])
    assert scene.program.process.poll() is None
    assert scene.program.process.pid == pid
    assert scene.system.login.delays == 0  # nothing is held by a program without an open vault
    assert seconds < 10
    with contextlib.suppress(FileNotFoundError):
        scene.vault.with_name("pulled-out").rename(scene.vault)
    assert scene.text() == expected_text(scene.program.typed)


def test_the_word_of_the_system_to_end_closes_the_vault_with_everything_in_it(scene: Scene) -> None:
    os.kill(scene.program.process.pid, signal.SIGTERM)
    assert scene.program.process.wait(20) == 0
    scene.program.look()
    assert scene.text() == expected_text(scene.program.typed)


def test_shutting_down_closes_the_vault_with_everything_in_it(scene: Scene) -> None:
    scene.system.shut_down()
    assert scene.program.process.wait(20) == 0
    scene.program.look()
    assert scene.text() == expected_text(scene.program.typed)
