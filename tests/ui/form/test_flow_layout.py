"""Widgets set like words: in as many lines as the width needs, never clipped."""

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ui.theme import Theme
from ui.widgets.flow_layout import FlowLayout

WORDS = ("Да", "Нет", "Не выяснено", "Неприменимо", "Отказались отвечать")


def filled(qtbot: QtBot, even: bool = False) -> tuple[QWidget, FlowLayout, list[QPushButton]]:
    holder = QWidget()
    qtbot.addWidget(holder)
    flow = FlowLayout(holder, even=even)
    buttons = [QPushButton(word) for word in WORDS]
    for button in buttons:
        flow.addWidget(button)
    return holder, flow, buttons


def lines(buttons: list[QPushButton]) -> int:
    return len({button.y() for button in buttons})


def test_everything_stands_in_one_line_where_there_is_room(qtbot: QtBot, theme: Theme) -> None:
    _, flow, buttons = filled(qtbot)
    flow.setGeometry(QRect(0, 0, 2000, 100))
    assert lines(buttons) == 1
    assert flow.heightForWidth(2000) == buttons[0].sizeHint().height()


@pytest.mark.parametrize("width", [160, 220, 300, 480])
def test_a_narrow_line_goes_on_below_and_nothing_stands_beyond_the_edge(qtbot: QtBot, theme: Theme, width: int) -> None:
    _, flow, buttons = filled(qtbot)
    flow.setGeometry(QRect(0, 0, width, 400))
    assert lines(buttons) > 1
    widest = max(button.sizeHint().width() for button in buttons)
    assert all(button.geometry().right() < max(width, widest) for button in buttons)
    assert flow.heightForWidth(width) == max(button.geometry().bottom() for button in buttons) + 1


def test_even_widgets_stand_in_columns(qtbot: QtBot, theme: Theme) -> None:
    _, flow, buttons = filled(qtbot, even=True)
    widest = max(button.sizeHint().width() for button in buttons)
    flow.setGeometry(QRect(0, 0, 2 * widest + 6, 400))
    assert {button.x() for button in buttons} == {0, widest + 6}


def test_a_hidden_widget_takes_no_room(qtbot: QtBot, theme: Theme) -> None:
    _, flow, buttons = filled(qtbot)
    whole = flow.sizeHint().width()
    buttons[0].hide()
    assert flow.sizeHint().width() < whole


def test_a_widget_can_be_taken_out_again(qtbot: QtBot, theme: Theme) -> None:
    _, flow, buttons = filled(qtbot)
    flow.removeWidget(buttons[0])
    assert flow.count() == len(WORDS) - 1
    assert flow.itemAt(99) is None
    assert flow.takeAt(99) is None


def test_lower_widgets_stand_in_the_middle_of_their_line(qtbot: QtBot, theme: Theme) -> None:
    _, flow, buttons = filled(qtbot)
    buttons[0].setFixedHeight(60)
    buttons[1].setFixedHeight(20)
    flow.invalidate()
    flow.setGeometry(QRect(0, 0, 2000, 100))
    assert {button.geometry().center().y() for button in buttons[:2]} <= {29, 30}


def test_a_height_is_reckoned_anew_when_a_widget_comes(qtbot: QtBot, theme: Theme) -> None:
    holder, flow, _ = filled(qtbot)
    before = flow.heightForWidth(2000)
    tall = QPushButton("x", holder)
    tall.setFixedHeight(2 * before)
    flow.addWidget(tall)
    tall.show()
    assert flow.heightForWidth(2000) == 2 * before
