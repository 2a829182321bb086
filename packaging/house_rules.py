"""House rules that no other tool knows: file sizes, SQL and handles only in the vault, no names of other places."""

import re
import subprocess
import sys
from pathlib import Path

LONGEST = 350
WINDOW_LONGEST = 200
PROGRAM = ("monitorapp", "ui", "packaging", "benchmarks")
SQL = re.compile(
    r'"\s*(select\s[^"]*\sfrom|insert (or \w+ )?into|update \w+\s+set|delete from|create (\w+ )*(table|index)'
    r"|drop table|alter table|pragma|attach database|begin (immediate|exclusive))\b",
    re.IGNORECASE,
)
# Closing any second handle on a ledger file would drop its POSIX lock.
SECOND_HANDLE = re.compile(r"ledger_file\(.*\)\.(open|read_bytes|read_text|write_bytes)|shutil\.copy.*ledger")
SWALLOWED = re.compile(r"except( Exception| BaseException)?( as \w+)?:\s*(pass|\.\.\.)")
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "manager.py", "common.py"}


def main() -> int:
    """Print every broken rule; 1 if there is any."""
    files = [Path(name) for name in _tracked() if name.endswith(".py") and Path(name).is_file()]
    broken = [line for file in files for line in _broken(file)]
    broken += (
        ["packaging/__init__.py: shadows the library of that name"] if Path("packaging/__init__.py").exists() else []
    )
    sys.stdout.write("".join(f"{line}\n" for line in broken))
    sys.stdout.write(f"house rules: {len(files)} files, {len(broken)} broken\n")
    return 1 if broken else 0


def _tracked() -> list[str]:
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def _broken(file: Path) -> list[str]:
    text = file.read_text(encoding="utf-8")
    lines = text.count("\n")
    found = []
    most = WINDOW_LONGEST if file.name == "main_window.py" else LONGEST
    if file.parts[0] in PROGRAM and lines > most:
        found.append(f"{file}: {lines} lines, at most {most}")
    if file.name in FORBIDDEN_NAMES:
        found.append(f"{file}: a name that says nothing")
    if file.parts[0] in {"monitorapp", "ui"}:
        found += _broken_in_program(file, text)
    return found


def _broken_in_program(file: Path, text: str) -> list[str]:
    rules = {SECOND_HANDLE: "a second handle on a ledger file", SWALLOWED: "a swallowed error"}
    if file.parts[:2] != ("monitorapp", "vault"):
        rules[SQL] = "SQL outside the vault"
    return [f"{file}: {words}" for pattern, words in rules.items() if pattern.search(text)]


if __name__ == "__main__":
    sys.exit(main())
