"""Nothing leaks: a word typed into a field is in no file in clear, and no internet socket is opened.

A child process lives through a day with a canary in every field it can write, in folders of its own; afterwards
every file there is searched. The child's audit hook reports sockets and every file opened for writing.
"""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

CANARY = "КанарейкаQz7"
PHRASE = "Соловьиная трель семи простых слов Wk4"

DAY = """
import json, os, sys
sockets, written = [], []
def heard(event, arguments):
    if event.startswith("socket."):
        sockets.append(event)
    elif event == "open" and isinstance(arguments[0], (str, bytes, os.PathLike)):
        mode, flags = arguments[1], arguments[2]
        if (isinstance(mode, str) and set(mode) & set("wax+")) or (flags or 0) & (os.O_WRONLY | os.O_RDWR):
            written.append(os.path.abspath(os.fsdecode(arguments[0])))
sys.addaudithook(heard)
from pathlib import Path
from monitorapp import documents
from monitorapp.exchange.members import create_vault, find_recipient, identity_of, trust, words_of
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.errors import Trouble
from monitorapp.cli.context import say_trouble
from monitorapp.vault.keyfile import LIGHT
home, canary, phrase = Path(sys.argv[1]), sys.argv[2], sys.argv[3]
anna, _ = create_vault(home / "anna", phrase, canary[:20], LIGHT)
office, _ = create_vault(home / "office", phrase, "Office", LIGHT, role="coordinator")
for one, other in ((anna, office), (office, anna)):
    card = identity_of(one).card()
    trust(other, card.encode(), " ".join(words_of(card, "ru")))
visit, _ = documents.start_visit(anna, "practice")
cell, _ = documents.add_document(anna, visit, "cell")
for document in (visit, cell):
    for name, compartment in (("prep_objective", "general"), ("pop_total#raw", "general"), ("detainee", "personal"),
                              ("injury#note", "medical"), ("informant@detainee", "source")):
        for text in (canary, canary * 50, [canary], {"rank": [canary]}):
            anna.record(document, name, text, anna.shown(document, name), compartment)
    anna.undo(); anna.redo()
    anna.commit(document)
anna.set_place({"document": visit, "text": canary})
path = home / "stick" / "visit.mvb"
path.parent.mkdir()
send(anna, [visit], [find_recipient(anna, "Office")], path)
receive(office, path)
anna.record(visit, "prep_objective", canary + " 1", anna.shown(visit, "prep_objective"))
office.record(visit, "prep_objective", canary + " 2", office.shown(visit, "prep_objective"))
office.commit_all()
send(anna, [visit], [find_recipient(anna, "Office")], home / "stick" / "again.mvb")
receive(office, home / "stick" / "again.mvb")
conflict = office.conflicts()[0]
office.settle(visit, conflict.field, canary, canary, office.view(visit).shown[conflict.field])
anna.finish(visit, canary)
for wrong in (canary, "#" + canary):
    try:
        anna.record(visit, wrong + " ", canary, ())
    except Trouble as trouble:
        say_trouble(trouble)
documents.open_state(anna, visit)
anna.record(visit, "prep_objective", canary + " 3", ())
PLANT
print(json.dumps({"sockets": sockets, "written": written}))
sys.stdout.flush()
HOW_IT_ENDS
"""
CLOSED = "anna.close(); office.close()"
KILLED = "os.kill(os.getpid(), 9)"


def live(home: Path, *, end: str = CLOSED, plant: str = "") -> tuple[dict[str, Any], str]:
    """Live the day in `home`; returns what the audit hook heard, and standard error."""
    home.mkdir()
    inside = {
        name: str(home / name) for name in ("HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME")
    }
    for folder in inside.values():
        Path(folder).mkdir()
    text = DAY.replace("PLANT", plant).replace("HOW_IT_ENDS", end)
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-B", "-c", text, str(home), CANARY, PHRASE],
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
        timeout=120,
        env={**os.environ, **inside, "TEMP": inside["TMPDIR"], "TMP": inside["TMPDIR"]},
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == (0 if end == CLOSED else -9), done.stderr
    heard: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return heard, done.stderr


def spellings(word: str) -> Iterator[bytes]:
    """The ways in which a word may lie in a file."""
    utf8 = word.encode()
    yield utf8
    yield word.encode("utf-16-le")
    yield word.encode("cp1251")
    yield json.dumps(word).strip('"').encode()
    yield utf8.hex().encode()
    yield utf8.hex().upper().encode()
    for shift in range(3):  # where the word stands in a base 64 text is not known
        whole = base64.b64encode(bytes(shift) + utf8)
        yield whole[(shift * 4 + 2) // 3 + (shift > 0) : len(whole) - 4]


def leaks(home: Path, *words: str) -> list[str]:
    """The files under `home` that hold one of the words in one of the spellings."""
    wanted = [spelling for word in words for spelling in spellings(word)]
    files = [path for path in home.rglob("*") if path.is_file()]
    return sorted(
        str(path.relative_to(home)) for path in files if any(spelling in path.read_bytes() for spelling in wanted)
    )


@pytest.fixture(scope="module")
def day(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any], str]:
    home = tmp_path_factory.mktemp("day") / "home"
    return home, *live(home)


