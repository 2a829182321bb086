"""The short PIN of the cover: kept in memory only, as a salted hash, and the same whatever keyboard layout is on."""

import os
from typing import Final

SHORTEST: Final = 4
# Kazakh layouts have letters where others have digits.
_DIGIT_KEYS: Final = dict(zip('"әіңғ,.үұқ', "1234567890", strict=True))


class Pin:
    """Set in the settings, until the next lock. Three tries are all that anybody gets, so a small hash is enough."""

    __slots__ = ("_hash", "_salt")

    def __init__(self) -> None:
        self._salt = self._hash = b""

    @property
    def is_set(self) -> bool:
        """Whether there is one."""
        return bool(self._hash)

    def choose(self, text: str) -> None:
        """Take this one from now on; with "" there is none any more."""
        self._salt = os.urandom(16)
        self._hash = self._hash_of(text) if text else b""

    def fits(self, typed: str) -> bool:
        """Whether the same keys were pressed."""
        from hmac import compare_digest  # noqa: PLC0415  see `_hash_of`

        return self.is_set and compare_digest(self._hash_of(typed), self._hash)

    def _hash_of(self, text: str) -> bytes:
        # Not before the first window is painted: nobody needs them there.
        import hashlib  # noqa: PLC0415

        from .shortcuts import latin_twin  # noqa: PLC0415

        keys = latin_twin("".join(_DIGIT_KEYS.get(letter, letter) for letter in text.strip().lower()))
        return hashlib.scrypt(keys.encode(), salt=self._salt, n=2**12, r=8, p=1, dklen=32)
