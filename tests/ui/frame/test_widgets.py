"""Small widgets: they have names, wrap, say states in words, and are put away cleanly."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.frame.typing_keys import press, type_text
from ui.theme import Theme
from ui.widgets.buttons import Button, IconButton, Segments
from ui.widgets.cards import Card, ScrollColumn, centred
from ui.widgets.labels import Chip, Heading, Muted, Remark, Steps, Text
from ui.widgets.message_bar import MessageBar
from ui.widgets.passphrase_edit import PassphraseEdit


def test_a_button_without_words_has_a_name_and_a_tooltip(theme: Theme) -> None:
    button = IconButton(theme, "undo-2", "Undo")
    assert (button.accessibleName(), button.toolTip(), button.text()) == ("Undo", "Undo", "")


def test_buttons_are_large_enough_for_a_shaking_hand(theme: Theme) -> None:
    assert Button(theme, "x").minimumHeight() >= 34
    assert IconButton(theme, "x", "Close").sizeHint().width() >= 24


def test_exactly_one_segment_is_pressed(theme: Theme, qtbot: QtBot) -> None:
    segments = Segments(theme, [("a", "One"), ("b", "Two")], "a")
    qtbot.addWidget(segments)
    second = segments.findChildren(Button)[1]
    with qtbot.waitSignal(segments.chosen) as told:
        second.click()
    assert told.args == ["b"]
    assert segments.current() == "b"
    segments.choose("a")
    assert segments.current() == "a"


def test_text_is_never_read_as_markup(theme: Theme) -> None:
    for label in (Text(theme, "<b>x</b>"), Heading(theme, "<i>"), Muted(theme, "&amp;"), Chip(theme, "<u>")):
        assert label.textFormat() == Qt.TextFormat.PlainText


def test_long_text_wraps_instead_of_widening_the_page(theme: Theme) -> None:
    text = Text(theme, "слово " * 100)
    assert text.minimumSizeHint().width() < 200
    assert text.heightForWidth(300) > text.heightForWidth(3000)


def test_a_remark_shows_its_words_beside_its_icon(theme: Theme) -> None:
    remark = Remark(theme, "first", "info")
    remark.show_text("second", "circle-alert", "error")
    assert remark.text() == "second"
    pictures = [label for label in remark.findChildren(QLabel) if not label.pixmap().isNull()]
    assert len(pictures) == 1


def test_a_scrolling_column_keeps_its_parts_in_order_and_forgets_them(theme: Theme, qtbot: QtBot) -> None:
    scroll = ScrollColumn(theme)
    qtbot.addWidget(scroll)
    for word in ("one", "two"):
        scroll.add(QLabel(word))
    inner = QVBoxLayout()
    inner.addWidget(QLabel("three"))
    scroll.add(inner)
    assert [label.text() for label in scroll.findChildren(QLabel)] == ["one", "two", "three"]
    scroll.clear()
    assert scroll.column.count() == 1


def test_a_card_can_become_another_kind(theme: Theme) -> None:
    card = Card(theme)
    card.set_kind("error")
    assert card.property("card") == "error"


def test_a_centred_part_still_gets_height_for_its_text(theme: Theme, qtbot: QtBot) -> None:
    card = Card(theme)
    card.setFixedWidth(200)
    card.add(Text(theme, "слово " * 60))
    holder = QWidget()
    qtbot.addWidget(holder)
    column = QVBoxLayout(holder)
    column.addWidget(centred(card))
    column.addStretch(1)
    holder.resize(600, 800)
    holder.show()
    assert card.height() >= card.heightForWidth(200)


def test_only_one_step_is_shown(theme: Theme, qtbot: QtBot) -> None:
    parts = [QLabel("a"), QLabel("b"), QLabel("c")]
    steps = Steps(*parts)
    qtbot.addWidget(steps)
    steps.show()
    steps.show_step(2)
    assert [part.isVisible() for part in parts] == [False, False, True]


@pytest.mark.parametrize("tone", ["info", "good", "warning", "error"])
def test_a_message_is_shown_and_can_be_closed(theme: Theme, qtbot: QtBot, tone: str) -> None:
    holder = QWidget()
    qtbot.addWidget(holder)
    bar = MessageBar(theme)
    QVBoxLayout(holder).addWidget(bar)
    holder.show()
    assert not bar.isVisible()
    bar.say("Something", tone)
    assert bar.isVisible()
    assert bar.text() == "Something"
    bar.findChildren(IconButton)[0].click()
    assert not bar.isVisible()


def test_the_deed_of_a_message_runs_once_and_closes_it(theme: Theme, qtbot: QtBot) -> None:
    bar = MessageBar(theme)
    qtbot.addWidget(bar)
    done: list[str] = []
    bar.say("Row removed", action="Undo", run=lambda: done.append("undone"))
    next(button for button in bar.findChildren(Button) if button.text() == "Undo").click()
    assert done == ["undone"]
    assert not bar.isVisible()


@pytest.fixture
def phrase(theme: Theme, qtbot: QtBot) -> PassphraseEdit:
    edit = PassphraseEdit(theme, "Passphrase")
    qtbot.addWidget(edit)
    edit.show()
    return edit


def line_of(edit: PassphraseEdit) -> QLineEdit:
    return edit.findChildren(QLineEdit)[0]


def told(edit: PassphraseEdit) -> str:
    return edit.findChildren(Remark)[0].text()


def test_a_passphrase_is_hidden_until_asked_for(phrase: PassphraseEdit) -> None:
    line = line_of(phrase)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    phrase.toggle()
    assert line.echoMode() == QLineEdit.EchoMode.Normal
    phrase.toggle()
    assert line.echoMode() == QLineEdit.EchoMode.Password


def test_clearing_hides_again(phrase: PassphraseEdit) -> None:
    type_text(line_of(phrase), "слово")
    phrase.toggle()
    phrase.clear()
    assert phrase.text() == ""
    assert line_of(phrase).echoMode() == QLineEdit.EchoMode.Password


def test_a_passphrase_is_never_learnt_by_the_keyboard(phrase: PassphraseEdit) -> None:
    hints = line_of(phrase).inputMethodHints()
    for hint in (Qt.InputMethodHint.ImhSensitiveData, Qt.InputMethodHint.ImhNoPredictiveText):
        assert hints & hint


def test_the_layout_of_the_last_letter_is_told(phrase: PassphraseEdit) -> None:
    type_text(line_of(phrase), "ж")
    assert "Cyrillic" in told(phrase)
    type_text(line_of(phrase), "j")
    assert "Latin" in told(phrase)


def test_capslock_is_told_from_large_letters_without_shift(phrase: PassphraseEdit) -> None:
    type_text(line_of(phrase), "Ж")
    assert "CapsLock is on" in told(phrase)
    type_text(line_of(phrase), "ж")
    assert "CapsLock is off" in told(phrase)


def test_shift_is_not_taken_for_capslock(phrase: PassphraseEdit) -> None:
    type_text(line_of(phrase), "Ж", Qt.KeyboardModifier.ShiftModifier)
    assert "CapsLock is off" in told(phrase)


def test_nothing_is_claimed_about_capslock_before_the_first_letter(phrase: PassphraseEdit) -> None:
    assert "is off" not in told(phrase)


def test_enter_says_that_the_passphrase_is_complete(phrase: PassphraseEdit, qtbot: QtBot) -> None:
    with qtbot.waitSignal(phrase.entered):
        press(line_of(phrase), Qt.Key.Key_Return)
