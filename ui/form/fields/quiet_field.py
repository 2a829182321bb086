"""Questions that ask for little: a note to read, a tick that it was read, a calculated value."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Qt
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QWidget

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Text
from ..reading import BLANK, Reading
from .arrangement import cell_grid, cell_words
from .field import Field, Shown


class NoteField(Field):
    """Nothing to answer: the words of the question say it all."""

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self.hide()

    def reading(self) -> Reading:
        return BLANK


class ColumnsField(Field):
    """The words of the choices, once, above the rows of marks that follow; nothing to answer."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._words: tuple[str, ...] = ()

    def offer(self, choices: Sequence[Shown]) -> None:
        words = tuple(choice.label for choice in choices)
        if words != self._words:
            self._words = words
            while (item := self._row.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.deleteLater()
            holder = QWidget(self)
            grid = cell_grid(holder, len(words))
            for at, label in enumerate(words):
                grid.addWidget(cell_words(QLabel(label)), 0, at)
            self._row.addWidget(holder)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        """There is none."""

    def reading(self) -> Reading:
        return BLANK


class AcknowledgeField(Field):
    """A tick; the value of an acknowledged question is the text OK, as in ODK."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = QCheckBox(self.tr("Read and understood"), self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        self.setFocusProxy(self.box)
        self.box.toggled.connect(lambda _: self.answered.emit(self.reading()))

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        blocker = QSignalBlocker(self.box)
        self.box.setChecked(value == "OK")
        del blocker

    def reading(self) -> Reading:
        return Reading("OK" if self.box.isChecked() else None)


class ShownField(Field):
    """A value that the form works out; it can be read and copied, not written."""

    def __init__(self, theme: Theme, words: Callable[[Value], str]) -> None:
        super().__init__(theme)
        self._words = words
        self._value: Value = None
        self.label = Text(theme)
        self.label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.label, 1)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        self.label.setText(self._words(value) or "—")

    def reading(self) -> Reading:
        return Reading(self._value)

    def hold(self, readonly: bool) -> None:
        """A calculated value is only ever read."""
