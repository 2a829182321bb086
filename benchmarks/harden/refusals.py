"""T16: a program whose cipher is not what it should be refuses to make or open a vault, and writes nothing in clear."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.window import HOUSE
from monitorapp.exchange.members import create_vault
from monitorapp.vault.cipher import PLAIN_HEADER
from monitorapp.vault.keyfile import LIGHT

PHRASE = "seven plain words for one old laptop"
COMMAND_LINE = "\nimport sys\nfrom monitorapp.cli.main import main\nsys.exit(main(sys.argv[1:]))\n"
IN_CIPHER = "import monitorapp.vault.cipher as cipher\n"

# What is wrong with the machine: Python that runs before the command line does.
SABOTAGES: Mapping[str, str] = {
    "the sqlite3 of Python instead of SQLCipher": (
        "import sqlite3, sys, types\n"
        "sys.modules['sqlcipher3'] = types.ModuleType('sqlcipher3')\n"
        "sys.modules['sqlcipher3.dbapi2'] = sys.modules['sqlcipher3'].dbapi2 = sqlite3\n"
    ),
    "no SQLCipher at all": "import sys\nsys.modules['sqlcipher3'] = sys.modules['sqlcipher3.dbapi2'] = None\n",
    "temporary files on the disk": (
        f"{IN_CIPHER}cipher._SETTINGS = tuple(s.replace('temp_store = MEMORY', 'temp_store = FILE') "
        "for s in cipher._SETTINGS)\n"
    ),
    "an old SQLite": f"{IN_CIPHER}cipher.OLDEST_SQLITE = (99, 0, 0)\n",
    "keys of 31 bytes": (
        f"{IN_CIPHER}opened = cipher.open_ledger\n"
        "import monitorapp.vault.ledger as ledger\n"
        "ledger.open_ledger = lambda path, key, *more, **named: opened(path, key[:31], *more, **named)\n"
    ),
    "keys of no bytes": (
        f"{IN_CIPHER}opened = cipher.open_ledger\n"
        "import monitorapp.vault.ledger as ledger\n"
        "ledger.open_ledger = lambda path, key, *more, **named: opened(path, b'', *more, **named)\n"
    ),
}
# The planted fault: nobody looks at the cipher.
TRUSTING = f"{IN_CIPHER}cipher.self_check = lambda: None\n"


def refusals(trial: Trial) -> Sequence[Figure]:
    """T16. Each sabotage, at making a vault and at opening one; and none, to see that the way is open otherwise."""
    create_vault(trial.folder / "v", PHRASE, "Anna", LIGHT)[0].close()
    sabotages = {name: code + (TRUSTING if trial.planted else "") for name, code in SABOTAGES.items()}
    opened = [name for name, code in sabotages.items() if _works(code, "info", trial.folder / "v")]
    made = [
        name
        for number, (name, code) in enumerate(sabotages.items())
        if _works(code, "create", trial.folder / f"new{number}", "--memory", "128")
    ]
    plain = [path for path in trial.folder.rglob("*") if path.is_file() and _starts_plain(path)]
    return [
        Figure.exactly(len(SABOTAGES), len(sabotages), "sabotages of the cipher"),
        Figure.none(len(opened), f"vaults opened all the same{_named(opened)}"),
        Figure.none(len(made), f"vaults made all the same{_named(made)}"),
        Figure.none(len(plain), "files in clear"),
        Figure.exactly(1, _works("", "info", trial.folder / "v"), "opens without any"),
    ]


def _works(code: str, command: str, folder: Path, *more: str) -> bool:
    """Whether the command line goes through with it."""
    words = [sys.executable, "-c", code + COMMAND_LINE, "vault", command, str(folder), *more]
    done = subprocess.run(
        words, input=f"{PHRASE}\n", capture_output=True, text=True, check=False, timeout=120, cwd=HOUSE
    )
    return done.returncode == 0


def _starts_plain(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def _named(names: Sequence[str]) -> str:
    return f": {'; '.join(names)}" if names else ""
