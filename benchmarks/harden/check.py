"""What a check is: how much of it there is, what it needs, and the figures by which it holds or fails."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Self


@dataclass(frozen=True)
class Figure:
    """One number that was found, and the bounds that it must keep. A figure without bounds only tells."""

    found: float
    words: str
    least: float | None = None
    most: float | None = None

    @classmethod
    def exactly(cls, wanted: float, found: float, words: str) -> Self:
        """A number that must be just this one."""
        return cls(found, words, wanted, wanted)

    @classmethod
    def none(cls, found: float, words: str) -> Self:
        """Something of which there must be none."""
        return cls(found, words, 0, 0)

    @property
    def holds(self) -> bool:
        """Whether the number keeps its bounds."""
        return (self.least is None or self.found >= self.least) and (self.most is None or self.found <= self.most)

    @property
    def bounded(self) -> bool:
        """Whether there is a number with which it would not hold."""
        return self.least is not None or self.most is not None

    def __str__(self) -> str:
        return f"{spelled(self.found)} {self.words}{self._bounds()}"

    def _bounds(self) -> str:
        if self.least is None and self.most is None:
            return ""
        if self.least == self.most:
            return f" (wanted {spelled(self.least or 0)})"
        at_least = f"at least {spelled(self.least)}" if self.least is not None else ""
        at_most = f"at most {spelled(self.most)}" if self.most is not None else ""
        return f" (wanted {' and '.join(filter(None, (at_least, at_most)))})"


def spelled(number: float) -> str:
    """A number as people read it: thousands with a comma, a fraction only where there is one."""
    return f"{number:,.0f}" if float(number).is_integer() else f"{number:,.2f}"


@dataclass(frozen=True)
class Trial:
    """One run of a check: how many times, in which empty folder, and with the planted fault or without."""

    size: int
    folder: Path
    planted: bool = False


@dataclass(frozen=True)
class Check:
    """A check. `planted` says what is broken on purpose when the check has to prove that it can fail."""

    name: str
    title: str
    run: Callable[[Trial], Sequence[Figure]]
    full: int
    small: int
    planted: str
    root: bool = False
    tools: tuple[str, ...] = ()
    alone: bool = False  # it measures moments of the window, so that nothing else may run beside it


def plant(owner: object, name: str, fault: object) -> None:
    """Put a fault in the place of a part of the product; a part that is not there (any more) is a broken check."""
    assert hasattr(owner, name), f"there is no {name} in which to plant the fault"
    setattr(owner, name, fault)
