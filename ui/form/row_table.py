"""The rows of a repeat as a table: a model over the sheet, a delegate that writes into it, and a view with our keys."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QBrush, QColor, QFont

from monitorapp.forms.definition import Element, Kind, Question
from monitorapp.records.field import FieldKey, non_answer

from ..theme import Theme
from .fields.kinds import MOST_IN_BOX
from .opening import QuestionState
from .reading import BLANK, Reading, read_decimal, read_integer
from .wording import in_words

if TYPE_CHECKING:
    from .form_presenter import FormPresenter

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole
MOST_COLUMNS, MANY_ROWS = 8, 20
TIMES = {Kind.DATE: "date", Kind.TIME: "time", Kind.DATETIME: "datetime"}
NUMBERS = {Kind.INTEGER: read_integer, Kind.DECIMAL: read_decimal}
TOLD = (ROLE.DisplayRole, ROLE.ToolTipRole, ROLE.AccessibleTextRole, ROLE.AccessibleDescriptionRole)
ROLES = frozenset(int(role) for role in (*TOLD, ROLE.ForegroundRole, ROLE.BackgroundRole, ROLE.FontRole))
SIMPLE = frozenset({Kind.TEXT, Kind.BARCODE, Kind.SELECT_ONE, *TIMES, *NUMBERS})


def fits_a_table(children: Sequence[Element]) -> bool:
    """Whether the questions of a repeat are few and simple enough to stand side by side."""
    asked = columns_of(children)
    return 0 < len(asked) <= MOST_COLUMNS and all(
        isinstance(child, Question)
        and (child.kind in {Kind.HIDDEN, Kind.CALCULATION, *SIMPLE})
        and child.monitor.get("sourced") != "yes"
        and "multiline" not in child.appearance
        and len(child.choices) <= MOST_IN_BOX
        for child in children
    )


def columns_of(children: Sequence[Element]) -> list[Question]:
    """The questions of a repeat that get a column."""
    return [child for child in children if isinstance(child, Question) and child.kind in SIMPLE]


class RowTable(QAbstractTableModel):
    """Rows are those of the form, columns its questions. What is shown of a cell is worked out when it is seen."""

    def __init__(self, theme: Theme, presenter: "FormPresenter", questions: Sequence[Question]) -> None:
        super().__init__()
        self._theme, self._presenter = theme, presenter
        self.questions = list(questions)
        self._items: tuple[str, ...] = ()
        self._states: dict[tuple[int, int], QuestionState] = {}
        self._seen: dict[tuple[int, int, int], Any] = {}  # a view asks for the same again with every frame
        self._unsettled: frozenset[str] = frozenset()

    # Following

    def show_items(self, items: tuple[str, ...], fields: frozenset[str] | None) -> None:
        """Show these rows; `fields` (or all, None) look different."""
        if items != self._items:
            self.beginResetModel()
            self._items = items
            self._forget()
            self.endResetModel()
        elif fields is None or any("/" in field for field in fields):
            self._forget()
            if items:
                self.dataChanged.emit(self.index(0, 0), self.index(len(items) - 1, len(self.questions) - 1))

    def _forget(self) -> None:
        self._states.clear()
        self._seen.clear()
        self._unsettled = self._presenter.sheet.unsettled_fields

    def item(self, row: int) -> str | None:
        """The id of a row."""
        return self._items[row] if 0 <= row < len(self._items) else None

    def row_of(self, item: str) -> int:
        """Where a row stands; -1 where it does not."""
        return self._items.index(item) if item in self._items else -1

    def place_of(self, field: str) -> QModelIndex | None:
        """The cell of a field, if it has one."""
        key = FieldKey.parse(field)
        row = self.row_of(key.item or "")
        column = next((at for at, question in enumerate(self.questions) if question.id == key.question), -1)
        return self.index(row, column) if row >= 0 and column >= 0 else None

    def field(self, index: Index) -> str:
        """The key of a cell."""
        return f"{self._items[index.row()]}/{self.questions[index.column()].id}"

    def state(self, index: Index) -> QuestionState:
        """How the question of a cell looks now."""
        place = index.row(), index.column()
        if place not in self._states:
            self._states[place] = self._presenter.sheet.question_state(self.field(index))
        return self._states[place]

    # Qt

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._items)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.questions)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role not in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return None
        if orientation == Qt.Orientation.Vertical:
            return str(section + 1)
        question, sheet = self.questions[section], self._presenter.sheet
        return sheet.wording.said(question.label.show(sheet.opened.language), question.label) or question.name

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        state = self.state(index)
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return flags | Qt.ItemFlag.ItemIsEditable if state.visible and not state.readonly else flags

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if not index.isValid() or role not in ROLES:
            return None
        place = index.row(), index.column(), role
        if place not in self._seen:
            self._seen[place] = self._data(index, role)
        return self._seen[place]

    def _data(self, index: Index, role: int) -> Any:
        if role == ROLE.DisplayRole:
            return self._shown(index)
        if role in (ROLE.ToolTipRole, ROLE.AccessibleDescriptionRole):
            return "\n".join(filter(None, (*self._marks(index), self.state(index).note))) or None
        if role == ROLE.AccessibleTextRole:
            head = self.headerData(index.column(), Qt.Orientation.Horizontal)
            return "; ".join((f"{head}: {self._shown(index)}", *self._marks(index)))
        return self._look(index, role)

    def _shown(self, index: Index) -> str:
        state = self.state(index)
        if not state.visible:
            return "–"
        if self.field(index) in self._unsettled:
            return f"≠ {self.tr('Different values')}"
        return self.words(index)

    def words(self, index: Index) -> str:
        """The answer of a cell in words, or the words that could not be read."""
        state = self.state(index)
        if state.answer.raw is not None:
            return state.answer.raw
        labels = {choice.code: choice.label for choice in state.choices}
        return in_words(state.answer.value, labels, QLocale())

    def _marks(self, index: Index) -> list[str]:
        """What is to be said of a cell besides its answer."""
        state = self.state(index)
        marks = [state.problem] if state.problem else []
        if state.later:
            marks.append(self.tr("Check later"))
        return marks

    def _look(self, index: Index, role: int) -> QBrush | QFont | None:
        state, tokens = self.state(index), self._theme.tokens
        if role == ROLE.BackgroundRole:
            if self.field(index) in self._unsettled or state.later:
                return QBrush(QColor(tokens.warning_soft))
            return QBrush(QColor(tokens.error_soft)) if state.problem or state.answer.raw is not None else None
        coded = non_answer(state.answer.value) is not None
        if role == ROLE.FontRole:
            font = QFont()
            font.setItalic(coded)
            font.setUnderline(bool(state.problem))
            return font
        if state.problem:
            return QBrush(QColor(tokens.error))
        return QBrush(QColor(tokens.muted)) if coded or not state.visible or state.readonly else None

    # Writing

    def begin(self, index: Index) -> None:
        """Somebody starts to write in a cell."""
        self._presenter.begin(self.field(index))

    def write(self, index: Index, reading: Reading) -> None:
        """Keep the answer of a cell, if it is another one."""
        said = self.state(index).answer
        unchanged = reading == Reading(said.value, said.raw) or (reading == BLANK and non_answer(said.value))
        if not unchanged:
            self._presenter.answer(self.field(index), reading)

    def choose_non_answer(self, index: Index, code: str) -> None:
        """Give a coded non-answer, or take the one that stands back."""
        if self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            stands = non_answer(self.state(index).answer.value) == code
            self._presenter.answer(self.field(index), Reading(None if stands else {"na": code}))

    @property
    def zone(self) -> str | None:
        """The zone in which times are written."""
        return self._presenter.zone
