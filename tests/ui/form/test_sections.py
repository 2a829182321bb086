"""The list of sections and the pages behind it: state in words, pages kept and let go, the jump by key."""

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.form.keys import press
from tests.ui.form.small_form import small_form, small_sheet
from ui.form.fields.kinds import Surroundings
from ui.form.form_presenter import FormPresenter
from ui.form.outline import Section, sections_of
from ui.form.review import Review, SectionState
from ui.form.row_maker import RowMaker
from ui.form.section_list import COUNT, SectionList
from ui.form.section_stack import KEPT, FormFoot, SectionStack
from ui.session import Session
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

MANY = 30
FORM = small_form(
    "".join(f"<g{n}><q{n}/></g{n}>" for n in range(MANY)),
    "".join(f'<bind nodeset="/data/g{n}/q{n}" type="string"/>' for n in range(MANY)),
    "".join(
        f'<group ref="/data/g{n}"><label>Раздел {n}</label>'
        f'<input ref="/data/g{n}/q{n}"><label>Вопрос {n}</label></input></group>'
        for n in range(MANY)
    ),
)


def state_of(section: Section, answered: int, asked: int, remarks: int = 0) -> SectionState:
    return SectionState(section, "Журналы", answered, asked, remarks)


@pytest.mark.parametrize(
    ("answered", "asked", "remarks", "word"),
    [
        (0, 5, 0, "untouched"),
        (2, 5, 0, "begun"),
        (5, 5, 0, "done"),
        (5, 5, 1, "remarks"),
        (0, 0, 0, "untouched"),
    ],
)
def test_the_state_of_a_section_is_a_word(answered: int, asked: int, remarks: int, word: str) -> None:
    section = sections_of(FORM)[0]
    assert state_of(section, answered, asked, remarks).word == word


