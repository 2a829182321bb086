"""Nothing listens, nothing remembers, and files are for their owner alone."""

import ast
import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from ui.app import is_refused, parse

ROOT = Path(__file__).parents[3]
UI = ROOT / "ui"
# They write down where a person was, or who uses the laptop: QtProject.conf, the registry, host names in lock files.
REMEMBERING = {"QSettings", "QFileDialog", "QLockFile", "QTemporaryFile", "QTemporaryDir", "QDesktopServices"}
LISTENING = {"QLocalServer", "QTcpServer", "QtNetwork", "QtWebEngineCore"}


@pytest.mark.parametrize(
    "platform", ["vnc", "VNC", "vnc:size=800x600", "xcb;vnc", "wayland; vnc:port=5901", " vnc", "vnc;"]
)
def test_every_spelling_that_makes_qt_listen_is_refused(platform: str) -> None:
    assert is_refused(platform)


@pytest.mark.parametrize("platform", ["", "xcb", "wayland;xcb", "offscreen", "windows:darkmode=1", "cocoa"])
def test_platforms_that_only_show_are_not(platform: str) -> None:
    assert not is_refused(platform)


def test_no_argument_reaches_qt(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(["-platform", "vnc"])
    assert ended.value.code == 2
    capsys.readouterr()


@pytest.mark.parametrize("platform", ["vnc:port=5917", "offscreen;vnc"])
def test_qt_is_not_even_loaded_where_it_would_listen(tmp_path: Path, platform: str) -> None:
    code = """
import sys
from ui.app import main
code = main([])
print(code, any(name.startswith("PySide6") for name in sys.modules))
"""
    environment = {**os.environ, "QT_QPA_PLATFORM": platform, "HOME": str(tmp_path)}
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["2", "False"]


@pytest.mark.parametrize("path", sorted(UI.rglob("*.py")), ids=lambda path: path.stem)
def test_nothing_is_used_that_remembers_or_listens(path: Path) -> None:
    names = {node.id for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Name)}
    imported = {
        alias.name
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in node.names
    }
    assert not (names | imported) & (REMEMBERING | LISTENING)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no modes")
def test_files_of_a_hardened_process_are_for_their_owner_alone(tmp_path: Path) -> None:
    code = f"""
from pathlib import Path
from ui.app import harden
harden()
from monitorapp.settings import Settings, write_settings
from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import LIGHT
home = Path({str(tmp_path)!r})
write_settings(home / "settings" / "s.json", Settings())
vault, _ = create_vault(home / "vault", "семь слов для прав на файлы", "А. Б.", LIGHT)
vault.start_visit("visit", "1", {{}})
vault.close()
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, timeout=60, check=True)
    made = [path for path in tmp_path.rglob("*") if path.name != "__pycache__"]
    assert len(made) > 5
    assert [path.name for path in made if stat.S_IMODE(path.stat().st_mode) & 0o077] == []


ENDED = """
import os, signal, threading, time
from ui.start import MainWindow
from ui.app import main
{before}
painted, closed, begun = MainWindow.paintEvent, MainWindow.closeEvent, []
def paint(self, event):
    painted(self, event)
    if not begun:
        begun.append(time.monotonic())
        threading.Timer(0.7, os.kill, (os.getpid(), signal.{name})).start()
        threading.Timer(4.0, os.kill, (os.getpid(), signal.SIGTERM)).start()
def close(self, event):
    print("early" if time.monotonic() - begun[0] < 3.9 else "late", flush=True)
    closed(self, event)
    os._exit(0)
MainWindow.paintEvent, MainWindow.closeEvent = paint, close
main(["--vault", "nowhere"])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such signals")
@pytest.mark.parametrize(
    ("name", "before", "when"),
    [
        ("SIGINT", "signal.signal(signal.SIGINT, signal.default_int_handler)", "early"),
        ("SIGHUP", "signal.signal(signal.SIGHUP, signal.SIG_DFL)", "early"),
        ("SIGHUP", "signal.signal(signal.SIGHUP, signal.SIG_IGN)", "late"),
    ],
)
def test_a_terminal_that_goes_closes_the_window_unless_it_was_told_not_to(
    tmp_path: Path, name: str, before: str, when: str
) -> None:
    own = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    command = [sys.executable, "-c", ENDED.format(name=name, before=before)]
    done = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **own}, capture_output=True, text=True, timeout=60, check=True
    )
    assert done.stdout.split() == [when]
