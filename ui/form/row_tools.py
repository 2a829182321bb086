"""No answer, note, check later, history: the small buttons beside the words of a question."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QWidget

from ..theme import Theme
from ..widgets.buttons import IconButton

WIDTH, HEIGHT, GAP = 28, 28, 2


def dress(button: QPushButton, kind: str) -> None:
    """Give a button the look of another kind."""
    if button.property("kind") != kind:
        button.setProperty("kind", kind)
        button.style().unpolish(button)
        button.style().polish(button)


class RowTools(QWidget):
    """Keeps its room from the start; its buttons come with `fill`, so that a page is painted before they are made."""

    note_wanted = Signal()
    flagged = Signal(bool)
    history_wanted = Signal()

    def __init__(self, theme: Theme, room: int) -> None:
        """`room` is kept to the left of the buttons for one that `fill` is given."""
        super().__init__()
        self._theme = theme
        self._room = room
        self._later = self._held = False
        self.note: IconButton | None = None
        self.later: IconButton | None = None
        self.history: IconButton | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        layout = self.layout()
        if layout is not None:
            return layout.sizeHint()
        return QSize(self._room + 3 * (self._theme.pixels(WIDTH) + GAP), self._theme.pixels(HEIGHT))

    def fill(self, first: QPushButton) -> None:
        """Make the buttons, and set `first` before them."""
        self.note = IconButton(self._theme, "notebook-pen", self.tr("Note (Ctrl+M)"))
        self.later = IconButton(self._theme, "flag", self.tr("Check later (Ctrl+L)"))
        self.history = IconButton(self._theme, "history", self.tr("History of this answer (Ctrl+H)"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GAP)
        row.addWidget(first)
        for button in (self.note, self.later, self.history):
            # Keys lead there as well; Tab goes from answer to answer, and a click leaves the caret where it is.
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setFixedWidth(self._theme.pixels(WIDTH))
            row.addWidget(button)
        for each in (first, self.note, self.later, self.history):
            each.setFixedHeight(self._theme.pixels(HEIGHT))
            each.show()  # Qt would do so a moment later, and lay the page out twice
        self.later.setCheckable(True)
        self.note.clicked.connect(self.note_wanted)
        self.later.clicked.connect(self._flag)
        self.history.clicked.connect(self.history_wanted)
        self._mark()

    def show_later(self, later: bool) -> None:
        """Show whether the question is marked to be checked later."""
        if later != self._later:
            self._later = later
            self._mark()

    def hold(self, finished: bool) -> None:
        """Leave only the history to be looked at."""
        if finished != self._held:
            self._held = finished
            self._mark()

    def _mark(self) -> None:
        if self.later is not None and self.note is not None:
            self.note.setEnabled(not self._held)
            self.later.setEnabled(not self._held)
            self.later.setChecked(self._later)
            # A mark is seen by its ground as well as by its colour.
            self.later.setIcon(self._theme.icon("flag", "accent_text" if self._later else "text"))
            dress(self.later, "plain" if self._later else "quiet")

    def _flag(self, flagged: bool) -> None:
        self.flagged.emit(flagged)
