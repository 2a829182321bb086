"""How long to wait after a wrong passphrase: half a second, then twice as long each time, thirty at most."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QObject

FIRST_SECONDS, LONGEST_SECONDS = 0.5, 30.0
GUESSES = frozenset({"wrong-passphrase", "wrong-recovery-code", "wrong-escrow-key"})


class Backoff(QObject):
    """Counts in memory only: a count on the disk would hinder the owner and nobody else."""

    def __init__(self, parent: QObject | None = None, now: Callable[[], float] = monotonic) -> None:
        super().__init__(parent)
        self._now = now
        self._failures = 0
        self._until = 0.0

    @classmethod
    def of(cls, session: QObject) -> "Backoff":
        """The one that belongs to a session: it outlives the page, which is built anew for another language."""
        found: Backoff | None = session.findChild(cls)
        return cls(session) if found is None else found

    @property
    def left(self) -> float:
        """How many seconds no other try is taken."""
        return max(0.0, self._until - self._now())

    def note(self, code: str) -> None:
        """A try failed with this code; only guesses make the next one wait."""
        if code in GUESSES:
            self._failures += 1
            self._until = self._now() + min(LONGEST_SECONDS, FIRST_SECONDS * 2 ** (self._failures - 1))

    def forget(self) -> None:
        """The vault was opened."""
        self._failures, self._until = 0, 0.0
