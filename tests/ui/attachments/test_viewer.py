"""The viewer by keys and by mouse: looking closer, blacking out, exporting after a warning."""

import json
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QImage, QKeyEvent, QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.records.descriptor import Descriptor
from monitorapp.vault import attachments
from monitorapp.vault.vault import Vault
from tests.ui.attachments.pictures import encoded, image, jpeg_of_a_camera
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import SHIFT, click, press
from tests.ui.form.rooms import Room
from ui.attachments.child import show
from ui.attachments.files import Place, keep
from ui.attachments.preparing import Given, prepare
from ui.attachments.viewer_page import ViewerPage, write_out
from ui.widgets.file_picker import FilePicker

QUESTION = "cell_photo"


@dataclass
class Viewer:
    """A viewer that is open on the answer of a cell."""

    room: Room
    page: ViewerPage
    document: str
    attachment: str
    navigator: RecordingNavigator

    def answer(self) -> str:
        value = self.room.value(self.document, QUESTION)
        assert isinstance(value, dict)
        return str(value["file"])

    def read(self, attachment: str) -> tuple[Descriptor, bytes]:
        found: tuple[Descriptor, bytes] = self.room.ask(lambda vault: attachments.read(vault, attachment))
        return found

    def look(self) -> QImage:
        """What the picture on the screen looks like."""
        return self.page.canvas.grab().toImage()

    def open(self, attachment: str) -> None:
        self.page.enter(attachment=attachment, document=self.document, field=QUESTION)

    def wait(self) -> None:
        self.room.qtbot.waitUntil(self.page.canvas.isVisible, timeout=20_000)


def answered(room: Room, document: str, given: Given) -> str:
    """Answer with a file, as the field does."""
    prepared = prepare(given)

    def deed(vault: Vault) -> str:
        visit = vault.visit_of(document)
        assert visit is not None
        place = Place(visit, document, QUESTION, vault.shown(document, QUESTION), "general")
        return keep(place, prepared.seal(vault.folder, visit), vault)[0]

    return str(room.ask(deed))


@pytest.fixture
def page(room: Room, navigator: RecordingNavigator, qtbot: QtBot) -> ViewerPage:
    page = ViewerPage(room.session, navigator)
    qtbot.addWidget(page)
    page.resize(800, 560)
    page.show()
    return page


@pytest.fixture
def viewer(room: Room, page: ViewerPage, navigator: RecordingNavigator) -> Iterator[Viewer]:
    document = room.child(room.visit(), "cell")
    given = Given("drop", data=jpeg_of_a_camera(), keep_original=True)
    opened = Viewer(room, page, document, answered(room, document, given), navigator)
    opened.open(opened.attachment)
    opened.wait()
    yield opened
    room.session.flush()


# Looking


