"""The presenter keeps every answer in order, and never shows what is older than the screen."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from monitorapp.errors import Trouble
from monitorapp.records.field import TEXT_LIMIT
from monitorapp.records.view import Standing
from monitorapp.vault.vault import Vault
from tests.ui.form.rooms import Room
from ui.form.form_presenter import FormPresenter
from ui.form.reading import Reading

LONG = "я" * 60_000


@pytest.fixture
def presenter(room: Room) -> Iterator[FormPresenter]:
    presenter = FormPresenter(room.session, "ru")
    yield presenter
    presenter.close()


def opened(presenter: FormPresenter, document: str, qtbot: QtBot) -> FormPresenter:
    with qtbot.waitSignal(presenter.opened, timeout=10_000):
        presenter.open(document)
    return presenter


def test_a_document_is_opened_once_and_then_read_again(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    assert presenter.is_open
    with qtbot.waitSignal(presenter.reloaded), qtbot.assertNotEmitted(presenter.opened):
        room.record(visit, "visit_announced", "yes")
    assert presenter.sheet.values["visit_announced"] == "yes"


def test_another_document_begins_with_a_clean_table(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    cell = room.child(visit, "cell")
    opened(presenter, visit, qtbot)
    presenter.begin("visit_announced")
    opened(presenter, cell, qtbot)
    assert presenter.document == cell
    assert presenter.sheet.view.form == "cell"
    assert "Камера" in presenter.where


def test_a_document_that_does_not_exist_is_told_and_nothing_opens(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    troubles: list[Trouble] = []
    presenter.open("0" * 32, troubles.append)
    qtbot.waitUntil(lambda: bool(troubles))
    assert troubles[0].code == "document-unknown"
    assert not presenter.is_open


def test_answers_are_written_in_the_order_in_which_they_were_given(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    for number in range(20):
        presenter.answer("team_leader", Reading(f"М-{number}"))
    assert room.value(visit, "team_leader") == "М-19"


def test_what_was_asked_before_a_write_never_overwrites_it_on_the_screen(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit(team_leader="старое")
    opened(presenter, visit, qtbot)
    presenter.open(visit)
    presenter.answer("team_leader", Reading("новое"))
    with qtbot.waitSignal(presenter.reloaded):
        pass
    assert presenter.sheet.values["team_leader"] == "новое"


def test_a_write_names_what_stood_on_the_screen_when_it_began(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit(team_leader="М-1")
    room.ask(lambda vault: vault.commit(visit))
    opened(presenter, visit, qtbot)
    shown = presenter.sheet.shown("team_leader")
    assert len(shown) == 1
    presenter.begin("team_leader")
    presenter.answer("team_leader", Reading("М-2"))
    presenter.commit()
    room.ask(lambda vault: None)
    history = room.ask(lambda vault: vault.history(visit, "team_leader"))
    assert [(entry.value, entry.standing) for entry in history] == [("М-1", False), ("М-2", True)]


def test_leaving_a_section_makes_one_commit_of_all_answers(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    presenter.answer("visit_announced", Reading("no"))
    presenter.answer("team_leader", Reading("М-1"))
    with qtbot.waitSignal(presenter.reloaded):
        presenter.commit()
    shown = {presenter.sheet.shown("visit_announced"), presenter.sheet.shown("team_leader")}
    assert len(shown) == 1
    assert presenter.sheet.view.drafts == frozenset()


def test_what_the_form_sets_by_itself_is_written_at_the_first_opening_only(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    first = room.value(visit, "visit_id#auto")
    assert first
    presenter.close()
    opened(presenter, visit, qtbot)
    assert room.value(visit, "visit_id#auto") == first


def test_a_finished_document_is_never_written_to(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    room.ask(lambda vault: vault.finish(visit))
    opened(presenter, visit, qtbot)
    presenter.answer("visit_announced", Reading("no"))
    presenter.note("visit_announced", "заметка")
    assert room.value(visit, "visit_announced") is None
    assert room.value(visit, "visit_announced#note") is None


def test_an_answer_the_disk_refused_is_kept_and_written_with_the_next_flush(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    presenter.commit()
    room.session.troubled.disconnect()
    refused: list[Trouble] = []
    room.session.troubled.connect(refused.append)
    room.ask(lambda vault: limit(vault, visit, full=True))
    presenter.answer("prep_objective", Reading(LONG))
    qtbot.waitUntil(lambda: bool(refused))
    assert refused[0].code == "disk-full"
    assert room.value(visit, "prep_objective") is None
    with qtbot.waitSignal(presenter.reloaded):
        presenter.open(visit)
    assert presenter.sheet.values["prep_objective"] == LONG
    assert presenter.sheet.state.value("prep_objective") == LONG
    room.ask(lambda vault: limit(vault, visit, full=False))
    assert room.session.flush() is None
    assert room.value(visit, "prep_objective") == LONG


def test_a_refused_answer_never_overwrites_a_later_one(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    room.session.troubled.disconnect()
    refused: list[Trouble] = []
    room.session.troubled.connect(refused.append)
    room.ask(lambda vault: limit(vault, visit, full=True))
    presenter.answer("prep_objective", Reading(LONG))
    room.session.ask(lambda vault: limit(vault, visit, full=False), lambda _: None)
    presenter.answer("prep_objective", Reading("кратко"))
    qtbot.waitUntil(lambda: bool(refused))
    assert room.session.flush() is None
    assert room.value(visit, "prep_objective") == "кратко"


def test_a_text_beyond_all_bounds_is_told_and_blocks_nothing(
    presenter: FormPresenter, room: Room, qtbot: QtBot
) -> None:
    visit = room.visit()
    opened(presenter, visit, qtbot)
    room.session.troubled.disconnect()
    refused: list[Trouble] = []
    room.session.troubled.connect(refused.append)
    presenter.answer("prep_objective", Reading("я" * (TEXT_LIMIT + 1)))
    qtbot.waitUntil(lambda: bool(refused))
    presenter.answer("team_leader", Reading("М-1"))
    assert room.session.flush() is None
    assert room.value(visit, "team_leader") == "М-1"
    assert len(refused) == 1


def limit(vault: Vault, visit: str, full: bool) -> None:
    """Let the ledger of a visit grow no further, as a full disk would, or again without bounds."""
    connection = vault.ledger_for(visit).connection
    pages = connection.execute("pragma page_count").fetchone()[0] if full else 2**30
    connection.execute(f"pragma max_page_count = {pages}")


def test_people_are_called_by_the_names_that_are_known(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    opened(presenter, room.visit(), qtbot)
    own = Standing(None, "x", 1, "2026-03-02T12:00:00Z", True)
    stranger = Standing("c", "x", 1, "2026-03-02T12:00:00Z", False)
    assert presenter.name_of(own) == "you"
    assert presenter.name_of(stranger) == "unknown person"


def test_the_zone_is_that_of_the_facility_not_of_the_laptop(presenter: FormPresenter, room: Room, qtbot: QtBot) -> None:
    visit = room.visit()
    room.record(visit, "facility_id", "tj-ivs-dushanbe")
    opened(presenter, visit, qtbot)
    assert presenter.zone == "Asia/Dushanbe"
