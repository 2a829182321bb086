"""The frame: going from page to page, the palette, messages, Esc, dropped files, the status line."""

from dataclasses import replace
from pathlib import Path
from time import monotonic

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget
from pytestqt.qtbot import QtBot

from monitorapp.errors import VaultTrouble
from tests.ui.frame.diary import Diary, pages
from tests.ui.frame.typing_keys import press, type_text
from ui.command_palette import CommandPalette
from ui.frame import Frame
from ui.guard import Guard
from ui.look import Look
from ui.navigation import Navigation, StatusLine
from ui.session import Session
from ui.shortcuts import LayoutFilter
from ui.theme import Theme
from ui.widgets.buttons import Button
from ui.widgets.labels import Heading, Muted
from ui.widgets.message_bar import MessageBar


@pytest.fixture
def frame(light: Session, look: Look, guard: Guard, qtbot: QtBot) -> Frame:
    """A frame on its first page; its pages ask no vault."""
    frame = Frame(light, look, pages(look, guard))
    qtbot.addWidget(frame)
    frame.resize(1024, 560)
    with qtbot.waitExposed(frame):
        frame.show()
    frame.restore({})
    return frame


def diary(frame: Frame, name: str) -> Diary:
    page = frame.page(name)
    assert isinstance(page, Diary)
    return page


def title(frame: Frame) -> str:
    return frame.findChildren(Heading)[0].text()


def palette(frame: Frame) -> CommandPalette:
    return frame.findChildren(CommandPalette)[0]


def search(frame: Frame) -> QLineEdit:
    return palette(frame).findChildren(QLineEdit)[0]


def offered(frame: Frame) -> list[str]:
    lines = palette(frame).findChildren(QListWidget)[0]
    return [lines.item(row).text() for row in range(lines.count())]


def navigation_lines(frame: Frame) -> list[Button]:
    return frame.findChildren(Navigation)[0].findChildren(Button)


def messages(frame: Frame) -> MessageBar:
    return frame.findChildren(MessageBar)[0]


def drop(frame: Frame, *paths: str) -> bool:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(path) for path in paths])
    actions, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(QPoint(5, 5), actions, data, button, keys)
    enter.ignore()
    QApplication.sendEvent(frame, enter)
    if enter.isAccepted():
        QApplication.sendEvent(frame, QDropEvent(QPointF(5, 5), actions, data, button, keys))
    return enter.isAccepted()


def test_a_page_is_built_once_and_entered_each_time(frame: Frame) -> None:
    page = diary(frame, "first")
    frame.go("second")
    frame.go("first")
    assert diary(frame, "first") is page
    assert page.events == ["entered", "left", "entered"]


def test_a_page_gets_its_target(frame: Frame) -> None:
    frame.go("inside", document="abc", field="q1")
    assert diary(frame, "inside").target == {"document": "abc", "field": "q1"}


def test_back_leads_to_the_page_before_with_its_target(frame: Frame) -> None:
    frame.go("inside", document="abc")
    frame.go("second")
    frame.back()
    assert frame.place() == {"page": "inside", "document": "abc"}
    frame.back()
    assert frame.place() == {"page": "first"}
    frame.back()
    assert frame.place() == {"page": "first"}


def test_back_does_not_return_to_a_page_that_only_leads_on(frame: Frame) -> None:
    frame.go("inside", lead_to="second")
    assert frame.place() == {"page": "second"}
    frame.back()
    assert frame.place() == {"page": "first"}


def test_an_unknown_place_leads_to_the_first_page(frame: Frame) -> None:
    frame.restore({"page": "gone", "document": "abc"})
    assert frame.place() == {"page": "first"}


def test_the_title_is_that_of_the_page_shown(frame: Frame) -> None:
    assert title(frame) == "Посещения"
    frame.go("inside")
    assert title(frame) == "Форма"
    diary(frame, "inside").titled.emit("2. Журналы", "ИВС")
    assert title(frame) == "2. Журналы"
    assert any(text.text() == "ИВС ›" and text.isVisible() for text in frame.findChildren(Muted))


