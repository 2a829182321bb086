"""The documents of a visit on its overview: buttons that add one of each kind, and a table of those there are."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QMenu, QTableView, QWidget

from ..form.flow_layout import FlowLayout
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted
from .documents_table import DocumentsTable
from .survey import DocumentSurvey

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
