"""What is copied here is kept out of histories and cleared soon; what others copied is left alone."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QMimeData, QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from ui import clipboard
from ui.clipboard import OwnClipboard, with_hints
from ui.on_windows import SECRET_FORMATS

KDE = "x-kde-passwordManagerHint"


@pytest.fixture
def own(qtbot: QtBot) -> Iterator[OwnClipboard]:
    """The clipboard of the program, empty."""
    QGuiApplication.clipboard().clear()
    holder = QObject()
    yield OwnClipboard(holder)
    holder.deleteLater()
    QGuiApplication.clipboard().clear()


@pytest.fixture
def line(qtbot: QtBot) -> QLineEdit:
    """A line of one of our windows, with the keyboard."""
    line = QLineEdit("Показали журнал")
    qtbot.addWidget(line)
    with qtbot.waitActive(line):
        line.show()
        line.activateWindow()
    line.selectAll()
    return line


def held() -> QMimeData:
    data = QGuiApplication.clipboard().mimeData()
    assert data is not None
    return data


def test_what_is_copied_is_marked_as_nothing_to_remember(own: OwnClipboard, line: QLineEdit) -> None:
    line.copy()
    assert held().text() == "Показали журнал"
    assert held().data(KDE).data() == b"secret"


def test_it_can_still_be_pasted(own: OwnClipboard, line: QLineEdit) -> None:
    line.copy()
    line.clear()
    line.paste()
    assert line.text() == "Показали журнал"


def test_it_is_cleared_after_ten_seconds(qtbot: QtBot, own: OwnClipboard, line: QLineEdit) -> None:
    assert clipboard.SECONDS == 10
    own._timer.setInterval(40)
    line.copy()
    assert held().hasText()
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() == "")


def test_a_second_copy_has_its_own_ten_seconds(qtbot: QtBot, own: OwnClipboard, line: QLineEdit) -> None:
    own._timer.setTimerType(Qt.TimerType.PreciseTimer)
    line.copy()
    qtbot.waitUntil(lambda: own._timer.remainingTime() < 9900)
    left = own._timer.remainingTime()
    line.setText("Другое")
    line.selectAll()
    line.copy()
    assert own._timer.remainingTime() > left + 50
    assert held().text() == "Другое"


def test_it_is_cleared_at_once_when_asked(own: OwnClipboard, line: QLineEdit) -> None:
    line.copy()
    own.clear()
    assert QGuiApplication.clipboard().text() == ""
    assert not own._timer.isActive()


def test_what_others_copied_is_neither_marked_nor_cleared(own: OwnClipboard, qtbot: QtBot) -> None:
    assert QGuiApplication.focusWindow() is None
    QGuiApplication.clipboard().setText("из другой программы")
    own.clear()
    assert held().text() == "из другой программы"
    assert not held().hasFormat(KDE)


def test_every_format_is_kept_beside_the_hints() -> None:
    data = QMimeData()
    data.setHtml("<b>Журнал</b>")
    data.setText("Журнал")
    marked = with_hints(data)
    assert marked.html() == "<b>Журнал</b>"
    assert marked.text() == "Журнал"
    assert marked.hasFormat(KDE)


def test_windows_is_told_in_its_own_three_formats() -> None:
    names = " ".join(SECRET_FORMATS)
    for name in (
        "ExcludeClipboardContentFromMonitorProcessing",
        "CanIncludeInClipboardHistory",
        "CanUploadToCloudClipboard",
    ):
        assert f'application/x-qt-windows-mime;value="{name}"' in names
    assert set(SECRET_FORMATS.values()) == {bytes(4)}
