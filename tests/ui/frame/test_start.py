"""Starting: hardened first, light before the first window, no way to listen, nothing remembered but four settings."""

import json
import os
import resource
import subprocess
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from monitorapp.settings import Settings, read_settings, write_settings
from ui.app import REFUSED, Wishes, is_refused, main, parse, relaunch
from ui.crash import Crash, Reporter
from ui.crash_dialog import CrashDialog
from ui.look import Look

ROOT = Path(__file__).parents[3]
HEAVY = ("pydantic", "sqlcipher3", "sqlite3", "cryptography", "pyxform", "openpyxl", "asyncio", "PySide6.QtNetwork")
SLOW = ("csv", "concurrent.futures", "ui.fusion", "ui.shortcuts", "ui.desk", "ui.system_events")


def run_python(code: str, home: Path) -> str:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, text=True, check=True, timeout=60
    )
    return done.stdout


TERMINATED = """
import os, signal, threading
from ui.start import MainWindow
from ui.app import main
painted = MainWindow.paintEvent
def paint(self, event):
    painted(self, event)
    threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGTERM)).start()
MainWindow.paintEvent = paint
print(main(["--vault", "nowhere"]))
"""


def test_the_program_closes_in_order_when_the_system_ends_it(tmp_path: Path) -> None:
    assert run_python(TERMINATED, tmp_path).split() == ["0"]


FIRST_WINDOW = """
import sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from ui.start import Guard, Look, MainWindow, Session, _entries
app = QApplication([])
look = Look(app, None, outlined=False)
window = MainWindow(Session(), look, Guard(), _entries, Path("nowhere"), lambda: None)
window.show()
window.grab()
print(",".join(name for name in {heavy} if name in sys.modules))
"""


def test_the_first_window_needs_nothing_heavy(tmp_path: Path) -> None:
    assert run_python(FIRST_WINDOW.replace("{heavy}", repr(HEAVY + SLOW)), tmp_path).strip() == ""


OUTLINES = """
from PySide6.QtWidgets import QApplication, QCheckBox
from ui.look import Look
app = QApplication(["test", "-style", "fusion"])
look = Look(app, None, outlined=False)
box = QCheckBox("x")
def drawn():
    image = box.grab().toImage()
    return {image.pixelColor(x, y).name() for x in range(image.width()) for y in range(image.height())}
for finish in (lambda: None, look.outline, lambda: look.choose(theme="dark")):
    finish()
    print(look.theme.tokens.control_border in drawn())
"""


def test_outlines_that_can_be_seen_come_after_the_first_paint_and_stay(tmp_path: Path) -> None:
    assert run_python(OUTLINES, tmp_path).split() == ["False", "True", "True"]