def test_a_page_that_is_not_shown_does_not_change_the_title(frame: Frame) -> None:
    frame.go("inside")
    diary(frame, "first").titled.emit("Late", "")
    assert title(frame) == "Форма"


def test_the_navigation_marks_where_one_is_also_inside(frame: Frame) -> None:
    first, second = navigation_lines(frame)
    assert (first.isChecked(), second.isChecked()) == (True, False)
    frame.go("inside")
    assert first.isChecked()
    second.click()
    assert frame.place()["page"] == "second"
    assert second.isChecked()


def test_inside_a_visit_only_icons_are_left_and_keep_their_names(frame: Frame) -> None:
    frame.go("inside")
    for line in navigation_lines(frame):
        assert line.text() == ""
        assert line.accessibleName() == line.toolTip() != ""
    frame.go("first")
    assert [line.text() for line in navigation_lines(frame)] == ["Посещения", "Пакеты"]


def test_a_narrow_window_collapses_the_navigation(frame: Frame) -> None:
    frame.resize(800, 560)
    assert navigation_lines(frame)[0].text() == ""


def test_the_palette_offers_the_page_the_pages_and_the_window(frame: Frame, qtbot: QtBot) -> None:
    QTest.keyClick(frame, Qt.Key.Key_K, Qt.KeyboardModifier.ControlModifier)
    assert palette(frame).isVisible()
    texts = " ".join(offered(frame))
    for expected in ("Дополнить запись", "Посещения", "Пакеты", "Hide everything", "Lock the vault"):
        assert expected in texts


def test_the_palette_opens_with_a_cyrillic_layout(frame: Frame, qapp: QApplication) -> None:
    layouts = LayoutFilter()
    qapp.installEventFilter(layouts)
    press(frame, ord("Л"), Qt.KeyboardModifier.ControlModifier)
    qapp.removeEventFilter(layouts)
    assert palette(frame).isVisible()


@pytest.mark.parametrize("typed", ["запись доп", "ДОПОЛН", "ljgjkybnm"])
def test_a_few_letters_in_any_layout_find_a_command(frame: Frame, typed: str) -> None:
    frame.open_palette()
    type_text(search(frame), typed)
    assert [line.strip() for line in offered(frame)] == ["Дополнить запись"]
    press(search(frame), Qt.Key.Key_Return)
    assert diary(frame, "first").events[-1] == "command"
    assert not palette(frame).isVisible()


def test_arrows_choose_in_the_palette(frame: Frame) -> None:
    frame.open_palette()
    press(search(frame), Qt.Key.Key_Down)
    press(search(frame), Qt.Key.Key_Down)
    press(search(frame), Qt.Key.Key_Return)
    assert frame.place()["page"] == "second"


def test_a_search_without_a_find_says_so(frame: Frame) -> None:
    frame.open_palette()
    type_text(search(frame), "ъъъ")
    assert offered(frame) == []
    assert any("Nothing found" in text.text() and text.isVisible() for text in palette(frame).findChildren(Muted))


def test_escape_closes_only_the_topmost_thing(frame: Frame) -> None:
    frame.say("A message")
    frame.open_palette()
    press(search(frame), Qt.Key.Key_Escape)
    assert (palette(frame).isVisible(), messages(frame).isVisible()) == (False, True)
    press(frame, Qt.Key.Key_Escape)
    assert not messages(frame).isVisible()
    assert "escape" not in diary(frame, "first").events
    press(frame, Qt.Key.Key_Escape)
    assert diary(frame, "first").events[-1] == "escape"
    assert frame.place()["page"] == "first"


