"""Two versions of a form side by side: what a newer one adds, takes away, says or asks otherwise."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QVBoxLayout

from monitorapp.documents import compiled, xform_of
from monitorapp.forms.comparison import Comparison
from monitorapp.library import compare, versions

from ..form.opening import form_language
from ..pages import Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.labels import Heading, Muted, Text
from .form_words import ComparisonWords

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


class ComparePage(Page):
    """`enter(form=…, version=…)`: the version is the newer one, unless it is the oldest that is here."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._form = self._wanted = ""
        self.older = self._choice(self.tr("Older version"))
        self.newer = self._choice(self.tr("Newer version"))
        self.back = Button(self.theme, self.tr("To the forms"), "arrow-left")
        self.result = ScrollColumn(self.theme, widest=1100)
        self._lay_out()
        for choice in (self.older, self.newer):
            choice.activated.connect(self._compare)
        self.back.clicked.connect(lambda: navigator.go("forms"))

    def _choice(self, name: str) -> QComboBox:
        choice = QComboBox()
        choice.setAccessibleName(name)
        choice.setMinimumHeight(self.theme.pixels(34))
        choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        return choice

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.back)
        for choice in (self.older, self.newer):
            label = QLabel(choice.accessibleName())
            label.setBuddy(choice)
            top.addWidget(label)
            top.addWidget(choice)
        top.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(top)
        column.addWidget(self.result, 1)

    def enter(self, **target: str) -> None:
        self._form = target.get("form", self._form)
        self._wanted = target.get("version", self._wanted)
        form = self._form
        self.session.ask(lambda vault: versions(vault, form), self._offer, self.navigator.trouble)

    def place(self) -> dict[str, str]:
        return {"form": self._form, "version": self.newer.currentText()}

    def _offer(self, known: list[str]) -> None:
        for choice in (self.older, self.newer):
            choice.clear()
            choice.addItems(known)
        at = known.index(self._wanted) if self._wanted in known else 0
        at = min(at, max(len(known) - 2, 0))
        self.newer.setCurrentIndex(at)
        self.older.setCurrentIndex(min(at + 1, len(known) - 1))
        self.newer.setFocus()
        self._compare()

    @Slot()
    def _compare(self) -> None:
        if not self.newer.currentText():
            return
        form, language = self._form, self.navigator.language
        older, newer = self.older.currentText(), self.newer.currentText()
        self.session.ask(
            lambda vault: compared(vault, form, older, newer, language),
            partial(self._show, (older, newer)),
            self.navigator.trouble,
        )

    def _show(self, pair: tuple[str, str], comparison: Comparison) -> None:
        if pair != (self.older.currentText(), self.newer.currentText()):
            return
        self.titled.emit(self.tr("Compare versions: %1").replace("%1", self._form), self.tr("Forms"))
        self.result.clear()
        if comparison.is_empty:
            self.result.add(Text(self.theme, self.tr("No question differs between these two versions.")))
        for heading, lines in ComparisonWords(self).of(comparison):
            self.result.add(self._part(heading, lines))

    def _part(self, heading: str, lines: list[tuple[str, str]]) -> Card:
        card = Card(self.theme)
        card.column.setSpacing(self.theme.pixels(4))
        card.add(Heading(self.theme, heading, 2))
        for words, remark in lines:
            card.add(Text(self.theme, words))
            if remark:
                card.add(Muted(self.theme, remark))
        return card


def compared(vault: "Vault", form: str, older: str, newer: str, language: str) -> Comparison:
    """Compare two versions that the vault knows, in the language of the window where the form speaks it."""
    old, new = compiled(xform_of(vault, form, older)), compiled(xform_of(vault, form, newer))
    return compare(old, new, form_language(new, language))
