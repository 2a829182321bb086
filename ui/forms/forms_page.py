"""The forms: those that the vault knows, and one from outside that is looked at before it is brought in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMimeData, QTimer, Signal, SignalInstance, Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.documents import compiled, xform_of
from monitorapp.errors import Trouble
from monitorapp.forms.definition import FormDefinition
from monitorapp.library import ENDINGS, Found, Known, Removed, bring_in, forms, inspect_file, put_back, remove
from monitorapp.records.view import Changes

from ..pages import Command, Navigator, Page
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.file_picker import FILE, FilePicker, ask_for
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Heading, Muted, Text
from .bench import Bench
from .form_words import version_line
from .found_card import FoundCard

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


class FormRow(Card):
    """Buttons only; what they do is the page's business."""

    tried = Signal()
    compared = Signal()
    begun = Signal()
    moved = Signal()
    removed = Signal()

    def __init__(self, theme: Theme, known: Known, *, has_others: bool, waiting: int) -> None:
        """`has_others`: the vault knows other versions; `waiting`: that many documents are filled with them."""
        super().__init__(theme)
        self._theme, self.known = theme, known
        margin = theme.pixels(8)
        self.column.setContentsMargins(theme.pixels(12), margin, margin, margin)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(Text(theme, known.title, bold=True))
        words.addWidget(Muted(theme, version_line(known.form, known.version)))
        head = QHBoxLayout()
        head.addLayout(words, 1)
        for chip in self._chips():
            head.addWidget(chip)
        self.add(head)
        self.buttons: dict[str, Button] = {}
        self._add_buttons(has_others, waiting)

    def _chips(self) -> list[Chip]:
        known = self.known
        kind = self.tr("Part of the program") if known.shipped else self.tr("Added")
        chips = [Chip(self._theme, kind, "accent" if known.shipped else "good")]
        if known.documents:
            chips.insert(0, Chip(self._theme, self.tr("documents: %n", "", known.documents), "accent"))
        return chips

    def _add_buttons(self, has_others: bool, waiting: int) -> None:
        known = self.known
        flow = FlowLayout(gap=self._theme.pixels(6))
        self._add(flow, "try", self.tr("Try it"), "eye", self.tried)
        if not known.shipped:
            self._add(flow, "begin", self.tr("Begin a visit with it"), "plus", self.begun)
        if has_others:
            self._add(flow, "compare", self.tr("Compare versions"), "git-merge", self.compared)
        if waiting:
            self._add(flow, "move", self.tr("Move documents to this version"), "arrow-right", self.moved)
        if not known.shipped and not known.documents:
            self._add(flow, "remove", self.tr("Remove"), "trash-2", self.removed)
        self.add(flow)

    def _add(self, flow: FlowLayout, name: str, words: str, icon: str, signal: SignalInstance) -> None:
        button = Button(self._theme, words, icon)
        button.setAccessibleName(f"{words}: {self.known.title}, {self.known.version}")
        button.clicked.connect(signal)
        self.buttons[name] = button
        flow.addWidget(button)


EITHER_CASE = (*ENDINGS, *(ending.upper() for ending in ENDINGS))


