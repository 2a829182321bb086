"""The logic of settling without widgets: what is left, what was decided here, what comes next."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from monitorapp.errors import InputTrouble
from monitorapp.records.field import Value, canonical, is_blank, strict_json

from .dispute import Decision, Dispute, Key


@dataclass(frozen=True)
class Begun:
    """A decision that was begun: the reason, another answer, and the digit that was chosen among what was `seen`."""

    reason: str = ""
    answer: Value = None
    raw: str | None = None
    digit: int = 0
    seen: tuple[str, ...] = ()

    @property
    def is_typed(self) -> bool:
        """Whether anything of it is worth keeping: a choice alone costs one key."""
        return bool(self.reason or self.raw) or not is_blank(self.answer)

    def spelled(self) -> str:
        """As it is kept in the vault."""
        return canonical(asdict(self))

    @classmethod
    def of(cls, text: str) -> "Begun":
        """What was kept; a text that is not ours is a reason."""
        try:
            found: Any = strict_json(text)
            return cls(**{**found, "seen": tuple(found["seen"])})
        except (InputTrouble, TypeError, KeyError):
            return cls(text)


@dataclass(frozen=True)
class Entry:
    """A line of the list: a dispute, and the decision taken here, if any. `reopened`: it is to be decided anew."""

    dispute: Dispute
    decision: Decision | None = None
    reopened: bool = False

    @property
    def is_left(self) -> bool:
        """Whether it still needs a decision."""
        return self.decision is None


class ConflictPresenter:
    """Decisions stay in the list until the page is left, so that they can be looked at and decided anew."""

    def __init__(self) -> None:
        self.entries: tuple[Entry, ...] = ()
        self._order: list[Key] = []

    def take(self, disputes: Sequence[Dispute]) -> None:
        """The vault was read again: what stands there is open, what was decided here and not there is decided."""
        fresh = {dispute.key: Entry(dispute) for dispute in disputes}
        kept = {entry.dispute.key: entry for entry in self.entries if not entry.is_left}
        keys = dict.fromkeys([*(entry.dispute.key for entry in self.entries), *fresh])
        self.entries = tuple(fresh.get(key) or kept[key] for key in keys if key in fresh or key in kept)
        self._order = [key for key in self._order if key in kept and key not in fresh]

    def forget(self) -> None:
        """The page is left: the next time only what is open is listed."""
        self.entries, self._order = (), []

    @property
    def left(self) -> int:
        """How many still need a decision."""
        return sum(entry.is_left for entry in self.entries)

    @property
    def decided_visits(self) -> tuple[str, ...]:
        """The visits in which something was decided here."""
        return tuple(dict.fromkeys(entry.dispute.visit for entry in self.entries if not entry.is_left))

    def entry(self, key: Key) -> Entry | None:
        """The line of a field."""
        return next((entry for entry in self.entries if entry.dispute.key == key), None)

    def decided(self, key: Key, decision: Decision, stands: tuple[str, ...]) -> None:
        """A decision is on the disk; `stands` are the commits that a later decision will replace."""
        self._put(key, lambda entry: Entry(replace(entry.dispute, seen=stands), decision))
        self._order = [*(other for other in self._order if other != key), key]

    def reopen(self, key: Key) -> None:
        """Let a decision be taken anew; until then it stands."""
        self._put(key, lambda entry: replace(entry, reopened=True))

    def reopen_last(self) -> Key | None:
        """Reopen the newest decision and name it; pressed again, the one before."""
        while self._order:
            key = self._order.pop()
            entry = self.entry(key)
            if entry is not None and entry.decision is not None:
                self.reopen(key)
                return key
        return None

    def next_left(self, after: Key | None) -> Key | None:
        """The next one to decide, from a line downwards and then from the top."""
        keys = [entry.dispute.key for entry in self.entries]
        start = keys.index(after) + 1 if after in keys else 0
        turned = [*self.entries[start:], *self.entries[:start]]
        return next((entry.dispute.key for entry in turned if entry.is_left), None)

    def _put(self, key: Key, change: Callable[[Entry], Entry]) -> None:
        self.entries = tuple(change(entry) if entry.dispute.key == key else entry for entry in self.entries)
