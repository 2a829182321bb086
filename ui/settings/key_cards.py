"""Cards about what opens the vault: the passphrase, the recovery code, and other keys for everything."""

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit

from monitorapp.errors import Trouble

from ..keys import change_every_key, change_recovery_code, go_on, is_unfinished
from ..look import Look
from ..pages import Navigator
from ..session import Session
from ..unlock.phrase_step import CodeRehearsal, PhraseStep
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark


class PassphraseCard(Card):
    """Folded until asked for; the old passphrase is of no use as soon as the new one is on the disk."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self._step = PhraseStep(theme, look.words, look.language)
        self._step.hide()
        self._begin = Button(theme, self.tr("Change the passphrase"), "key-round")
        self._change = Button(theme, self.tr("Use the new passphrase"), "check", "primary")
        self._change.hide()
        self.add(Heading(theme, self.tr("Passphrase"), 2))
        self.add(
            Muted(
                theme,
                self.tr(
                    "The recovery code on paper stays as it is. Copies of the vault keep the old passphrase. "
                    "What each guess costs is measured anew on this laptop."
                ),
            )
        )
        self.add(self._step)
        row = QHBoxLayout()
        row.addWidget(self._begin)
        row.addWidget(self._change)
        row.addStretch(1)
        self.add(row)
        self._begin.clicked.connect(self._unfold)
        self._step.changed.connect(self._update)
        self._change.clicked.connect(self._replace)

    @Slot()
    def _unfold(self) -> None:
        self._begin.hide()
        self._step.show()
        self._change.show()
        self._update()
        self._step.focus_first()

    @Slot()
    def _update(self) -> None:
        self._change.setEnabled(self._step.ready)

    @Slot()
    def _replace(self) -> None:
        self._change.setEnabled(False)
        self._session.change_passphrase(self._step.phrase, self._replaced, self._refused)

    def _replaced(self, _: None) -> None:
        self._step.clear()
        self._step.hide()
        self._change.hide()
        self._begin.show()
        self._navigator.say(self.tr("The new passphrase opens the vault from now on."), "good")

    def _refused(self, trouble: Trouble) -> None:
        self._navigator.trouble(trouble)
        self._update()


class RecoveryCard(Card):
    """Says whether the code was ever typed back; a code that was not cannot be relied on."""

    def __init__(self, session: Session, navigator: Navigator, look: Look) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator = session, navigator
        theme = navigator.theme
        self._state = Remark(theme, "", "info")
        self._code = QLineEdit()
        self._code.setAccessibleName(self.tr("Recovery code from paper"))
        self._code.setPlaceholderText(self.tr("Recovery code from paper"))
        self._code.setMinimumHeight(theme.pixels(34))
        self._try = Button(theme, self.tr("Try the code"), "check")
        row = QHBoxLayout()
        row.addWidget(self._code, 1)
        row.addWidget(self._try)
        self._another = Button(theme, self.tr("Make another code"), "refresh-cw")
        self._rehearsal = CodeRehearsal(theme, look.words)
        self._rehearsal.hide()
        below = QHBoxLayout()
        below.addWidget(self._another)
        below.addStretch(1)
        self.add(Heading(theme, self.tr("Recovery code"), 2))
        self.add(self._state)
        self.add(Muted(theme, self.tr("It is on paper only: the program cannot show it again.")))
        self.add(row)
        self.add(below)
        self.add(self._rehearsal)
        self._try.clicked.connect(self._confirm)
        self._code.returnPressed.connect(self._confirm)
        self._another.clicked.connect(self._begin)
        self._rehearsal.rehearsed.connect(self._change)
        self._rehearsal.given_up.connect(self._fold)

    def read(self) -> None:
        """Ask the vault whether the code was ever tried."""
        self._session.ask(lambda vault: vault.is_rehearsed, self._show)

    def _show(self, rehearsed: bool) -> None:
        if rehearsed:
            self._state.show_text(self.tr("The code was typed back once and opened the vault."), "circle-check", "good")
        else:
            text = self.tr("The code was never tried. Type it from your paper, or make another one.")
            self._state.show_text(text, "triangle-alert", "warning")

    @Slot()
    def _confirm(self) -> None:
        typed = self._code.text()
        if typed.strip():
            self._try.setEnabled(False)
            self._session.ask(lambda vault: vault.confirm_recovery(typed), self._confirmed, self._refused)

    def _confirmed(self, _: None) -> None:
        self._try.setEnabled(True)
        self._code.clear()
        self.read()

    def _refused(self, trouble: Trouble) -> None:
        self._try.setEnabled(True)
        self._navigator.trouble(trouble)

    @Slot()
    def _begin(self) -> None:
        for part in (self._another, self._code, self._try):
            part.hide()
        self._rehearsal.show()
        self._rehearsal.start()

    @Slot()
    def _fold(self) -> None:
        self._rehearsal.forget()
        self._rehearsal.hide()
        for part in (self._another, self._code, self._try):
            part.show()

    @Slot(str)
    def _change(self, code: str) -> None:
        self._rehearsal.wait()
        change_recovery_code(self._session, code, self._changed, self._not_changed)

    def _changed(self, _: None) -> None:
        self._fold()
        self._navigator.say(self.tr("The new recovery code is in force; the old one opens nothing."), "good")
        self.read()

    def _not_changed(self, trouble: Trouble) -> None:
        self._fold()
        self._navigator.trouble(trouble)


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
