"""Black boxes by keys: what was to be covered stays covered, also at the edge of the picture."""

import pytest
from PySide6.QtCore import QPointF, Qt
from pytestqt.qtbot import QtBot

from tests.ui.form.keys import SHIFT, press
from ui.attachments.canvas import Canvas
from ui.attachments.child import Decoded
from ui.theme import Theme

pytestmark = pytest.mark.qt_log_ignore("propagateSizeHints")  # the offscreen platform says so of every window

Key = Qt.Key


@pytest.fixture
def canvas(qtbot: QtBot, theme: Theme) -> Canvas:
    canvas = Canvas(theme)
    qtbot.addWidget(canvas)
    canvas.resize(300, 200)
    canvas.show()
    canvas.show_picture(Decoded(bytes(200 * 100 * 3), 200, 100, 400, 200))
    canvas.start_drawing(True)
    return canvas


@pytest.mark.parametrize(
    ("key", "box"),
    [
        (Key.Key_Left, (0, 80, 40, 40)),
        (Key.Key_Right, (360, 80, 40, 40)),
        (Key.Key_Up, (180, 0, 40, 40)),
        (Key.Key_Down, (180, 160, 40, 40)),
    ],
)
def test_a_box_pushed_against_the_edge_stays_as_large_as_it_is(
    canvas: Canvas, key: Key, box: tuple[int, int, int, int]
) -> None:
    press(canvas, Key.Key_Insert)
    for _ in range(40):
        press(canvas, key)
    (x, y, width, height) = canvas.boxes()[0]
    assert abs(x - box[0]) <= 2
    assert abs(y - box[1]) <= 2
    assert width >= box[2]
    assert height >= box[3]


def test_a_box_added_while_the_picture_is_out_of_sight_stands_in_the_picture(canvas: Canvas) -> None:
    canvas.move_by(QPointF(5000, 5000))
    press(canvas, Key.Key_Insert)
    x, y, width, height = canvas.boxes()[0]
    assert (x + width, y + height) == (400, 200)
    assert width >= 40


def test_a_box_made_as_narrow_as_nothing_is_no_box(canvas: Canvas) -> None:
    press(canvas, Key.Key_Insert)
    for _ in range(40):
        press(canvas, Key.Key_Left, SHIFT)
        if not canvas.boxes():
            break
    assert all(width > 0 and height > 0 for _, _, width, height in canvas.boxes())
