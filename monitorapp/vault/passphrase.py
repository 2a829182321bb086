"""Passphrases and recovery codes: made, normalised, judged. The words come from outside."""

import base64
import hashlib
import math
import secrets
import unicodedata
from collections.abc import Sequence

from monitorapp.errors import VaultTrouble

PHRASE_WORDS = 7
OWN_PHRASE_WORDS = 5
OWN_PHRASE_LENGTH = 25
RECOVERY_BYTES = 32
CHECK_BYTES = 3
GROUP = 4

SHORTEST_WORD = 3

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


def check_own_phrase(phrase: str, common: Sequence[str]) -> None:
    """Refuse a self-made phrase that is too short or well known; raises VaultTrouble `passphrase-too-weak`.

    Five words (of three letters or more) or 25 characters, and not one of `common` in either keyboard layout,
    alone or repeated.
    """
    text = normalise(phrase).decode()
    words = [word for word in text.split() if len(word) >= SHORTEST_WORD]
    if len(set(words)) < OWN_PHRASE_WORDS and (len(text) < OWN_PHRASE_LENGTH or len(set(text)) < 8):
        raise VaultTrouble("passphrase-too-weak", reason="short")
    known = {normalise(entry).decode() for entry in common}
    spellings = (text, text.translate(_TO_CYRILLIC), text.translate(_TO_LATIN))
    if any(spelling in known or _is_repetition(spelling, known) for spelling in spellings):
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


def _check(key: bytes) -> bytes:
    return hashlib.sha256(b"monitorapp recovery code" + key).digest()[:CHECK_BYTES]


def _is_repetition(text: str, known: set[str]) -> bool:
    words = set(text.split())
    return len(words) == 1 and bool(words & known)
