"""Asking for a file or a folder while the window goes on: the answer comes later, or never."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog

from ..session import Session
from ..widgets.file_picker import FilePicker


def ask_for(session: Session, picker: FilePicker, chosen: Callable[[Path], None]) -> None:
    """Show a picker above its page; `chosen` gets the path unless the person cancels.

    A picker is a window of its own, so it would stay above the cover: it goes when everything is to be hidden.
    """

    def finished(result: int) -> None:
        path = picker.chosen
        if result == QDialog.DialogCode.Accepted and path is not None:
            chosen(path)

    picker.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    picker.finished.connect(finished)
    session.flushing.connect(picker.reject)
    picker.open()
