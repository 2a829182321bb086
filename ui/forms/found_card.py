"""A form from outside: what was found in its file, every complaint with its place, and what can be done with it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.errors import Trouble
from monitorapp.forms.complaints import said, where
from monitorapp.forms.definition import Complaint
from monitorapp.library import Found

from ..theme import Theme
from ..widgets.buttons import Button, IconButton
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Heading, Muted, Remark, Text
from ..words import Words
from .form_words import FormCounts, version_line

AT_ONCE = 6


class ComplaintList(QWidget):
    """A sentence for each complaint, its place below."""

    def __init__(self, theme: Theme, complaints: Sequence[Complaint], language: str) -> None:
        super().__init__()
        self._theme, self._language = theme, language
        self._rest = list(complaints[AT_ONCE:])
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.pixels(6))
        for complaint in complaints[:AT_ONCE]:
            self._add(complaint)
        self.more = Button(theme, self.tr("Show the other %n", "", len(self._rest)), "chevron-down")
        self.more.setVisible(bool(self._rest))
        self.more.clicked.connect(self._show_rest)
        self._column.addWidget(self.more)

    def _add(self, complaint: Complaint) -> None:
        self._column.addWidget(Remark(self._theme, said(complaint, self._language), "triangle-alert", "warning"))
        place = where(complaint.facts, self._language)
        if place:
            self._column.addWidget(placed(self._theme, place))

    def _show_rest(self) -> None:
        self.more.hide()
        for complaint in self._rest:
            self._add(complaint)
        self._rest = []


def placed(theme: Theme, place: str) -> Muted:
    """A line that says where, set under the words of a remark."""
    line = Muted(theme, place)
    line.setContentsMargins(theme.pixels(26), 0, 0, 0)
    return line


MOST_NAMES = 12


class FoundCard(Card):
    """Nothing is kept before `wanted`."""

    wanted = Signal()
    tried = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, path: Path, language: str) -> None:
        super().__init__(theme)
        self._theme, self._language = theme, language
        self._words = Words(language)
        self.path = path
        self.found: Found | None = None
        self.accept: Button | None = None
        self.attempt: Button | None = None
        self.state = Chip(theme, self.tr("Being looked at…"))
        self.close_button = IconButton(theme, "x", self.tr("Take %1 off this page").replace("%1", path.name))
        head = QHBoxLayout()
        head.addWidget(Heading(theme, path.name, 3), 1)
        head.addWidget(self.state)
        head.addWidget(self.close_button)
        self.add(head)
        self._body = QWidget()
        self.add(self._body)
        self.close_button.clicked.connect(self.removed)

    def show_found(self, found: Found) -> None:
        """Show what is in the file."""
        self.found = found
        count = len(found.complaints)
        words = self.tr("Remarks: %n", "", count) if count else self.tr("Nothing to complain about")
        self._say(words, "warning" if count else "good", "plain")
        body = self._new_body()
        body.addWidget(Text(self._theme, found.title or found.form, bold=True))
        body.addWidget(Muted(self._theme, version_line(found.form, found.version)))
        self._add_counts(body, found)
        self._add_files(body, found)
        if count:
            body.addWidget(ComplaintList(self._theme, found.complaints, self._language))
        body.addLayout(self._buttons(found))

    def _add_counts(self, body: QVBoxLayout, found: Found) -> None:
        chips = FlowLayout(gap=self._theme.pixels(6))
        for words in FormCounts(self).of(found):
            chips.addWidget(Chip(self._theme, words))
        body.addLayout(chips)

    def _add_files(self, body: QVBoxLayout, found: Found) -> None:
        """The files that it names: those that become part of it, and those that are not here."""
        here = [name for name in found.media if name not in found.lacking]
        if here:
            words = self.tr("Files found beside it: %1").replace("%1", _some(here))
            body.addWidget(Remark(self._theme, words, "paperclip", "good"))
        if found.lacking:
            words = self.tr("Files that it names and that are not brought in: %1").replace("%1", _some(found.lacking))
            body.addWidget(Remark(self._theme, words, "paperclip", "warning"))

    def _buttons(self, found: Found) -> FlowLayout:
        self.accept = Button(self._theme, self.tr("Bring this form in"), "download", "primary")
        self.accept.setAccessibleName(f"{self.accept.text()}: {found.title or found.form}")
        self.accept.clicked.connect(self.wanted)
        self.attempt = Button(self._theme, self.tr("Try it"), "eye")
        self.attempt.setAccessibleName(f"{self.attempt.text()}: {found.title or found.form}")
        self.attempt.clicked.connect(self.tried)
        row = FlowLayout(gap=self._theme.pixels(8))
        for button in (self.accept, self.attempt):
            row.addWidget(button)
        return row

    def show_trouble(self, trouble: Trouble) -> None:
        """Say why the form is refused, and where."""
        self.found = None
        spoken = self._words.of(trouble)
        self._say(self.tr("Refused"), "error", "error")
        body = self._new_body()
        body.addWidget(Remark(self._theme, spoken.sentence, "circle-alert", "error"))
        place = where(trouble.facts, self._language)
        if place:
            body.addWidget(placed(self._theme, place))
        body.addWidget(Text(self._theme, spoken.advice))

    def _say(self, words: str, tone: str, kind: str) -> None:
        self.state.setText(words)
        self.state.set_tone(tone)
        self.set_kind(kind)

    def _new_body(self) -> QVBoxLayout:
        """An empty body in the place of the old one."""
        self.accept = self.attempt = None
        old, self._body = self._body, QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.pixels(6))
        self.column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        return column


def _some(names: Sequence[str]) -> str:
    """The first names, and how many more there are."""
    more = len(names) - MOST_NAMES
    return ", ".join(names[:MOST_NAMES]) + (f" (+{more})" if more > 0 else "")
