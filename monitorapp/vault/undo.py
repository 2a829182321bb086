"""Undo: a small stack over the ledgers. It is never kept, and an import takes away what it touched."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from itertools import count, takewhile
from typing import Self

from monitorapp.errors import VaultTrouble
from monitorapp.records.field import Value, strict_json
from monitorapp.vault import views
from monitorapp.vault.ledger import Draft, Ledger

DEPTH = 200
Together = AbstractContextManager[None]


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
    group: int = 0  # writes of one group go back and forth together; 0 is none


def only_in_journal(ledger: Ledger, step: Step) -> bool:
    """Whether no commit was made in the field of a step since."""
    return step.heads == frozenset(views.heads(ledger.connection, step.document, step.name))


def stands_for_several(ledger: Ledger, step: Step) -> bool:
    """Whether a committed answer took the place of several others: they cannot all come back."""
    return len(step.before.values) > 1 and not only_in_journal(ledger, step)


def put(ledger: Ledger, step: Step, side: Side) -> None:
    """Let one side of a step stand again: the journal row as it was, or a new answer over the commits made since."""
    if only_in_journal(ledger, step):
        ledger.put_draft(step.document, step.name, side.draft)
    else:
        made_since = set(views.heads(ledger.connection, step.document, step.name)) - step.heads
        ledger.record(step.document, step.name, side.values[0], made_since, step.compartment)


class UndoStack:
    """What can be taken back, newest last, and what can be done again."""

    def __init__(self) -> None:
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._groups = count(1)
        self._group = 0
        self._is_deaf = False

    @contextmanager
    def together(self, undoable: bool = True) -> Iterator[None]:
        """Make one step of all writes inside; those that are not `undoable` are not remembered."""
        before = self._group, self._is_deaf
        self._group, self._is_deaf = self._group or next(self._groups), self._is_deaf or not undoable
        try:
            yield
        finally:
            self._group, self._is_deaf = before

    def did(self, step: Step) -> None:
        """Remember a write; a run of typing in one field becomes one step."""
        if self._is_deaf:
            return
        self._undone.clear()
        last = self._done[-1] if self._done else None
        if last is not None and _continues(last, step):
            self._done[-1] = replace(last, after=step.after, compartment=step.compartment)
            return
        self._done = _shortened([*self._done, replace(step, group=self._group)])

    def next_undo(self) -> tuple[Step, ...]:
        """The writes that undo would take back, in this order."""
        return _newest(self._done)

    def next_redo(self) -> tuple[Step, ...]:
        """The writes that redo would do again, in this order."""
        return _newest(self._undone)

    def to_take_back(self, holding: Callable[[str], Ledger]) -> tuple[Step, ...]:
        """What `next_undo` says; `holding` gives the ledger of a document.

        Raises VaultTrouble `cannot-undo` where one of them cannot be taken back; then none is, and they are forgotten.
        """
        steps = self.next_undo()
        if any(stands_for_several(holding(step.document), step) for step in steps):
            del self._done[-len(steps) :]
            raise VaultTrouble("cannot-undo")
        return steps

    def undid(self) -> None:
        """What `next_undo` says was taken back."""
        for _ in self.next_undo():
            self._undone.append(self._done.pop())

    def redid(self) -> None:
        """What `next_redo` says was done again."""
        for _ in self.next_redo():
            self._done.append(self._undone.pop())

    def forget(self, touched: Iterable[tuple[str, str]]) -> None:
        """Drop the steps of fields that an import or an erasure touched: undoing them would erase what came in unseen,
        or bring back what was erased. The field "" stands for a whole document."""
        gone = set(touched)
        self._done, self._undone = _without(self._done, gone), _without(self._undone, gone)

    def forget_unknown(self, knows: Callable[[str], bool]) -> None:
        """Drop the steps of documents whose ledger was closed because it is damaged."""
        self.forget((step.document, "") for step in (*self._done, *self._undone) if not knows(step.document))

    def clear(self) -> None:
        """Forget everything, as on lock."""
        self._done.clear()
        self._undone.clear()


def _newest(steps: list[Step]) -> tuple[Step, ...]:
    """The last step, and those before it that belong to its group."""
    last = steps[-1] if steps else None
    belong = takewhile(lambda step: step is last or 0 < step.group == last.group, reversed(steps)) if last else ()
    return tuple(belong)


def _shortened(steps: list[Step]) -> list[Step]:
    """The newest DEPTH steps, no group in part; the newest group whole, however long it is."""
    while len(steps) > DEPTH and not 0 < steps[0].group == steps[-1].group:
        first = steps[0].group
        length = sum(step.group == first for step in steps) if first else 1
        steps = steps[length:]
    return steps


def _without(steps: list[Step], gone: set[tuple[str, str]]) -> list[Step]:
    """The steps that touch nothing of `gone`, and whose group does not either."""
    dropped = [step for step in steps if {(step.document, step.name), (step.document, "")} & gone]
    groups = {step.group for step in dropped} - {0}
    return [step for step in steps if step not in dropped and step.group not in groups]


def _continues(last: Step, step: Step) -> bool:
    if (last.document, last.name) != (step.document, step.name) or step.name.startswith("#"):  # nobody types a fact
        return False
    (before,), (after,) = last.after.values, step.after.values
    if not isinstance(before, str) or not isinstance(after, str) or not before or not after:
        return False
    return before.startswith(after) or after.startswith(before)
