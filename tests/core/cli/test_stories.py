"""Whole stories told to the program itself, each command a process of its own."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.core.cli.conftest import lines


def cli(*words: str | Path, text: str = "", code: int = 0, environment: Mapping[str, str] | None = None) -> str:
    """What the program says; its exit code must be `code`."""
    done = subprocess.run(
        [sys.executable, "-m", "monitorapp.cli.main", *map(str, words)],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **(environment or {})},
    )
    said = done.stderr.decode()
    assert done.returncode == code, said
    assert "Traceback" not in said
    return done.stdout.decode() if code in {0, 3} and done.stdout else said


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """The demonstration as one command makes it."""
    out = tmp_path_factory.mktemp("demo") / "out"
    told = json.loads(cli("demo", out, "--json"))
    assert told == json.loads((out / "demo.json").read_text(encoding="utf-8"))
    return out, told


class Office:
    """A copy of the coordinator's vault, driven by one batch at a time."""

    def __init__(self, demo: tuple[Path, dict[str, Any]], folder: Path) -> None:
        out, told = demo
        shutil.copytree(out / "coordinator", folder)
        self.folder = folder
        self.phrase = told["vaults"]["coordinator"]["passphrase"]
        self.files = [out / bundle["file"] for bundle in told["bundles"]]

    def batch(self, *commands: str) -> list[Any]:
        text = "\n".join([self.phrase, *(f"{command} --json" for command in commands), ""])
        return [json.loads(line) for line in cli("batch", self.folder, "-", text=text).splitlines()]


def planted(told: dict[str, Any]) -> set[tuple[str, str, str]]:
    return {(c["document"], c["field"], json.dumps(sorted(c["values"], key=str))) for c in told["conflicts"]}


def found(conflicts: list[dict[str, Any]]) -> set[tuple[str, str, str]]:
    return {(c["document"], c["field"], json.dumps(sorted(c["values"], key=str))) for c in conflicts}


def test_the_demonstration_merges_alike_in_both_orders_and_twice(
    demo: tuple[Path, dict[str, Any]], tmp_path: Path
) -> None:
    digests = []
    for order in (0, 1):
        office = Office(demo, tmp_path / f"office{order}")
        files = office.files[::-1] if order else office.files
        empty, planned, after_plan, first, second, conflicts, digest, again, same = office.batch(
            "digest",
            f"receive {files[0]} {files[1]} --dry-run",
            "digest",
            f"receive {files[0]}",
            f"receive {files[1]}",
            "conflicts",
            "digest",
            f"receive {files[1]} {files[0]}",
            "digest",
        )
        assert empty == after_plan
        assert planned["new"] > 0
        assert (first["conflicts"], second["conflicts"]) == (0, len(planted(demo[1])))
        assert found(conflicts) == planted(demo[1])
        assert not first["nothing_new"]
        assert (again["nothing_new"], again["new"], again["conflicts"], again["settled"]) == (True, 0, 0, 0)
        assert same == digest
        digests.append(digest)
    assert digests[0] == digests[1]


def test_a_decision_of_the_office_travels_back(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    office = Office(demo, tmp_path / "office")
    choice = demo[1]["conflicts"][0]
    visit = choice["document"]
    office.batch(f"receive {office.files[0]} {office.files[1]}")
    office.batch(f"settle {visit} {choice['field']} --value {choice['values'][1]} --reason counted-again")
    (sent,) = office.batch(f"send {visit} --to 'Монитор 1' --to 'Монитор 2' -o {tmp_path / 'update.mvb'}")
    assert Path(sent["file"]).stat().st_size == sent["bytes"]
    for monitor in ("monitor-1", "monitor-2"):
        folder = tmp_path / monitor
        shutil.copytree(demo[0] / monitor, folder)
        phrase = demo[1]["vaults"][monitor]["passphrase"]
        text = f"{phrase}\nreceive {sent['file']} --json\nshow {visit} --json\n"
        received, shown = (json.loads(line) for line in cli("batch", folder, "-", text=text).splitlines())
        assert received["bundles"][0]["kind"] == "update"
        assert shown["values"][choice["field"]] == choice["values"][1]


def test_two_people_begin_from_nothing(tmp_path: Path) -> None:
    """Make two vaults, compare words, invite, fill, send: every command of a first day, by its own process."""
    people: dict[str, tuple[Path, str]] = {}
    for name in ("Anna", "Office"):
        made = json.loads(
            cli("vault", "create", tmp_path / name, "--generate", "--name", name, "--memory", "128", "--json")
        )
        people[name] = tmp_path / name, made["passphrase"]
    for name, other in (("Anna", "Office"), ("Office", "Anna")):
        folder, phrase = people[other]
        card = json.loads(cli("identity", "show", folder, "-o", tmp_path / "card", "--json", text=phrase))
        folder, phrase = people[name]
        cli("trust", "add", folder, tmp_path / "card", "--words", card["digits"], text=phrase)
    folder, phrase = people["Anna"]
    visit = cli("visit", "start", folder, text=phrase).strip()
    cli("fill", folder, visit, "-", text=f"{phrase}\n" + lines({"field": "prep_objective", "value": "Журнал №1"}))
    said = cli("send", folder, visit, "--to", "Office", "-o", tmp_path / "visit.mvb", text=phrase)
    assert said.startswith("exported: ")
    folder, phrase = people["Office"]
    assert "new" in cli("receive", folder, tmp_path / "visit.mvb", text=phrase)
    assert "Журнал №1" in cli("show", folder, visit, text=phrase)
    assert "nothing new" in cli("receive", folder, tmp_path / "visit.mvb", text=phrase)


def test_bytes_that_are_no_text_are_refused_and_not_a_crash(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    office = Office(demo, tmp_path / "office")
    assert "wrong-passphrase" in cli("visit", "list", office.folder, text="\udcff\udcfe\n", code=3)
    office.batch(f"receive {office.files[0]}")
    visit = demo[1]["conflicts"][0]["document"]
    text = (
        f"{office.phrase}\n" + '{"field":"pop_total","value":"\udcff"}\n' + lines({"field": "food_meals", "value": 2})
    )
    answers = [json.loads(line) for line in cli("fill", office.folder, visit, "-", text=text, code=3).splitlines()]
    assert answers[0] == {"trouble": "value-broken"}
    assert answers[1]["ack"] > 0


def test_russian_text_passes_whatever_the_system_speaks(demo: tuple[Path, dict[str, Any]], tmp_path: Path) -> None:
    office = Office(demo, tmp_path / "office")
    office.batch(f"receive {office.files[0]}")
    visit = demo[1]["conflicts"][0]["document"]
    spoken = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    text = f"{office.phrase}\n" + lines({"field": "prep_objective", "value": "Ёлка"})
    cli("fill", office.folder, visit, "-", text=text, environment=spoken)
    assert "Ёлка" in cli("show", office.folder, visit, text=office.phrase, environment=spoken)


def test_the_command_line_never_imports_qt_or_the_reader_of_workbooks() -> None:
    text = "import sys, monitorapp.cli.main; print(sorted({'PySide6', 'pyxform'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", text], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


ALONE = """
import ctypes, os, resource, sys
from monitorapp.cli.main import main
sys.argv = ["monitorapp-cli", "--version"]
main()
print(resource.getrlimit(resource.RLIMIT_CORE), ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), oct(os.umask(0)))
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="asks as Linux does")
def test_the_command_line_leaves_no_core_file_and_lets_nobody_read_its_memory() -> None:
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.splitlines()[1] == "(0, 0) 0 0o77"
