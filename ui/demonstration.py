"""Invented visits in a temporary folder that is gone at the end, and every screen of them drawn to PNG files."""

import json
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QSize, QTimer, Slot
from PySide6.QtWidgets import QApplication

from monitorapp.errors import Trouble

from .desk import Desk
from .guard import Guard
from .look import Look
from .main_window import MainWindow
from .session import Failed, Session

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


PIN = "0000"


class Demonstration:
    """Three laptops of invented people: two monitors and a coordinator."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = tempfile.TemporaryDirectory(prefix="notes-")
        self.folder = Path(self._place.name) / "demo"

    def open(self, who: str, opened: Callable[[], None], failed: Failed) -> None:
        """Make the vaults and open the one of `who` (monitor-1, monitor-2, coordinator)."""

        def made(_: None) -> None:
            facts = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))["vaults"][who]
            self._session.open(self.folder / facts["path"], facts["passphrase"], opened, failed)

        self._session.run(self._make, made, failed)

    def receive_all(self, received: Callable[[], None], failed: Failed) -> None:
        """Take in the bundles of both monitors (for the coordinator)."""
        folder = self.folder

        def take(vault: "Vault") -> None:
            from monitorapp.exchange.receive import receive  # noqa: PLC0415  heavy, and only for the demonstration

            for bundle in json.loads((folder / "demo.json").read_text(encoding="utf-8"))["bundles"]:
                receive(vault, folder / bundle["file"])

        self._session.ask(take, lambda _: received(), failed)

    def show(self, window: MainWindow, guard: Guard) -> None:
        """Enter the open vault and say that everything is invented."""
        guard.precautions.pin.choose(PIN)
        window.enter()
        if window.desk is not None:
            text = QCoreApplication.translate(
                "Demonstration", "Demonstration: people, places and answers are invented. PIN of the cover: %1"
            )
            window.desk.frame.say(text.replace("%1", PIN))

    def remove(self) -> None:
        """Remove the temporary folder."""
        self._place.cleanup()

    def _make(self) -> None:
        from monitorapp.demo import make_demo  # noqa: PLC0415  heavy, and only for the demonstration

        make_demo(self.folder)


SIZE = QSize(1024, 560)
_CALM_TICKS = 4
_TICK = 40


@dataclass(frozen=True)
class Style:
    """One look in which everything is drawn."""

    theme: str
    text_size: int

    @property
    def name(self) -> str:
        """The part of the file name that tells the look."""
        return f"{self.theme}-{self.text_size}"


STYLES = (Style("light", 100), Style("dark", 100), Style("light", 150))
Step = tuple[str, Callable[[], None]]


class Tour(QObject):
    """Goes from screen to screen; each is drawn once the session has had nothing to do for a while."""

    def __init__(
        self, app: QApplication, window: MainWindow, session: Session, look: Look, folder: Path, language: str
    ) -> None:
        super().__init__()
        self._app, self._window, self._session, self._look = app, window, session, look
        self._folder, self._language = folder, language
        self._demonstration = Demonstration(session)
        self._visit = ""
        self._documents: Sequence[tuple[str, str]] = ()
        self._steps = self._all_steps()
        self._name = ""
        self._calm = 0
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)

    def start(self) -> None:
        """Begin; the application ends after the last screen."""
        self._folder.mkdir(parents=True, exist_ok=True)
        self._window.setFixedSize(SIZE)
        self._window.show()
        self._timer.start()

    @property
    def is_running(self) -> bool:
        """Whether there is still something to draw."""
        return self._timer.isActive()

    @Slot()
    def _tick(self) -> None:
        self._calm = 0 if self._session.is_busy else self._calm + 1
        if self._calm < _CALM_TICKS:
            return
        self._calm = 0
        if self._name:
            self._window.grab().save(str(self._folder / f"{self._name}.png"))
        step = next(self._steps, None)
        if step is None:
            self._end()
            return
        self._name, run = step
        run()

    def _end(self) -> None:
        self._timer.stop()
        self._session.close()
        self._demonstration.remove()
        self._app.quit()

    @property
    def _desk(self) -> Desk:
        assert self._window.desk is not None
        return self._window.desk

    def _all_steps(self) -> Iterator[Step]:
        yield "", partial(self._look.choose, language=self._language)
        for style in STYLES:
            yield "", partial(self._look.choose, theme=style.theme, text_size=style.text_size)
            yield f"{style.name}-unlock", self._window.show_unlock
            yield f"{style.name}-create", self._window.show_create
        yield "", partial(self._demonstration.open, "coordinator", self._nothing, self._fail)
        yield "", partial(self._demonstration.receive_all, self._nothing, self._fail)
        yield "", partial(self._session.ask, _survey, self._learn)
        yield "", self._window.enter
        for style in STYLES:
            yield "", partial(self._look.choose, theme=style.theme, text_size=style.text_size)
            yield from self._pages(style)

    def _pages(self, style: Style) -> Iterator[Step]:
        for name in self._desk.frame.names:
            for suffix, target in self._targets(name):
                yield f"{style.name}-{name}{suffix}", partial(self._desk.frame.go, name, **target)
        yield f"{style.name}-palette", self._desk.frame.open_palette
        yield "", self._desk.frame.close_topmost
        yield f"{style.name}-cover", self._desk.cover
        yield "", self._desk.uncover

    def _targets(self, name: str) -> Iterator[tuple[str, dict[str, str]]]:
        if name == "form":
            for form, document in self._documents:
                yield f"-{form}", {"document": document}
        else:
            yield "", {"visit": self._visit}

    def _learn(self, found: tuple[str, Sequence[tuple[str, str]]]) -> None:
        self._visit, self._documents = found

    def _nothing(self) -> None:
        pass

    def _fail(self, trouble: Trouble) -> None:
        raise trouble


def _survey(vault: "Vault") -> tuple[str, Sequence[tuple[str, str]]]:
    visit = vault.visits()[0].id
    first_of_each_form = {row.form: row.id for row in reversed(vault.documents(visit))}
    return visit, tuple(first_of_each_form.items())


def draw(app: QApplication, window: MainWindow, session: Session, look: Look, folder: Path) -> int:
    """Draw all screens into `folder`; returns the exit code of the program, 1 after the first bug."""

    def fail(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        sys.__excepthook__(kind, bug, trace)
        app.exit(1)

    sys.excepthook = fail
    tour = Tour(app, window, session, look, folder, "ru")
    tour.start()
    return app.exec()
