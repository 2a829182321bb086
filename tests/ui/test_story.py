"""The whole story: three people, three laptops, one visit; nothing is lost, nothing is overwritten silently."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import asdict
from functools import partial
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.bundle import container
from monitorapp.exchange.members import card_of, create_vault, trust, words_of
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault
from tests.ui.story.handing import choose_parcel, decide_all, parcel_written, receive, take_in, write_parcel
from tests.ui.story.hands import click, said, seen
from tests.ui.story.laptop import Laptop
from tests.ui.story.visiting import Visiting
from ui.exchange.arrivals import CountWords
from ui.look import Look

SHE, COLLEAGUE, COORDINATOR = "Айгүл", "Бекзат", "Чолпон"
PHRASES = {COLLEAGUE: "тихая вода камень ветер сито лодка мост", COORDINATOR: "серый конь поле дождь рука свет нить"}
REASON = "Пересчитали по журналу"
Sit = Callable[[Path], Laptop]


@pytest.fixture
def look(qapp: QApplication) -> Iterator[Look]:
    """Russian, light, nothing remembered outside the vaults."""
    look = Look(qapp, None)
    look.choose(language="ru", theme="light", text_size=100)
    yield look
    look.choose(language="en", theme="light", text_size=100)


@pytest.fixture
def sit(qtbot: QtBot, look: Look) -> Iterator[Sit]:
    """Opens a window over a vault folder, as a laptop of its own."""
    laptops: list[Laptop] = []

    def open_laptop(folder: Path) -> Laptop:
        laptops.append(Laptop(qtbot, look, folder))
        return laptops[-1]

    yield open_laptop
    for laptop in laptops:
        laptop.put_away()


class SlowStick:
    """A medium from which nothing is read back before somebody lets it."""

    def __init__(self) -> None:
        self.compared: list[Path] = []
        self.may_read = Event()
        self.may_read.set()
        self._compare = container._compare

    def compare(self, part: Path, file_key: bytes, written: container.Written) -> None:
        """Read the file back and compare it in full, when it may be."""
        assert self.may_read.wait(20)
        self._compare(part, file_key, written)
        self.compared.append(part)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> SlowStick:
    """The medium on which the files travel."""
    slow = SlowStick()
    monkeypatch.setattr(container, "_compare", slow.compare)
    return slow


def ready_vault(folder: Path, name: str, role: str) -> None:
    """The vault of somebody whose first evening is not told here."""
    vault, code = create_vault(folder, PHRASES[name], name, LIGHT, role=role)
    vault.confirm_recovery(code)
    vault.close()


def card(laptop: Laptop) -> tuple[str, str]:
    """Somebody's card and the words that they read aloud."""

    def own(vault: Vault) -> tuple[str, str]:
        person = next(one for one in vault.registry.people() if one.author == vault.author)
        return person.card, " ".join(words_of(card_of(person), "ru"))

    found: tuple[str, str] = laptop.ask(own)
    return found


def trust_each_other(one: Laptop, other: Laptop) -> None:
    """Exchange cards aside from the windows."""
    for here, there in ((one, other), (other, one)):
        text, words = card(there)
        here.ask(partial(trust, card_text=text, words=words))