def test_a_word_typed_into_a_field_is_in_no_file(day: tuple[Path, dict[str, Any], str]) -> None:
    home, _, said = day
    assert len([path for path in home.rglob("*") if path.is_file()]) > 6
    assert leaks(home, CANARY, PHRASE) == []
    assert CANARY not in said
    assert PHRASE not in said


def test_a_word_typed_before_a_crash_is_in_no_file(tmp_path: Path) -> None:
    _, said = live(tmp_path / "home", end=KILLED)
    assert list((tmp_path / "home").rglob("*-wal")) != []
    assert leaks(tmp_path / "home", CANARY, PHRASE) == []
    assert CANARY not in said


def test_no_socket_is_opened(day: tuple[Path, dict[str, Any], str]) -> None:
    assert day[1]["sockets"] == []


def test_python_writes_only_in_the_vaults_and_to_the_stick(day: tuple[Path, dict[str, Any], str]) -> None:
    home, heard, _ = day
    allowed = tuple(str(home / name) + os.sep for name in ("anna", "office", "stick"))
    assert heard["written"]
    assert [path for path in heard["written"] if not path.startswith(allowed) and path != os.devnull] == []


def test_nothing_but_vaults_and_bundles_is_left_behind(day: tuple[Path, dict[str, Any], str]) -> None:
    tops = {path.relative_to(day[0]).parts[0] for path in day[0].rglob("*") if path.is_file()}
    assert tops == {"anna", "office", "stick"}


def test_names_of_files_tell_nothing(day: tuple[Path, dict[str, Any], str]) -> None:
    for vault in ("anna", "office"):
        folder = day[0] / vault
        assert {path.name for path in folder.iterdir()} == {"k", "l", "a", "s"}
        names = [path.name for path in (folder / "l").iterdir()]
        assert all(len(name) == 16 and set(name) <= set("0123456789abcdef") for name in names)


def test_sizes_of_ledgers_come_in_steps(day: tuple[Path, dict[str, Any], str]) -> None:
    ledgers = [path for vault in ("anna", "office") for path in (day[0] / vault / "l").iterdir()]
    assert ledgers
    assert all(path.stat().st_size % 16384 == 0 for path in ledgers)


PLANTS = {
    "in a temporary file": "import tempfile; open(tempfile.mktemp(), 'w').write(canary)",
    "as UTF-16": "(home / 'HOME' / 'x').write_bytes(('ab' + canary).encode('utf-16-le'))",
    "as base 64": "import base64; (home / 'x').write_bytes(base64.b64encode(b'ab' + canary.encode() + b'cd'))",
    "as hex": "(home / 'x').write_text((b'a' + canary.encode()).hex())",
    "as JSON": "(home / 'x').write_text(json.dumps({'a': canary}))",
    "in an unencrypted database": (
        "import sqlite3; c = sqlite3.connect(home / 'x'); c.execute('create table t(x)'); "
        "c.execute('insert into t values(?)', (canary,)); c.commit(); c.close()"
    ),
    "as a passphrase": "(home / 'x').write_text(phrase)",
}


@pytest.mark.parametrize("plant", PLANTS.values(), ids=PLANTS.keys())
def test_a_planted_leak_is_found(tmp_path: Path, plant: str) -> None:
    home = tmp_path / "home"
    home.mkdir()
    for folder in ("HOME", "TMPDIR"):
        (home / folder).mkdir()
    text = "import json, sys; from pathlib import Path; home, canary, phrase = Path(sys.argv[1]), *sys.argv[2:]; "
    inside = {"TMPDIR": str(home / "TMPDIR"), "TEMP": str(home / "TMPDIR"), "TMP": str(home / "TMPDIR")}
    command = [sys.executable, "-X", "utf8", "-c", text + plant, str(home), CANARY, PHRASE]
    subprocess.run(command, check=True, timeout=60, env={**os.environ, **inside})
    assert len(leaks(home, CANARY, PHRASE)) == 1


def test_a_planted_socket_and_a_planted_file_are_heard(tmp_path: Path) -> None:
    plant = "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close(); open(home / 'out', 'w').close()"
    heard, _ = live(tmp_path / "home", plant=plant)
    assert "socket.__new__" in heard["sockets"]
    assert str(tmp_path / "home" / "out") in heard["written"]
