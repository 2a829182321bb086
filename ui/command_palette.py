"""The command palette (Ctrl+K): everything that can be done or gone to, found by a few letters in any layout."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QListWidget, QListWidgetItem, QWidget

from .pages import Command
from .shortcuts import cyrillic_twin, latin_twin
from .theme import Theme
from .widgets.cards import Card
from .widgets.labels import Muted

_COMMAND = Qt.ItemDataRole.UserRole
_MOVES = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown})


class CommandPalette(Card):
    """A card over the page; Esc or a click elsewhere closes it."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(theme)
        self.setParent(parent)
        self._theme = theme
        self._over = parent
        self._commands: Sequence[Command] = ()
        self._line = QLineEdit()
        self._line.setPlaceholderText(self.tr("What would you like to do or open?"))
        self._line.setAccessibleName(self.tr("Command or search"))
        self._lines = QListWidget()
        self._lines.setIconSize(QSize(theme.pixels(18), theme.pixels(18)))
        self._lines.setAccessibleName(self.tr("Commands found"))
        self._none = Muted(theme, self.tr("Nothing found. Try another word."))
        for part in (self._line, self._lines, self._none):
            self.add(part)
        self._line.textChanged.connect(self._filter)
        self._line.installEventFilter(self)
        self._lines.itemClicked.connect(self._run)
        self._lines.itemActivated.connect(self._run)
        self.hide()

    def open(self, commands: Sequence[Command]) -> None:
        """Show the palette with these commands."""
        self._commands = commands
        self._line.clear()
        self._filter("")
        room = self._over.size()
        width = min(self._theme.pixels(560), room.width() - 40)
        self.setGeometry((room.width() - width) // 2, 48, width, min(self._theme.pixels(380), room.height() - 96))
        self.show()
        self.raise_()
        self._line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut and not self.isAncestorOf(self.window().focusWidget() or self):
            self.hide()
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in _MOVES:
            self._move(1 if event.key() in {Qt.Key.Key_Down, Qt.Key.Key_PageDown} else -1)
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run(self._lines.currentItem())
            return True
        return False

    def _move(self, step: int) -> None:
        count = self._lines.count()
        if count:
            self._lines.setCurrentRow((self._lines.currentRow() + step) % count)

    @Slot(str)
    def _filter(self, text: str) -> None:
        self._lines.clear()
        for command in self._commands:
            if _matches(command.text, text):
                self._lines.addItem(self._make_line(command))
        self._lines.setCurrentRow(0)
        self._lines.setVisible(self._lines.count() > 0)
        self._none.setVisible(self._lines.count() == 0)

    def _make_line(self, command: Command) -> QListWidgetItem:
        text = f"{command.text}    {command.keys}" if command.keys else command.text
        item = QListWidgetItem(self._theme.line_icon(command.icon), text)
        item.setData(_COMMAND, command)
        item.setSizeHint(QSize(10, self._theme.pixels(32)))
        return item

    @Slot(QListWidgetItem)
    def _run(self, item: QListWidgetItem | None) -> None:
        if item is not None:
            command: Command = item.data(_COMMAND)
            self.hide()
            command.run()


def _matches(text: str, query: str) -> bool:
    # «ыуеештпы» is «settings» typed with the Russian layout still on.
    folded = text.casefold()
    return any(
        all(word in folded for word in form.split())
        for form in (query.casefold(), latin_twin(query), cyrillic_twin(query))
    )