def test_a_visit_from_the_empty_folder_to_the_decisions_that_come_back(
    sit: Sit, tmp_path: Path, slow: SlowStick
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()

    # On an empty folder a vault is made; the recovery code is typed back from paper.
    hers = sit(tmp_path / "hers")
    phrase = hers.make_vault(SHE)
    assert len(phrase.split()) == 7
    assert hers.ask(lambda vault: vault.is_rehearsed)
    for name, role in ((COLLEAGUE, "monitor"), (COORDINATOR, "coordinator")):
        ready_vault(tmp_path / name, name, role)
    his, coordinators = sit(tmp_path / COLLEAGUE), sit(tmp_path / COORDINATOR)
    his.front()
    his.unlock(PHRASES[COLLEAGUE])
    coordinators.front()
    coordinators.unlock(PHRASES[COORDINATOR])

    # She and her colleague exchange cards and compare words aloud; the others did so before.
    heard = {laptop: laptop.save_card(stick / f"{name}.txt") for laptop, name in ((hers, "a"), (his, "b"))}
    hers.trust(stick / "b.txt", heard[his])
    his.trust(stick / "a.txt", heard[hers])
    trust_each_other(hers, coordinators)
    trust_each_other(his, coordinators)

    # She begins a visit and adds what there is to fill.
    hers.front()
    visit = Visiting.begin(hers)
    cells = [visit.add("cell") for _ in range(5)]
    for number, cell in enumerate(cells, start=1):
        visit.fill(cell, "room")
        visit.write("cell_no", str(number))
        visit.stands(cell, "cell_no", str(number))
    talks = [visit.add("interview") for _ in range(2)]
    for talk, word in zip(talks, ("Держат без прогулки", "Ждёт врача"), strict=True):
        visit.fill(talk, "consent")
        visit.choose("intv_intro", 1)
        visit.choose("intv_consent", 1)
        visit.fill(talk, "protection")
        visit.write("intv_notes", word)
        visit.stands(talk, "intv_notes", word)
    visit.fill(talks[0], "person")
    visit.between("intv_t_apprehended", "02.03.2026 22:00", "03.03.2026 02:00")
    hers.wait(lambda: "to" in time_of(hers, talks[0], "intv_t_apprehended"))
    taken = time_of(hers, talks[0], "intv_t_apprehended")
    assert (taken["t"], taken["to"]) == ("2026-03-02T22:00", "2026-03-03T02:00")

    # She invites the colleague, who joins from the inbox.
    click(visit.overview().invite)
    assert COLLEAGUE in write_parcel(hers, stick / "invitation.mvb", [COLLEAGUE])
    (invitation,) = receive(his, [stick / "invitation.mvb"])
    take_in(his, invitation)
    joined = Visiting(his, visit.visit)
    assert len(his.ask(lambda vault: vault.documents(visit.visit))) == 8

    # In the corridor.
    hers.front()
    in_the_corridor(visit, people="120", places="100", cells="40")
    visit.fill(visit.visit, "visit_team")
    visit.write("team_leader", "Айгүл Ж.")
    visit.stands(visit.visit, "team_leader", "Айгүл Ж.")
    hers.wait(lambda: (hers.ask(lambda vault: vault.place()) or {}).get("caret") == "8")

    # The power goes: nothing is closed, and what lay on the disk is opened again.
    known = {document: hers.view(document).values for document in [visit.visit, *cells, *talks]}
    shutil.copytree(tmp_path / "hers", tmp_path / "after")
    hers.window.hide()
    again = sit(tmp_path / "after")
    again.unlock(phrase)
    visit = Visiting(again, visit.visit)
    assert {document: again.view(document).values for document in known} == known
    row = visit.form().current_row()
    assert row is not None
    assert (row.state.field, row.line.field.caret()) == ("team_leader", 8)

    # She looks at what is open, finishes, and hands over.
    asked, line = visit.jump_and_return()
    assert asked in line
    visit.finish()
    hand_over(visit, stick / "hers.mvb", slow)

    # The colleague, on his laptop, wrote the same but for three answers.
    his.front()
    in_the_corridor(joined, people="118", places="96", cells="41")
    joined.finish()
    hand_over(joined, stick / "his.mvb", slow)

    # The coordinator drops both files on the window.
    first, second = receive(coordinators, [stick / "hers.mvb", stick / "his.mvb"])
    take_in(coordinators, first)
    assert second.arrival is not None
    foreseen = second.arrival.plan  # looked at again, now that the other one was taken in
    assert not coordinators.ask(lambda vault: vault.conflicts())
    take_in(coordinators, second)
    counts, conflicts = second.arrival.plan.counts, second.arrival.plan.conflicts
    assert (foreseen.counts, foreseen.conflicts) == (counts, conflicts)
    assert {field for _, field in conflicts} == {"cap_official", "pop_total", "cells_total"}
    assert counts.conflicts == 3
    assert counts.agreeing > 0
    for words, _ in CountWords(second).of(asdict(counts)):
        assert words in seen(second)
    assert second.action is not None
    click(second.action)
    assert len(decide_all(coordinators, 3, REASON)) == 3
    for path in (stick / "hers.mvb", stick / "his.mvb"):
        (known_card,) = receive(coordinators, [path])
        assert known_card.arrival is not None
        assert known_card.arrival.plan.nothing_new
        assert said("BundleCard", "Nothing new") in seen(known_card)

    # The decisions go back, and both monitors see them.
    coordinators.frame.go("send", visit=visit.visit, kind="update")
    write_parcel(coordinators, stick / "update.mvb", [SHE, COLLEAGUE])
    for laptop in (again, his):
        (update,) = receive(laptop, [stick / "update.mvb"])
        take_in(laptop, update)
        assert seen(update).count(REASON) == 3
    settled = {name: again.view(visit.visit).values[name] for name in ("cap_official", "pop_total", "cells_total")}
    assert settled == {name: his.view(visit.visit).values[name] for name in settled}
    assert not again.ask(lambda vault: vault.conflicts())
    digests = [laptop.ask(lambda vault: vault.view(visit.visit).values) for laptop in (again, his, coordinators)]
    assert digests[0] == digests[1] == digests[2]
    assert [laptop.troubles for laptop in (hers, again, his, coordinators)] == [[], [], [], []]


def time_of(laptop: Laptop, document: str, field: str) -> dict[str, object]:
    """A time as it stands on the disk, or nothing."""
    value = laptop.view(document).values.get(field)
    return value if isinstance(value, dict) else {}


def in_the_corridor(visit: Visiting, people: str, places: str, cells: str) -> None:
    """What both monitors write of what they see; only the three figures differ."""
    root = visit.visit
    visit.fill(root, "visit_basics")
    visit.choose("visit_announced", 2)
    visit.stands(root, "visit_announced", "no")
    visit.fill(root, "access_entry")
    visit.choose("access_granted", 1)
    visit.choose("access_head_met", 1)
    visit.not_allowed_to_see("access_search_team")
    visit.stands(root, "access_search_team", {"na": "not_allowed"})
    visit.next_section()
    visit.fill(root, "facility_population")
    visit.write("cap_official", places)
    visit.write("pop_total", people)
    visit.write("cells_total", cells)
    visit.check_later("cells_in_use")
    for field, text in (("cap_official", places), ("pop_total", people), ("cells_total", cells)):
        visit.stands(root, field, int(text))
    visit.stands(root, "cells_in_use#later", True)


def hand_over(visit: Visiting, path: Path, slow: SlowStick) -> None:
    """Hand the finished visit over to the coordinator; it counts as exported only after it was read back."""
    click(visit.check().send)
    slow.may_read.clear()
    page = choose_parcel(visit.laptop, path, [COORDINATOR])
    QTest.qWait(200)
    assert page.sent is None
    assert said("SentCard", "Exported") not in seen(visit.laptop.frame)
    assert not path.exists()
    slow.may_read.set()
    words = parcel_written(visit.laptop, page)
    assert words.startswith(said("SentCard", "Exported"))
    assert path.name in words
    assert slow.compared[-1].name.startswith(path.name)
    assert path.is_file()
