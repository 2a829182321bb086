"""What a page of the window is, how it asks for another one, and how an area registers its pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from .session import Session
from .theme import Theme


@dataclass(frozen=True)
class Command:
    """A line of the command palette: a text, what it does, its shortcut (for show) and an icon."""

    text: str
    run: Callable[[], None]
    keys: str = ""
    icon: str = "chevron-right"


class Navigator(Protocol):
    """What a page may ask of the window around it."""

    @property
    def theme(self) -> Theme:
        """Colours, icons, text size."""

    @property
    def language(self) -> str:
        """The code of the language of the windows: ru or en."""

    def go(self, name: str, **target: str) -> None:
        """Show the page registered as `name`; `target` (ids) reaches its `enter`."""

    def back(self) -> None:
        """Show the page that was shown before this one."""

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a line in the message bar (tone: info, good, warning, error), with a button `action` if given."""

    def trouble(self, trouble: Exception) -> None:
        """Show the sentence and the advice for a Trouble in the message bar."""


class Page(QWidget):
    """One screen. It is built once, kept, and entered each time it is shown."""

    titled = Signal(str, str)  # title, and where it stands: "" or the name of the page above it

    def __init__(self, session: Session, navigator: Navigator, parent: QObject | None = None) -> None:
        super().__init__(parent if isinstance(parent, QWidget) else None)
        self.session = session
        self.navigator = navigator
        self.theme = navigator.theme

    def enter(self, **target: str) -> None:
        """The page is shown; `target` names what to show. Read afresh from the session here."""

    def leave(self) -> None:
        """Another page is shown: hand over what is typed; commit the section."""

    def place(self) -> dict[str, str]:
        """The `target` that leads back to what is shown now, ids only: after a lock the window returns there."""
        return {}

    def commands(self) -> Sequence[Command]:
        """What the command palette offers while this page is shown."""
        return ()

    def close_topmost(self) -> bool:
        """Esc: close the topmost thing inside the page, if any, and say whether there was one."""
        return False


@dataclass(frozen=True)
class PageEntry:
    """A registered page: with an icon it has a line in the navigation, otherwise only `go` leads there.

    `title` is a function so that it is translated when shown. `shelf` names the navigation entry to mark as current.
    `compact` collapses the navigation to icons while the page is shown (inside a visit). `takes` is the ending of
    files which, dropped on the window, are opened on this page as `enter(path=…)`;
    with `takes_several` any number at once, their paths in lines.
    """

    name: str
    title: Callable[[], str]
    make: Callable[[Session, Navigator], Page]
    icon: str = ""
    shelf: str = ""
    compact: bool = False
    takes: tuple[str, ...] = ()
    takes_several: bool = False
    keys: str = ""
