"""The line below the questions: back, undo, how far, on."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ..theme import Theme
from ..widgets.buttons import Button, IconButton, focus_by_tab_only
from ..widgets.labels import Chip, Muted
from .form_languages import code_of


class FormFoot(QWidget):
    """Buttons only; what they do is the page's business."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._roomy = theme.pixels(780)
        self.back = Button(theme, self.tr("Back"), "chevron-left")
        self.undo = IconButton(theme, "undo-2", self.tr("Undo (Ctrl+Z)"))
        self.redo = IconButton(theme, "redo-2", self.tr("Redo (Ctrl+Shift+Z)"))
        self.language = Button(theme, "", kind="quiet")
        self.language.hide()
        focus_by_tab_only(self.language)  # a click leaves the person in the question
        self.show_undoable(can_undo=False, can_redo=False)
        self.hint = Muted(theme, self.tr("Ctrl+↓ question · 1–9 choose · F8 remark"))
        self.progress = Chip(theme)
        self.onward = Button(theme, self.tr("Next"), "chevron-right", kind="primary")
        self.onward.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        for widget in (self.back, self.undo, self.redo, self.language):
            row.addWidget(widget)
        row.addWidget(self.hint, 1)
        row.addStretch(0)
        row.addWidget(self.progress)
        row.addWidget(self.onward)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The keys are said where there is room for one line of them; the help lists them all.
        self.hint.setVisible(self.width() >= self._roomy)

    def show_language(self, other: str) -> None:
        """Offer the other language of the form ("" for none) in which the questions can be read."""
        self.language.setText(code_of(other).upper())
        name = self.tr("Show the questions in another language: %1").replace("%1", other)
        self.language.setToolTip(name)
        self.language.setAccessibleName(name)
        self.language.setVisible(bool(other))

    def show_progress(self, answered: int, asked: int) -> None:
        """Say "18 of 31"."""
        self.progress.setText(self.tr("%1 of %2").replace("%1", str(answered)).replace("%2", str(asked)))
        self.progress.set_tone("good" if asked and answered >= asked else "accent")

    @Slot(bool, bool)
    def show_undoable(self, can_undo: bool, can_redo: bool) -> None:
        """Let only that be pressed which has something to do."""
        self.undo.setEnabled(can_undo)
        self.redo.setEnabled(can_redo)

    def show_last(self, last: bool) -> None:
        """Call the way on by what comes next."""
        self.onward.setText(self.tr("To the overview") if last else self.tr("Next"))
