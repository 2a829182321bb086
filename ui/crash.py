"""What happens on a bug: it is shown with a short code and places in our code, never with values.

Nothing else is printed either: messages of libraries may quote answers, names and paths.
"""

import sys
import threading
from pathlib import Path
from types import TracebackType
from typing import NamedTuple

from monitorapp import __version__

_PLACES = 12


class Crash(NamedTuple):
    """A bug without its values: messages may quote answers, so only the type and the lines of code are kept."""

    code: str
    kind: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, bug: BaseException) -> "Crash":
        """The crash that an exception stands for."""
        # Not before the first window is painted: nobody needs them there.
        import hashlib  # noqa: PLC0415
        import traceback  # noqa: PLC0415

        frames = traceback.extract_tb(bug.__traceback__)[-_PLACES:]
        places = tuple(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        kind = type(bug).__name__
        digest = hashlib.sha256("\n".join((kind, *places)).encode()).hexdigest().upper()
        return cls(f"{digest[:4]}-{digest[4:8]}", kind, places)

    def text(self) -> str:
        """What may be passed on: code, version, type and places."""
        return "\n".join((f"{self.code} · Monitorapp {__version__} · {self.kind}", *self.places))


class Reporter:
    """The hook for uncaught exceptions: one window for each different bug, however often it comes back."""

    def __init__(self) -> None:
        self._shown: list[object] = []
        self._met: set[str] = set()  # a broken paint event comes back 30 times a second

    def __call__(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            _tell_kind(kind)
            return
        from .crash_dialog import show_crash  # noqa: PLC0415  not before the first window is painted

        crash = Crash.of(bug)
        if crash.code not in self._met:
            self._met.add(crash.code)
            self._shown.append(show_crash(crash))


def install() -> None:
    """Let every uncaught exception end in the crash window, and nothing of it or of a library be printed."""
    sys.excepthook = Reporter()
    sys.unraisablehook = lambda unraisable: _tell_kind(unraisable.exc_type)
    threading.excepthook = lambda arguments: _tell_kind(arguments.exc_type)


def silence_libraries() -> None:
    """Have Qt, `logging` and `warnings` say that there was something, never what."""
    import logging  # noqa: PLC0415  not before the first window is painted
    import warnings  # noqa: PLC0415

    from PySide6.QtCore import qInstallMessageHandler  # noqa: PLC0415

    qInstallMessageHandler(lambda kind, context, _: _tell(f"{kind.name} {context.category}"))
    logging.getLogger().addHandler(logging.NullHandler())
    warnings.simplefilter("ignore")


def _tell_kind(kind: type[BaseException]) -> None:
    _tell(kind.__name__)


def _tell(words: str) -> None:
    if sys.stderr is not None:  # a window on Windows has none
        sys.stderr.write(f"monitorapp: {words}\n")


def report(bug: BaseException) -> None:
    """Treat an exception that was caught elsewhere (in the worker) as an uncaught one."""
    sys.excepthook(type(bug), bug, bug.__traceback__)
