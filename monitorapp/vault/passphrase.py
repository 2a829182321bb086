"""Passphrases and recovery codes: made, normalised, judged. The words come from outside."""

import base64
import hashlib
import math
import secrets
import unicodedata
from collections.abc import Collection, Sequence

from monitorapp.errors import VaultTrouble

PHRASE_WORDS = 7
OWN_PHRASE_WORDS = 5
OWN_PHRASE_LENGTH = 25
RECOVERY_BYTES = 32
CHECK_BYTES = 3
GROUP = 4

SHORTEST_WORD = 3
# What must be left of an own phrase once all that is well known was taken out: words, or letters of one long word.
LEFT_WORDS, LEFT_LETTERS, LEFT_SORTS = 3, 12, 6
SENTENCE = 3  # an entry of so many words is looked for inside a phrase, too

# The keys of the two layouts, folded as `normalise` folds (ё as е); a dot is a letter on one and a mark on the other.
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,./"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбю."
_TO_CYRILLIC = str.maketrans(_LATIN + '{}:"<>`~', _CYRILLIC + "хъжэбюее")
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)


def generate_passphrase(words: Sequence[str]) -> str:
    """Seven words drawn from `words` (at least 1,296 of them), separated by single spaces."""
    assert len(words) >= 1296
    return " ".join(secrets.choice(words) for _ in range(PHRASE_WORDS))


def phrase_bits(words: Sequence[str]) -> float:
    """The strength in bits of a generated passphrase from `words`."""
    return PHRASE_WORDS * math.log2(len(words))


def normalise(phrase: str) -> bytes:
    """The bytes a key is derived from: NFKC, case folded, ё as е, single spaces; so keyboards do not matter."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", phrase).casefold())
    return " ".join(folded.replace("ё", "е").split()).encode(errors="surrogatepass")


def check_own_phrase(phrase: str, common: Collection[str]) -> None:
    """Refuse a self-made phrase that is too short or well known; raises VaultTrouble `passphrase-too-weak`.

    Five words (of three letters or more) or 25 characters. What stands in `common` (normalised) and years do not
    count, in either keyboard layout: at least three other words must be left, or twelve letters of a long one.
    """
    text = normalise(phrase).decode(errors="surrogatepass")
    words = _words(text)
    if len(words) < OWN_PHRASE_WORDS and (len(text) < OWN_PHRASE_LENGTH or len(set(text)) < 8):
        raise VaultTrouble("passphrase-too-weak", reason="short")
    known = sorted(common, key=len, reverse=True)
    spellings = (text, text.translate(_TO_CYRILLIC), text.translate(_TO_LATIN))
    if any(_is_well_known(spelling, known) for spelling in spellings):
        raise VaultTrouble("passphrase-too-weak", reason="common")


def new_recovery_code() -> str:
    """A code of 256 random bits for paper: groups of four capital letters and digits, with a check at the end."""
    return spell_recovery_code(secrets.token_bytes(RECOVERY_BYTES))


def spell_recovery_code(key: bytes) -> str:
    """Write a 32-byte key as 14 groups of four (base 32, RFC 4648) with 24 bits of check."""
    text = base64.b32encode(key + _check(key)).decode().rstrip("=")
    return "-".join(text[start : start + GROUP] for start in range(0, len(text), GROUP))


def read_recovery_code(code: str) -> bytes:
    """The 32-byte key in a typed recovery code; raises VaultTrouble `recovery-code-misread` (a slip of the pen).

    Blanks, hyphens and case do not matter; 0, 1 and 8, which the code never uses, are read as O, I and B.
    """
    text = "".join(code.upper().replace("-", "").split()).translate(str.maketrans("018", "OIB"))
    try:
        raw = base64.b32decode(text + "=" * (-len(text) % 8))
    except ValueError as error:
        raise VaultTrouble("recovery-code-misread") from error
    key, check = raw[:RECOVERY_BYTES], raw[RECOVERY_BYTES:]
    if len(key) != RECOVERY_BYTES or check != _check(key):
        raise VaultTrouble("recovery-code-misread")
    return key


def check_rehearsal(shown: str, typed: str) -> None:
    """Whether the code typed from paper is the one that was shown; raises VaultTrouble `recovery-code-misread`."""
    if read_recovery_code(typed) != read_recovery_code(shown):
        raise VaultTrouble("recovery-code-misread")


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"monitorapp recovery code" + key).digest()[:CHECK_BYTES]


def _words(text: str) -> set[str]:
    return {word for word in text.split() if len(word) >= SHORTEST_WORD}


def _is_well_known(text: str, known: Sequence[str]) -> bool:
    """Whether too little is left of the text without what everybody knows (the longest first)."""
    left = f" {text} "
    for entry in (entry for entry in known if entry.count(" ") >= SENTENCE - 1):
        left = left.replace(f" {entry} ", "  ")
    if _words(text) and any(f" {text} " in f" {entry} " for entry in known):
        return True  # all of an entry, or a part of a sentence that everybody knows
    if len(_words(text)) >= OWN_PHRASE_WORDS:
        return len({bare for word in _words(left) if (bare := _bare(word))}.difference(known)) < LEFT_WORDS
    letters = _without(left, known)
    return len(letters) < LEFT_LETTERS or len(set(letters)) < LEFT_SORTS


def _bare(word: str) -> str:
    """A word without the year and the marks around it; nothing where too little is left to count."""
    bare = word.strip("0123456789!?.,;:*+-_#@$%&()\"'«»")
    return bare if len(bare) >= SHORTEST_WORD else ""


def _without(text: str, known: Sequence[str]) -> str:
    """The letters and marks of a text without digits and without every known word of four letters or more in it."""
    letters = "".join(letter for letter in text if not letter.isdigit() and not letter.isspace())
    for entry in (entry for entry in known if len(entry) > SHORTEST_WORD):
        letters = letters.replace(entry, "")
    return letters
