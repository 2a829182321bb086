"""A card for the day on which somebody saw the passphrase: another one, another code, other keys for everything."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.errors import Trouble

from ..keys import change_every_key, go_on, is_unfinished
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..unlock.code_rehearsal import CodeRehearsal
from ..unlock.phrase_step import PhraseStep
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark

FOLDED, PHRASE, CODE = range(3)


class RekeyCard(Card):
    """Folded until asked for. Nothing is changed before the new code was typed back; then everything at one stroke."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self._begin = Button(theme, self.tr("Change every key"), "refresh-cw")
        self._go_on = Button(theme, self.tr("Go on now"), "arrow-right", "primary")
        self._phrase = PhraseStep(theme, look.words, look.language)
        self._give_up = Button(theme, self.tr("Give up"), "arrow-left")
        self._to_code = Button(theme, self.tr("Continue"), "arrow-right", "primary")
        self._code = CodeRehearsal(theme, look.words)
        self._remark = Remark(theme, "", "clock", "muted")
        self._parts = ((self._begin,), (self._phrase, self._give_up, self._to_code), (self._code,))
        self._lay_out()
        self._begin.clicked.connect(self._unfold)
        self._give_up.clicked.connect(self._fold)
        self._to_code.clicked.connect(self._show_code)
        self._phrase.changed.connect(self._update)
        self._phrase.entered.connect(self._show_code)
        self._code.rehearsed.connect(self._change)
        self._code.given_up.connect(self._fold)
        self._go_on.clicked.connect(self._bring_to_its_end)
        self._fold()

    def read(self) -> None:
        """Ask whether an earlier change was cut short."""
        self._session.ask(is_unfinished, self._tell_unfinished)

    def _lay_out(self) -> None:
        theme = self._navigator.theme
        self.add(Heading(theme, self.tr("Somebody saw the passphrase"), 2))
        about = self.tr(
            "Everything in this vault gets new keys, a new passphrase and a new recovery code. What others copied "
            "before still opens with the old ones."
        )
        self.add(Muted(theme, about))
        for part in (self._phrase, self._code, self._remark):
            self.add(part)
        row = QHBoxLayout()
        for button in (self._begin, self._give_up, self._to_code, self._go_on):
            row.addWidget(button)
        row.addStretch(1)
        self.add(row)
        self._go_on.hide()

    def _show(self, step: int) -> None:
        for number, parts in enumerate(self._parts):
            for part in parts:
                part.setVisible(number == step)
        self._remark.hide()

    @Slot()
    def _fold(self) -> None:
        self._phrase.clear()
        self._code.forget()
        self._show(FOLDED)

    @Slot()
    def _unfold(self) -> None:
        self._show(PHRASE)
        self._update()
        self._phrase.focus_first()

    @Slot()
    def _update(self) -> None:
        self._to_code.setEnabled(self._phrase.ready)

    @Slot()
    def _show_code(self) -> None:
        if self._phrase.ready:
            self._show(CODE)
            self._code.start()

    @Slot(str)
    def _change(self, code: str) -> None:
        self._code.wait()
        self._say(self.tr("Writing everything anew… Leave the laptop on."), "clock", "muted")
        change_every_key(self._session, self._phrase.phrase, code, self._changed, self._refused)

    def _changed(self, whole: bool) -> None:
        self._fold()
        self._navigator.say(
            self.tr("The new passphrase and the new code are in force; the old ones open nothing."), "good"
        )
        self._tell_unfinished(not whole)

    def _refused(self, trouble: Trouble) -> None:
        self._fold()
        self._navigator.trouble(trouble)

    def _tell_unfinished(self, unfinished: bool) -> None:
        self._go_on.setVisible(unfinished)
        self._go_on.setEnabled(True)
        self._begin.setEnabled(not unfinished)
        if unfinished:
            text = self.tr("Not everything has its new key yet. It goes on by itself at the next opening.")
            self._say(text, "triangle-alert", "warning")
        elif self._begin.isVisibleTo(self):
            self._remark.hide()

    @Slot()
    def _bring_to_its_end(self) -> None:
        self._go_on.setEnabled(False)
        self._session.ask(go_on, lambda _: self.read(), self._not_yet)

    def _not_yet(self, trouble: Trouble) -> None:
        self._go_on.setEnabled(True)
        self._navigator.trouble(trouble)

    def _say(self, text: str, icon: str, tone: str) -> None:
        self._remark.show_text(text, icon, tone)
        self._remark.show()
