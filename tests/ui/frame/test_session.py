"""The session: one thread owns the vault, answers come back in the window's thread, flushing tells the truth."""

import threading
import time
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from monitorapp.errors import InputTrouble, Trouble, VaultTrouble
from monitorapp.exchange.members import create_vault
from monitorapp.records.view import Changes
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from ui.session import Session

PHRASE = "семь слов для проверки сеанса в тесте"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def opened(folder: Path, qtbot: QtBot) -> Iterator[Session]:
    """A session with a new vault."""
    session = Session(cost=LIGHT)
    with qtbot.waitSignal(session.opened):
        session.create(folder, PHRASE, "А. Б.", lambda _: None, _unexpected)
    yield session
    session.close()
    session.end()


def _unexpected(trouble: Trouble) -> None:
    raise AssertionError(trouble.code)


def start_visit(vault: Vault) -> tuple[str, Changes]:
    return vault.start_visit("visit", "1", {})


def refuse(vault: Vault) -> Changes:
    raise VaultTrouble("disk-full")


def test_making_a_vault_gives_its_recovery_code(folder: Path, session: Session, qtbot: QtBot) -> None:
    codes: list[str] = []
    light = Session(cost=LIGHT)
    with qtbot.waitSignal(light.opened):
        light.create(folder, PHRASE, "А. Б.", codes.append, _unexpected)
    assert len(codes[0].split("-")) == 14
    assert light.folder == folder
    assert light.close() is None
    light.end()


def test_a_closed_vault_opens_again_with_its_passphrase(opened: Session, folder: Path, qtbot: QtBot) -> None:
    assert opened.close() is None
    assert not opened.is_open
    with qtbot.waitSignal(opened.opened):
        opened.open(folder, PHRASE, lambda: None, _unexpected)
    assert opened.is_open


def test_a_wrong_passphrase_is_told_to_whoever_asked(opened: Session, folder: Path, qtbot: QtBot) -> None:
    assert opened.close() is None
    told: list[Trouble] = []
    opened.open(folder, "не та фраза совсем", lambda: None, told.append)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "wrong-passphrase"
    assert not opened.is_open


