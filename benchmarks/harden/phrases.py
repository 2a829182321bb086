"""T18: two thousand passphrases as different keyboards give them open their key file; wrong ones never do."""

import random
import unicodedata
from collections.abc import Callable, Sequence

from benchmarks.harden.check import Figure, Trial, plant
from monitorapp.errors import VaultTrouble
from monitorapp.resources import word_list
from monitorapp.vault import kdf
from monitorapp.vault.keyfile import KdfCost, KeyFile
from monitorapp.vault.passphrase import PHRASE_WORDS

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
    kdf.MEMORY_FLOOR_KIB = CHEAP.memory
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
    plant(kdf, "normalise", lambda phrase: " ".join(phrase.casefold().split()).encode())


def _opens(trial: Trial, phrase: str) -> bool:
    try:
        KeyFile.open(trial.folder / "k", phrase)
    except VaultTrouble as trouble:
        return trouble.code != "wrong-passphrase"  # any other answer to a phrase is as wrong as letting it in
    return True
