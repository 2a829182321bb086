"""A laptop in the story: one window over one vault, and what a person does there, page by page."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from monitorapp.records.view import View
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.ui.story.hands import Key, click, click_words, press, said, write
from ui.entries import entries
from ui.exchange.people_page import PeoplePage
from ui.frame import Frame
from ui.guard import Guard
from ui.look import Look
from ui.main_window import MainWindow
from ui.pages import Page
from ui.session import Session
from ui.unlock.create_wizard import CODE, NAME, PHRASE, REHEARSAL, CreateWizard
from ui.unlock.phrase_step import PhraseStep
from ui.unlock.unlock_page import UnlockPage
from ui.widgets.file_picker import FilePicker
from ui.widgets.passphrase_edit import PassphraseEdit

P = TypeVar("P", bound=Page)
SMALLEST = (1024, 560)
PATIENCE = 20_000


class Laptop:
    """Opening, closing and what all pages share; pages with much to do have classes of their own."""

    def __init__(self, qtbot: QtBot, look: Look, folder: Path) -> None:
        self.qtbot, self.folder = qtbot, folder
        self.session, self.guard, self._look = Session(cost=LIGHT), Guard(), look
        self.troubles: list[str] = []
        self.session.troubled.connect(lambda trouble: self.troubles.append(trouble.code))
        self.window = MainWindow(self.session, look, self.guard, entries, folder, lambda: None)
        self.window.resize(*SMALLEST)
        self.front()

    # The window

    @property
    def frame(self) -> Frame:
        """The frame around the pages of the open vault."""
        assert self.window.desk is not None
        return self.window.desk.frame

    @property
    def shown(self) -> str:
        """The name of the page that is shown."""
        return self.frame.place().get("page", "")

    def front(self) -> None:
        """Sit down at this laptop."""
        self.window.show()
        self.window.activateWindow()
        self.qtbot.waitUntil(self.window.isActiveWindow)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    def calm(self) -> None:
        """Wait until nothing is on its way between the window and the disk."""
        for _ in range(3):
            self.wait(lambda: not self.session.is_busy)
            QApplication.processEvents()

    def page(self, name: str, kind: type[P]) -> P:
        """The page that is shown now, which has to be this one."""
        self.wait(lambda: self.shown == name)
        self.calm()
        page = self.frame.page(name)
        assert isinstance(page, kind)
        return page

    def ask(self, question: Callable[[Vault], Any]) -> Any:
        """Look into the vault behind the window."""
        answers: list[Any] = []
        self.session.ask(question, answers.append)
        self.wait(lambda: bool(answers))
        return answers[0]

    def view(self, document: str) -> View:
        """A document as it stands on the disk."""
        view: View = self.ask(lambda vault: vault.view(document))
        return view

    def put_away(self) -> None:
        """Let go of everything, after the story."""
        self.guard.stop()
        self._look.changed.disconnect(self.window.rebuild)
        self.window.close()
        self.session.end()
        self.window.deleteLater()

    # The vault

    def make_vault(self, name: str) -> str:
        """Go through the wizard, typing back the recovery code from paper; returns the passphrase that was drawn."""
        click_words(self.window, said("UnlockPage", "Make a new vault"))
        wizard = self.window.content
        assert isinstance(wizard, CreateWizard)
        assert wizard.step == NAME
        write(name)
        press(Key.Key_Return)
        assert wizard.step == PHRASE
        step = wizard.findChild(PhraseStep)
        assert step is not None
        phrase = step.phrase
        write(phrase)
        click_words(wizard, said("CreateWizard", "Continue"))
        self.wait(lambda: wizard.step == CODE)
        code = wizard._code.text()
        click_words(wizard, said("CreateWizard", "Continue"))
        assert wizard.step == REHEARSAL
        assert code not in [line.text() for line in wizard.findChildren(QLineEdit)]
        write(code.lower().replace(" ", ""))
        press(Key.Key_Return)
        self.wait(lambda: self.window.desk is not None)
        self.calm()
        return phrase

    def unlock(self, phrase: str) -> None:
        """Type the passphrase."""
        page = self.window.content
        assert isinstance(page, UnlockPage)
        edit = page.findChild(PassphraseEdit)
        assert edit is not None
        edit.setFocus()
        write(phrase)
        press(Key.Key_Return)
        self.wait(lambda: self.window.desk is not None)
        self.calm()

    # Files

    def pick(self, path: Path) -> None:
        """In the picker above a page, open a file."""
        picker = self._picker()
        picker.show_folder(path.parent)
        lines = picker.findChildren(QListWidget)
        name = said("FilePicker", "Content of the folder")
        content = next(found for found in lines if found.accessibleName() == name)
        content.setFocus()
        content.setCurrentRow([content.item(row).text() for row in range(content.count())].index(path.name))
        click_words(picker, said("FilePicker", "Open"))
        self.front()

    def pick_new(self, path: Path) -> None:
        """In the picker above a page, name a new file."""
        picker = self._picker()
        picker.show_folder(path.parent)
        line = picker.findChild(QLineEdit)
        assert line is not None
        line.setFocus()
        line.selectAll()
        line.setText("")
        write(path.name)
        click_words(picker, said("FilePicker", "Write here"))
        self.front()

    def _picker(self) -> FilePicker:
        def visible() -> list[FilePicker]:
            return [picker for picker in self.window.findChildren(FilePicker) if picker.isVisible()]

        self.wait(lambda: bool(visible()))
        picker = visible()[0]
        picker.activateWindow()
        self.qtbot.waitUntil(picker.isActiveWindow)
        return picker

    # People

    def people(self) -> PeoplePage:
        """Go to the people by the navigation."""
        self.front()
        self.frame.go("people")
        page = self.page("people", PeoplePage)
        self.wait(lambda: page.own is not None)
        return page

    def save_card(self, path: Path) -> tuple[str, ...]:
        """Save the own card to a file; returns the words that its owner reads aloud."""
        page = self.people()
        assert page.own is not None
        words = page.own._known.words
        click(page.own.save)
        self.pick_new(path)
        self.wait(path.is_file)
        return words

    def trust(self, path: Path, heard: tuple[str, ...]) -> None:
        """Open somebody's card and type the words that they read aloud."""
        page = self.people()
        click(page.add_button)
        self.pick(path)
        self.wait(lambda: page.comparing is not None)
        assert page.comparing is not None
        page.comparing.typed.setFocus()
        write(" ".join(heard))
        press(Key.Key_Return)
        self.wait(lambda: page.comparing is None)
        self.calm()
