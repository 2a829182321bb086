"""The files of the vault as rows: what, how large, when written, what opens it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QLocale, QModelIndex, QPersistentModelIndex, Qt

from monitorapp.vault.inventory import Stored

from ..form.moments import local_time

Index = QModelIndex | QPersistentModelIndex
ROLE = Qt.ItemDataRole


class StoredTable(QAbstractTableModel):
    """A Qt model; the card shows it in a table view."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: Sequence[tuple[Stored, str]] = ()

    def show_files(self, rows: Sequence[tuple[Stored, str]]) -> None:
        """Show these files, each with the name of its visit or nothing."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def file(self, row: int) -> Stored:
        """The file in a row."""
        return self._rows[row][0]

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index | None = None) -> int:
        return 4

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = ROLE.DisplayRole) -> Any:
        if role != ROLE.DisplayRole or orientation != Qt.Orientation.Horizontal:
            return None
        return (self.tr("What"), self.tr("Size"), self.tr("Written"), self.tr("Opened by"))[section]

    def data(self, index: Index, role: int = ROLE.DisplayRole) -> Any:
        stored, visit = self._rows[index.row()]
        if role == ROLE.ToolTipRole:
            return stored.file
        if role != ROLE.DisplayRole:
            return None
        what = sort_word(stored.sort)
        return (
            f"{what}: {visit}" if visit else what,
            size_words(stored.size),
            local_time(stored.modified),
            ", ".join(opener_word(opener) for opener in stored.opened_by),
        )[index.column()]


def size_words(size: int) -> str:
    """A number of bytes as people say it."""
    return QLocale().formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeTraditionalFormat)


def sort_word(sort: str) -> str:
    """What a file is."""
    return {
        "key-file": _tr("Key file"),
        "index": _tr("Index: people, forms, exchanges"),
        "archive": _tr("Archive: from colleagues"),
        "visit": _tr("Visit"),
        "attachment": _tr("Attachment"),
        "sealed": _tr("Sealed bundle"),
        "copy": _tr("Copy from before an update"),
        "damaged": _tr("Damaged file, saved elsewhere"),
        "unknown": _tr("Unknown file"),
    }[sort]


def opener_word(opener: str) -> str:
    """Who or what opens a file."""
    return {
        "passphrase": _tr("passphrase"),
        "recovery-code": _tr("recovery code"),
        "escrow": _tr("the organisation’s key"),
        "recipient": _tr("its recipients alone"),
        "nothing": _tr("nothing"),
    }[opener]


def _tr(text: str) -> str:
    return QCoreApplication.translate("StoredTable", text)
