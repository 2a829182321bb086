"""Files in the exchange: two photos in conflict, the originals that are sent by choice, and counts in words."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from monitorapp.bundle.container import read_bundle
from monitorapp.documents import start_visit
from monitorapp.exchange.members import find_recipient, identity_of
from monitorapp.exchange.receive import receive
from monitorapp.exchange.send import send
from monitorapp.records.attachment import AttachmentId
from monitorapp.vault import attachments
from monitorapp.vault.vault import Vault
from tests.core.vaults import introduce, start, vault_of
from tests.ui.attachments.pictures import encoded, image, jpeg_of_a_camera
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import texts
from tests.ui.form.keys import click, press
from ui.attachments.files import Place, keep
from ui.attachments.looks import Thumbnail
from ui.attachments.preparing import Given, prepare
from ui.attachments.viewer_page import ViewerPage
from ui.exchange.arrivals import CountWords
from ui.exchange.conflict_page import ConflictPage
from ui.exchange.send_page import SendPage
from ui.session import Session


def answer(vault: Vault, visit: str, given: Given) -> AttachmentId:
    """Answer with a file, as the field does."""
    place = Place(visit, visit, "visit_photo", vault.shown(visit, "visit_photo"), "general")
    attachment, _ = keep(place, prepare(given).seal(vault.folder, visit), vault)
    vault.commit(visit)
    return attachment


def pass_on(sender: Vault, visit: str, to: Vault, path: Path, kind: str = "visit") -> None:
    send(sender, [visit], [find_recipient(sender, to.author)], path, kind)  # type: ignore[arg-type]
    receive(to, path)


@pytest.fixture
def disputed(tmp_path: Path) -> tuple[Path, str]:
    """The office's vault, closed, in which two people answered the same question with different photos."""
    made = {name: vault_of(name, tmp_path / name) for name in ("Анна", "Бек", "Офис")}
    anna, bek, office = (one.open() for one in made.values())
    introduce(anna, bek, office)
    visit = start(anna)
    pass_on(anna, visit, bek, tmp_path / "1.mvb", "invitation")
    photo = tmp_path / "north.jpg"
    photo.write_bytes(jpeg_of_a_camera())
    answer(anna, visit, Given("drop", path=photo))
    answer(bek, visit, Given("paste", data=encoded(image(90, 90), b"png")))
    pass_on(anna, visit, office, tmp_path / "2.mvb")
    pass_on(bek, visit, office, tmp_path / "3.mvb")
    for vault in (anna, bek, office):
        vault.close()
    return made["Офис"].folder, made["Офис"].code


def opened(session: Session, qtbot: QtBot, folder: Path, code: str) -> None:
    with qtbot.waitSignal(session.opened, timeout=10_000):
        session.recover(folder, code, lambda: None, print)


def test_two_photos_in_conflict_are_told_apart_by_name_and_by_eye(
    disputed: tuple[Path, str], session: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    opened(session, qtbot, *disputed)
    page = ConflictPage(session, navigator)
    qtbot.addWidget(page)
    page.resize(900, 560)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: len(page.card.findChildren(Thumbnail)) == 2, timeout=10_000)
    thumbnails = page.card.findChildren(Thumbnail)
    qtbot.waitUntil(lambda: all(one.pixmap().width() > 40 for one in thumbnails), timeout=20_000)
    assert {one.accessibleName() for one in thumbnails} == {"north.jpg", "Picture PNG"}
    said = texts(page.card)
    assert "north.jpg" in said
    assert "Picture PNG · " in said


def test_a_photo_in_conflict_is_seen_in_full_by_click_and_by_key_and_is_not_chosen_by_that(
    disputed: tuple[Path, str], session: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    opened(session, qtbot, *disputed)
    page = ConflictPage(session, navigator)
    qtbot.addWidget(page)
    page.resize(900, 560)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: len(page.card.findChildren(Thumbnail)) == 2, timeout=10_000)
    first, second = page.card.findChildren(Thumbnail)
    click(first, 5)
    press(second, Qt.Key.Key_Return)
    seen = [target["attachment"] for name, target in navigator.went if name == "attachment"]
    standing = [opinion.value for opinion in page.presenter.entries[0].dispute.opinions]
    assert [{"file": attachment} for attachment in seen] == standing
    assert not any(option.button.isChecked() for option in page.card.options)
    assert page.presenter.left == 1
    viewer = ViewerPage(session, navigator)
    qtbot.addWidget(viewer)
    viewer.show()
    viewer.enter(attachment=seen[0])
    qtbot.waitUntil(lambda: bool(viewer.commands()), timeout=20_000)
    assert "Black out parts" not in [command.text for command in viewer.commands()]  # there is no answer to put it in


def test_a_photo_that_is_not_here_is_told_by_its_id(
    disputed: tuple[Path, str], session: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    opened(session, qtbot, *disputed)
    answers: list[int] = []
    session.ask(lambda vault: attachments.remove(vault, attachments.sizes(vault)), answers.append)
    page = ConflictPage(session, navigator)
    qtbot.addWidget(page)
    page.show()
    page.enter()
    qtbot.waitUntil(lambda: "not on this laptop" in texts(page.card), timeout=10_000)
    assert answers == [2]


def test_originals_are_offered_where_there_are_any_and_sent_when_ticked(
    tmp_path: Path, session: Session, navigator: RecordingNavigator, qtbot: QtBot
) -> None:
    anna_made, office_made = vault_of("Анна", tmp_path / "anna"), vault_of("Офис", tmp_path / "office")
    anna, office = anna_made.open(), office_made.open()
    introduce(anna, office)
    visit, _ = start_visit(anna, "practice")
    answer(anna, visit, Given("drop", data=jpeg_of_a_camera(), keep_original=True))
    anna.close()
    opened(session, qtbot, anna_made.folder, anna_made.code)
    page = SendPage(session, navigator)
    qtbot.addWidget(page)
    page.resize(1000, 600)
    page.show()
    page.enter(visit=visit)
    qtbot.waitUntil(page.originals.isVisible, timeout=10_000)
    assert not page.originals.isChecked()
    assert "files: 1" in page.inside.text()
    page.people.tick(frozenset({office.author}))
    for ticked, count, name in ((False, 1, "without.mvb"), (True, 2, "with.mvb")):
        page.enter(visit=visit)
        qtbot.waitUntil(page.originals.isVisible, timeout=10_000)
        page.people.tick(frozenset({office.author}))
        page.originals.setChecked(ticked)
        page.write_to(tmp_path / name)
        qtbot.waitUntil(lambda: page.sent is not None, timeout=20_000)
        assert len(read_bundle(tmp_path / name, identity_of(office)).attachments) == count
    page.enter(visit=visit, kind="seal")
    qtbot.waitUntil(lambda: not session.is_busy and bool(page.inside.text()), timeout=10_000)
    assert page.originals.isHidden()  # a sealed visit takes them along
    office.close()


def test_files_are_counted_in_words(qtbot: QtBot) -> None:
    said = [words for words, _ in CountWords().of({"new": 3, "attachments": 2})]
    assert said == ["new answers: 3", "files: 2"]
    assert "files" not in " ".join(words for words, _ in CountWords().of({"new": 3}))


def test_a_click_into_the_tick_is_enough(qtbot: QtBot, session: Session, navigator: RecordingNavigator) -> None:
    page = SendPage(session, navigator)
    qtbot.addWidget(page)
    page.originals.show()
    click(page.originals, 8)
    assert page.originals.isChecked()
