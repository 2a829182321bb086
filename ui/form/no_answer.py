"""The button that says why there is no answer: a menu of the coded non-answers, and the one that stands."""

from PySide6.QtCore import QCoreApplication, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics
from PySide6.QtWidgets import QMenu

from ..theme import Theme
from ..widgets.buttons import Button
from .answer_words import non_answer_word, non_answers
from .row_tools import HEIGHT, dress

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