def test_a_line_says_number_title_progress_and_state(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    first, second, *_ = sections_of(FORM)
    shown.show_sections([state_of(first, 2, 5), state_of(second, 5, 5, 1)], first.id)
    assert (shown.item(0).text(), shown.item(0).data(COUNT)) == ("1. Журналы", "2/5")
    assert "1. Журналы · 2/5" in shown.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "begun" in shown.item(0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert "has remarks" in shown.item(1).data(Qt.ItemDataRole.AccessibleTextRole)
    assert shown.currentRow() == 0


TITLES = (
    "Access",
    "Access: at the entrance, and what was said there",
    "Medical care: staff and confidentiality",
    "Ж" * 60,
)


def titled_states() -> list[SectionState]:
    return [SectionState(section, title, 3, 17, 0) for section, title in zip(sections_of(FORM), TITLES, strict=False)]


def room_of(shown: SectionList, theme: Theme, row: int) -> int:
    """How wide a title can be beside its picture and its count."""
    count = shown.fontMetrics().horizontalAdvance(shown.item(row).data(COUNT))
    return shown.visualItemRect(shown.item(row)).width() - theme.pixels(16) - 4 * theme.pixels(6) - count


@pytest.mark.parametrize(("width", "scale"), [(187, 100), (216, 100), (260, 100), (400, 100), (260, 150), (400, 150)])
def test_a_title_has_exactly_the_lines_that_it_needs(qtbot: QtBot, qapp: QApplication, width: int, scale: int) -> None:
    theme = Theme.of("light", scale)
    theme.apply(qapp)
    shown = SectionList(theme, width=0)
    qtbot.addWidget(shown)
    shown.resize(width + 160, 300)
    shown.show()
    shown.show_sections(titled_states(), "")
    shown.resize(width, 300)
    QApplication.processEvents()
    heights = [shown.visualItemRect(shown.item(row)).height() for row in range(4)]
    for row in range(3):
        box = (0, 0, room_of(shown, theme, row), 9999, int(Qt.TextFlag.TextWordWrap), shown.item(row).text())
        needed = shown.fontMetrics().boundingRect(*box).height()
        # The count stands in the last line where it fits; then the title needs a line less, never more.
        assert -shown.fontMetrics().lineSpacing() <= heights[row] - needed < shown.fontMetrics().lineSpacing()
        whole = (0, 0, box[2] + shown.fontMetrics().horizontalAdvance("3/17  "), *box[3:])
        assert heights[row] >= shown.fontMetrics().boundingRect(*whole).height()
    without_end = shown.fontMetrics().horizontalAdvance(TITLES[3]) / room_of(shown, theme, 3)
    assert heights[3] >= without_end * shown.fontMetrics().lineSpacing()


def test_a_list_of_any_width_shows_all_its_lines(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme, width=0)
    qtbot.addWidget(shown)
    shown.show()
    shown.show_sections(titled_states(), "")
    heights = []
    for width in (500, 180):
        shown.resize(width, shown.height())
        QApplication.processEvents()
        assert not shown.verticalScrollBar().isVisible()
        assert shown.visualItemRect(shown.item(3)).bottom() <= shown.viewport().height()
        heights.append(shown.height())
    assert heights[0] < heights[1]


def test_a_long_count_gets_a_line_of_its_own_before_it_breaks_a_word(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme, width=0)
    qtbot.addWidget(shown)
    shown.resize(180, 200)
    shown.show()
    section = sections_of(FORM)[0]
    heights = []
    for answered, asked in ((1, 9), (10_000, 11_760)):
        shown.show_sections([SectionState(section, "Помещения", answered, asked, 0)], "")
        QApplication.processEvents()
        heights.append(shown.visualItemRect(shown.item(0)).height())
    assert 0 < heights[1] - heights[0] <= shown.fontMetrics().lineSpacing() + 1


def test_the_chosen_line_is_drawn_with_its_count(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    shown.resize(216, 200)
    shown.show()
    states = titled_states()
    shown.show_sections(states, states[0].section.id)
    line = shown.visualItemRect(shown.item(0))
    picture = shown.viewport().grab(line).toImage()
    accent, text = theme.tokens.accent, theme.tokens.accent_text
    assert picture.pixelColor(line.width() // 2, 1).name() == accent
    right = [picture.pixelColor(x, y) for x in range(line.width() - 36, line.width()) for y in range(line.height())]
    assert any(colour.name() == text for colour in right)
    assert shown.iconSize() == QSize(16, 16)


def test_the_list_keeps_its_place_when_counts_change(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    sections = sections_of(FORM)
    shown.show_sections([state_of(section, 0, 5) for section in sections], sections[20].id)
    item = shown.item(20)
    shown.show_sections([state_of(section, 1, 5) for section in sections], sections[20].id)
    assert shown.item(20) is item
    assert item.data(COUNT) == "1/5"


def test_a_section_that_comes_or_goes_changes_the_lines(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    states = [state_of(section, 0, 5) for section in sections_of(FORM)]
    shown.show_sections(states, states[0].section.id)
    shown.show_sections(states[5:], states[6].section.id)
    assert shown.count() == MANY - 5
    assert shown.currentRow() == 1


def test_arrows_look_and_enter_chooses(qtbot: QtBot, theme: Theme) -> None:
    shown = SectionList(theme)
    qtbot.addWidget(shown)
    states = [state_of(section, 0, 5) for section in sections_of(FORM)]
    shown.show_sections(states, states[0].section.id)
    chosen: list[str] = []
    shown.chosen.connect(chosen.append)
    press(shown, Qt.Key.Key_Down)
    press(shown, Qt.Key.Key_Down)
    assert chosen == []
    press(shown, Qt.Key.Key_Return)
    assert chosen == [states[2].section.id]


def test_pages_are_built_when_shown_and_the_oldest_are_let_go(qtbot: QtBot, theme: Theme, session: Session) -> None:
    presenter = FormPresenter(session, "ru")
    presenter.lay_down(small_sheet(FORM).opened)
    stack = SectionStack()
    qtbot.addWidget(stack)
    maker = RowMaker(presenter, Surroundings(theme, None, None), lambda row: None)
    sections = presenter.sheet.sections
    first = stack.show_section(maker, sections[0])
    assert stack.count() == 1
    assert stack.show_section(maker, sections[0]) is first
    for section in sections:
        stack.show_section(maker, section)
    assert stack.count() == KEPT
    current = stack.current
    assert current is not None
    assert current.section is sections[-1]
    stack.forget()
    assert stack.count() == 0
    assert stack.current is None


def test_the_foot_says_how_far_and_what_comes_next(qtbot: QtBot, theme: Theme) -> None:
    foot = FormFoot(theme)
    qtbot.addWidget(foot)
    foot.show_progress(18, 31)
    assert foot.progress.text() == "18 of 31"
    foot.show_last(last=False)
    assert foot.onward.text() == "Next"
    foot.show_last(last=True)
    assert foot.onward.text() == "To the overview"


@pytest.mark.parametrize(("width", "seen"), [(500, False), (1200, True)])
def test_the_keys_are_said_only_where_there_is_room(qtbot: QtBot, theme: Theme, width: int, seen: bool) -> None:
    foot = FormFoot(theme)
    qtbot.addWidget(foot)
    foot.resize(width, 50)
    foot.show()
    assert foot.hint.isVisible() is seen


def test_progress_of_a_document_is_the_sum_of_its_sections() -> None:
    sheet = small_sheet(FORM, q0="да", q7={"na": "unknown"})
    review = Review(sheet)
    assert review.progress() == (2, MANY)
    assert [state.word for state in review.sections()][:2] == ["done", "untouched"]
