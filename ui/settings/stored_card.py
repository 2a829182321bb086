"""What is stored on this laptop: every file of the vault, its size, when it was written, and what opens it."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Slot,
)
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QHeaderView, QTableView

from monitorapp.records.view import Changes
from monitorapp.vault import inventory
from monitorapp.vault.inventory import Stored

from ..form.opening import facility_name
from ..form.reading import local_time
from ..pages import Navigator
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Text

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


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


ROWS_SHOWN = 8
Row = tuple[Stored, str]


class StoredCard(Card):
    """Read afresh each time the settings are shown. A file that nothing opens can be removed."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self.table = StoredTable()
        self.sum = Text(theme)
        self.view = self._make_view()
        self.remove = Button(theme, self.tr("Remove this file"), "trash-2")
        self.add(Heading(theme, self.tr("What is stored on this laptop"), 2))
        self.add(Text(theme, self.tr("Vault: %1").replace("%1", str(session.folder or ""))))
        self.add(self.sum)
        self.add(self.view)
        row = QHBoxLayout()
        row.addWidget(self.remove)
        row.addStretch(1)
        self.add(row)
        self.add(Muted(theme, self._elsewhere()))
        self.view.selectionModel().currentRowChanged.connect(self._offer)
        self.table.modelReset.connect(self._offer)
        self.remove.clicked.connect(self._remove)
        self._offer()

    def read(self) -> None:
        """Ask the vault what lies in its folder."""
        self._session.ask(partial(_rows, language=self._navigator.language), self._show, self._navigator.trouble)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Del removes the file in the current row, where it may go."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Delete:
            if self.remove.isEnabled():
                self._remove()
            return True
        return super().eventFilter(watched, event)

    def _make_view(self) -> QTableView:
        theme, view = self._navigator.theme, QTableView()
        view.setModel(self.table)
        view.setAccessibleName(self.tr("Files of the vault"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setWordWrap(True)
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        view.setStyleSheet(f"QTableView::item {{ padding: {theme.pixels(3)}px {theme.pixels(6)}px; }}")
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(3, QHeaderView.ResizeMode.Stretch)
        view.setMinimumHeight(theme.pixels(30) * (ROWS_SHOWN + 1))
        view.installEventFilter(self)
        return view

    def _elsewhere(self) -> str:
        return self.tr(
            "All of it is encrypted. Outside this folder there is one small file with the language, the colours, the "
            "text size and the folder's path. No recent files, no logs, no temporary files."
        )

    def _show(self, rows: Sequence[Row]) -> None:
        self.table.show_files(rows)
        total = size_words(sum(stored.size for stored, _ in rows))
        text = self.tr("%n file(s), %1 together.", "", len(rows)).replace("%1", total)
        lost = sum("nothing" in stored.opened_by for stored, _ in rows)
        if lost:
            text = f"{text} {self.tr('%n of them nothing opens.', '', lost)}"
        self.sum.setText(text)

    def _current(self) -> Stored | None:
        index: QModelIndex = self.view.currentIndex()
        return self.table.file(index.row()) if index.isValid() else None

    @Slot()
    def _offer(self) -> None:
        current = self._current()
        self.remove.setEnabled(current is not None and current.is_removable)

    @Slot()
    def _remove(self) -> None:
        current = self._current()
        if current is None:
            return

        def deed(vault: "Vault") -> Changes:
            inventory.remove(vault, current.file)
            return Changes()

        self._session.change(deed, self._removed, self, self._navigator.trouble)

    def _removed(self, _: Changes) -> None:
        self._navigator.say(self.tr("The file was removed."), "good")
        self.read()


def _rows(vault: "Vault", language: str) -> list[Row]:
    names = {row.id: facility_name(row.facility, language) for row in vault.visits()}
    return [(stored, names.get(stored.visit or "", "")) for stored in inventory.stored(vault)]
