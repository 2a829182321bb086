"""The house rules: each says no to what it is for, and nothing to what is allowed."""

import subprocess
import sys
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "packaging/house_rules.py"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty checkout."""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put(house: Path, name: str, text: str) -> None:
    path = house / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def told(house: Path) -> tuple[int, list[str]]:
    done = subprocess.run([sys.executable, RULES], cwd=house, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def test_a_house_in_order_passes_and_says_how_much_was_looked_at(house: Path) -> None:
    put(house, "monitorapp/a.py", "x = 1\n")
    put(house, "ui/b.py", "y = 2\n")
    put(house, "c.txt", '"insert into t"\n')
    assert told(house) == (0, ["house rules: 2 files, 0 broken"])


@pytest.mark.parametrize(
    ("name", "lines", "broken"),
    [
        ("monitorapp/a.py", 350, False),
        ("monitorapp/a.py", 351, True),
        ("benchmarks/harden/a.py", 351, True),
        ("ui/main_window.py", 200, False),
        ("ui/main_window.py", 201, True),
        ("tests/test_a.py", 400, False),
    ],
)
def test_a_file_of_the_program_has_a_longest_size(house: Path, name: str, lines: int, broken: bool) -> None:
    put(house, name, "\n" * lines)
    code, said = told(house)
    assert (code, any(f"{name}: {lines} lines" in line for line in said)) == (int(broken), broken)


@pytest.mark.parametrize(
    "statement",
    [
        '"select a, b from facts"',
        '"""\n    select a\n    from facts\n"""',
        '"insert into facts values(?)"',
        '"insert or replace into facts values(?)"',
        '"INSERT OR IGNORE INTO facts values(?)"',
        '"update facts set value = 1"',
        '"delete from facts"',
        '"create table facts(x)"',
        '"create unique index places on facts(x)"',
        '"create temp table facts(x)"',
        '"drop table facts"',
        '"alter table facts add x"',
        '"pragma key = 1"',
        '"attach database ? as copy"',
        '"begin immediate"',
    ],
)
def test_sql_stands_in_the_vault_alone(house: Path, statement: str) -> None:
    put(house, "monitorapp/vault/a.py", f"x = {statement}\n")
    assert told(house)[0] == 0
    put(house, "monitorapp/exchange/a.py", f"x = {statement}\n")
    assert told(house) == (1, ["monitorapp/exchange/a.py: SQL outside the vault", "house rules: 2 files, 1 broken"])


@pytest.mark.parametrize(
    "line", ["ledger_file(folder, ledger).read_bytes()", "ledger_file(a, b).open('rb')", "shutil.copy(ledger, x)"]
)
def test_no_second_handle_is_opened_on_a_ledger_not_even_in_the_vault(house: Path, line: str) -> None:
    put(house, "monitorapp/vault/a.py", f"{line}\n")
    assert told(house)[1][0] == "monitorapp/vault/a.py: a second handle on a ledger file"


@pytest.mark.parametrize(
    ("handler", "broken"),
    [
        ("except:\n    pass", True),
        ("except Exception:\n    pass", True),
        ("except Exception as error:\n    ...", True),
        ("except BaseException: pass", True),
        ("except OSError:\n    pass", False),
        ("except Exception:\n    raise", False),
    ],
)
def test_no_error_is_swallowed_whole(house: Path, handler: str, broken: bool) -> None:
    put(house, "ui/a.py", f"try:\n    x()\n{handler}\n")
    assert (told(house)[1][0] == "ui/a.py: a swallowed error") is broken


@pytest.mark.parametrize("name", ["utils.py", "helpers.py", "manager.py", "common.py"])
def test_a_name_says_what_is_inside(house: Path, name: str) -> None:
    put(house, f"ui/{name}", "")
    assert told(house)[1][0] == f"ui/{name}: a name that says nothing"


def test_packaging_is_no_package_also_where_git_does_not_look(house: Path) -> None:
    put(house, ".gitignore", "__init__.py\n")
    put(house, "packaging/__init__.py", "")
    assert told(house)[1][0] == "packaging/__init__.py: shadows the library of that name"


def test_a_file_that_was_removed_and_one_that_is_ignored_are_not_looked_at(house: Path) -> None:
    put(house, "ui/utils.py", "")
    subprocess.run(["git", "add", "ui/utils.py"], cwd=house, check=True)
    (house / "ui/utils.py").unlink()
    put(house, ".gitignore", "screens/\n")
    put(house, "screens/helpers.py", "")
    assert told(house) == (0, ["house rules: 0 files, 0 broken"])
