"""Steps of making a vault: a passphrase drawn or chosen, and a recovery code that is typed back from paper."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitorapp.errors import Trouble
from monitorapp.resources import common_phrases, word_list
from monitorapp.vault.passphrase import (
    check_own_phrase,
    check_rehearsal,
    generate_passphrase,
    new_recovery_code,
    normalise,
)

from ..theme import Theme
from ..widgets.buttons import Button, Segments
from ..widgets.cards import Card
from ..widgets.labels import Muted, Remark, Steps, Text
from ..widgets.passphrase_edit import PassphraseEdit
from ..words import Words

OWN = "own"


class PhraseStep(QWidget):
    """`ready` changes with what is typed; `phrase` is the passphrase once it is ready; `entered` on Enter."""

    changed = Signal()
    entered = Signal()

    def __init__(self, theme: Theme, words: Words, language: str, generate: Callable[[str], str] | None = None) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self._generate = generate or (lambda code: generate_passphrase(word_list(code)))
        self._drawn = ""
        options = [("ru", self.tr("7 Russian words")), ("en", self.tr("7 English words")), (OWN, self.tr("My own"))]
        self._source = Segments(theme, options, language)
        self._shown = Text(theme, size=1.25, bold=True)
        self._shown.setTextInteractionFlags(Qt.TextInteractionFlag.NoTextInteraction)
        self._another = Button(theme, self.tr("Other words"), "refresh-cw")
        self._advice = Muted(theme)
        self._own = PassphraseEdit(theme, self.tr("Own passphrase"))
        self._again_name = Text(theme, bold=True)
        self._again = PassphraseEdit(theme, self.tr("Passphrase once more"))
        self._remark = Remark(theme, "", "info")
        self._card = Card(theme, "info")
        self._lay_out()
        self._source.chosen.connect(self._choose)
        self._another.clicked.connect(self._draw)
        self._own.changed.connect(self._judge)
        self._again.changed.connect(self._judge)
        self._own.entered.connect(self._again.setFocus)
        self._again.entered.connect(self.entered)
        self._choose(language)

    @property
    def phrase(self) -> str:
        """The passphrase as it will be used."""
        return self._own.text() if self._source.current() == OWN else self._drawn

    @property
    def ready(self) -> bool:
        """Whether the passphrase keeps the rule and was typed a second time."""
        return self._weakness() is None and normalise(self._again.text()) == normalise(self.phrase)

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        (self._own if self._source.current() == OWN else self._again).setFocus()

    def clear(self) -> None:
        """Forget what was typed."""
        self._own.clear()
        self._again.clear()

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self._shown, 1)
        row.addWidget(self._another, 0, Qt.AlignmentFlag.AlignTop)
        self._card.add(row)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        parts = (self._source, self._card, self._own, self._advice, self._again_name, self._again, self._remark)
        for part in parts:
            column.addWidget(part)

    @Slot(str)
    def _choose(self, source: str) -> None:
        own = source == OWN
        self._card.setVisible(not own)
        self._own.setVisible(own)
        self._again_name.setText(self.tr("Type it once more") if own else self.tr("Type these words to learn them"))
        self._advice.setText(self._own_advice() if own else self._drawn_advice())
        if own:
            self._judge()
        else:
            self._draw()

    def _own_advice(self) -> str:
        return self.tr(
            "At least 5 different words or 25 characters, no quotation, no names of people or places. "
            "Case, ё and double spaces do not matter."
        )

    def _drawn_advice(self) -> str:
        return self.tr(
            "Learn the words, or write them by hand on paper that never travels with the laptop. "
            "Do not print them, do not photograph them, do not keep them in a telephone."
        )

    @Slot()
    def _draw(self) -> None:
        self._drawn = self._generate(self._source.current())
        self._shown.setText(self._drawn)
        self._again.clear()
        self._judge()

    @Slot()
    def _judge(self) -> None:
        weakness = self._weakness()
        typed_own = self._source.current() == OWN and bool(self._own.text())
        if weakness is not None and typed_own:
            self._remark.show_text(self._words.of(weakness).sentence, "circle-alert", "warning")
        elif self.ready:
            self._remark.show_text(self.tr("Both are the same."), "circle-check", "good")
        elif self._again.text():
            self._remark.show_text(self.tr("Not the same yet."), "circle-dot", "muted")
        else:
            self._remark.show_text(self.tr("Nobody can reset it: there is no copy anywhere."), "info", "muted")
        self.changed.emit()

    def _weakness(self) -> Trouble | None:
        if self._source.current() != OWN:
            return None
        try:
            check_own_phrase(self._own.text(), sorted(common_phrases()))
        except Trouble as trouble:
            return trouble
        return None


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
