"""Rows of a repeat: a line of them to choose from, the questions of one, and calm questions about those that may go."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.forms.definition import Element, Repeat
from monitorapp.records.field import FieldKey

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Heading, Muted, Remark, Text
from .question_row import QuestionRow
from .row_maker import RowMaker
from .sheet import gone

if TYPE_CHECKING:
    from .question_column import QuestionColumn


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


NAME_LENGTH = 24


class RepeatPanel(QWidget):
    """One row is open at a time; its questions are built when it is opened first and kept."""

    removed = Signal(str)

    def __init__(
        self,
        maker: RowMaker,
        repeat: Repeat,
        parent_item: str | None,
        column: "Callable[[RowMaker, tuple[Element, ...], str | None], QuestionColumn]",
    ) -> None:
        super().__init__()
        self._maker = maker
        self._repeat = repeat
        self._parent_item = parent_item
        self._new_column = column
        self._columns: dict[str, QuestionColumn] = {}
        self._chips: dict[str, Button] = {}
        self.current: str | None = None
        theme = maker.theme
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(8))
        self._column.addWidget(Heading(theme, maker.presenter.sheet.label_of(repeat.id, parent_item), level=2))
        self._none = Muted(theme, QCoreApplication.translate("RepeatPanel", "Nothing is listed here yet."))
        self._column.addWidget(self._none)
        self.surplus: SurplusCard | None = None
        self.taken_away: RemovedCard | None = None
        self.add_button = Button(theme, QCoreApplication.translate("RepeatPanel", "Add"), "plus")
        self.add_button.clicked.connect(self.add)
        self._add_chooser()
        self._column.addLayout(self._new_foot())
        self.refresh(None)

    def _add_chooser(self) -> None:
        """What the rows are chosen by: a button for each."""
        chosen = QWidget()
        self._flow = FlowLayout(chosen)
        self._flow.addWidget(self.add_button)
        self._column.addWidget(chosen)

    def _new_foot(self) -> QHBoxLayout:
        self.remove_button = Button(
            self._maker.theme, QCoreApplication.translate("RepeatPanel", "Remove this entry"), "trash-2", kind="quiet"
        )
        self.remove_button.clicked.connect(self.remove)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        return foot

    @property
    def repeat(self) -> str:
        """The id of the repeat."""
        return self._repeat.id

    @property
    def is_free(self) -> bool:
        """Whether the person decides how many rows there are."""
        return not self._repeat.controlled and not self._maker.presenter.sheet.is_finished

    def items(self) -> tuple[str, ...]:
        """The rows that stand now."""
        return self._maker.presenter.sheet.state.rows(self._repeat.id, self._parent_item)

    def rows(self) -> Iterator[QuestionRow]:
        """The questions of the open row."""
        if self.current is not None:
            yield from self._columns[self.current].rows()

    def find_row(self, field: str) -> QuestionRow | None:
        """The row of a field, after opening the row that it is in."""
        item = FieldKey.parse(field).item
        for candidate in self.items():
            if candidate == item:
                self.open(candidate)
                return self._columns[candidate].find_row(field)
            inner = self._inside(candidate, field)
            if inner is not None:
                return inner
        return None

    def _inside(self, item: str, field: str) -> QuestionRow | None:
        """The row of a field in a repeat inside `item`."""
        sheet = self._maker.presenter.sheet
        if all(name != field for name, _ in sheet.fields_of(self._repeat.children, item)):
            return None
        self.open(item)
        return self._columns[item].find_row(field)

    def add(self) -> None:
        """Add a row and go to its first question."""
        item = self._maker.presenter.add_row(self._repeat, self._parent_item)
        self.open(item)
        first = next(self._columns[item].rows(), None)
        if first is not None:
            first.entry().setFocus()

    def remove(self) -> None:
        """Take the open row away."""
        if self.current is not None:
            self._maker.presenter.remove_row(self.current)

    def open(self, item: str) -> None:
        """Show the questions of a row."""
        if item not in self._columns:
            column = self._new_column(self._maker, self._repeat.children, item)
            self._columns[item] = column
            self._column.insertWidget(self._column.count() - 1, column)
        self.current = item
        for other, column in self._columns.items():
            column.setVisible(other == item)
        self._mark()

    def refresh(self, fields: frozenset[str] | None) -> None:
        """Show what changed: rows that came or went, and the questions of the open one."""
        items = self.items()
        for item in [item for item in self._columns if item not in items]:
            self._drop(item)
        if self.current not in items:
            self.current = None
        self._show_items(items, fields)
        for item, column in self._columns.items():
            if item == self.current or fields is None:
                column.refresh(fields)
        self._mark()
        self._show_surplus()
        self._show_taken_away()

    def _show_items(self, items: tuple[str, ...], fields: frozenset[str] | None) -> None:
        """Offer these rows to choose from, and open the last of them where none is open."""
        if set(self._chips) != set(items):
            self._rebuild_chips(items)
        if self.current is None and items:
            self.open(items[-1])

    def _show_surplus(self) -> None:
        """Rows inside rows come and go with theirs: only those of the form itself are asked about."""
        sheet = self._maker.presenter.sheet
        rows = sheet.surplus(self._repeat) if self._parent_item is None else {}
        if self.surplus is None and rows:
            self.surplus = SurplusCard(self._maker.theme)
            self.surplus.agreed.connect(lambda: self._maker.presenter.let_go(self._repeat))
            self._column.insertWidget(1, self.surplus)
        if self.surplus is not None:
            self.surplus.show_rows(list(rows.values()), can_go=not sheet.is_finished)

    def _show_taken_away(self) -> None:
        """Rows that one person took away while another wrote in them."""
        sheet = self._maker.presenter.sheet
        rows = [(place, item) for place, item in enumerate(self.items(), start=1) if sheet.takers_and_writers(item)]
        if self.taken_away is None and rows:
            self.taken_away = RemovedCard(self._maker.theme)
            self.taken_away.settling_wanted.connect(self._maker.presenter.settling_wanted)
            self._column.insertWidget(1, self.taken_away)
        if self.taken_away is not None:
            self.taken_away.show_rows([(gone(item), self._told(place, item)) for place, item in rows])

    def _told(self, place: int, item: str) -> str:
        presenter = self._maker.presenter
        takers, writers = (
            ", ".join(dict.fromkeys(presenter.name_of(standing) for standing in standings))
            for standings in presenter.sheet.takers_and_writers(item)
        )
        words = QCoreApplication.translate("RepeatPanel", "Entry %1 was removed by %2, but %3 wrote in it.")
        name = self._name(item)
        entry = f"{place} ({name})" if name else str(place)
        return words.replace("%1", entry).replace("%2", takers).replace("%3", writers)

    def _drop(self, item: str) -> None:
        column = self._columns.pop(item)
        column.hide()
        column.deleteLater()

    def _rebuild_chips(self, items: tuple[str, ...]) -> None:
        for chip in self._chips.values():
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self._flow.removeWidget(self.add_button)
        self._chips = {}
        for item in items:
            chip = Button(self._maker.theme, "")
            chip.setCheckable(True)
            chip.clicked.connect(lambda _checked=False, item=item: self.open(item))
            self._chips[item] = chip
            self._flow.addWidget(chip)
        self._flow.addWidget(self.add_button)

    def _mark(self) -> None:
        for place, (item, chip) in enumerate(self._chips.items(), start=1):
            chip.setText(f"{place}. {self._name(item)}".strip(". ") or str(place))
            chip.setChecked(item == self.current)
            disputed = bool(self._maker.presenter.sheet.takers_and_writers(item))
            chip.setIcon(self._maker.theme.icon("git-merge", "warning") if disputed else QIcon())
        self._show_buttons()

    def _show_buttons(self) -> None:
        self._none.setVisible(not self.items())
        self.add_button.setVisible(self.is_free)
        self.remove_button.setVisible(self._can_go(self.current))

    def _can_go(self, item: str | None) -> bool:
        """Whether the person can take a row away here; one that is disputed goes with a reason, elsewhere."""
        return self.is_free and item is not None and not self._maker.presenter.sheet.takers_and_writers(item)

    def _name(self, item: str) -> str:
        """The first words written in a row, to tell it from the others."""
        name = self._maker.presenter.sheet.name_of_row(self._repeat, item)
        return name if len(name) <= NAME_LENGTH else f"{name[: NAME_LENGTH - 1]}…"
