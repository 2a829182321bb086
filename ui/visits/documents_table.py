"""The documents of a visit as rows: what, which one, how far, what wants a look."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from .survey import DocumentSurvey

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole


class DocumentsTable(QAbstractTableModel):
    """A Qt model; the page shows it in a table view."""

    def __init__(self) -> None:
        super().__init__()
        self._documents: Sequence[DocumentSurvey] = ()

    def show_documents(self, documents: Sequence[DocumentSurvey]) -> None:
        """Show these documents."""
        self.beginResetModel()
        self._documents = documents
        self.endResetModel()

    def document(self, row: int) -> DocumentSurvey:
        """The document in a row."""
        return self._documents[row]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._documents)

    def columnCount(self, parent: Index | None = None) -> int:
        return 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role != ROLE.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("What"), self.tr("Which"), self.tr("Answered"), self.tr("Remarks"))[section]

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        if role not in (ROLE.DisplayRole, ROLE.ToolTipRole):
            return None
        document = self._documents[index.row()]
        return (
            document.kind,
            document.name or "—",
            f"{document.answered}/{document.asked}",
            str(len(document.remarks)) if document.remarks else "",
        )[index.column()]
