"""What happens on a bug: a calm window with a short code and places in our code, never with values."""

import hashlib
import sys
import traceback
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from monitorapp import __version__

_PLACES = 12


@dataclass(frozen=True, slots=True)
class Crash:
    """A bug without its values: messages may quote answers, so only the type and the lines of code are kept."""

    code: str
    kind: str
    places: tuple[str, ...]

    @classmethod
    def of(cls, bug: BaseException) -> "Crash":
        """The crash that an exception stands for."""
        frames = traceback.extract_tb(bug.__traceback__)[-_PLACES:]
        places = tuple(f"{Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in frames)
        kind = type(bug).__name__
        digest = hashlib.sha256("\n".join((kind, *places)).encode()).hexdigest().upper()
        return cls(f"{digest[:4]}-{digest[4:8]}", kind, places)

    def text(self) -> str:
        """What may be passed on: code, version, type and places."""
        return "\n".join((f"{self.code} · Monitorapp {__version__} · {self.kind}", *self.places))


class CrashDialog(QDialog):
    """Says that a bug was met, that answers are in the vault, and offers the short report to copy."""

    def __init__(self, crash: Crash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in the program"))
        message = QLabel(
            self.tr(
                "The program met a fault of its own. What was shown as saved is in the vault. "
                "You can go on; if something looks wrong, lock and open the vault again."
            )
        )
        message.setWordWrap(True)
        report_text = QPlainTextEdit(crash.text())
        report_text.setReadOnly(True)
        report_text.setAccessibleName(self.tr("Report without answers and names"))
        caption = QLabel(self.tr("For the developers. It holds no answers and no names; nothing was sent anywhere."))
        caption.setWordWrap(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        for part in (message, report_text, caption, buttons):
            column.addWidget(part)
        self.resize(560, 320)


class Reporter:
    """The hook for uncaught exceptions: one window for each different bug, however often it comes back."""

    def __init__(self) -> None:
        self._dialogs: list[CrashDialog] = []
        self._met: set[str] = set()  # a broken paint event comes back 30 times a second

    def __call__(self, kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        crash = Crash.of(bug)
        if crash.code not in self._met:
            self._met.add(crash.code)
            dialog = CrashDialog(crash, QApplication.activeWindow())
            self._dialogs.append(dialog)
            dialog.open()


def install() -> None:
    """Let every uncaught exception end in the crash window."""
    sys.excepthook = Reporter()


def report(bug: BaseException) -> None:
    """Treat an exception that was caught elsewhere (in the worker) as an uncaught one."""
    sys.excepthook(type(bug), bug, bug.__traceback__)
