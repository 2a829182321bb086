"""One or several of thousands of choices: a combo box, or a list that narrows while one types."""

import unicodedata
from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QSignalBlocker, QSize, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from monitorapp.records.field import Value

from ...theme import Theme
from ...widgets.labels import Muted, Text
from ..reading import BLANK, Reading
from .field import Field, Line, Shown, leave_wheel_to_page

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
CODE = ROLE.UserRole


def folded(text: str) -> str:
    """How a text is compared: small letters, without accents, ё as е; й stays й, which is no accented и to readers."""
    kept = unicodedata.normalize("NFC", text.casefold()).replace("й", "\0")
    plain = "".join(letter for letter in unicodedata.normalize("NFD", kept) if not unicodedata.combining(letter))
    return plain.replace("\0", "й")


class ChoiceModel(QAbstractListModel):
    """The choices that are left, in their order; ticks stand before them where several may be chosen."""

    def __init__(self, several: bool) -> None:
        super().__init__()
        self._several = several
        self._choices: list[tuple[str, str]] = []
        self._folded: list[str] = []
        self._left: Sequence[int] = range(0)
        self._sought: tuple[str, ...] = ()
        self._chosen: frozenset[str] = frozenset()

    def offer(self, choices: Sequence[tuple[str, str]]) -> None:
        """Offer these (code, words), all of them."""
        self.beginResetModel()
        self._choices = list(choices)
        self._folded = [folded(words) for _, words in choices]
        self._left, self._sought = range(len(self._choices)), ()
        self.endResetModel()

    def seek(self, text: str) -> None:
        """Leave those in whose words every word of `text` stands somewhere; those that begin with it come first."""
        sought = tuple(folded(text).split())
        if sought == self._sought:
            return
        self.beginResetModel()
        narrower = bool(self._sought) and len(sought) == len(self._sought) and sought[:-1] == self._sought[:-1]
        within = self._left if narrower and sought[-1].startswith(self._sought[-1]) else range(len(self._choices))
        words = self._folded
        for part in sought:
            within = [at for at in within if part in words[at]]
        self._left, self._sought = self._nearest_first(within, " ".join(sought)), sought
        self.endResetModel()

    def _nearest_first(self, left: Sequence[int], start: str) -> Sequence[int]:
        if not start:
            return left
        nearest = [at for at in left if self._folded[at].startswith(start)]
        others = set(nearest)
        return nearest + [at for at in sorted(left) if at not in others]

    def choose(self, codes: Sequence[str]) -> None:
        """Tick these."""
        chosen = frozenset(codes)
        if chosen != self._chosen:
            self._chosen = chosen
            if self._left:
                self.dataChanged.emit(self.index(0), self.index(len(self._left) - 1), [ROLE.CheckStateRole])

    def place_of(self, code: str) -> int:
        """In which line of those that are left a choice stands; -1 where it is not left."""
        return next((row for row, at in enumerate(self._left) if self._choices[at][0] == code), -1)

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._left)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsUserCheckable if self._several else flags

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid():
            return None
        code, words = self._choices[self._left[index.row()]]
        if role in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return words
        if role == CODE:
            return code
        if role == ROLE.CheckStateRole and self._several:
            return Qt.CheckState.Checked if code in self._chosen else Qt.CheckState.Unchecked
        return None


def pairs(choices: Sequence[Shown]) -> list[tuple[str, str]]:
    """Codes and words of choices; of two with one code the first."""
    found: dict[str, str] = {}
    for choice in choices:
        found.setdefault(choice.code, choice.label)
    return list(found.items())


SHOWN_LINES = 6


class ComboField(Field):
    """One choice from a closed combo box."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.box = QComboBox(self)
        self.box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.box.setMinimumContentsLength(28)
        leave_wheel_to_page(self.box)
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
        self._offered: list[tuple[str, str]] = []
        self._labels: dict[str, str] = {}
        self.line = Line(self)
        self.line.setPlaceholderText(self.tr("Type to search"))
        self.line.setClearButtonEnabled(True)
        self.chosen = Text(theme)
        self.left_over = Muted(theme)
        self.list = QListView(self)
        self.list.setProperty("ticks", "yes")  # the style sheet makes them as large as those of check boxes
        self._model = ChoiceModel(several)
        self._model.setParent(self)
        self._lay_out()

    def _lay_out(self) -> None:
        self.list.setModel(self._model)
        self.list.setItemDelegate(LineDelegate(self.theme.pixels(28), self))
        self.list.setUniformItemSizes(True)
        self.list.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.list.setFixedHeight(SHOWN_LINES * self.theme.pixels(28) + 4)
        self.list.setAccessibleName(self.tr("Choices"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (self.chosen, self.line, self.left_over, self.list):
            layout.addWidget(widget)
        self.chosen.hide()
        self.left_over.hide()
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._narrow)
        self.line.textChanged.connect(self._clear)
        self.follow(self.line)
        self.line.returnPressed.connect(self._take_first)
        self.list.clicked.connect(self._take)
        self.list.activated.connect(self._take)

    def offer(self, choices: Sequence[Shown]) -> None:
        offered = pairs(choices)
        if offered != self._offered:
            self._offered, self._labels = offered, dict(offered)
            self._model.offer(offered)
            self._model.seek(self.line.text())
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
        self._model.choose(codes)
        if codes and not self._several:
            self.list.setCurrentIndex(self._model.index(self._model.place_of(codes[0])))

    def _codes(self) -> list[str]:
        if isinstance(self._value, list):
            return self._value
        return [self._value] if isinstance(self._value, str) and self._value else []

    def reading(self) -> Reading:
        return Reading(self._value) if self._codes() else BLANK

    def hold(self, readonly: bool) -> None:
        self.line.setReadOnly(readonly)
        self.list.setEnabled(not readonly)

    def count(self) -> int:
        """How many choices are left."""
        return self._model.rowCount()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.line.hasFocus():
            self.list.show()
            self.list.setFocus()
            self.list.setCurrentIndex(self._model.index(0))
            return
        super().keyPressEvent(event)

    def _take_first(self) -> None:
        """Enter takes the first that is left of a search; without one it would be a choice that nobody looked for."""
        if self.line.text().strip():
            self.take_first()

    def take_first(self) -> None:
        """Take the first of the choices that are shown."""
        self._take(self._model.index(0))

    def _take(self, index: QModelIndex) -> None:
        if not index.isValid() or self.line.isReadOnly():
            return
        code = str(index.data(CODE))
        if self._several:
            chosen = sorted(set(self._codes()) ^ {code})
            self._answer(chosen or None)
        else:
            self._answer(None if self._value == code else code)

    def _narrow(self, text: str) -> None:
        self.list.show()
        self._model.seek(text)
        self._show_left(text)

    def _clear(self, text: str) -> None:
        if not text:  # the button of the line empties it without an edit
            self._narrow("")

    def _show_left(self, text: str) -> None:
        words = self.tr("%1 of %2").replace("%1", str(self.count())).replace("%2", str(len(self._offered)))
        self.left_over.setText(words if self.count() else self.tr("No choice has these words."))
        self.left_over.setVisible(bool(text))

    def _answer(self, value: Value) -> None:
        self.line.clear()
        if not self._several and value is not None:
            self.line.setFocus()
            self.list.hide()
        self.show_answer(value)
        self.answered.emit(Reading(value))


class LineDelegate(QStyledItemDelegate):
    """Lines of one height, so that the list needs to ask none of its thousands how high it is."""

    def __init__(self, height: int, parent: QWidget) -> None:
        super().__init__(parent)
        self._height = height

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(10, self._height)