def test_the_whole_picture_is_shown_first_with_what_it_is(viewer: Viewer) -> None:
    assert viewer.page.canvas.fits
    assert "60 × 40" in viewer.page.facts.text()
    descriptor, _ = viewer.read(viewer.attachment)
    assert descriptor.sha256 in viewer.page.facts.text()
    assert descriptor.original is not None
    assert descriptor.original.sha256 in viewer.page.facts.text()
    red = viewer.look().pixelColor(viewer.page.canvas.width() // 2 - 25, viewer.page.canvas.height() // 2 - 15)
    assert red.red() > 200 > red.green()


def test_plus_minus_and_zero_enlarge_and_fit(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    whole = canvas.zoom
    press(canvas, Qt.Key.Key_Plus)
    press(canvas, Qt.Key.Key_Plus)
    assert canvas.zoom > whole * 1.5
    press(canvas, Qt.Key.Key_Minus)
    assert canvas.zoom > whole
    press(canvas, Qt.Key.Key_0)
    assert canvas.zoom == whole


def test_the_wheel_enlarges_about_the_place_under_the_mouse(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    place = QPointF(canvas.width() / 2 - 20, canvas.height() / 2 - 10)
    before = canvas._inverse().map(place)
    no_buttons, none = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
    wheel = QWheelEvent(place, place, QPoint(), QPoint(0, 240), no_buttons, none, Qt.ScrollPhase.NoScrollPhase, False)
    QApplication.sendEvent(canvas, wheel)
    after = canvas._inverse().map(place)
    assert canvas.zoom > 1.5
    assert (before - after).manhattanLength() < 0.01


def test_arrows_move_the_picture(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    middle = QPointF(canvas.rect().center())
    before = canvas._inverse().map(middle)
    press(canvas, Qt.Key.Key_Right)
    press(canvas, Qt.Key.Key_Down)
    after = canvas._inverse().map(middle)
    assert after.x() > before.x()
    assert after.y() > before.y()


def test_r_turns_the_picture_on_both_keyboards(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    press(canvas, Qt.Key.Key_R)
    assert canvas.quarters == 1
    red = viewer.look().pixelColor(canvas.width() // 2 + 15, canvas.height() // 2 - 25)
    assert red.red() > 200 > red.green()
    press(canvas, Qt.Key.Key_R, SHIFT)
    assert canvas.quarters == 0
    QApplication.sendEvent(canvas, QKeyEvent(QEvent.Type.KeyPress, Qt.Key(0x041A), Qt.KeyboardModifier.NoModifier, "к"))
    assert canvas.quarters == 1


def test_brightness_and_contrast_are_for_the_eye_alone(viewer: Viewer) -> None:
    canvas, tools = viewer.page.canvas, viewer.page.tools
    place = canvas.width() // 2 - 25, canvas.height() // 2 - 15
    before = viewer.look().pixelColor(*place)
    tools.brightness.setValue(-60)
    assert viewer.look().pixelColor(*place).red() < before.red()
    tools.brightness.setValue(0)
    tools.contrast.setValue(-100)
    grey = viewer.look().pixelColor(*place)
    assert abs(grey.red() - grey.green()) <= 2
    assert viewer.answer() == viewer.attachment


def test_a_picture_that_is_left_is_forgotten(viewer: Viewer) -> None:
    viewer.page.leave()
    assert viewer.page._opened is None
    assert viewer.page.canvas._decoded is None
    assert viewer.page.facts.text().strip() == ""


def test_what_is_not_opened_says_so_and_can_be_exported(viewer: Viewer) -> None:
    given = Given("button", data=b"%PDF-1.7 a protocol")
    viewer.open(answered(viewer.room, viewer.document, given))
    viewer.room.qtbot.waitUntil(viewer.page.tools.isEnabled, timeout=10_000)
    assert "does not open such files" in viewer.page.remark.text()
    assert viewer.page.canvas.isHidden()
    assert viewer.page.tools.redact.isHidden()
    assert viewer.page.tools.export.isVisible()


def test_an_attachment_that_is_not_here_is_a_sentence(viewer: Viewer) -> None:
    viewer.open("ab" * 16)
    viewer.room.qtbot.waitUntil(lambda: bool(viewer.navigator.troubles), timeout=10_000)
    assert str(viewer.navigator.troubles[-1]) == "attachment-unknown"
    assert not viewer.page.tools.isEnabled()


def test_the_place_after_a_lock_is_the_same_picture(viewer: Viewer) -> None:
    assert viewer.page.place() == {"attachment": viewer.attachment, "document": viewer.document, "field": QUESTION}


# Blacking out


def drawn_black(viewer: Viewer, attachment: str) -> QImage:
    descriptor, content = viewer.read(attachment)
    return show(content, descriptor.type).image


def burn(viewer: Viewer) -> str:
    before = viewer.answer()
    click(viewer.page.redaction.burn)
    viewer.room.qtbot.waitUntil(lambda: viewer.answer() != before, timeout=20_000)
    viewer.wait()
    return viewer.answer()


def test_a_box_drawn_with_the_mouse_is_burned_into_a_new_picture(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    click(viewer.page.tools.redact)
    middle, left = canvas.rect().center(), Qt.MouseButton.LeftButton
    QTest.mousePress(canvas, left, pos=middle - QPoint(28, 18))
    QTest.mouseMove(canvas, middle - QPoint(10, 5))
    QTest.mouseRelease(canvas, left, pos=middle - QPoint(10, 5))
    ((x, y, width, height),) = canvas.boxes()
    assert (0 <= x <= 4, 0 <= y <= 4, 16 <= width <= 20, 11 <= height <= 15) == (True,) * 4
    fresh = burn(viewer)
    picture = drawn_black(viewer, fresh)
    assert picture.pixelColor(x + 8, y + 8).lightness() < 12
    assert picture.pixelColor(40, 30).lightness() > 240
    descriptor, _ = viewer.read(fresh)
    assert descriptor.source == "redaction"
    assert descriptor.original is None
    assert descriptor.redacted_from == viewer.read(viewer.attachment)[0].sha256


def test_a_box_is_made_moved_and_sized_by_keys_alone(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    viewer.page.start_redaction()
    press(canvas, Qt.Key.Key_Insert)
    (before,) = canvas.boxes()
    for _ in range(2):
        press(canvas, Qt.Key.Key_Left)
    press(canvas, Qt.Key.Key_Down, SHIFT)
    (after,) = canvas.boxes()
    assert after[0] == before[0] - 16
    assert after[3] == before[3] + 8
    press(canvas, Qt.Key.Key_Insert)
    press(canvas, Qt.Key.Key_Delete)
    assert canvas.boxes() == [after]
    assert drawn_black(viewer, burn(viewer)).pixelColor(after[0] + 2, after[1] + 2).lightness() < 12


def test_a_turned_picture_is_blackened_where_the_box_was_seen(viewer: Viewer) -> None:
    canvas = viewer.page.canvas
    press(canvas, Qt.Key.Key_R)
    viewer.page.start_redaction()
    press(canvas, Qt.Key.Key_Insert)
    for _ in range(2):
        press(canvas, Qt.Key.Key_Up)  # on the screen; to the left in the picture
    ((x, _, _, _),) = canvas.boxes()
    assert x < 20


def test_a_click_is_no_box_and_nothing_can_be_burned(viewer: Viewer) -> None:
    viewer.page.start_redaction()
    click(viewer.page.canvas)
    assert viewer.page.canvas.boxes() == []
    assert not viewer.page.redaction.burn.isEnabled()


def test_esc_leaves_the_blacking_out_and_then_the_viewer(viewer: Viewer) -> None:
    viewer.page.start_redaction()
    press(viewer.page.canvas, Qt.Key.Key_Insert)
    assert viewer.page.close_topmost()
    assert viewer.page.redaction.isHidden()
    assert viewer.page.canvas.boxes() == []
    assert viewer.page.close_topmost()
    assert viewer.navigator.went[-1] == ("back", {})


def test_the_picture_without_black_parts_stays_unless_it_is_erased(viewer: Viewer) -> None:
    viewer.page.start_redaction()
    press(viewer.page.canvas, Qt.Key.Key_Insert)
    burn(viewer)
    assert viewer.read(viewer.attachment)[1]
    assert len(list((viewer.room.folder / "a").iterdir())) == 3


def test_erasing_takes_the_picture_and_its_original_with_their_keys(viewer: Viewer) -> None:
    viewer.page.start_redaction()
    press(viewer.page.canvas, Qt.Key.Key_Insert)
    viewer.page.redaction.erase.setChecked(True)
    fresh = burn(viewer)
    assert [kept.id for kept in viewer.room.ask(attachments.listed)] == [fresh]
    assert len(list((viewer.room.folder / "a").iterdir())) == 1


def test_a_finished_visit_is_not_blackened(viewer: Viewer) -> None:
    visit = viewer.room.ask(lambda vault: vault.visit_of(viewer.document))
    viewer.room.ask(lambda vault: vault.finish(visit))
    viewer.open(viewer.attachment)
    viewer.wait()
    assert viewer.page.tools.redact.isHidden()
    viewer.page.start_redaction()
    assert viewer.page.redaction.isHidden()


# Export


def test_an_export_is_readable_and_only_made_after_a_warning(
    viewer: Viewer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "cell.jpg"
    monkeypatch.setattr(FilePicker, "exec", lambda self: 1)
    monkeypatch.setattr(FilePicker, "chosen", property(lambda self: path))
    click(viewer.page.tools.export)
    assert viewer.page.exporting.isVisible()
    assert viewer.page.exporting.cancel.hasFocus() or not viewer.page.isActiveWindow()
    assert not path.exists()
    click(viewer.page.exporting.agree)
    viewer.room.qtbot.waitUntil(lambda: bool(viewer.navigator.said), timeout=10_000)
    assert path.read_bytes() == viewer.read(viewer.attachment)[1]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert viewer.navigator.said[-1][1] == "warning"


def test_an_export_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "cell.jpg"
    path.write_bytes(b"somebody else's")
    with pytest.raises(Exception, match="file-not-written"):
        write_out(path, b"x")
    assert path.read_bytes() == b"somebody else's"
    with pytest.raises(Exception, match="file-not-written"):
        write_out(tmp_path / "no folder" / "x", b"x")


def test_a_large_picture_is_blackened_in_all_its_pixels(viewer: Viewer) -> None:
    picture = image(5000, 4000)
    picture.fill(QColor("white"))
    viewer.open(answered(viewer.room, viewer.document, Given("drop", data=encoded(picture))))
    viewer.room.qtbot.waitUntil(lambda: viewer.page.canvas._decoded is not None, timeout=30_000)
    assert viewer.page.canvas._decoded is not None
    assert viewer.page.canvas._decoded.width < 5000
    viewer.page.start_redaction()
    press(viewer.page.canvas, Qt.Key.Key_Insert)
    ((x, y, width, height),) = viewer.page.canvas.boxes()
    assert 2000 < x < 2500
    assert width > 700
    descriptor, _ = viewer.read(burn(viewer))
    assert (descriptor.width, descriptor.height) == (5000, 4000)
    assert json.loads(descriptor.line())["source"] == "redaction"
    assert (y, height) > (0, 0)
