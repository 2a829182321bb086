"""The frame around the pages of an open vault: navigation, title, command palette, messages, status."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from monitorapp.errors import Trouble

from .command_palette import CommandPalette
from .found.findings import FoundBar
from .look import Look
from .navigation import Navigation, StatusLine
from .pages import Command, Page, PageEntry
from .session import Session
from .theme import Theme
from .widgets.buttons import Button
from .widgets.labels import Heading, Muted
from .widgets.message_bar import MessageBar

_NARROW = 900


class Frame(QWidget):
    """Shows one page at a time and is the `Navigator` of them all."""

    cover_wanted = Signal()
    lock_wanted = Signal()

    def __init__(self, session: Session, look: Look, entries: Sequence[PageEntry]) -> None:
        super().__init__()
        self._session, self._look = session, look
        self._entries = {entry.name: entry for entry in entries}
        self._pages: dict[str, Page] = {}
        self._current = ""
        self._entering = False
        self._trail: list[tuple[str, dict[str, str]]] = []
        theme = look.theme
        self._navigation = Navigation(theme, entries)
        self._above = Muted(theme)
        self._title = Heading(theme)
        self._search = Button(theme, self.tr("Command or search  Ctrl+K"), "search")
        self._hide = Button(theme, self.tr("Hide"), "eye-off")
        self._hide.setToolTip(self.tr("Cover everything: F12, or Shift three times"))
        self._messages = MessageBar(theme)
        self.found = FoundBar(theme, session, look.language)
        self._stack = QStackedWidget()
        # One greedy page must not make the window larger than the screen for all others.
        self._stack.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.status = StatusLine(theme)
        self._lay_out()
        self._palette = CommandPalette(theme, self)
        self._connect()
        self.setAcceptDrops(True)

    # What pages may ask (Navigator)

    @property
    def theme(self) -> Theme:
        """Colours, icons, text size."""
        return self._look.theme

    @property
    def language(self) -> str:
        """The code of the language of the windows."""
        return self._look.language

    def go(self, name: str, **target: str) -> None:
        """Show a page."""
        if self._current and not self._entering:  # a page that only leads on is not a place to come back to
            self._trail.append((self._current, self._pages[self._current].place()))
        self._show(name, target)

    def back(self) -> None:
        """Show the page before this one, or the first of all."""
        name, target = self._trail.pop() if self._trail else (next(iter(self._entries)), {})
        self._show(name, target)

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        """Show a line above the page."""
        self._messages.say(text, tone, action, run)

    @Slot(object)
    def trouble(self, trouble: Exception) -> None:
        """Show a Trouble in words above the page."""
        assert isinstance(trouble, Trouble)
        spoken = self._look.words.of(trouble)
        self.say(f"{spoken.sentence} {spoken.advice}", "error")

    # What the window may ask

    def place(self) -> dict[str, str]:
        """Where the person is, ids only; `restore` leads back there."""
        return {"page": self._current, **self._pages[self._current].place()} if self._current else {}

    def restore(self, place: dict[str, str]) -> None:
        """Go where `place` says, or to the first page."""
        target = dict(place)
        name = target.pop("page", "")
        if name in self._entries:
            self._show(name, target)
        else:
            self._show(next(iter(self._entries)), {})

    @property
    def message(self) -> str:
        """What the message bar says, or nothing."""
        return "" if self._messages.isHidden() else self._messages.text()

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all pages."""
        return tuple(self._entries)

    def page(self, name: str) -> Page:
        """A page by its name, built when first asked for."""
        if name not in self._pages:
            page = self._entries[name].make(self._session, self)
            page.titled.connect(self._show_title)
            self._pages[name] = page
            self._stack.addWidget(page)
        return self._pages[name]

    # Events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_topmost()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fold_navigation()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._taker(event) is not None:
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        taken = self._taker(event)
        if taken is not None:
            name, path = taken
            event.acceptProposedAction()
            self.go(name, path=path)

    # Inside

    def _lay_out(self) -> None:
        theme = self.theme
        titles = QVBoxLayout()
        titles.setSpacing(0)
        titles.addWidget(self._above)
        titles.addWidget(self._title)
        top = QHBoxLayout()
        top.addLayout(titles, 1)
        for button in (self._search, self._hide):
            top.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        right = QVBoxLayout()
        margin = theme.pixels(12)
        right.setContentsMargins(margin, margin, margin, theme.pixels(6))
        right.setSpacing(theme.pixels(8))
        right.addLayout(top)
        right.addWidget(self.found)
        right.addWidget(self._messages)
        right.addWidget(self._stack, 1)
        right.addWidget(self.status)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(right, 1)

    def _connect(self) -> None:
        self._navigation.asked.connect(self.go)
        self._search.clicked.connect(self.open_palette)
        self._hide.clicked.connect(self.cover_wanted)
        self.found.wanted.connect(partial(self.go, "found"))
        self._session.saved.connect(self.status.show_saved)
        self._session.troubled.connect(self.trouble)
        keys = {"Ctrl+K": self.open_palette, "F12": self.cover_wanted.emit, "Ctrl+Shift+L": self.lock_wanted.emit}
        for entry in self._entries.values():
            if entry.keys:
                keys[entry.keys] = partial(self.go, entry.name)
        for sequence, run in keys.items():
            QShortcut(QKeySequence(sequence), self, run)

    def _show(self, name: str, target: dict[str, str]) -> None:
        if self._current and self._current != name:
            self._pages[self._current].leave()
            self._messages.fade()
        entry, page = self._entries[name], self.page(name)
        self._current = name
        self._show_title(entry.title(), "", page)
        self._navigation.mark(entry.shelf or name)
        self._stack.setCurrentWidget(page)
        self._fold_navigation()
        page.setFocus()  # not on the navigation, where it would stay; a screen reader says the title
        self._entering = True
        try:
            page.enter(**target)
        finally:
            self._entering = False

    @Slot(str, str)
    def _show_title(self, title: str, above: str, page: QWidget | None = None) -> None:
        if page is None and self.sender() is not self._pages.get(self._current):
            return
        self._title.setText(title)
        self._pages[self._current].setAccessibleName(title)
        self._above.setText(f"{above} ›" if above else "")
        self._above.setVisible(bool(above))

    def _fold_navigation(self) -> None:
        inside = bool(self._current) and self._entries[self._current].compact
        narrow = self.width() < self.theme.pixels(_NARROW)
        self._navigation.set_compact(inside or narrow)
        self._search.setText("Ctrl+K" if narrow else self.tr("Command or search  Ctrl+K"))

    @Slot()
    def open_palette(self) -> None:
        """Offer everything that can be done here, and every page."""
        here = self._pages[self._current].commands() if self._current else ()
        pages = [
            Command(entry.title(), partial(self.go, entry.name), entry.keys, entry.icon)
            for entry in self._entries.values()
            if entry.icon
        ]
        own = [
            Command(self.tr("Hide everything"), self.cover_wanted.emit, "F12", "eye-off"),
            Command(self.tr("Lock the vault"), self.lock_wanted.emit, "Ctrl+Shift+L", "lock"),
        ]
        self._palette.open([*here, *pages, *own])

    def close_topmost(self) -> None:
        """Esc: close the palette, else the message, else the topmost thing of the page."""
        for layer in (self._palette, self._messages):
            if layer.isVisible():
                layer.hide()
                return
        if self._current:
            self._pages[self._current].close_topmost()

    def _taker(self, event: QDropEvent) -> tuple[str, str] | None:
        """The page for what is dropped and the paths in lines; files of several kinds at once have no page."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        for entry in self._entries.values():
            several = len(paths) > 1 and not entry.takes_several
            if paths and not several and entry.takes and all(path.endswith(entry.takes) for path in paths):
                return entry.name, "\n".join(paths)
        return None
