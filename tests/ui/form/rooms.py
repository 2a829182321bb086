"""Real vaults for the tests of pages: made once, copied for each test, opened with the recovery code (no KDF)."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.documents import add_document, start_visit
from monitorapp.exchange.members import create_vault
from monitorapp.records.field import Value
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from ui.session import Session


@dataclass(frozen=True)
class Template:
    """A closed vault to copy, and the code that opens its copies."""

    folder: Path
    code: str


@dataclass
class Room:
    """An open session on a vault of its own."""

    session: Session
    qtbot: QtBot
    folder: Path
    code: str

    def ask(self, question: Callable[[Vault], Any]) -> Any:
        """Wait for an answer of the vault; everything asked before has been delivered then."""
        answers: list[Any] = []
        self.session.ask(question, answers.append)
        self.qtbot.waitUntil(lambda: bool(answers), timeout=10_000)
        return answers[0]

    def visit(self, **answers: Value) -> str:
        """Begin a visit to the practice facility, with some answers."""
        visit: str = self.ask(lambda vault: start_visit(vault, "practice"))[0]
        for field, value in answers.items():
            self.record(visit, field, value)
        return visit

    def record(self, document: str, field: str, value: Value) -> None:
        """Write as somebody else in the program would: the open pages hear of it by `changed`."""
        done: list[object] = []
        self.session.change(
            lambda vault: vault.record(document, field, value, vault.shown(document, field)), done.append
        )
        self.qtbot.waitUntil(lambda: bool(done), timeout=10_000)

    def child(self, parent: str, form: str) -> str:
        """Add a document."""
        document: str = self.ask(lambda vault: add_document(vault, parent, form))[0]
        return document

    def value(self, document: str, field: str) -> Value:
        """What stands in a field."""
        value: Value = self.ask(lambda vault: vault.view(document).values.get(field))
        return value


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A vault that nothing was written in."""
    folder = tmp_path_factory.mktemp("rooms") / "vault"
    vault, code = create_vault(folder, "семь слов которые никто не угадает никогда", "Айгуль", LIGHT)
    vault.close()
    return Template(folder, code)


@pytest.fixture
def room(template: Template, tmp_path: Path, session: Session, qtbot: QtBot) -> Iterator[Room]:
    """An open vault and the session that owns it."""
    folder = tmp_path / "vault"
    shutil.copytree(template.folder, folder)
    troubles: list[Exception] = []
    session.troubled.connect(troubles.append)
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.recover(folder, template.code, lambda: None, troubles.append)
    yield Room(session, qtbot, folder, template.code)
    assert not troubles