class FormsPage(Page):
    """Files are dropped or chosen and looked at one below the other.

    `enter(path=…)` takes one path, or several in lines.
    """

    def __init__(self, session: Session, navigator: Navigator, bench: Bench) -> None:
        super().__init__(session, navigator)
        self._bench = bench
        self.cards: list[FoundCard] = []
        self.rows: list[FormRow] = []
        self.open_file = Button(self.theme, self.tr("Bring a form in…"), "folder-open", "primary")
        self.hint = Card(self.theme)
        words = self.tr("Forms are made in Excel as XLSForm. Drop a workbook (.xlsx, .xls) or an XForm (.xml) here.")
        self.hint.add(Text(self.theme, words))
        words = self.tr("You see what is in it before it is kept. Tables that it reads lie in the same folder.")
        self.hint.add(Muted(self.theme, words))
        self.arrivals = QVBoxLayout()
        self.brought = QVBoxLayout()
        self.shipped = QVBoxLayout()
        self.none = Muted(self.theme, self.tr("None yet: you work with the forms of the program."))
        self._newest: FoundCard | None = None
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.timeout.connect(self._scroll)
        self._lay_out()
        self.setAcceptDrops(True)

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.open_file)
        top.addStretch(1)
        self.column = ScrollColumn(self.theme, widest=1100)
        self.column.add(self.hint)
        self.column.add(self.arrivals)
        self.column.add(Heading(self.theme, self.tr("Brought in"), 2))
        self.column.add(self.none)
        self.column.add(self.brought)
        self.column.add(Heading(self.theme, self.tr("Part of the program"), 2))
        self.column.add(self.shipped)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.column, 1)
        self.open_file.clicked.connect(self._ask_for_file)

    # Page

    def enter(self, **target: str) -> None:
        for path in filter(None, target.get("path", "").split("\n")):
            self.look_at(Path(path))
        self._read()
        self.open_file.setFocus()

    def commands(self) -> Sequence[Command]:
        return [Command(self.tr("Bring a form in…"), self._ask_for_file, icon="folder-open")]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if _files(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        for path in _files(event.mimeData()):
            self.look_at(path)
        event.acceptProposedAction()

    # A form from outside

    @Slot()
    def _ask_for_file(self) -> None:
        picker = FilePicker(self.theme, self.tr("Which form?"), FILE, EITHER_CASE, parent=self)
        ask_for(self.session, picker, self.look_at)

    def look_at(self, path: Path) -> None:
        """Look into a file; one that lies here already is looked at again."""
        for card in [card for card in self.cards if card.path == path]:
            self._drop(card)
        card = FoundCard(self.theme, path, self.navigator.language)
        card.removed.connect(partial(self._close, card))
        card.wanted.connect(partial(self._bring_in, card))
        card.tried.connect(partial(self._try_found, card))
        self.cards.append(card)
        self.arrivals.addWidget(card)
        self.hint.hide()
        self.session.run(lambda: inspect_file(path), partial(self._show_found, card), partial(self._refuse, card))

    def _show_found(self, card: FoundCard, found: Found) -> None:
        if card in self.cards:
            card.show_found(found)
            if card.accept is not None:
                card.accept.setFocus()
            self._bring_into_view(card)

    def _refuse(self, card: FoundCard, trouble: Trouble) -> None:
        if card in self.cards:
            card.show_trouble(trouble)
            card.close_button.setFocus()
            self._bring_into_view(card)

    def _bring_into_view(self, card: FoundCard) -> None:
        self._newest = card
        self._settled.start()  # the layout gives the card its height only in the next turn

    @Slot()
    def _scroll(self) -> None:
        if self._newest is not None and self._newest in self.cards:
            self.column.verticalScrollBar().setValue(self._newest.y())

    def _bring_in(self, card: FoundCard) -> None:
        found = card.found
        assert found is not None
        self.session.change(
            lambda vault: (bring_in(vault, found), Changes()),
            partial(self._brought, card, found),
            self,
            partial(self._refuse, card),
        )

    def _brought(self, card: FoundCard, found: Found, result: tuple[bool, Changes]) -> None:
        title = found.title or found.form
        words = self.tr("“%1” is here now.") if result[0] else self.tr("“%1” was here already, in just this version.")
        self.navigator.say(words.replace("%1", title), "good")
        self._close(card)
        self._read()

    def _try_found(self, card: FoundCard) -> None:
        assert card.found is not None
        self.navigator.go("try_form", trial=self._bench.lay(card.found.definition, card.found.pictures))

    def _close(self, card: FoundCard) -> None:
        if card in self.cards:
            self._drop(card)
        self.open_file.setFocus()

    def _drop(self, card: FoundCard) -> None:
        self.cards.remove(card)
        self.arrivals.removeWidget(card)
        card.hide()
        card.deleteLater()
        self.hint.setVisible(not self.cards)

    # Forms that are here

    def _read(self) -> None:
        language = self.navigator.language
        self.session.ask(lambda vault: forms(vault, language), self._show_forms, self.navigator.trouble)

    def _show_forms(self, known: list[Known]) -> None:
        for old in self.rows:
            old.hide()
            old.deleteLater()
        self.rows = [self._row(one, [other for other in known if other.form == one.form]) for one in known]
        self.none.setVisible(all(one.shipped for one in known))

    def _row(self, known: Known, versions: list[Known]) -> FormRow:
        waiting = sum(one.documents for one in versions) - known.documents
        row = FormRow(self.theme, known, has_others=len(versions) > 1, waiting=waiting)
        target = {"form": known.form, "version": known.version}
        row.tried.connect(partial(self._try_known, known))
        row.begun.connect(lambda: self.navigator.go("new_visit", **target))
        row.compared.connect(lambda: self.navigator.go("compare_forms", **target))
        row.moved.connect(lambda: self.navigator.go("form_version", **target))
        row.removed.connect(partial(self._remove, known))
        (self.shipped if known.shipped else self.brought).addWidget(row)
        return row

    def _try_known(self, known: Known) -> None:
        def read(vault: "Vault") -> FormDefinition:
            return compiled(xform_of(vault, known.form, known.version))

        self.session.ask(read, self._try, self.navigator.trouble)

    def _try(self, definition: FormDefinition) -> None:
        self.navigator.go("try_form", trial=self._bench.lay(definition))

    def _remove(self, known: Known) -> None:
        self.session.change(
            lambda vault: (remove(vault, known.form, known.version), Changes()),
            partial(self._removed, known),
            self,
            self.navigator.trouble,
        )

    def _removed(self, known: Known, result: tuple[Removed, Changes]) -> None:
        removed = result[0]
        words = self.tr("“%1” was removed.").replace("%1", known.title)
        self.navigator.say(words, "info", self.tr("Undo"), partial(self._put_back, removed))
        self._read()
        self.open_file.setFocus()

    def _put_back(self, removed: Removed) -> None:
        def deed(vault: "Vault") -> Changes:
            put_back(vault, removed)
            return Changes()

        self.session.change(deed, lambda _: self._read(), self, self.navigator.trouble)


def _files(data: QMimeData) -> list[Path]:
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return [path for path in paths if path.name.lower().endswith(ENDINGS)]
