"""What is promised of the whole program with its window: nothing typed leaks, and no internet socket is opened."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex
from typing import Any

import pytest

from tests.core.test_leaks import leaks

HOUSE = Path(__file__).parents[1]
PHRASE = "Соловьиная трель семи простых слов Wk4"
FOLDERS = ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_RUNTIME_DIR")
FACILITY = ("Учебное", "учреждение", "Practice", "practice")


@dataclass(frozen=True)
class Day:
    """What a day at the window left behind."""

    home: Path
    word: str
    heard: dict[str, Any]
    said: str  # everything on standard output and standard error but the report


def live(home: Path, planted: str = "") -> Day:
    """Live a day at the window in a process and folders of its own, with a word that exists nowhere else."""
    home.mkdir()
    word = f"Жар{token_hex(4)}Ъptица"
    inside = {name: str(home / name) for name in FOLDERS}
    for folder in inside.values():
        Path(folder).mkdir(mode=0o700)
    own = {"QT_QPA_PLATFORM": "offscreen", "TEMP": inside["TMPDIR"], "TMP": inside["TMPDIR"], "PYTHONPATH": str(HOUSE)}
    done = subprocess.run(
        [
            sys.executable,
            "-X",
            "utf8",
            "-B",
            "-m",
            "tests.ui.story.day_at_the_window",
            str(home),
            word,
            PHRASE,
            planted,
        ],
        capture_output=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, **inside, **own},
        cwd=HOUSE,
    )
    assert done.returncode == 0, done.stderr
    *lines, report = done.stdout.splitlines()
    return Day(home, word, json.loads(report), "\n".join(lines) + done.stderr)


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> Day:
    """A day without any leak on purpose."""
    return live(tmp_path_factory.mktemp("day") / "home")


def test_the_word_was_really_typed_and_kept(day: Day) -> None:
    assert day.heard["kept"] == 3
    assert (day.home / "out.mvb").stat().st_size > 0
    assert (day.home / "XDG_CONFIG_HOME" / "monitorapp.json").is_file()


def test_a_word_typed_at_the_window_is_in_no_file(day: Day) -> None:
    assert leaks(day.home, day.word, PHRASE) == []


def test_nothing_is_written_outside_the_vaults_but_the_settings_and_the_bundle(day: Day) -> None:
    outside = {
        path.relative_to(day.home).as_posix()
        for path in day.home.rglob("*")
        if path.is_file() and path.relative_to(day.home).parts[0] not in {"vault", "office"}
    }
    assert {name for name in outside if "fontconfig" not in name} == {"XDG_CONFIG_HOME/monitorapp.json", "out.mvb"}


def test_the_settings_hold_only_how_the_window_looks_and_where_the_vault_lies(day: Day) -> None:
    settings = json.loads((day.home / "XDG_CONFIG_HOME" / "monitorapp.json").read_text(encoding="utf-8"))
    assert set(settings) == {"language", "theme", "text_size", "vault_folder"}


def test_nothing_is_said_on_standard_output_or_error(day: Day) -> None:
    assert day.word not in day.said
    assert PHRASE not in day.said


def test_no_title_of_a_window_tells_what_is_written_or_where(day: Day) -> None:
    titles = " ".join(day.heard["titles"])
    assert titles.strip()
    assert day.word not in titles
    assert not any(name in titles for name in FACILITY)


def test_no_internet_socket_is_opened_and_no_network_module_is_loaded(day: Day) -> None:
    assert day.heard["sockets"] == []
    assert day.heard["network"] == []


def test_a_leak_that_was_planted_is_found(tmp_path: Path) -> None:
    planted = live(tmp_path / "home", "planted")
    assert leaks(planted.home, planted.word) == ["HOME/base64", "TMPDIR/utf-16-le", "TMPDIR/utf-8", "vault/hex"]
    assert planted.word in planted.said
    assert planted.heard["sockets"] == ["socket.__new__"]
