"""Old eyes, small screens: at 150 % in Russian every section of every form fits, and so do the pages of visits."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.documents import child_forms
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.rooms import Room
from tests.ui.form.test_form_page import Hands
from ui.form.form_page import FormPage
from ui.look import Language
from ui.theme import Theme
from ui.visits.visit_entries import visit_entries

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

# 1024 x 560 without the icons of the navigation, the title and the status line at 150 %.
WIDTH, HEIGHT = 910, 370
CONSENTS = {"interview": ("intv_consent", "yes"), "examination": ("ime_consent", "given")}


@pytest.fixture
def large(qapp: QApplication) -> Iterator[RecordingNavigator]:
    """A navigator with large text, in Russian."""
    theme = Theme.of("light", 150)
    theme.apply(qapp)
    language = Language(qapp, "ru")
    yield RecordingNavigator(theme, "ru")
    language.choose("en")
    Theme.of("light", 100).apply(qapp)


@pytest.fixture
def hands(room: Room, large: RecordingNavigator, qtbot: QtBot) -> Hands:
    page = FormPage(room.session, large)
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    return Hands(page, room)


def documents(room: Room) -> list[str]:
    """A comprehensive visit and one document of each kind, opened as far as consent opens them."""
    visit = room.visit(visit_type="comprehensive")
    found = [visit]
    for form in child_forms("visit"):
        document = room.child(visit, form)
        found.append(document)
        if form in CONSENTS:
            room.record(document, *CONSENTS[form])
    return found


def test_every_section_of_every_form_fits(hands: Hands, room: Room) -> None:
    too_wide = []
    for document in documents(room):
        hands.open(document)
        for section in hands.page.shown_sections():
            hands.page.show_section(section.id)
            QApplication.processEvents()
            page = hands.page.stack.current
            assert page is not None
            if page.questions.minimumSizeHint().width() > page.viewport().width():
                too_wide.append((hands.page.presenter.sheet.view.form, section.id))
    assert too_wide == []
    assert hands.page.width() == WIDTH
    assert hands.page.height() == HEIGHT


def test_the_words_of_the_form_page_are_russian(hands: Hands, room: Room) -> None:
    hands.open(room.visit())
    assert hands.page.foot.onward.text() == "Дальше"
    row = hands.row("visit_announced")
    assert row.line.no_answer is not None
    assert row.line.no_answer.text() == "Нет ответа"
    assert row.words() == "1.5  Предупреждалось ли учреждение заранее"


def test_the_pages_of_visits_fit_too(room: Room, large: RecordingNavigator, qtbot: QtBot) -> None:
    visit = room.visit(**{"pop_total#raw": "много"})
    for entry in visit_entries():
        page = entry.make(room.session, large)
        qtbot.addWidget(page)
        page.resize(WIDTH, HEIGHT)
        page.show()
        page.enter(visit=visit, document=visit)
        for _ in range(3):
            room.ask(lambda vault: None)
        QApplication.processEvents()
        assert (page.width(), page.height()) == (WIDTH, HEIGHT), entry.name