def test_a_message_of_one_page_is_gone_on_the_next(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    frame.say("About this page")
    later(monkeypatch, 5)
    frame.go("second")
    assert not messages(frame).isVisible()


def test_what_is_said_on_the_way_to_a_page_is_read_there(frame: Frame) -> None:
    frame.say("Taken in", "good")
    frame.go("second")
    assert messages(frame).isVisible()


def test_an_error_stays_until_it_is_closed(frame: Frame, monkeypatch: pytest.MonkeyPatch) -> None:
    frame.trouble(VaultTrouble("disk-full"))
    later(monkeypatch, 5)
    frame.go("second")
    assert messages(frame).isVisible()


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    now = monotonic()
    monkeypatch.setattr("ui.widgets.message_bar.monotonic", lambda: now + seconds)


def test_a_trouble_is_shown_as_a_sentence_and_advice(frame: Frame) -> None:
    frame.trouble(VaultTrouble("disk-full"))
    assert "disk is full" in messages(frame).text()
    assert "Free some room" in messages(frame).text()


def test_a_trouble_that_nobody_handled_is_shown(frame: Frame, qtbot: QtBot) -> None:
    frame._session.troubled.emit(VaultTrouble("medium-gone"))
    assert "is gone" in messages(frame).text()


def test_a_bundle_dropped_anywhere_opens_its_page(frame: Frame, tmp_path: Path) -> None:
    path = str(tmp_path / "visit.mvb")
    assert drop(frame, path)
    assert frame.place() == {"page": "second", "path": path}


def test_other_files_and_several_at_once_are_not_taken(frame: Frame, tmp_path: Path) -> None:
    assert not drop(frame, str(tmp_path / "letter.docx"))
    assert not drop(frame, str(tmp_path / "a.mvb"), str(tmp_path / "b.mvb"))
    assert frame.place()["page"] == "first"


def test_several_bundles_dropped_at_once_open_their_page_together(frame: Frame, tmp_path: Path) -> None:
    frame._entries["second"] = replace(frame._entries["second"], takes_several=True)
    paths = [str(tmp_path / name) for name in ("a.mvb", "b.mvb", "c.mvb")]
    assert drop(frame, *paths)
    assert frame.place() == {"page": "second", "path": "\n".join(paths)}
    assert not drop(frame, paths[0], str(tmp_path / "letter.docx"))


def test_the_keys_of_a_page_lead_there(frame: Frame, qtbot: QtBot) -> None:
    QTest.keyClick(frame, Qt.Key.Key_2, Qt.KeyboardModifier.ControlModifier)
    assert frame.place()["page"] == "second"


def test_f12_asks_for_the_cover(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.cover_wanted):
        QTest.keyClick(frame, Qt.Key.Key_F12)


def test_the_hide_button_asks_for_the_cover(frame: Frame, qtbot: QtBot) -> None:
    with qtbot.waitSignal(frame.cover_wanted):
        next(button for button in frame.findChildren(Button) if button.text() == "Hide").click()


def test_ctrl_shift_l_asks_for_the_lock(frame: Frame, qtbot: QtBot) -> None:
    keys = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    with qtbot.waitSignal(frame.lock_wanted):
        QTest.keyClick(frame, Qt.Key.Key_L, keys)


def test_the_status_line_says_when_the_disk_acknowledged(theme: Theme, qtbot: QtBot) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    assert "Saved" not in line.text()
    line.show_saved("14:32:07")
    assert "Saved 14:32:07 · encrypted on this laptop" in line.text()


def test_the_status_stays_on_one_line_where_there_is_little_room(theme: Theme, qtbot: QtBot) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_saved("14:32:07")
    line.show_countdown(600)
    line.resize(900, 30)
    line.show()
    assert shown(line) == "Saved 14:32:07 · encrypted on this laptop"
    line.resize(330, 30)
    assert shown(line) == "Saved 14:32:07"


def shown(line: StatusLine) -> str:
    return line.findChildren(Muted)[0].text()


@pytest.mark.parametrize(
    ("seconds", "words"), [(600, "10 min"), (61, "2 min"), (60, "1 min"), (59, "59 s"), (0, "0 s")]
)
def test_the_status_line_counts_down_and_says_that_there_is_no_network(
    theme: Theme, qtbot: QtBot, seconds: int, words: str
) -> None:
    line = StatusLine(theme)
    qtbot.addWidget(line)
    line.show_countdown(seconds)
    assert f"Locks in {words} · Network off" in line.text()