def test_questions_run_in_another_thread_and_answers_in_this_one(opened: Session, qtbot: QtBot) -> None:
    threads: list[threading.Thread] = []
    opened.ask(
        lambda vault: threading.current_thread(), lambda there: threads.extend((there, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert threads[0] is not threading.main_thread()
    assert threads[1] is threading.main_thread()


def test_answers_come_in_the_order_of_the_questions(opened: Session, qtbot: QtBot) -> None:
    got: list[int] = []
    numbers = iter(range(20))
    for _ in range(20):
        opened.ask(lambda vault: next(numbers), got.append)
    qtbot.waitUntil(lambda: len(got) == 20)
    assert got == list(range(20))


def test_a_write_is_told_once_the_disk_has_it(opened: Session, qtbot: QtBot) -> None:
    done: list[tuple[str, Changes]] = []
    with qtbot.waitSignals([opened.saved, opened.changed]):
        opened.change(start_visit, done.append)
    visit, changes = done[0]
    assert visit in changes.visits


def test_the_broadcast_names_the_initiator(opened: Session, qtbot: QtBot) -> None:
    initiator = object()
    with qtbot.waitSignal(opened.changed) as told:
        opened.change(start_visit, initiator=initiator)
    assert told.args[1] is initiator
    assert isinstance(told.args[0], Changes)


def test_the_time_saved_is_a_time_of_day(opened: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.saved) as told:
        opened.change(start_visit)
    assert len(told.args[0]) == len("14:32:07")


def test_a_write_that_changes_nothing_is_not_broadcast(opened: Session, qtbot: QtBot) -> None:
    done: list[object] = []
    with qtbot.assertNotEmitted(opened.changed):
        opened.change(lambda vault: vault.undo(), done.append)
        qtbot.waitUntil(lambda: bool(done))
    assert done == [None]


def test_a_trouble_that_nobody_handles_is_broadcast(opened: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(opened.troubled) as told:
        opened.ask(lambda vault: vault.view("0" * 32), lambda _: None)
    assert isinstance(told.args[0], InputTrouble)


def test_a_handled_trouble_is_not_broadcast(opened: Session, qtbot: QtBot) -> None:
    told: list[Trouble] = []
    with qtbot.assertNotEmitted(opened.troubled):
        opened.change(refuse, failed=told.append)
        qtbot.waitUntil(lambda: bool(told))
    assert told[0].code == "disk-full"


def test_a_bug_in_a_question_reaches_the_crash_window(opened: Session, qtbot: QtBot) -> None:
    with qtbot.captureExceptions() as caught:
        opened.ask(lambda vault: 1 // 0, lambda _: None)
        qtbot.waitUntil(lambda: bool(caught))
    assert caught[0][0] is ZeroDivisionError


class Receiver(QObject):
    """A page that may be gone when its answer comes."""

    def __init__(self) -> None:
        super().__init__()
        self.got: list[object] = []

    def take_two(self, first: object, value: object) -> None:
        self.setObjectName(str(first))
        self.got.append(value)

    @Slot(object)
    def take(self, value: object) -> None:
        self.got.append(value)


def test_the_answer_for_a_page_that_is_gone_is_dropped(opened: Session, qtbot: QtBot) -> None:
    from shiboken6 import delete

    page = Receiver()
    after: list[object] = []
    opened.ask(lambda vault: "late", page.take)
    delete(page)
    opened.ask(lambda vault: "next", after.append)
    qtbot.waitUntil(lambda: bool(after))


def test_a_partial_of_a_page_that_is_gone_is_dropped_too(opened: Session, qtbot: QtBot) -> None:
    from shiboken6 import delete

    page = Receiver()
    after: list[object] = []
    opened.ask(lambda vault: "late", partial(page.take_two, "first"))
    delete(page)
    opened.ask(lambda vault: "next", after.append)
    qtbot.waitUntil(lambda: bool(after))


def test_asking_a_closed_vault_is_a_trouble(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.troubled) as told:
        session.ask(lambda vault: vault.visits(), lambda _: None)
    assert told.args[0].code == "vault-closed"


def test_flushing_has_editors_hand_over_what_they_hold(opened: Session) -> None:
    handed: list[str] = []
    opened.flushing.connect(lambda: handed.append("text"))
    assert opened.flush() is None
    assert handed == ["text"]


def test_flushing_waits_until_the_write_is_on_the_disk(opened: Session) -> None:
    order: list[str] = []

    def slow(vault: Vault) -> None:
        time.sleep(0.05)
        order.append("written")

    opened.flushing.connect(lambda: opened.change(slow))
    assert opened.flush() is None
    order.append("flushed")
    assert order == ["written", "flushed"]


def test_flushing_tells_the_trouble_of_a_write_that_failed(opened: Session, qtbot: QtBot) -> None:
    opened.flushing.connect(lambda: opened.change(refuse, failed=lambda _: None))
    trouble = opened.flush()
    assert trouble is not None
    assert trouble.code == "disk-full"
    qtbot.waitUntil(lambda: not opened.is_busy)
    opened.flushing.disconnect()


def test_flushing_does_not_wait_for_ever(opened: Session, qtbot: QtBot) -> None:
    release = threading.Event()
    opened.run(lambda: release.wait(5), lambda _: None)
    trouble = opened.flush(seconds=0.05)
    release.set()
    assert trouble is not None
    assert trouble.code == "disk-slow"
    qtbot.waitUntil(lambda: not opened.is_busy)


def test_a_vault_that_cannot_be_flushed_stays_open(opened: Session, qtbot: QtBot) -> None:
    opened.flushing.connect(lambda: opened.change(refuse, failed=lambda _: None))
    assert opened.close() is not None
    assert opened.is_open
    qtbot.waitUntil(lambda: not opened.is_busy)
    opened.flushing.disconnect()


def test_closing_remembers_where_the_person_was(opened: Session, folder: Path, qtbot: QtBot) -> None:
    assert opened.close({"page": "form", "document": "a" * 32}) is None
    with qtbot.waitSignal(opened.opened):
        opened.open(folder, PHRASE, lambda: None, _unexpected)
    places: list[object] = []
    opened.ask(lambda vault: vault.place(), places.append)
    qtbot.waitUntil(lambda: bool(places))
    assert places == [{"page": "form", "document": "a" * 32}]


@pytest.mark.parametrize(("typed", "fits"), [(PHRASE, True), (PHRASE.upper(), True), ("другая фраза", False)])
def test_the_passphrase_of_the_open_vault_can_be_checked(opened: Session, qtbot: QtBot, typed: str, fits: bool) -> None:
    answers: list[bool] = []
    opened.fits(typed, answers.append)
    qtbot.waitUntil(lambda: bool(answers))
    assert answers == [fits]


def test_a_changed_passphrase_replaces_the_old_one(opened: Session, folder: Path, qtbot: QtBot) -> None:
    done: list[None] = []
    opened.change_passphrase("совсем другие семь слов для сейфа", done.append, _unexpected)
    qtbot.waitUntil(lambda: bool(done))
    answers: list[bool] = []
    opened.fits(PHRASE, answers.append)
    opened.fits("совсем другие семь слов для сейфа", answers.append)
    qtbot.waitUntil(lambda: len(answers) == 2)
    assert answers == [False, True]


def test_the_passphrase_of_another_vault_put_in_its_place_does_not_fit(
    opened: Session, folder: Path, tmp_path: Path, qtbot: QtBot
) -> None:
    answers: list[bool] = []
    theirs, phrase = tmp_path / "theirs", "пять других слов чужого человека"
    create_vault(theirs, phrase, "Чужой", LIGHT)[0].close()
    own = (folder / "k").read_bytes()
    (folder / "k").write_bytes((theirs / "k").read_bytes())
    opened.fits(phrase, answers.append)
    qtbot.waitUntil(lambda: answers == [False])
    (folder / "k").write_bytes(own)
    opened.fits(PHRASE, answers.append)
    qtbot.waitUntil(lambda: answers == [False, True])
