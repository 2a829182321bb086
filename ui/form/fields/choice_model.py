"""Thousands of choices as a model, and the words by which they are found: any part of them, in any order.

Each choice is folded once (small letters, ё as е, accents away); a key narrows by plain substring search.
"""

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

from .field import Shown

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
CODE = ROLE.UserRole


def folded(text: str) -> str:
    """How a text is compared: small letters, without accents, ё as е; й stays й, which is no accented и to readers."""
    kept = unicodedata.normalize("NFC", text.casefold()).replace("й", "\0")
    plain = "".join(letter for letter in unicodedata.normalize("NFD", kept) if not unicodedata.combining(letter))
    return plain.replace("\0", "й")


class ChoiceModel(QAbstractListModel):
    """The choices that are left, in their order; ticks stand before them where several may be chosen."""

    def __init__(self, several: bool) -> None:
        super().__init__()
        self._several = several
        self._choices: list[tuple[str, str]] = []
        self._folded: list[str] = []
        self._left: Sequence[int] = range(0)
        self._sought: tuple[str, ...] = ()
        self._chosen: frozenset[str] = frozenset()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (code, words), all of them."""
        self.beginResetModel()
        self._choices = list(choices)
        self._folded = [folded(words) for _, words in choices]
        self._left, self._sought = range(len(self._choices)), ()
        self.endResetModel()

    def seek(self, text: str) -> None:
        """Leave those in whose words every word of `text` stands somewhere; those that begin with it come first."""
        sought = tuple(folded(text).split())
        if sought == self._sought:
            return
        self.beginResetModel()
        narrower = bool(self._sought) and len(sought) == len(self._sought) and sought[:-1] == self._sought[:-1]
        within = self._left if narrower and sought[-1].startswith(self._sought[-1]) else range(len(self._choices))
        words = self._folded
        for part in sought:
            within = [at for at in within if part in words[at]]
        self._left, self._sought = self._nearest_first(within, " ".join(sought)), sought
        self.endResetModel()

    def _nearest_first(self, left: Sequence[int], start: str) -> Sequence[int]:
        if not start:
            return left
        nearest = [at for at in left if self._folded[at].startswith(start)]
        others = set(nearest)
        return nearest + [at for at in sorted(left) if at not in others]

    def choose(self, codes: Sequence[str]) -> None:
        """Tick these."""
        chosen = frozenset(codes)
        if chosen != self._chosen:
            self._chosen = chosen
            if self._left:
                self.dataChanged.emit(self.index(0), self.index(len(self._left) - 1), [ROLE.CheckStateRole])

    def place_of(self, code: str) -> int:
        """In which line of those that are left a choice stands; -1 where it is not left."""
        return next((row for row, at in enumerate(self._left) if self._choices[at][0] == code), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._left)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._several else flags

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        code, words = self._choices[self._left[index.row()]]
        if role in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return words
        if role == CODE:
            return code
        if role == ROLE.CheckStateRole and self._several:
            return Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked
        return None


def pairs(choices: Sequence[Shown]) -> list[tuple[str, str]]:
    """Codes and words of choices; of two with one code the first."""
    found: dict[str, str] = {}
    for choice in choices:
        found.setdefault(choice.code, choice.label)
    return list(found.items())
