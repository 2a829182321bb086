"""Asks calmly about rows that hold answers and may have to go: those beyond a count, and those a person took away."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark, Text


class SurplusCard(Card):
    """`agreed` says that the rows can go; as long as nobody presses, nothing happens to them."""

    agreed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warning")
        self.words = Text(theme)
        self.take_away = Button(theme, self.tr("They can go"), "trash-2")
        self.take_away.clicked.connect(self.agreed)
        line = QHBoxLayout()
        line.addWidget(self.take_away)
        line.addStretch(1)
        self.add(self.words)
        self.add(line)
        self.hide()

    def show_rows(self, names: Sequence[str], can_go: bool) -> None:
        """Speak of these rows, if there are any; `can_go` lets somebody decide."""
        known = ", ".join(filter(None, names))
        told = self.tr("Entries with answers beyond the count: %n", "", len(names)) + (
            f" ({known}). " if known else ". "
        )
        self.words.setText(
            told + self.tr("They are kept. If the count was wrong, correct it, and they stand here again.")
        )
        self.take_away.setVisible(can_go)
        self.setVisible(bool(names))


class RemovedCard(Card):
    """Rows that one person took away while another wrote in them; `settling_wanted` carries the field to decide on."""

    settling_wanted = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warning")
        self._theme = theme
        self._rows: list[tuple[str, str]] = []
        self._parts: list[QWidget] = []
        self.buttons: dict[str, Button] = {}
        self.hide()

    def show_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these rows: the field to decide on, and what is said of it."""
        if list(rows) == self._rows:
            return
        self._rows = list(rows)
        for part in self._parts:
            part.hide()
            part.deleteLater()
        self._parts, self.buttons = [], {}
        for field, words in rows:
            self._add_row(field, words)
        self.setVisible(bool(rows))

    def words(self) -> list[str]:
        """What is said of each row."""
        return [words for _, words in self._rows]

    def _add_row(self, field: str, words: str) -> None:
        part = QWidget()
        button = Button(self._theme, self.tr("Keep it or remove it all the same…"))
        button.setAccessibleDescription(words)
        button.clicked.connect(partial(self.settling_wanted.emit, field))
        column, line = QVBoxLayout(part), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Remark(self._theme, words, "git-merge", "warning"))
        line.addWidget(button)
        line.addStretch(1)
        column.addLayout(line)
        self.add(part)
        self._parts.append(part)
        self.buttons[field] = button
