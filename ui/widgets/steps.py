"""Widgets of which one is shown; unlike a stacked widget it is only as tall as the one shown."""

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget


class Steps(QWidget):
    """Begins with the first."""

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        self._parts: Sequence[QWidget] = parts
        self.index = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            column.addWidget(part)
        self.show_step(0)

    def show_step(self, index: int) -> None:
        """Show another one."""
        self.index = index
        for number, part in enumerate(self._parts):
            part.setVisible(number == index)
