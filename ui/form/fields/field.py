"""What every field widget promises: it shows a value, says what was answered, and hands typed text over in time."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QPixmap
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from monitorapp.forms.definition import Question
from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading

SENSITIVE = frozenset({"personal", "medical", "source"})  # compartments of what is known of single persons


class Shown(Protocol):
    """A choice as it is offered: its code, and its words in the current language."""

    @property
    def code(self) -> str: ...
    @property
    def label(self) -> str: ...


class Field(QWidget):
    """A widget for one kind of question.

    `answered` carries a `Reading` when the person has chosen or stopped typing; `typed` says that
    text is being written and will be read later, by `reading()`. `entered` and `left` follow the focus.
    """

    answered = Signal(object)
    typed = Signal()
    entered = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self.theme = theme

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        """Show the value, or the words that could not be read. Emits nothing."""
        raise NotImplementedError

    def reading(self) -> Reading:
        """What the field says now."""
        raise NotImplementedError

    def offer(self, choices: Sequence[Shown]) -> None:
        """Offer these choices; only fields that choose listen."""

    def illustrate(self, pictures: Mapping[str, QPixmap]) -> None:
        """Show these pictures with the choices of their codes; only fields that show choices as marks listen."""

    def belong_to(self, key: str) -> None:
        """Learn the key of the answer; only fields that answer later than the person acts need it."""

    def hold(self, readonly: bool) -> None:
        """Let the person only look, or write again."""
        self.setEnabled(not readonly)

    def entry(self) -> QWidget:
        """The widget in which typing starts."""
        return self.focusProxy() or self

    def name_for_readers(self, name: str) -> None:
        """Tell screen readers which question this is."""
        self.setAccessibleName(name)
        self.entry().setAccessibleName(name)

    def follow(self, box: "Line | Lines") -> None:
        """Pass on when the person enters and leaves this box."""
        box.entered.connect(self.entered)
        box.left.connect(self.left)

    def caret(self) -> int:
        """Where in the text the person is; 0 where there is no text."""
        return 0

    def set_caret(self, position: int) -> None:
        """Go to this place in the text."""


class WheelGuard(QObject):
    """Leaves the wheel to the page: scrolling past a box or a slider must not change the answer in it."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def leave_wheel_to_page(box: QWidget) -> None:
    """Let the wheel scroll the page also over this box."""
    box.installEventFilter(WheelGuard(box))


def add_hints(box: QWidget, hints: Qt.InputMethodHint) -> None:
    """Ask input methods for something more than before."""
    box.setInputMethodHints(box.inputMethodHints() | hints)


def keep_from_input_methods(box: QWidget, question: Question) -> None:
    """Mark a box, or those in a field, as sensitive where the answer is of the compartment of a person."""
    if question.monitor.get("compartment") in SENSITIVE:
        for one in (box, *box.findChildren(Line), *box.findChildren(Lines)):
            add_hints(one, Qt.InputMethodHint.ImhSensitiveData)


def leaves_undo(event: QEvent) -> bool:
    """Whether this is the key of undo or redo, which belong to the page and not to one text box."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    keys = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)
    return any(event.matches(key) for key in keys)


class Line(QLineEdit):
    """One line of text whose undo is the page's; no input method learns the words."""

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        add_hints(self, Qt.InputMethodHint.ImhNoPredictiveText)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)


class Lines(QPlainTextEdit):
    """Several lines of text that grow with what is written; undo is the page's, Tab goes on, no input method learns."""

    entered = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        add_hints(self, Qt.InputMethodHint.ImhNoPredictiveText)
        self.setTabChangesFocus(True)
        self.setUndoRedoEnabled(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def event(self, event: QEvent) -> bool:
        if leaves_undo(event):
            event.ignore()
            return False
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.entered.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()

    def _fit(self) -> None:
        line = self.fontMetrics().lineSpacing()
        lines = min(max(int(self.document().size().height()), 2), 12)
        frame = 2 * (self.frameWidth() + int(self.document().documentMargin()))
        self.setFixedHeight(lines * line + frame + 2)


PAUSE_MS = 300
LIMIT_MS = 1000


class TypingPause(QObject):
    """`due` comes PAUSE_MS after the last `touch`, and at the latest LIMIT_MS after the first one."""

    due = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._waiting = False
        self._pause = self._timer(PAUSE_MS)
        self._limit = self._timer(LIMIT_MS)

    def _timer(self, length: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(length)
        timer.timeout.connect(self.flush)
        return timer

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that has not been handed over."""
        return self._waiting

    def touch(self) -> None:
        """A key was pressed."""
        self._pause.start()
        if not self._waiting:
            self._waiting = True
            self._limit.start()

    def flush(self) -> None:
        """Hand over now, if anything waits."""
        if self._waiting:
            self._waiting = False
            self._pause.stop()
            self._limit.stop()
            self.due.emit()
