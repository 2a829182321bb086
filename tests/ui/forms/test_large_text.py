"""At 150 % in Russian, light and dark: the pages of forms fit the smallest screen and cut no words."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.documents import compiled
from monitorapp.resources import form_xform
from tests.core.workbooks import BEDS, YES_NO, workbook
from tests.ui.conftest import RecordingNavigator
from tests.ui.exchange.conftest import show, texts
from tests.ui.form.rooms import Room
from tests.ui.forms.conftest import filled, learn
from ui.forms.bench import Bench
from ui.forms.compare_page import ComparePage
from ui.forms.forms_page import FormsPage
from ui.forms.trial_page import TrialPage
from ui.forms.version_page import VersionPage
from ui.look import Language
from ui.theme import Theme

# 1024 x 560 without the icons of the navigation, the title and the status line at 150 %.
WIDTH, HEIGHT = 910, 370


@pytest.fixture(params=["light", "dark", "contrast"])
def large(qapp: QApplication, request: pytest.FixtureRequest) -> Iterator[RecordingNavigator]:
    """A navigator with large text, in Russian."""
    theme = Theme.of(request.param, 150)
    theme.apply(qapp)
    language = Language(qapp, "ru")
    yield RecordingNavigator(theme, "ru")
    language.choose("en")
    Theme.of("light", 100).apply(qapp)


def cut(page: QWidget) -> list[str]:
    """Words that have less room than they need: buttons in one line, texts in as many as their width makes them."""
    QApplication.processEvents()
    buttons = [one for one in page.findChildren(QPushButton) if one.isVisible() and one.text()]
    labels = [one for one in page.findChildren(QLabel) if one.isVisible() and one.text()]
    narrow = [one.text() for one in buttons if one.width() < one.minimumSizeHint().width()]
    low = [one.text() for one in labels if one.wordWrap() and one.height() < one.heightForWidth(one.width()) - 1]
    return narrow + low


def fits(page: QWidget) -> bool:
    hint = page.minimumSizeHint()
    return hint.width() <= WIDTH and hint.height() <= HEIGHT


def shown(qtbot: QtBot, page: QWidget) -> None:
    page.resize(WIDTH, HEIGHT)
    QApplication.processEvents()
    assert fits(page)
    assert cut(page) == []


def test_the_list_and_a_form_with_complaints(
    qtbot: QtBot, room: Room, large: RecordingNavigator, bench: Bench, tmp_path: Path
) -> None:
    learn(room, tmp_path)
    filled(room)
    page = FormsPage(room.session, large, bench)
    show(qtbot, page)
    rows = (*BEDS, ("select_one_from_file towns.csv", "town", "Town"))
    page.look_at(workbook(tmp_path / "f.xlsx", rows, YES_NO))
    page.look_at(workbook(tmp_path / "bad.xlsx", (("text", "a", "A", None, "martian(1)"),)))
    qtbot.waitUntil(lambda: page.cards[1].state.text() == "Не подходит" and bool(page.rows), timeout=10_000)
    shown(qtbot, page)
    said = texts(page)
    for words in ("лист «survey», строка 4, столбец «type»", "Замечаний: 1", "Добавлена", "документов: 1"):
        assert words in said


def test_a_trial(qtbot: QtBot, room: Room, large: RecordingNavigator, bench: Bench) -> None:
    page = TrialPage(room.session, large, bench)
    show(qtbot, page, trial=bench.lay(compiled(form_xform("death"))))
    page.resize(WIDTH, HEIGHT)
    assert fits(page)
    assert "Проба: ничего не сохраняется." in texts(page)


def test_a_comparison(qtbot: QtBot, room: Room, large: RecordingNavigator, tmp_path: Path) -> None:
    learn(room, tmp_path)
    page = ComparePage(room.session, large)
    show(qtbot, page, form="beds", version="2")
    qtbot.waitUntil(lambda: "целое число → текст" in texts(page))
    shown(qtbot, page)


def test_a_move(qtbot: QtBot, room: Room, large: RecordingNavigator, tmp_path: Path) -> None:
    learn(room, tmp_path)
    filled(room)
    page = VersionPage(room.session, large)
    show(qtbot, page, form="beds", version="2")
    qtbot.waitUntil(lambda: page.table.rowCount() == 5)
    shown(qtbot, page)
    assert page.view.height() >= page.theme.pixels(150)
    assert "остаётся и читается, больше не спрашивается: 2" in texts(page)
