"""Marks of choices stand in their room and beside each other, however many there are and however long their words."""

from itertools import combinations, pairwise, product

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.form.test_fields import Offer
from ui.form.fields.arrangement import (
    TOO_LONG,
    Arrangement,
    ChoiceButton,
    ChoiceCheck,
    ChoiceRadio,
    LongWords,
    Mark,
    Shape,
    illustrate,
)
from ui.form.fields.choice_field import ChoiceField
from ui.form.fields.text_field import ColumnsField
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

WIDTH = 560
SHORT = ("Да", "Нет", "Неясно", "Скорее да", "Иногда")
LONG = "Да, и это подтверждается записью в журнале доставленных, которую показали"


def offers(count: int, long: bool) -> list[Offer]:
    words = [LONG if long and at % 2 else SHORT[at % len(SHORT)] for at in range(count)]
    return [Offer(f"c{at}", each) for at, each in enumerate(words)]


def shown(qtbot: QtBot, theme: Theme, arrangement: Arrangement, choices: list[Offer]) -> ChoiceField:
    field = ChoiceField(theme, arrangement, several=arrangement.make is ChoiceCheck)
    field.offer(choices)
    qtbot.addWidget(field)
    field.setFixedWidth(WIDTH)
    field.show()
    QApplication.processEvents()
    field.resize(WIDTH, field.heightForWidth(WIDTH) if field.hasHeightForWidth() else field.sizeHint().height())
    QApplication.processEvents()
    return field


def places(field: QWidget, sort: type[QWidget]) -> list[QRect]:
    """Where the widgets of a sort stand in the field."""
    found = field.findChildren(sort)
    return [QRect(one.mapTo(field, one.rect().topLeft()), one.size()) for one in found]


SHAPES = [(Shape.FITTING, 0), (Shape.LINES, 0), (Shape.COLUMNS, 0), (Shape.COLUMNS, 3)]
FOR_MARKS = [*SHAPES, (Shape.PACKED, 0), (Shape.SCALE, 0), (Shape.CELLS, 0)]
STANDING = [
    *product([ChoiceButton], SHAPES, [False]),  # buttons are for a few short words
    *product([ChoiceRadio, ChoiceCheck], FOR_MARKS, [False, True]),
]


@pytest.mark.parametrize("count", [2, 5, 11])
@pytest.mark.parametrize(("make", "standing", "long"), STANDING)
def test_no_mark_stands_outside_or_on_another(
    qtbot: QtBot, theme: Theme, make: Mark, standing: tuple[Shape, int], long: bool, count: int
) -> None:
    shape, columns = standing
    field = shown(qtbot, theme, Arrangement(make, shape, columns), offers(count, long))
    marks = places(field, QAbstractButton)
    assert len(marks) == count
    assert all(mark.left() >= 0 and mark.right() < WIDTH for mark in marks)
    assert not any(one.intersects(other) for one, other in combinations(marks, 2))


@pytest.mark.parametrize("shape", [Shape.SCALE, Shape.CELLS])
def test_cells_are_equally_wide_whatever_their_words(qtbot: QtBot, theme: Theme, shape: Shape) -> None:
    field = shown(qtbot, theme, Arrangement(ChoiceRadio, shape), offers(5, long=True))
    middles = [mark.center().x() for mark in places(field, ChoiceRadio)]
    steps = [after - before for before, after in pairwise(middles)]
    assert max(steps) - min(steps) <= 2


@pytest.mark.parametrize("count", [2, 3, 5, 9])
def test_the_words_above_a_table_stand_over_its_marks(qtbot: QtBot, theme: Theme, count: int) -> None:
    row = shown(qtbot, theme, Arrangement(ChoiceRadio, Shape.CELLS), offers(count, long=False))
    head = ColumnsField(theme)
    head.offer(offers(count, long=False))
    qtbot.addWidget(head)
    head.resize(WIDTH, 80)
    head.show()
    QApplication.processEvents()
    words = [place.center().x() for place in places(head, QLabel)]
    marks = [place.center().x() for place in places(row, ChoiceRadio)]
    assert all(abs(word - mark) <= 8 for word, mark in zip(words, marks, strict=True))


def test_long_words_wrap_beside_their_mark_and_press_it(qtbot: QtBot, theme: Theme) -> None:
    assert len(LONG) > TOO_LONG
    field = shown(qtbot, theme, Arrangement(ChoiceRadio, Shape.LINES), [Offer("a", LONG * 2), Offer("b", "Нет")])
    (words,) = field.findChildren(LongWords)
    assert words.height() >= words.fontMetrics().lineSpacing() * 2
    assert words.width() < WIDTH


@pytest.mark.parametrize("columns", [2, 3, 4, 6])
def test_pictures_in_columns_stay_in_their_room(qtbot: QtBot, theme: Theme, columns: int) -> None:
    field = shown(qtbot, theme, Arrangement(ChoiceRadio, Shape.COLUMNS, columns), offers(columns, long=False))
    image = QImage(800, 300, QImage.Format.Format_RGB32)
    image.fill(0xFF3366AA)
    field.illustrate({f"c{at}": QPixmap.fromImage(image) for at in range(columns)})
    QApplication.processEvents()
    assert field.minimumSizeHint().width() <= WIDTH
    assert all(not mark.icon().isNull() for mark in field.findChildren(QAbstractButton))


def test_a_small_picture_is_not_blown_up(qtbot: QtBot, theme: Theme) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    button = ChoiceRadio("Да", parent)
    image = QImage(16, 8, QImage.Format.Format_RGB32)
    illustrate(button, QPixmap.fromImage(image), QSize(180, 120))
    assert button.iconSize() == QSize(16, 8)


def test_other_choices_keep_the_pictures_that_are_theirs(qtbot: QtBot, theme: Theme) -> None:
    field = shown(qtbot, theme, Arrangement(ChoiceRadio), offers(3, long=False))
    image = QImage(16, 16, QImage.Format.Format_RGB32)
    field.illustrate({"c1": QPixmap.fromImage(image)})
    field.offer(offers(2, long=False))
    QApplication.processEvents()
    icons = [not mark.icon().isNull() for mark in field.findChildren(ChoiceRadio) if mark.isVisibleTo(field)]
    assert icons == [False, True]