def test_the_process_is_hardened_before_qt_is_loaded(tmp_path: Path) -> None:
    code = """
import os, resource, sys
from ui.app import harden
harden()
print(any(name.startswith("PySide6") for name in sys.modules))
print(resource.getrlimit(resource.RLIMIT_CORE)[0], oct(os.umask(0)))
import ctypes
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""
    loaded, limits, dumpable = run_python(code, tmp_path).splitlines()
    assert loaded == "False"
    assert limits == "0 0o77"
    if sys.platform.startswith("linux"):
        assert dumpable == "0"


@pytest.mark.parametrize(("platform", "refused"), [("vnc", True), ("vnc:port=5901", True), ("xcb", False), ("", False)])
def test_only_the_platform_that_listens_is_refused(platform: str, refused: bool) -> None:
    assert is_refused(platform) is refused


def test_the_program_ends_where_vnc_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    limits = resource.getrlimit(resource.RLIMIT_CORE)
    mask = os.umask(0o022)
    monkeypatch.setenv("QT_QPA_PLATFORM", "vnc:port=5905")
    monkeypatch.setattr("ui.app.harden", lambda: None)
    assert main([]) == REFUSED
    assert "network" in capsys.readouterr().err
    os.umask(mask)
    assert resource.getrlimit(resource.RLIMIT_CORE) == limits


def test_the_command_line_names_a_vault_a_demonstration_or_screens() -> None:
    assert parse(["--vault", "v"]).vault == Path("v")
    assert parse(["--demo"]).demo == "monitor-1"
    assert parse(["--demo", "coordinator"]).demo == "coordinator"
    assert parse(["--screens"]).screens == Path("screens")
    assert parse([]) == Wishes(vault=None, demo=None, screens=None)


def test_settings_survive(tmp_path: Path) -> None:
    file = tmp_path / "folder" / "settings.json"
    settings = Settings("ru", "dark", 125, "/somewhere")
    assert write_settings(file, settings)
    assert read_settings(file) == settings
    assert [path.name for path in file.parent.iterdir()] == ["settings.json"]


def test_the_settings_file_tells_four_things_and_no_more(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    write_settings(file, Settings())
    assert sorted(json.loads(file.read_text(encoding="utf-8"))) == ["language", "text_size", "theme", "vault_folder"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "null", '{"text_size": "big", "theme": 7, "other": 1}', '{"text_size": true}']
)
def test_settings_that_cannot_be_understood_are_as_by_default(tmp_path: Path, content: str) -> None:
    file = tmp_path / "settings.json"
    file.write_text(content, encoding="utf-8")
    assert read_settings(file) == Settings()


def test_a_sound_setting_beside_a_broken_one_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    file.write_text('{"theme": "dark", "text_size": "big"}', encoding="utf-8")
    assert read_settings(file) == Settings(theme="dark")


def test_settings_that_cannot_be_written_stop_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert not write_settings(tmp_path / "file" / "settings.json", Settings())


def test_the_look_is_remembered(qapp: QApplication, tmp_path: Path) -> None:
    file = tmp_path / "settings.json"
    look = Look(qapp, file)
    look.choose(language="ru", theme="dark", text_size=110)
    look.remember_vault(tmp_path)
    again = Look(qapp, file)
    assert (again.language, again.theme.scale) == ("ru", 110)
    assert again.theme.tokens == look.theme.tokens
    assert again.settings.vault_folder == str(tmp_path)
    look.choose(language="en", theme="light", text_size=100)


def test_choosing_what_is_chosen_builds_nothing_again(qapp: QApplication) -> None:
    look = Look(qapp, None)
    look.choose(language="en", theme="light", text_size=100)
    told: list[bool] = []
    look.changed.connect(lambda: told.append(True))
    look.choose(language="en", theme="light", text_size=100)
    assert told == []


def test_nothing_is_written_without_a_file(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    look = Look(qapp, None)
    look.choose(theme="dark")
    look.choose(theme="light")
    assert list(tmp_path.iterdir()) == []


def canary_bug() -> Crash:
    answer = "CANARY Алишер"
    try:
        raise ValueError(f"cannot read {answer}")
    except ValueError as bug:
        return Crash.of(bug)


def test_a_crash_has_a_code_and_places_but_no_values() -> None:
    text = canary_bug().text()
    assert "CANARY" not in text
    assert "Алишер" not in text
    assert "ValueError" in text
    assert "test_start.py:" in text
    assert str(ROOT) not in text


def test_the_same_bug_has_the_same_code() -> None:
    assert canary_bug().code == canary_bug().code
    assert len(canary_bug().code) == 9


def test_a_bug_that_comes_back_opens_one_window(qapp: QApplication) -> None:
    hook = Reporter()

    def fail() -> None:
        raise KeyError("CANARY")

    for _ in range(30):
        try:
            fail()
        except KeyError as bug:
            hook(type(bug), bug, bug.__traceback__)
    dialogs = [widget for widget in qapp.topLevelWidgets() if isinstance(widget, CrashDialog) and widget.isVisible()]
    assert len(dialogs) == 1
    dialogs[0].accept()


def test_a_lock_replaces_the_process_by_one_with_the_same_arguments(monkeypatch: pytest.MonkeyPatch) -> None:
    replaced: list[tuple[str, list[str]]] = []
    monkeypatch.setattr("os.execv", lambda program, command: replaced.append((program, list(command))))
    monkeypatch.setattr("sys.platform", "linux")
    relaunch()
    assert replaced == [(sys.executable, [sys.executable, *sys.orig_argv[1:]])]


def test_the_new_process_starts_while_nothing_of_the_old_is_left(tmp_path: Path) -> None:
    code = """
import os, sys
from ui.app import relaunch
if os.environ.get("SECOND"):
    print(os.getpid())
else:
    print(os.getpid(), flush=True)
    os.environ["SECOND"] = "yes"
    relaunch()
"""
    began = time.monotonic()
    first, second = run_python(code, tmp_path).split()
    assert first == second  # the same process, its memory replaced
    assert time.monotonic() - began < 20
