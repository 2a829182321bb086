"""Cards of a visit's overview: what wants a look, line by line, and its documents with how far each is."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListWidget, QListWidgetItem, QMenu, QTableView, QWidget

from ..form.review import Matter, Remark
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Heading, Muted
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


FREQUENT, MOST_LINES = 3, 8


class DocumentsCard(Card):
    """`opened` and `erasing` name a document, `added` the form of a new one."""

    opened = Signal(str)
    erasing = Signal(str)
    added = Signal(str)

    def __init__(self, theme: Theme, forms: Sequence[tuple[str, str]]) -> None:
        super().__init__(theme)
        self._theme = theme
        self._reason = ""
        self.add(Heading(theme, self.tr("Cells, interviews, cases"), level=2))
        self._usual: dict[Button, str] = {}  # the buttons that add, and what their tooltips usually say
        self.add_buttons: dict[str, Button] = {}
        self.adding = self._new_buttons(forms)
        self.add(self.adding)
        self._none = Muted(theme, self.tr("None yet. Each is added by one press and opens at once."))
        self.add(self._none)
        self.table = DocumentsTable()
        self.view = self._new_view()
        self.add(self.view)
        self.show_documents(())

    def _new_buttons(self, forms: Sequence[tuple[str, str]]) -> QWidget:
        holder = QWidget()
        flow = FlowLayout(holder)
        for form, title in forms[:FREQUENT]:
            button = Button(self._theme, title, "plus")
            button.setToolTip(self.tr("Add: %1").replace("%1", title))
            button.clicked.connect(partial(self.added.emit, form))
            self.add_buttons[form] = button
            self._usual[button] = button.toolTip()
            flow.addWidget(button)
        if forms[FREQUENT:]:
            flow.addWidget(self._new_more(forms[FREQUENT:]))
        return holder

    def _new_more(self, forms: Sequence[tuple[str, str]]) -> Button:
        self.more = Button(self._theme, self.tr("More…"), "plus")
        self._usual[self.more] = ""
        menu = QMenu(self.more)
        for form, title in forms:
            menu.addAction(title, partial(self.added.emit, form))
        self.more.setMenu(menu)
        return self.more

    def _new_view(self) -> QTableView:
        view = QTableView()
        view.setModel(self.table)
        view.setAccessibleName(self.tr("Documents of this visit"))
        view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        view.setTabKeyNavigation(False)
        view.setShowGrid(False)
        view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        view.verticalHeader().hide()
        view.verticalHeader().setDefaultSectionSize(self._theme.pixels(32))
        header = view.horizontalHeader()
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        header.setHighlightSections(False)
        for column in (0, 2, 3):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        view.clicked.connect(self._open)
        view.activated.connect(self._open)
        view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        view.customContextMenuRequested.connect(self._show_menu)
        return view

    def menu_of(self, document: str) -> QMenu:
        """What can be done with a document of the table."""
        menu = QMenu(self.view)
        menu.addAction(self.tr("Open"), partial(self.opened.emit, document))
        erase = menu.addAction(self.tr("Erase it with everything below…"), partial(self.erasing.emit, document))
        erase.setEnabled(not self._reason)
        erase.setToolTip(self._reason)
        menu.setToolTipsVisible(True)
        return menu

    def hold(self, reason: str) -> None:
        """Let the documents only be read, and say why; "" lets everything be done again."""
        self._reason = reason
        for button, usual in self._usual.items():
            button.setEnabled(not reason)
            button.setToolTip(reason or usual)

    def _show_menu(self, at: QPoint) -> None:
        """Below the mouse, or below the current row for the menu key."""
        index = self.view.indexAt(at)
        index = index if index.isValid() else self.view.currentIndex()
        if index.isValid():
            menu = self.menu_of(self.table.document(index.row()).id)
            menu.popup(self.view.viewport().mapToGlobal(self.view.visualRect(index).center()))

    def show_documents(self, documents: Sequence[DocumentSurvey]) -> None:
        """Show these documents."""
        self.table.show_documents(documents)
        self._none.setVisible(not documents)
        self.view.setVisible(bool(documents))
        lines = min(len(documents), MOST_LINES) + 1
        self.view.setFixedHeight(lines * self._theme.pixels(32) + 4)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(self.table.document(index.row()).id)


TARGET = Qt.ItemDataRole.UserRole
LOOKS = {
    Matter.CONSTRAINT: ("circle-alert", "error"),
    Matter.UNSETTLED: ("git-merge", "warning"),
    Matter.RAW: ("info", "warning"),
    Matter.REQUIRED: ("circle", "muted"),
    Matter.LATER: ("flag", "warning"),
}


class RemarksCard(Card):
    """`chosen` names a document and a field of it."""

    chosen = Signal(str, str)

    def __init__(self, theme: Theme, title: str, none: str, most: int = 10) -> None:
        super().__init__(theme)
        self._theme, self._title, self._most = theme, title, most
        self._heading = Heading(theme, title, level=2)
        self._none = Muted(theme, none)
        self.lines = QListWidget()
        self.lines.setAccessibleName(title)
        self.lines.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.lines.setIconSize(QSize(theme.pixels(16), theme.pixels(16)))
        self.lines.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for widget in (self._heading, self._none, self.lines):
            self.add(widget)
        self.show_remarks(())
        self.lines.itemClicked.connect(self._choose)
        self.lines.itemActivated.connect(self._choose)

    def show_remarks(self, remarks: Sequence[tuple[DocumentSurvey, Remark]]) -> None:
        """Show these remarks."""
        self.lines.clear()
        for document, remark in remarks:
            icon, tone = LOOKS[remark.matter]
            line = self._line(document, remark)
            item = QListWidgetItem(self._theme.icon(icon, tone), line, self.lines)
            item.setToolTip(line)
            item.setSizeHint(QSize(10, self._theme.pixels(30)))
            item.setData(TARGET, (document.id, remark.field))
        self._heading.setText(f"{self._title} · {len(remarks)}" if remarks else self._title)
        self._none.setVisible(not remarks)
        self.lines.setVisible(bool(remarks))
        self._fit(len(remarks))

    def _fit(self, count: int) -> None:
        heights = [self.lines.sizeHintForRow(row) for row in range(min(count, self._most))]
        self.lines.setFixedHeight(sum(heights) + 2 * self.lines.frameWidth() + 4)

    def _line(self, document: DocumentSurvey, remark: Remark) -> str:
        place = f"{document.title} · {remark.number}" if document.parent else remark.number
        return f"{place} {remark.label}: {self._matter(remark)}"

    def _matter(self, remark: Remark) -> str:
        words = {
            Matter.CONSTRAINT: remark.message or self.tr("look at this value"),
            Matter.UNSETTLED: self.tr("people wrote different things"),
            Matter.RAW: self.tr("written in words, cannot be counted"),
            Matter.REQUIRED: self.tr("not answered yet"),
            Matter.LATER: self.tr("marked to be checked later"),
        }
        return words[remark.matter]

    def _choose(self, item: QListWidgetItem) -> None:
        document, field = item.data(TARGET)
        self.chosen.emit(document, field)
