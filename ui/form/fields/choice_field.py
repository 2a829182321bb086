"""A few choices: one or several of them as marks that digits choose, or all of them put in order."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import (
    QAbstractButton,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Muted
from ..reading import BLANK, Reading
from .arrangement import STEPS, Arrangement, ChoiceRadio, Mark, illustrate
from .field import Field, Shown

__all__ = ["ChoiceField", "ChoiceRadio"]

PICTURE, WIDEST = QSize(180, 120), 480  # pixels; WIDEST for all columns together
BESIDE, LEAST = 60, 16  # what a mark and its words take of a column, and the narrowest picture


class ChoiceField(Field):
    """A group of marks of which one, or several, are set. One stop for Tab; arrows walk, digits choose."""

    def __init__(self, theme: Theme, arrangement: Arrangement | Mark, several: bool) -> None:
        super().__init__(theme)
        self._arrangement = arrangement if isinstance(arrangement, Arrangement) else Arrangement(arrangement)
        self._several = several
        self._pictures: dict[str, QPixmap] = {}
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
            self._lines.hide()
            self._lines.deleteLater()
        self._lines, self._buttons = self._arrangement.build(self._labels, self.theme, self)
        for code, button in self._buttons.items():
            button.clicked.connect(lambda _checked=False, code=code: self._press(code))
            button.installEventFilter(self)
        self._outer.addWidget(self._lines)
        self._illustrate()
        self._rove(None)

    def illustrate(self, pictures: Mapping[str, QPixmap]) -> None:
        self._pictures = dict(pictures)
        self._illustrate()

    def _illustrate(self) -> None:
        columns = max(self._arrangement.columns, 1)
        room = max(WIDEST // columns - BESIDE, LEAST)
        most = PICTURE.boundedTo(QSize(room, PICTURE.height()))
        for code, picture in self._pictures.items():
            if code in self._buttons:
                illustrate(self._buttons[code], picture, most)

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
        self._buttons[code].setFocus()
        self.choose(code)

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
            self._buttons[code].setFocus()
            self.choose(code)
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


CODE = Qt.ItemDataRole.UserRole


class RankField(Field):
    """A list whose order is the answer; until something is moved or confirmed there is none."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._labels: dict[str, str] = {}
        self._value: Value = None
        self.list = QListWidget(self)
        self.list.setAccessibleName(self.tr("Order"))
        self.state = Muted(theme)
        self.up = QPushButton(self.tr("Up"), self)
        self.down = QPushButton(self.tr("Down"), self)
        self.keep = QPushButton(self.tr("Keep this order"), self)
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.keep.clicked.connect(self._confirm)
        self._lay_out()
        self.list.installEventFilter(self)
        self.setFocusProxy(self.list)

    def _lay_out(self) -> None:
        buttons = QVBoxLayout()
        for button in (self.up, self.down, self.keep):
            button.setAutoDefault(False)
            buttons.addWidget(button)
        buttons.addStretch(1)
        row = QHBoxLayout()
        row.addWidget(self.list, 1)
        row.addLayout(buttons)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(row)
        layout.addWidget(self.state)

    def offer(self, choices: Sequence[Shown]) -> None:
        self._labels = {choice.code: choice.label for choice in choices}
        self.show_answer(self._value)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        order = value["rank"] if isinstance(value, dict) and "rank" in value else []
        self._fill([code for code in order if code in self._labels])
        self.state.setText("" if order else self.tr("Not put in order yet"))
        self.state.setVisible(not order)
        self.keep.setVisible(not order)

    def _fill(self, order: list[str]) -> None:
        here = self._current()
        self.list.clear()
        for place, code in enumerate(order + [code for code in self._labels if code not in order], start=1):
            item = QListWidgetItem(f"{place}. {self._labels[code]}")
            item.setData(CODE, code)
            self.list.addItem(item)
            if code == here:
                self.list.setCurrentItem(item)
        self.list.setFixedHeight(len(self._labels) * max(self.fontMetrics().height() + 10, 28) + 4)

    def _current(self) -> str | None:
        item = self.list.currentItem()
        return str(item.data(CODE)) if item is not None else None

    def _order(self) -> list[str]:
        return [str(self.list.item(row).data(CODE)) for row in range(self.list.count())]

    def reading(self) -> Reading:
        return Reading(self._value) if self._value is not None else BLANK

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list would take these keys for its own selection.
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
            if event.modifiers() & both == both and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self._move(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
        return super().eventFilter(watched, event)

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if row < 0 or not 0 <= row + step < self.list.count():
            return
        order = self._order()
        order[row], order[row + step] = order[row + step], order[row]
        self._answer(order)

    def _confirm(self) -> None:
        self._answer(self._order())

    def _answer(self, order: list[str]) -> None:
        self.show_answer({"rank": order})
        self.answered.emit(Reading({"rank": order}))
