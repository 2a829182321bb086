"""Forms with every appearance fit the smallest screen in large text, in each look, and name all that takes keys."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLineEdit, QListView, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from monitorapp.library import Found, inspect_file
from tests.core.workbooks import workbook
from tests.ui.conftest import RecordingNavigator
from tests.ui.form.keys import CTRL, press, type_text
from tests.ui.form.test_large_text import HEIGHT, WIDTH
from tests.ui.form.test_pictures import picture
from ui.form.fields.arrangement import ChoiceRadio
from ui.form.section_stack import SectionPage
from ui.forms.bench import Bench
from ui.forms.trial_page import TrialForm, TrialPage
from ui.look import Language
from ui.session import Session
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key
AGREE = ("Совсем не согласен", "Скорее нет", "Трудно сказать", "Скорее да", "Полностью согласен")
HEADING = ("type", "name", "label", "appearance", "media::image", "parameters")
ONE = ("likert", "list", "minimal", "quick", "columns-2", "columns-pack", "vertical", "no-buttons columns-3", "search")
SEVERAL = ("", "columns-3", "columns-pack", "minimal", "compact")


def rows() -> list[tuple[object, ...]]:
    """A section for each sort of question."""
    found: list[tuple[object, ...]] = [HEADING, ("begin_group", "one", "Один из нескольких")]
    found += [("select_one agree", f"one{at}", f"Вопрос {look}", look) for at, look in enumerate(ONE)]
    found += [("end_group",), ("begin_group", "some", "Несколько")]
    found += [("select_multiple agree", f"some{at}", f"Вопрос {look}", look) for at, look in enumerate(SEVERAL)]
    found += [("end_group",), ("begin_group", "table", "Как часто бывает", "table-list")]
    found += [("select_one agree", f"row{at}", f"Возможность поговорить наедине, {at}") for at in range(3)]
    found += [("end_group",), ("begin_group", "seen", "На снимке")]
    found += [
        ("select_one agree", "pic", "Что на снимке?", "", "door.png"),
        ("select_one things", "bed", "Что это?", "columns-3", "lost.png"),
        ("end_group",),
        ("begin_group", "other", "Числа и даты"),
        ("date", "year", "Год", "year"),
        ("date", "month", "Месяц", "month-year"),
        ("integer", "beds", "Сколько коек", "counter"),
        ("integer", "budget", "Бюджет", "thousands-sep"),
        ("text", "journal", "Номер журнала", "numbers"),
        ("range", "rate", "Оценка", "rating", None, "start=1 end=5 step=1"),
        ("range", "pick", "Число", "picker", None, "start=0 end=50 step=5"),
        ("text", "story", "Рассказ", "multiline"),
        ("end_group",),
        ("begin_repeat", "cell", "Камеры", "table"),
        ("text", "no", "Номер"),
        ("integer", "held", "Содержится"),
        ("end_repeat",),
    ]
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """The form, with its pictures beside it."""
    folder: Path = tmp_path_factory.mktemp("looks")
    (folder / "looks-media").mkdir()
    for name in ("door.png", "bed.png"):
        (folder / "looks-media" / name).write_bytes(picture(600, 400))
    choices = [("list_name", "name", "label", "media::image")]
    choices += [("agree", f"a{at}", words, "") for at, words in enumerate(AGREE)]
    choices += [
        ("things", name, words, "bed.png") for name, words in (("bed", "Койка"), ("door", "Дверь"), ("w", "Окно"))
    ]
    return inspect_file(workbook(folder / "looks.xlsx", rows(), choices))


def opened(qtbot: QtBot, session: Session, navigator: RecordingNavigator, found: Found) -> TrialPage:
    bench = Bench()
    page = TrialPage(session, navigator, bench)
    qtbot.addWidget(page)
    page.resize(WIDTH, HEIGHT + 60)
    with qtbot.waitActive(page):
        page.show()
        page.activateWindow()
    page.enter(trial=bench.lay(found.definition, found.pictures))
    return page


def sections(form: TrialForm) -> Iterator[tuple[str, SectionPage]]:
    for section in form.shown_sections():
        form.show_section(section.id)
        QApplication.processEvents()
        page = form.stack.current
        assert page is not None
        yield section.id, page


@pytest.fixture(params=["light", "dark", "contrast"])
def large(request: pytest.FixtureRequest, qapp: QApplication) -> Iterator[RecordingNavigator]:
    """Large text in each look, in Russian."""
    theme = Theme.of(request.param, 150)
    theme.apply(qapp)
    language = Language(qapp, "ru")
    yield RecordingNavigator(theme, "ru")
    language.choose("en")
    Theme.of("light", 100).apply(qapp)


def test_every_section_fits_in_large_text(
    qtbot: QtBot, session: Session, large: RecordingNavigator, found: Found
) -> None:
    trial = opened(qtbot, session, large, found)
    form = trial.form
    wide = [
        (name, page.questions.minimumSizeHint().width())
        for name, page in sections(form)
        if page.questions.minimumSizeHint().width() > page.viewport().width()
    ]
    assert wide == []


def test_marks_are_seen_on_their_ground(
    qtbot: QtBot, session: Session, large: RecordingNavigator, found: Found
) -> None:
    trial = opened(qtbot, session, large, found)
    form = trial.form
    form.show_section("table")
    QApplication.processEvents()
    page = form.stack.current
    assert page is not None
    mark = page.questions.findChildren(ChoiceRadio)[0]
    image = page.grab().toImage()
    ground = QColor(large.theme.tokens.surface)
    place = mark.mapTo(page, QPoint(0, 0))
    assert contrast(image, place, mark.width(), mark.height(), ground) >= 3


def contrast(image: QImage, place: QPoint, width: int, height: int, ground: QColor) -> float:
    """The best contrast that any point of a rectangle has against the ground."""
    colours = {
        image.pixelColor(x, y).rgb()
        for x in range(place.x(), min(place.x() + width, image.width()))
        for y in range(place.y(), min(place.y() + height, image.height()))
    }
    return max(ratio(QColor(rgb), ground) for rgb in colours)


def ratio(one: QColor, other: QColor) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    shares = (colour.redF(), 0.2126), (colour.greenF(), 0.7152), (colour.blueF(), 0.0722)
    return sum(
        share * (part / 12.92 if part <= 0.03928 else float(((part + 0.055) / 1.055) ** 2.4)) for part, share in shares
    )


def test_all_that_takes_keys_has_a_name_for_readers(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, found: Found
) -> None:
    trial = opened(qtbot, session, navigator, found)
    form = trial.form
    sorts = (QAbstractButton, QComboBox, QLineEdit, QListView, QPlainTextEdit)
    unnamed = []
    for section, page in sections(form):
        for row in page.questions.findChildren(QWidget):
            takes_keys = isinstance(row, sorts) and row.focusPolicy() & Qt.FocusPolicy.TabFocus and row.isVisible()
            spoken = row.accessibleName() or getattr(row, "text", str)()
            if takes_keys and not spoken:
                unnamed.append((section, type(row).__name__))
    assert unnamed == []


@pytest.mark.parametrize("section", ["one", "some", "table", "seen", "other"])
def test_every_question_is_reached_by_keys(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, found: Found, section: str
) -> None:
    trial = opened(qtbot, session, navigator, found)
    form = trial.form
    form.show_section(section)
    QApplication.processEvents()
    page = form.stack.current
    assert page is not None
    wanted = [row.state.field for row in page.rows()]
    reached = []
    for _ in wanted:
        here = form.current_row()
        assert here is not None
        reached.append(here.state.field)
        press(form, Key.Key_Down, CTRL)
    assert reached == wanted


def test_a_whole_form_is_answered_without_a_mouse(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, found: Found
) -> None:
    trial = opened(qtbot, session, navigator, found)
    form = trial.form

    def focus() -> QWidget:
        widget = QApplication.focusWidget()
        assert widget is not None
        return widget

    press(focus(), Key.Key_4)  # likert
    press(form, Key.Key_Down, CTRL)
    press(focus(), Key.Key_2)  # list
    press(form, Key.Key_Down, CTRL)
    press(focus(), Key.Key_Down)  # minimal: the first in the box
    press(form, Key.Key_Down, CTRL)
    press(focus(), Key.Key_5)  # quick goes on by itself
    assert form.current_row() is not None
    press(focus(), Key.Key_3)  # columns
    form.show_field("year")
    type_text(focus(), "1987")
    press(form, Key.Key_Down, CTRL)
    type_text(focus(), "март 1990")
    press(form, Key.Key_Down, CTRL)
    press(focus(), Key.Key_Up)  # counter
    press(focus(), Key.Key_Up)
    press(form, Key.Key_Down, CTRL)
    type_text(focus(), "1500000")
    press(form, Key.Key_Down, CTRL)
    type_text(focus(), "007")
    press(form, Key.Key_Down, CTRL)
    press(focus(), Key.Key_4)  # rating
    form.flush()
    values = form.presenter.sheet.values
    assert [values[f"one{at}"] for at in range(5)] == ["a3", "a1", "a0", "a4", "a2"]
    assert values["year"] == {"t": "1987", "p": "year"}
    assert values["month"] == {"t": "1990-03", "p": "month"}
    assert (values["beds"], values["budget"], values["journal"], values["rate"]) == (2, 1500000, "007", 4)


def test_the_words_of_the_columns_stand_once_and_over_their_marks(
    qtbot: QtBot, session: Session, navigator: RecordingNavigator, found: Found
) -> None:
    trial = opened(qtbot, session, navigator, found)
    form = trial.form
    form.show_section("table")
    QApplication.processEvents()
    page = form.stack.current
    assert page is not None
    marks = [row.line.field.findChildren(ChoiceRadio) for row in page.rows()]
    columns = [[mark.mapTo(page, mark.rect().center()).x() for mark in row] for row in marks]
    assert columns[0] == columns[1] == columns[2]
    assert len(columns[0]) == len(AGREE)
