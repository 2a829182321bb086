"""Undo: a small stack over the ledgers. It is never kept, and an import takes away what it touched."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Self

from monitorapp.records.field import Value, strict_json
from monitorapp.vault.ledger import Draft

DEPTH = 200


@dataclass(frozen=True, slots=True)
class Side:
    """What stood before or after a write: the journal row, and the value (several, where values differed)."""

    draft: Draft | None
    values: tuple[Value, ...]

    @classmethod
    def of(cls, draft: Draft | None, heads: Mapping[str, str], replaced: Iterable[str]) -> Self:
        """The draft, else those of the `heads` (commit id → value as stored) that are about to be replaced."""
        if draft is not None:
            return cls(draft, (draft.value,))
        spellings = sorted({heads[commit] for commit in replaced if commit in heads})
        return cls(None, tuple(strict_json(text) for text in spellings) or (None,))


@dataclass(frozen=True, slots=True)
class Step:
    """One write. `heads` are the commits that stood in the field: while they are the same, the journal alone
    changed and can go back to exactly what it was; afterwards only commits made since may be replaced."""

    document: str
    name: str
    heads: frozenset[str]
    before: Side
    after: Side
    compartment: str


class UndoStack:
    """What can be taken back, newest last, and what can be done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []

    def did(self, step: Step) -> None:
        """Remember a write; a run of typing in one field becomes one step."""
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and _continues(last, step):
            self._done[-1] = replace(last, after=step.after, compartment=step.compartment)
            return
        self._done = [*self._done[1 - DEPTH :], step]

    def next_undo(self) -> Step | None:
        """The step that undo would take back."""
        return self._done[-1] if self._done else None

    def next_redo(self) -> Step | None:
        """The step that redo would do again."""
        return self._undone[-1] if self._undone else None

    def drop_undo(self) -> None:
        """The newest step can no longer be taken back."""
        self._done.pop()

    def undid(self) -> None:
        """The newest step was taken back."""
        self._undone.append(self._done.pop())

    def redid(self) -> None:
        """The step taken back last was done again."""
        self._done.append(self._undone.pop())

    def forget(self, touched: Iterable[tuple[str, str]]) -> None:
        """Drop the steps of fields that an import touched: undoing them would erase what came in unseen."""
        gone = set(touched)
        self._done = [step for step in self._done if (step.document, step.name) not in gone]
        self._undone = [step for step in self._undone if (step.document, step.name) not in gone]

    def clear(self) -> None:
        """Forget everything, as on lock."""
        self._done.clear()
        self._undone.clear()


def _continues(last: Step, step: Step) -> bool:
    if (last.document, last.name) != (step.document, step.name):
        return False
    (before,), (after,) = last.after.values, step.after.values
    if not isinstance(before, str) or not isinstance(after, str) or not before or not after:
        return False
    return before.startswith(after) or after.startswith(before)
