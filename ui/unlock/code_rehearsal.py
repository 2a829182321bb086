"""Shows a new recovery code, and takes it only once it was typed back from paper."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitorapp.errors import Trouble
from monitorapp.vault.passphrase import check_rehearsal, new_recovery_code

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Muted, Remark, Text
from ..widgets.steps import Steps
from ..words import Words

SHOWN, TYPED = range(2)


class CodeRehearsal(QWidget):
    """Begins with `start`; `rehearsed` with the code once it was typed back rightly, `given_up` on the way out."""

    rehearsed = Signal(str)
    given_up = Signal()

    def __init__(self, theme: Theme, words: Words) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._code = ""
        self._shown = Text(theme, size=1.2, bold=True)
        self._line = QLineEdit()
        self._line.setAccessibleName(self.tr("New recovery code from your paper"))
        self._line.setPlaceholderText(self.tr("New recovery code from your paper"))
        self._line.setMinimumHeight(theme.pixels(36))
        self._remark = Remark(theme, "", "circle-alert", "error")
        self._back = Button(theme, "", "arrow-left")
        self._next = Button(theme, "", "arrow-right", "primary")
        self._steps = Steps(self._make_shown(), self._make_typed())
        self._lay_out()
        self._back.clicked.connect(self._retreat)
        self._next.clicked.connect(self._advance)
        self._line.returnPressed.connect(self._advance)

    def start(self, code: str = "") -> None:
        """Show a code that nobody has seen yet."""
        self._code = code or new_recovery_code()
        self._shown.setText("  ".join(self._code.split("-")))
        self._line.clear()
        self._go(SHOWN)

    def forget(self) -> None:
        """Keep nothing of the code."""
        self._code = ""
        self._shown.clear()
        self._line.clear()
        self._remark.hide()

    def wait(self) -> None:
        """What follows takes a while: nothing is to be pressed."""
        self.setEnabled(False)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps)
        column.addWidget(self._remark)
        row = QHBoxLayout()
        row.addWidget(self._back)
        row.addWidget(self._next)
        row.addStretch(1)
        column.addLayout(row)

    def _make_shown(self) -> QWidget:
        card = Card(self._theme, "info")
        card.add(self._shown)
        write = self.tr("Write this new code by hand on paper. The old code stays valid until this one was typed back.")
        keep = self.tr("It is shown only now. Keep the paper away from the laptop, do not photograph it.")
        return _column(Text(self._theme, write), card, Muted(self._theme, keep))

    def _make_typed(self) -> QWidget:
        text = self.tr("Type the new code from your paper. Blanks, hyphens and case do not matter.")
        return _column(Text(self._theme, text), self._line)

    def _go(self, step: int) -> None:
        self.setEnabled(True)
        self._steps.show_step(step)
        self._remark.hide()
        self._back.setText(self.tr("Give up") if step == SHOWN else self.tr("See it again"))
        self._next.setText(self.tr("I have written it down") if step == SHOWN else self.tr("Check the code"))
        (self._next if step == SHOWN else self._line).setFocus()

    @Slot()
    def _retreat(self) -> None:
        if self._steps.index == TYPED:
            self._go(SHOWN)
        else:
            self.forget()
            self.given_up.emit()

    @Slot()
    def _advance(self) -> None:
        if self._steps.index == SHOWN:
            self._go(TYPED)
            return
        try:
            check_rehearsal(self._code, self._line.text())
        except Trouble as trouble:
            self._tell(trouble)
        else:
            self.rehearsed.emit(self._code)

    def _tell(self, trouble: Trouble) -> None:
        spoken = self._words.of(trouble)
        self._remark.show_text(f"{spoken.sentence} {spoken.advice}", "circle-alert", "error")
        self._remark.show()


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    return holder
