"""Bech32 text for keys, as BIP 173 writes it but without its length limit, the way age does."""

from collections.abc import Iterable

LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_LETTERS = 6


def encode(prefix: str, data: bytes) -> str:
    """Write `data` as lower-case Bech32 under a lower-case `prefix`."""
    digits = _to_digits(data)
    remainder = _polymod([*_expand(prefix), *digits, *[0] * CHECKSUM_LETTERS]) ^ 1
    checksum = [(remainder >> 5 * (CHECKSUM_LETTERS - 1 - place)) & 31 for place in range(CHECKSUM_LETTERS)]
    return prefix + "1" + "".join(LETTERS[digit] for digit in [*digits, *checksum])


def decode(text: str) -> tuple[str, bytes]:
    """Read (prefix, data) from Bech32 in one letter case; ValueError when it is not exactly that."""
    if not text.isascii() or text not in (text.lower(), text.upper()):
        raise ValueError("not ASCII in one letter case")
    prefix, mark, letters = text.lower().rpartition("1")
    digits = [LETTERS.find(letter) for letter in letters]
    if not mark or not prefix or len(digits) < CHECKSUM_LETTERS or -1 in digits:
        raise ValueError("not Bech32")
    if _polymod([*_expand(prefix), *digits]) != 1:
        raise ValueError("wrong checksum")
    return prefix, _to_bytes(digits[:-CHECKSUM_LETTERS])


def _to_digits(data: bytes) -> list[int]:
    padding = -len(data) * 8 % 5
    number, count = int.from_bytes(data) << padding, (len(data) * 8 + padding) // 5
    return [(number >> 5 * (count - 1 - place)) & 31 for place in range(count)]


def _to_bytes(digits: list[int]) -> bytes:
    padding = len(digits) * 5 % 8
    number = 0
    for digit in digits:
        number = number << 5 | digit
    if padding >= 5 or number & ((1 << padding) - 1):
        raise ValueError("not canonical")
    return (number >> padding).to_bytes(len(digits) * 5 // 8)


def _expand(prefix: str) -> list[int]:
    if any(not 33 <= ord(letter) <= 126 for letter in prefix):
        raise ValueError("not Bech32")
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(digits: Iterable[int]) -> int:
    remainder = 1
    for digit in digits:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(GENERATORS):
            remainder ^= generator if top >> place & 1 else 0
    return remainder
