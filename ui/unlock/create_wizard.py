"""Makes a vault in four steps; it is of use only after the recovery code was typed back from paper."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitorapp.errors import Trouble

from ..keys import name_organisation
from ..look import Look
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn, centred
from ..widgets.file_picker import FOLDER, FilePicker
from ..widgets.labels import Heading, Muted, Remark, Steps, Text
from .organisation import OrganisationChoice
from .phrase_step import PhraseStep

NAME, PHRASE, CODE, REHEARSAL = range(4)


class CreateWizard(QWidget):
    """Steps: name and folder, passphrase, recovery code shown once, recovery code typed back."""

    finished = Signal()
    cancelled = Signal()

    def __init__(self, session: Session, look: Look, folder: Path) -> None:
        super().__init__()
        self._session, self._look, self._theme = session, look, look.theme
        self._folder = folder
        theme = self._theme
        self._heading = Heading(theme)
        self._progress = Muted(theme)
        self._name = QLineEdit()
        self._name.setAccessibleName(self.tr("Your name or pseudonym"))
        self._where = Button(theme, str(folder), "folder")
        self._phrase = PhraseStep(theme, look.words, look.language)
        self._organisation = OrganisationChoice(session, look, self.tr("Let an organisation open it, too…"))
        self._told = Remark(theme, "", "users", "warning")
        self._told.hide()
        self._code = Text(theme, size=1.2, bold=True)
        self._typed = QLineEdit()
        self._typed.setAccessibleName(self.tr("Recovery code from your paper"))
        for line in (self._name, self._typed):
            line.setMinimumHeight(theme.pixels(36))
        self._remark = Remark(theme, "", "info")
        self._back = Button(theme, self.tr("Back"), "arrow-left")
        self._next = Button(theme, self.tr("Continue"), "arrow-right", "primary")
        self._steps = Steps(self._make_name_step(), self._phrase, self._make_code_step(), self._make_rehearsal_step())
        self._lay_out()
        self._connect()
        self._go(NAME)

    @property
    def step(self) -> int:
        """The step shown now."""
        return self._steps.index

    def focus_first(self) -> None:
        """Put the cursor where typing begins."""
        first = {NAME: self._name, CODE: self._next, REHEARSAL: self._typed}.get(self.step)
        if first is None:
            self._phrase.focus_first()
        else:
            first.setFocus()

    def _lay_out(self) -> None:
        theme = self._theme
        card = Card(theme)
        for piece in (self._progress, self._heading, self._steps, self._remark):
            card.add(piece)
        buttons = QHBoxLayout()
        buttons.addWidget(self._back)
        buttons.addStretch(1)
        buttons.addWidget(self._next)
        foot = QWidget()
        foot.setLayout(buttons)
        for part in (card, foot):
            part.setMaximumWidth(theme.pixels(620))
        scroll = ScrollColumn(theme)
        scroll.add(centred(card))
        column = QVBoxLayout(self)
        column.addWidget(scroll, 1)
        column.addWidget(centred(foot))

    def _make_name_step(self) -> QWidget:
        about = self.tr("Colleagues see it beside your answers. A pseudonym is enough, and often wiser.")
        where = self.tr("Choose an empty folder: on this laptop or on a stick. Its name should say nothing.")
        return _column(
            Text(self._theme, self.tr("Your name or pseudonym"), bold=True),
            self._name,
            Muted(self._theme, about),
            Text(self._theme, self.tr("Folder of the vault"), bold=True),
            self._where,
            Muted(self._theme, where),
            self._organisation,
        )

    def _make_code_step(self) -> QWidget:
        card = Card(self._theme, "info")
        card.add(self._code)
        return _column(
            Text(
                self._theme,
                self.tr("Write this code by hand on paper. It opens the vault if the passphrase is forgotten."),
            ),
            card,
            self._told,
            Muted(
                self._theme, self.tr("It is shown only now. Keep the paper away from the laptop, do not photograph it.")
            ),
        )

    def _make_rehearsal_step(self) -> QWidget:
        return _column(
            Text(self._theme, self.tr("Type the code from your paper. Blanks, hyphens and case do not matter.")),
            self._typed,
            Muted(
                self._theme,
                self.tr("Only a code that opened the vault once can be relied on. Go back to see it again."),
            ),
        )

    def _connect(self) -> None:
        self._name.textChanged.connect(self._update)
        self._name.returnPressed.connect(self._advance)
        self._where.clicked.connect(self._pick_folder)
        self._phrase.changed.connect(self._update)
        self._phrase.entered.connect(self._advance)
        self._typed.textChanged.connect(self._update)
        self._typed.returnPressed.connect(self._advance)
        self._back.clicked.connect(self._retreat)
        self._next.clicked.connect(self._advance)

    def _go(self, step: int) -> None:
        headings = (
            self.tr("Who are you?"),
            self.tr("Passphrase"),
            self.tr("Recovery code"),
            self.tr("Rehearsal"),
        )
        self._steps.show_step(step)
        self._heading.setText(headings[step])
        self._progress.setText(self.tr("New vault · step %1 of 4").replace("%1", str(step + 1)))
        self._back.setText(self.tr("Cancel") if step == NAME else self.tr("Back"))
        self._back.setVisible(step != CODE)
        self._next.setText(self.tr("Finish") if step == REHEARSAL else self.tr("Continue"))
        self._remark.hide()
        self._update()
        self.focus_first()

    @Slot()
    def _update(self) -> None:
        ready = {
            NAME: bool(self._name.text().strip()),
            PHRASE: self._phrase.ready,
            CODE: True,
            REHEARSAL: bool(self._typed.text().strip()),
        }
        self._next.setEnabled(ready[self.step])

    @Slot()
    def _retreat(self) -> None:
        if self.step == NAME:
            self.cancelled.emit()
        else:
            self._go(NAME if self.step == PHRASE else CODE)

    @Slot()
    def _advance(self) -> None:
        if not self._next.isEnabled():
            return
        if self.step == PHRASE:
            self._make()
        elif self.step == REHEARSAL:
            self._confirm()
        else:
            self._go(self.step + 1)

    def _make(self) -> None:
        self._wait(self.tr("Making the vault…"))
        self._session.create(self._folder, self._phrase.phrase, self._name.text().strip(), self._made, self._fail)

    def _made(self, code: str) -> None:
        self._phrase.clear()
        self._code.setText("  ".join(code.split("-")))
        self._look.remember_vault(self._folder)
        if self._organisation.chosen is None:
            self._go(CODE)
        else:
            name_organisation(self._session, self._organisation.chosen, self._named, self._not_named)

    def _named(self, _: object) -> None:
        chosen = self._organisation.chosen
        assert chosen is not None
        text = self.tr("The organisation “%1” can open this vault, too. You see that in the settings, and can end it.")
        self._tell_of_organisation(text.replace("%1", chosen.name))

    def _not_named(self, trouble: Trouble) -> None:
        no = self.tr("The organisation could not be named; nobody but you opens this vault.")
        self._tell_of_organisation(f"{no} {self._look.words.of(trouble).sentence}")

    def _tell_of_organisation(self, text: str) -> None:
        self._told.show_text(text, "users", "warning")
        self._told.show()
        self._go(CODE)

    def _confirm(self) -> None:
        typed = self._typed.text()
        self._wait(self.tr("Opening with the code…"))
        self._session.ask(lambda vault: vault.confirm_recovery(typed), self._confirmed, self._fail)

    def _confirmed(self, _: None) -> None:
        self._code.clear()
        self._typed.clear()
        self.finished.emit()

    def _wait(self, text: str) -> None:
        self._next.setEnabled(False)
        self._remark.show_text(text, "clock", "muted")
        self._remark.show()

    def _fail(self, trouble: Trouble) -> None:
        spoken = self._look.words.of(trouble)
        self._remark.show_text(f"{spoken.sentence} {spoken.advice}", "circle-alert", "error")
        self._remark.show()
        self._update()

    @Slot()
    def _pick_folder(self) -> None:
        start = self._folder.parent if self._folder.parent.is_dir() else None
        picker = FilePicker(self._theme, self.tr("Folder of the vault"), FOLDER, start=start, parent=self)
        chosen = picker.pick()
        if chosen is not None:
            self._folder = chosen
            self._where.setText(str(chosen))


def _column(*parts: QWidget) -> QWidget:
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    for part in parts:
        column.addWidget(part)
    column.addStretch(1)
    return holder
