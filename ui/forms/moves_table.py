"""The answers of a document as rows: the question, the answer, and what becomes of it in another version."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QLocale, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from monitorapp.library import Fate, Move

from ..form.answer_words import in_words
from ..theme import Theme
from .form_words import fate_word

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole


class MovesTable(QAbstractTableModel):
    """A Qt model; the page shows it in a table view."""

    def __init__(self) -> None:
        super().__init__()
        self._moves: Sequence[tuple[str, Move]] = ()

    def show_moves(self, moves: Sequence[tuple[str, Move]]) -> None:
        """Show these answers, each with the words of its document where there are several."""
        self.beginResetModel()
        self._moves = moves
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._moves)

    def columnCount(self, parent: Index | None = None) -> int:
        return 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role != ROLE.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("Question"), self.tr("Answer"), self.tr("What becomes of it"))[section]

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if role not in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return None
        document, move = self._moves[index.row()]
        label = f"{document}: {move.label}" if document else move.label
        return (label, self._answer(move), self._fate(move))[index.column()]

    def _answer(self, move: Move) -> str:
        if move.value is None:
            return self.tr("different answers stand here")
        return in_words(move.value, move.labels, QLocale())

    def _fate(self, move: Move) -> str:
        words = fate_word(move.fate)
        if move.fate == Fate.RECODED:
            return f"{words}: {', '.join(move.labels.get(code, code) for code in move.codes)}"
        return words


def moves_view(theme: Theme, table: MovesTable, name: str) -> QTableView:
    """A view of the table that is read, not edited; long words take several lines."""
    view = QTableView()
    view.setModel(table)
    view.setAccessibleName(name)
    view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    view.setTabKeyNavigation(False)
    view.setShowGrid(False)
    view.setWordWrap(True)
    view.verticalHeader().hide()
    view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
    view.verticalHeader().setMinimumSectionSize(theme.pixels(30))
    header = view.horizontalHeader()
    header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
    header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    return view
