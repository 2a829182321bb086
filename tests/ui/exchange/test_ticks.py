"""The ticks in lists: as large as check boxes, beside the words and not over them, seen in every look."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from monitorapp.records.view import VisitRow
from ui.exchange.parcels import Parcel, VisitChoice
from ui.palette import contrast
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window


def parcels() -> list[Parcel]:
    started = "2026-03-02T08:00:00Z"
    rows = [VisitRow(f"{n}", "f", "interim", started, "open", 3, 0, practice=True, own=True) for n in range(2)]
    return [Parcel(row, f"Учебное учреждение {row.id}", "Промежуточное") for row in rows]


@pytest.fixture(params=[("light", 100), ("dark", 150), ("dark", 100), ("light", 150)], ids=str)
def look(request: pytest.FixtureRequest, qapp: QApplication) -> Theme:
    mode, scale = request.param
    theme = Theme.of(mode, scale)
    theme.apply(qapp)
    return theme


@pytest.fixture
def choice(look: Theme, qtbot: QtBot) -> VisitChoice:
    choice = VisitChoice(look)
    qtbot.addWidget(choice)
    choice.resize(500, 300)
    choice.show()
    choice.show_parcels(parcels(), ["0"])
    return choice


def columns_of(image: QImage, line: QRect, colour: str) -> list[int]:
    """The columns of a line in which a colour is seen."""
    return [
        x
        for x in range(line.left(), line.right())
        if any(image.pixelColor(x, y).name() == colour for y in range(line.top(), line.bottom()))
    ]


def test_a_tick_in_a_list_is_as_large_as_a_check_box_and_stands_before_the_words(
    choice: VisitChoice, look: Theme
) -> None:
    image = choice.viewport().grab().toImage()
    line = choice.visualItemRect(choice.item(1))
    outline = columns_of(image, line, look.tokens.control_border)
    side = look.pixels(18)
    frame = [x for x in outline if x < side + 12]
    assert side - 4 <= max(frame) - min(frame) <= side
    # The line is unselected: between the box and the words there is only the ground of the list.
    gap = columns_of(image, QRect(max(frame) + 2, line.top(), 2, line.height()), look.tokens.surface)
    assert len(gap) == 1
    letters = [x for x in columns_of(image, line, look.tokens.text) if x not in outline]
    assert all(x > max(frame) for x in letters)
    assert contrast(look.tokens.control_border, look.tokens.surface) >= 3


def test_a_tick_is_set_where_it_is_seen(choice: VisitChoice, look: Theme) -> None:
    line = choice.visualItemRect(choice.item(1))
    told: list[list[str]] = []
    choice.changed.connect(lambda: told.append(choice.chosen()))
    place = QPoint(line.left() + look.pixels(12), line.center().y())
    QTest.mouseClick(choice.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert told == [["0", "1"]]


def test_space_ticks_the_line_in_which_one_is(choice: VisitChoice) -> None:
    choice.setFocus()
    QTest.keyClick(choice, Qt.Key.Key_Down)
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert choice.chosen() == ["0", "1"]
    QTest.keyClick(choice, Qt.Key.Key_Space)
    assert choice.chosen() == ["0"]
