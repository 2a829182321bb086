"""One of a few choices, or several of them: buttons in lines or one under another; digits choose."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QCheckBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from monitorapp.records.field import Value

from ...theme import Theme
from ..flow_layout import FlowLayout
from ..reading import BLANK, Reading
from .field import Field, Shown

STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}
Mark = Callable[[str, QWidget], QAbstractButton]
TOO_LONG = 34  # letters: longer words go under their mark and wrap


class ChoiceButton(QPushButton):
    """A choice that can be pressed and pressed again; arrows and digits belong to the group."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("choice", True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChoiceRadio(QRadioButton):
    """A round mark that can be taken back."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)
        self.setAutoExclusive(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class ChoiceCheck(QCheckBox):
    """A square mark."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text.replace("&", "&&"), parent)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in STEPS:
            event.ignore()
        else:
            super().keyPressEvent(event)


class LongWords(QLabel):
    """Words of a choice that wrap; pressing them presses the mark before them."""

    def __init__(self, text: str, button: QAbstractButton) -> None:
        super().__init__(text)
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self._button.click()


class ChoiceField(Field):
    """A group of marks of which one, or several, are set. One stop for Tab; arrows walk, digits choose."""

    def __init__(self, theme: Theme, make: Mark, several: bool) -> None:
        super().__init__(theme)
        self._make = make
        self._several = several
        self._buttons: dict[str, QAbstractButton] = {}
        self._labels: tuple[tuple[str, str], ...] = ()
        self._lines: QWidget | None = None
        self._value: Value = None
        self._outer = QVBoxLayout(self)
        self._outer.setContentsMargins(0, 0, 0, 0)

    def offer(self, choices: Sequence[Shown]) -> None:
        labels = tuple((choice.code, choice.label) for choice in choices)
        if labels == self._labels:
            return
        self._labels = labels
        self._rebuild()
        self.show_answer(self._value)

    def _rebuild(self) -> None:
        if self._lines is not None:
            self._outer.removeWidget(self._lines)
            self._lines.deleteLater()
        self._lines = QWidget(self)
        layout = self._new_layout(self._lines)
        self._buttons = {}
        for code, label in self._labels:
            button = self._new_button(label, layout)
            button.clicked.connect(lambda _checked=False, code=code: self._press(code))
            button.installEventFilter(self)
            self._buttons[code] = button
        self._outer.addWidget(self._lines)
        self._rove(None)

    def _new_layout(self, lines: QWidget) -> FlowLayout | QVBoxLayout:
        if self._make is ChoiceButton:
            return FlowLayout(lines)
        if all(len(label) <= TOO_LONG for _, label in self._labels):
            return FlowLayout(lines, gap=4, even=True)
        layout = QVBoxLayout(lines)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        return layout

    def _new_button(self, label: str, layout: FlowLayout | QVBoxLayout) -> QAbstractButton:
        assert self._lines is not None
        if self._make is ChoiceButton or len(label) <= TOO_LONG:
            button = self._make(label, self._lines)
            button.setMinimumHeight(self.theme.pixels(34 if self._make is ChoiceButton else 28))
            layout.addWidget(button)
        else:
            button = self._make("", self._lines)
            row = QHBoxLayout()
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
            words = LongWords(label, button)
            words.setMinimumHeight(self.theme.pixels(26))
            button.setFixedHeight(self.theme.pixels(26))
            row.addWidget(words, 1)
            assert isinstance(layout, QVBoxLayout)
            layout.addLayout(row)
        button.setAccessibleName(label)
        return button

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        codes = value if isinstance(value, list) else [value]
        for code, button in self._buttons.items():
            blocker = QSignalBlocker(button)
            button.setChecked(code in codes)
            del blocker
        self._rove(next((code for code in self._buttons if code in codes), None))

    def reading(self) -> Reading:
        return Reading(self._value) if self._value not in (None, []) else BLANK

    def entry(self) -> QWidget:
        return next((b for b in self._buttons.values() if b.focusPolicy() & Qt.FocusPolicy.TabFocus), self)

    def hold(self, readonly: bool) -> None:
        for button in self._buttons.values():
            button.setEnabled(not readonly)

    def name_for_readers(self, name: str) -> None:
        self.setAccessibleName(name)

    def choose(self, code: str) -> None:
        """Set this choice, or take it back where it is set, as a press does."""
        codes = [code for code, button in self._buttons.items() if button.isChecked()]
        if self._several:
            chosen = sorted(set(codes) ^ {code})
            self._answer(chosen or None)
        else:
            self._answer(None if self._value == code else code)

    def _press(self, code: str) -> None:
        # The mark has already changed by the press: put it back, then choose once for keys and mouse alike.
        self.show_answer(self._value)
        self.choose(code)
        self._buttons[code].setFocus()

    def _answer(self, value: Value) -> None:
        self.show_answer(value)
        self.answered.emit(Reading(value))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and event.key() in STEPS and self._walk(STEPS[Qt.Key(event.key())]):
            return
        number = event.text()
        if plain and number.isdecimal() and 1 <= int(number) <= len(self._buttons):
            code = list(self._buttons)[int(number) - 1]
            self.choose(code)
            self._buttons[code].setFocus()
            return
        if plain and event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._value is not None:
            self._answer(None)
            return
        super().keyPressEvent(event)

    def _walk(self, step: int) -> bool:
        buttons = list(self._buttons.values())
        here = next((index for index, button in enumerate(buttons) if button.hasFocus()), None)
        if here is None:
            return False
        buttons[(here + step) % len(buttons)].setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusIn and isinstance(watched, QAbstractButton):
            self._rove(next((code for code, button in self._buttons.items() if button is watched), None))
            self.entered.emit()
        return super().eventFilter(watched, event)

    def _rove(self, code: str | None) -> None:
        """Let Tab stop at this choice only (or at the first)."""
        stop = code if code is not None else next(iter(self._buttons), None)
        for other, button in self._buttons.items():
            policy = Qt.FocusPolicy.StrongFocus if other == stop else Qt.FocusPolicy.ClickFocus
            if button.focusPolicy() != policy:
                button.setFocusPolicy(policy)
