"""Nothing is printed that could quote an answer, a name or a path, whoever wants to print it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
CANARY = "Канарейка Алишер /home/a/vault"
BEGIN = f"""
import gc, logging, sys, threading, time, warnings
from PySide6.QtCore import QLoggingCategory, QTimer, qWarning
from PySide6.QtWidgets import QApplication
from ui.crash import install, silence_libraries
app = QApplication([])
install()
silence_libraries()
text = {CANARY!r}
"""
WAYS = {
    "an exception in a slot": "QTimer.singleShot(0, lambda: [][text]); QTimer.singleShot(50, app.quit); app.exec()",
    "an exception in a thread": "t = threading.Thread(target=lambda: int(text)); t.start(); t.join()",
    "an exception while something is freed": "class X:\n def __del__(self): int(text)\nX(); gc.collect()",
    "a message of Qt": "qWarning(text.encode())",
    "a line of a log": "logging.getLogger('pyxform').error(text)",
    "a warning": "warnings.warn(text)",
    "an interrupt": "sys.excepthook(KeyboardInterrupt, KeyboardInterrupt(text), None)",
}


def run(code: str, home: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "PYTHONIOENCODING": "utf-8"}
    done = subprocess.run(
        [sys.executable, "-c", BEGIN + code], cwd=ROOT, env=environment, capture_output=True, timeout=60, check=False
    )
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("way", list(WAYS))
def test_what_goes_wrong_is_not_printed_with_its_values(tmp_path: Path, way: str) -> None:
    printed = run(WAYS[way], tmp_path)
    for word in (*CANARY.split(), str(ROOT), "Traceback"):
        assert word not in printed


@pytest.mark.parametrize(("way", "kind"), [("an exception in a thread", "ValueError"), ("a message of Qt", "Warning")])
def test_that_something_went_wrong_is_said(tmp_path: Path, way: str, kind: str) -> None:
    assert kind in run(WAYS[way], tmp_path)


def test_the_check_itself_would_see_a_word(tmp_path: Path) -> None:
    assert "Канарейка" in run("sys.stdout.write(text)", tmp_path)
