"""T16 and T18: a cipher that is not what it should be is refused; right passphrases open, wrong ones never do."""

import random
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from benchmarks.harden.check import Figure, Trial, plant
from benchmarks.harden.window import HOUSE
from monitorapp.errors import VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.resources import word_list
from monitorapp.vault import locks
from monitorapp.vault.cipher import PLAIN_HEADER
from monitorapp.vault.keyfile import LIGHT, KdfCost, KeyFile
from monitorapp.vault.passphrase import PHRASE_WORDS

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


CHEAP = KdfCost(8, 1, 1)  # 2,000 phrases are tried about ten times each
Spelling = Callable[[str, random.Random], str]

SPELLINGS: dict[str, Spelling] = {
    "composed": lambda phrase, _: unicodedata.normalize("NFC", phrase),
    "decomposed": lambda phrase, _: unicodedata.normalize("NFD", phrase),
    "with е for ё": lambda phrase, _: phrase.replace("ё", "е"),
    "with ё for е": lambda phrase, _: phrase.replace("е", "ё"),
    "in capitals": lambda phrase, _: phrase.upper(),
    "with mixed capitals": lambda phrase, dice: "".join(dice.choice((c.upper(), c)) for c in phrase),
    "with wide blanks": lambda phrase, dice: phrase.replace(" ", dice.choice(("  ", "\t", " ", " \n "))),
    "with blanks around": lambda phrase, _: f"  {phrase} ",
    "all at once": lambda phrase, _: unicodedata.normalize("NFD", f" {phrase.upper().replace(' ', '   ')}"),
}


def _other_letter(phrase: str, dice: random.Random) -> str:
    place = dice.choice([n for n, letter in enumerate(phrase) if letter not in " её"])
    other = dice.choice([letter for letter in "абвгджзиклмнопрст" if letter != phrase[place]])
    return phrase[:place] + other + phrase[place + 1 :]


def _without_a_word(phrase: str, dice: random.Random) -> str:
    words = phrase.split()
    del words[dice.randrange(len(words))]
    return " ".join(words)


MISTAKES: tuple[Spelling, ...] = (
    _other_letter,
    _without_a_word,
    lambda phrase, _: phrase.replace(" ", "", 1),
    lambda phrase, _: phrase + "я",
    lambda _, __: "",
)


def passphrases(trial: Trial) -> Sequence[Figure]:
    """T18. The same phrase typed otherwise opens; a phrase with one mistake does not."""
    locks.MEMORY_FLOOR_KIB = CHEAP.memory
    if trial.planted:
        take_yo_for_another_letter()
    dice, words = random.Random(trial.size), word_list("ru")
    made, _ = KeyFile.create(trial.folder / "k", "beginning", CHEAP)
    shut_out, let_in, right, wrong = 0, 0, 0, 0
    for _ in range(trial.size):
        phrase = " ".join((*dice.choices(words, k=PHRASE_WORDS - 1), "ёлка"))
        made.change_passphrase(phrase, CHEAP)
        for spelling in SPELLINGS.values():
            right += 1
            shut_out += not _opens(trial, spelling(phrase, dice))
        for mistake in MISTAKES:
            wrong += 1
            let_in += _opens(trial, mistake(phrase, dice))
    return [
        Figure.exactly(trial.size * len(SPELLINGS), right, "right spellings"),
        Figure.none(shut_out, f"of {right:,} right spellings shut out"),
        Figure.none(let_in, f"of {wrong:,} mistaken phrases let in"),
    ]


def take_yo_for_another_letter() -> None:
    """The planted fault: ё and е are two letters."""
    plant(locks, "normalise", lambda phrase: " ".join(phrase.casefold().split()).encode())


def _opens(trial: Trial, phrase: str) -> bool:
    try:
        KeyFile.open(trial.folder / "k", phrase)
    except VaultTrouble as trouble:
        return trouble.code != "wrong-passphrase"  # any other answer to a phrase is as wrong as letting it in
    return True
