"""Beside the words of a question: no answer, note, check later, history; and lines that keep what is begun."""

from functools import partial

from PySide6.QtCore import QCoreApplication, QObject, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QMenu, QPushButton, QSizePolicy, QWidget

from monitorapp.vault import undecided
from monitorapp.vault.undecided import Place

from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button, IconButton
from .fields.field import Lines
from .wording import non_answer_word, non_answers

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


ICON = "chevron-down"


class NoAnswerButton(Button):
    """`chosen` carries the code of a non-answer."""

    chosen = Signal(str)

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, self.tr("No answer"), ICON, kind="quiet")
        self._code: str | None = None
        self.setLayoutDirection(Qt.LayoutDirection.RightToLeft)  # the arrow stands after the words
        self.setCheckable(True)
        self.setMinimumHeight(theme.pixels(HEIGHT))
        self.setMinimumWidth(self.room(theme, self.fontMetrics()))
        self.setToolTip(self.tr("Not clarified, refused, not asked, not applicable, not allowed to see: Ctrl+1 to 5"))
        self.clicked.connect(self._open_menu)

    @classmethod
    def room(cls, theme: Theme, metrics: QFontMetrics) -> int:
        """The width of the button with its usual words, its arrow and what the style sheet leaves around them."""
        words = QCoreApplication.translate("NoAnswerButton", "No answer")
        return metrics.horizontalAdvance(words) + theme.pixels(17 + 8) + 22

    def show_code(self, code: str | None) -> None:
        """Show the non-answer that stands, if any."""
        self.setChecked(code is not None)
        if code != self._code:
            self._code = code
            self.setIcon(self._theme.icon(ICON, "accent_text" if code else "text"))
            self.setText(non_answer_word(code) if code else self.tr("No answer"))
            # A non-answer is seen by its ground and its words.
            dress(self, "plain" if code else "quiet")

    def _open_menu(self) -> None:
        self.setChecked(self._code is not None)
        menu = QMenu(self)
        for number, (code, word) in enumerate(non_answers(), start=1):
            action = menu.addAction(f"&{number}  {word}")
            action.setCheckable(True)
            action.setChecked(code == self._code)
            action.setData(code)
        menu.triggered.connect(self._take)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _take(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))


class NoteLine(QWidget):
    """`typed` while a note is written; `written` carries its text when it is handed over."""

    written = Signal(str)
    typed = Signal()

    def __init__(self, theme: Theme, question: str) -> None:
        super().__init__()
        picture = QLabel()
        picture.setPixmap(theme.pixmap("notebook-pen", "muted", 16))
        self.lines = Lines()
        self.lines.setPlaceholderText(self.tr("Note"))
        self.lines.setAccessibleName(self.tr("Note: %s") % question)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.pixels(8))
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.lines, 1)
        self._waiting = False
        self.lines.textChanged.connect(self._type)

    @property
    def is_waiting(self) -> bool:
        """Whether something was written that has not been told."""
        return self._waiting

    def show_note(self, note: str) -> None:
        """Show the note; a blank one is hidden unless the person is in it."""
        if not self._waiting and note != self.lines.toPlainText():
            self.lines.blockSignals(True)
            self.lines.setPlainText(note)
            self.lines.blockSignals(False)
        if not note and not self._waiting and not self.lines.hasFocus():
            self.hide()
        elif note:
            self.show()

    def hold(self, finished: bool) -> None:
        """Let the person only read."""
        self.lines.setReadOnly(finished)

    def open(self) -> None:
        """Let the person write."""
        self.show()
        self.lines.setFocus()

    def hand_over(self) -> None:
        """Tell what was written, if anything waits."""
        if self._waiting:
            self._waiting = False
            self.written.emit(self.lines.toPlainText())

    def _type(self) -> None:
        self._waiting = True
        self.typed.emit()


class BegunLine(QObject):
    """Follows a line from place to place; while its page is not shown (`turn_to(None)`) the vault alone has the text.

    So what is erased meanwhile comes back from nowhere.
    """

    def __init__(self, session: Session, line: QLineEdit) -> None:
        super().__init__(line)
        self._session, self._line = session, line
        self._place: Place | None = None
        self._kept = ""  # what the vault has for the place
        self._unwritten: dict[Place, str] = {}  # not acknowledged by the disk
        session.flushing.connect(self.keep)

    def turn_to(self, place: Place | None) -> None:
        """Keep what is typed for the place before, and bring back what was typed for this one."""
        if place == self._place:
            return
        self.keep()
        self._place, self._kept = place, ""
        self._line.clear()
        if place is not None:
            self._session.ask(undecided.begun, partial(self._bring_back, place))

    @Slot()
    def keep(self) -> None:
        """Hand over to the vault what is typed."""
        if self._place is not None and self._line.text() != self._kept:
            self._unwritten[self._place] = self._line.text()
        if self._unwritten:
            texts = dict(self._unwritten)
            self._session.change(lambda vault: undecided.keep_begun(vault, texts), lambda _: self._written(texts), self)

    def forget(self) -> None:
        """The text has gone where it belongs."""
        self._line.clear()
        self.keep()

    def _bring_back(self, place: Place, texts: dict[Place, str]) -> None:
        if place != self._place:
            return
        self._kept = texts.get(place, "")
        if not self._line.text():
            self._line.setText(self._unwritten.get(place, self._kept))

    def _written(self, texts: dict[Place, str]) -> None:
        for place, text in texts.items():
            if self._unwritten.get(place) == text:
                del self._unwritten[place]
            if place == self._place:
                self._kept = text
