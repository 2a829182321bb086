"""One or several of many choices: a combo box, or a list that narrows while one types."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QSignalBlocker, QSize, QSortFilterProxyModel, Qt
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QListView, QVBoxLayout

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Text
from ..reading import BLANK, Reading
from .field import Field, Line, Shown

CODE = Qt.ItemDataRole.UserRole
SHOWN_LINES = 6


class ComboField(Field):
    """One choice from a closed combo box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(28)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.box)
        layout.addStretch(1)
        self.setFocusProxy(self.box)
        self._value: Value = None
        self.box.activated.connect(self._choose)

    def offer(self, choices: Sequence[Shown]) -> None:
        blocker = QSignalBlocker(self.box)
        self.box.clear()
        self.box.addItem("—", None)
        for choice in choices:
            self.box.addItem(choice.label, choice.code)
        del blocker
        self.show_answer(self._value)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        blocker = QSignalBlocker(self.box)
        place = self.box.findData(value) if isinstance(value, str) else 0
        self.box.setCurrentIndex(max(place, 0))
        del blocker

    def reading(self) -> Reading:
        return Reading(self._value)

    def _choose(self, index: int) -> None:
        self._value = self.box.itemData(index)
        self.answered.emit(Reading(self._value))


class SearchField(Field):
    """Many choices under a line: what is typed there narrows the list; Enter takes the first that is left."""

    def __init__(self, theme: Theme, several: bool) -> None:
        super().__init__(theme)
        self._several = several
        self._value: Value = None
        self._labels: dict[str, str] = {}
        self.line = Line(self)
        self.line.setPlaceholderText(self.tr("Type to search"))
        self.line.setClearButtonEnabled(True)
        self.chosen = Text(theme)
        self.list = QListView(self)
        self.list.setProperty("ticks", "yes")  # the style sheet makes them as large as those of check boxes
        self._model = QStandardItemModel(self)
        self._narrowed = QSortFilterProxyModel(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self._narrowed.setSourceModel(self._model)
        self._narrowed.setFilterCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.list.setModel(self._narrowed)
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedHeight(SHOWN_LINES * self.theme.pixels(28) + 4)
        self.list.setAccessibleName(self.tr("Choices"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.chosen, self.line, self.list):
            layout.addWidget(widget)
        self.chosen.hide()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._narrow)
        self.follow(self.line)
        self.line.returnPressed.connect(lambda: self._take(self._narrowed.index(0, 0)))
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)

    def offer(self, choices: Sequence[Shown]) -> None:
        labels = {choice.code: choice.label for choice in choices}
        if labels == self._labels:
            return
        self._labels = labels
        self._model.clear()
        for code, label in labels.items():
            item = QStandardItem(label)
            item.setData(code, CODE)
            item.setCheckable(self._several)
            item.setSizeHint(QSize(10, self.theme.pixels(28)))
            self._model.appendRow(item)
        self.show_answer(self._value)

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        self._value = value
        codes = self._codes()
        words = "; ".join(self._labels.get(code, code) for code in codes)
        self.chosen.setText(self.tr("Chosen: %s") % words if words else "")
        self.chosen.setVisible(bool(words))
        if not self.line.text() and not self.list.hasFocus():
            # Once something is chosen the list makes room; typing or the arrow key opens it again.
            self.list.setVisible(self._several or not words)
        for row in range(self._model.rowCount()):
            item = self._model.item(row)
            self._mark(item, item.data(CODE) in codes)

    def _mark(self, item: QStandardItem, chosen: bool) -> None:
        if self._several:
            item.setCheckState(Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked)
        elif chosen:
            self.list.setCurrentIndex(self._narrowed.mapFromSource(item.index()))

    def _codes(self) -> list[str]:
        if isinstance(self._value, list):
            return self._value
        return [self._value] if isinstance(self._value, str) and self._value else []

    def reading(self) -> Reading:
        return Reading(self._value) if self._codes() else BLANK

    def count(self) -> int:
        """How many choices are left."""
        return self._narrowed.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.list.show()
            self.list.setFocus()
            self.list.setCurrentIndex(self._narrowed.index(0, 0))
            return
        super().keyPressEvent(event)

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        code = str(index.data(CODE))
        if self._several:
            chosen = sorted(set(self._codes()) ^ {code})
            self._answer(chosen or None)
        else:
            self._answer(None if self._value == code else code)

    def _narrow(self, text: str) -> None:
        self.list.show()
        self._narrowed.setFilterFixedString(text)

    def _answer(self, value: Value) -> None:
        self.line.clear()
        self._narrowed.setFilterFixedString("")
        if not self._several and value is not None:
            self.line.setFocus()
            self.list.hide()
        self.show_answer(value)
        self.answered.emit(Reading(value))
