"""A bar that stays above every page while something in the vault is in doubt."""

from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.records.changes import Changes

from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark
from .findings import Findings, gather


class FoundBar(Card):
    """Hidden while all is well; looks again whenever something was decided."""

    wanted = Signal()

    def __init__(self, theme: Theme, session: Session, language: str) -> None:
        super().__init__(theme, "trouble")
        self._session, self._language = session, language
        self._remark = Remark(theme, "", "triangle-alert", "error")
        self._button = Button(theme, self.tr("What was found"), "shield-check")
        row = QHBoxLayout()
        middle = QVBoxLayout()  # a layout's own alignment would forget that text needs height for its width
        middle.addStretch(1)
        middle.addWidget(self._remark)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self._button)
        self.add(row)
        margin = theme.pixels(6)
        self.column.setContentsMargins(theme.pixels(12), margin, margin, margin)
        self._button.clicked.connect(self.wanted)
        session.changed.connect(self._hear)
        self.hide()
        if session.is_open:
            self.read()

    def read(self) -> None:
        """Ask the vault what was found when it was opened."""
        self._session.ask(partial(gather, language=self._language), self.show_findings)

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if not self.isHidden() and not changes.documents:
            self.read()

    def text(self) -> str:
        """The words shown, or nothing."""
        return "" if self.isHidden() else self._remark.text()

    def show_findings(self, findings: Findings) -> None:
        """Say in one line what is the matter."""
        self.setVisible(not findings.are_none)
        if findings.are_none:
            return
        text = self._words(findings)
        if text != self._remark.text():
            self._remark.show_text(text, "triangle-alert", "error")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _words(self, findings: Findings) -> str:
        if findings.read_only:
            return self.tr("The vault was found changed: it can only be read.")
        count = len(findings.alarms)
        if count:
            return self.tr("%n part(s) of the vault were found changed and can only be read.", "", count)
        return self.tr("%n attachment(s) lack their file.", "", findings.missing)
