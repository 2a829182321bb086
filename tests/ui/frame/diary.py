"""Pages that only remember what the window did with them, and the passphrase of the vault for tests."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLineEdit, QVBoxLayout

from ui.guard import Guard
from ui.look import Look
from ui.pages import Command, Navigator, Page, PageEntry
from ui.session import Session

PHRASE = "семь слов для проверки окна в тесте"


class Diary(Page):
    """A page that remembers what the window did with it."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.events: list[str] = []
        self.target: dict[str, str] = {}
        self.has_layer = False
        line = QLineEdit()
        line.setAccessibleName("Line")
        QVBoxLayout(self).addWidget(line)

    def enter(self, **target: str) -> None:
        self.target = target
        if "lead_to" in target:
            self.navigator.go(target["lead_to"])
        self.events.append("entered")

    def leave(self) -> None:
        self.events.append("left")

    def place(self) -> dict[str, str]:
        return self.target

    def commands(self) -> Sequence[Command]:
        return (Command("Дополнить запись", lambda: self.events.append("command")),)

    def close_topmost(self) -> bool:
        self.events.append("escape")
        return self.has_layer


def pages(look: Look, guard: Guard) -> tuple[PageEntry, ...]:
    """Three pages: two with a line in the navigation, and one inside the first."""
    return (
        PageEntry("first", lambda: "Посещения", Diary, icon="clipboard-list", keys="Ctrl+1"),
        PageEntry("inside", lambda: "Форма", Diary, shelf="first", compact=True),
        PageEntry("second", lambda: "Пакеты", Diary, icon="inbox", takes=(".mvb",), keys="Ctrl+2"),
    )
