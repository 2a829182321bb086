"""Fingerprints that people compare aloud: eight words, or six groups of five digits.

The last digit is a check digit after Damm: it notices every single misheard digit and every two
neighbours that changed places.
"""

from collections.abc import Sequence

WORDS = 8
GROUPS, GROUP_DIGITS = 6, 5
DIGITS = GROUPS * GROUP_DIGITS
# Source: H. M. Damm, Total anti-symmetrische Quasigruppen, 2004, the table of order 10.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def words(fingerprint: bytes, word_list: Sequence[str]) -> tuple[str, ...]:
    """Eight words of `word_list` for a fingerprint: the same list in the same order on both sides."""
    number, chosen = int.from_bytes(fingerprint), []
    for _ in range(WORDS):
        number, place = divmod(number, len(word_list))
        chosen.append(word_list[place])
    return tuple(chosen)


def digits(fingerprint: bytes) -> tuple[str, ...]:
    """Six groups of five digits for a fingerprint; the last digit checks the other 29."""
    body = f"{int.from_bytes(fingerprint) % 10 ** (DIGITS - 1):0{DIGITS - 1}}"
    whole = body + str(_remainder(body))
    return tuple(whole[start : start + GROUP_DIGITS] for start in range(0, DIGITS, GROUP_DIGITS))


def is_heard_right(text: str) -> bool:
    """Whether 30 digits that somebody read aloud (spaces and hyphens aside) fit their check digit."""
    heard = text.replace(" ", "").replace("-", "")
    return len(heard) == DIGITS and heard.isascii() and heard.isdigit() and _remainder(heard) == 0


def _remainder(text: str) -> int:
    remainder = 0
    for digit in text:
        remainder = DAMM[remainder][int(digit)]
    return remainder
