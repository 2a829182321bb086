"""Kills the window 20 times under a real X server while somebody types without a pause: nothing acknowledged is lost.

Needs Xvfb and xdotool. Each round types into the same answer, kills the program with SIGKILL at a random moment, and
opens the vault again: what stands must begin with the last acknowledged text and be a beginning of what was typed.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from monitorapp import documents
from monitorapp.exchange.members import create_vault
from monitorapp.records.view import PRACTICE_FACILITY
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

ROUNDS = 20
FIELD = "prep_objective"
PHRASE = "seven plain words for one old laptop"
TYPED = "the duty officer did not show the register of persons brought in "

# The program itself, with one ear at the vault: it says what the disk has acknowledged, once `record` has returned.
DRIVER = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from monitorapp.vault.vault import Vault
from ui import main_window, start
from ui.app import parse
folder, phrase, document, field = sys.argv[1:5]
record = Vault.record
def told(self, document, name, value, seen, compartment="general"):
    changes = record(self, document, name, value, seen, compartment)
    if name == field:
        print("ack", value, flush=True)
    return changes
Vault.record = told
class Window(main_window.MainWindow):
    def enter(self):
        super().enter()
        QTimer.singleShot(400, self.show_field)
    def show_field(self):
        self.desk.frame.go("form", document=document, field=field)
        QTimer.singleShot(400, self.ready)
    def ready(self):
        self.activateWindow()
        print("ready", flush=True)
start.MainWindow = Window
def unlock(window):
    window._session.open(Path(folder), phrase, window.enter, lambda trouble: print(trouble.code, flush=True))
show = Window.show
def shown(self):
    show(self)
    QTimer.singleShot(0, lambda: unlock(self))
Window.show = shown
start.run(parse(["--vault", folder]))
"""


def main() -> int:
    """Print how many of the rounds lost or doubled something; 1 if any did, or if nothing was acknowledged at all."""
    if not shutil.which("Xvfb") or not shutil.which("xdotool"):
        print("window_kills: Xvfb and xdotool are not here, not run")
        return 0
    with tempfile.TemporaryDirectory() as folder:
        command = ["Xvfb", "-displayfd", "1", "-screen", "0", "1366x768x24"]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        assert server.stdout is not None
        os.environ["DISPLAY"] = f":{server.stdout.readline().strip()}"
        try:
            return _rounds(Path(folder) / "vault")
        finally:
            server.terminate()


def _rounds(folder: Path) -> int:
    vault, code = create_vault(folder, PHRASE, "monitor", LIGHT)
    visit, _ = documents.start_visit(vault, PRACTICE_FACILITY)
    vault.close()
    acknowledged, bad, stands = 0, 0, ""
    for _ in range(ROUNDS):
        acks = _round(folder, visit)
        before, stands = stands, _standing(folder, code, visit)
        acknowledged += len(acks)
        bad += _is_loss(before, acks, stands)
    print(f"window_kills: {ROUNDS} kills while typing, {acknowledged} acknowledged writes, {bad} rounds with a loss")
    return int(bad > 0 or acknowledged == 0)


def _is_loss(before: str, acks: Sequence[str], stands: str) -> bool:
    """Whether what stands lacks something acknowledged, or holds what nobody typed."""
    return not stands.startswith(acks[-1] if acks else before) or not (before + TYPED * 8).startswith(stands)


def _round(folder: Path, visit: str) -> list[str]:
    environment = {**os.environ, "QT_QPA_PLATFORM": "xcb", "PYTHONPATH": os.getcwd()}
    command = [sys.executable, "-c", DRIVER, str(folder), PHRASE, visit, FIELD]
    program = subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True, stderr=subprocess.DEVNULL)
    assert program.stdout is not None
    while (line := program.stdout.readline()).strip() != "ready":
        assert line, "the program ended before it was ready"
    typist = subprocess.Popen(["xdotool", "type", "--delay", "12", TYPED * 8], env=environment)
    time.sleep(random.uniform(0.8, 3.0))
    program.send_signal(signal.SIGKILL)
    typist.kill()
    typist.wait()
    lines = program.stdout.read().splitlines()
    program.wait()
    return [line.removeprefix("ack ") for line in lines if line.startswith("ack ")]


def _standing(folder: Path, code: str, visit: str) -> str:
    vault = Vault.recover(folder, code)
    try:
        return str(vault.view(visit).values.get(FIELD) or "")
    finally:
        vault.close()


if __name__ == "__main__":
    sys.exit(main())
