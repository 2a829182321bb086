"""Coordinates, typed by hand: this program never asks the laptop where it is."""

from PySide6.QtWidgets import QPushButton, QVBoxLayout

from monitorapp.records.field import Value

from ...theme import Theme
from ..reading import Reading, read_point, read_points, write_points
from .field import Field, Line, Lines


class PlaceField(Field):
    """One point or several; the box for them opens only when the person asks for it."""

    def __init__(self, theme: Theme, several: bool) -> None:
        super().__init__(theme)
        self._several = several
        self.open = QPushButton(self.tr("Write down coordinates…"), self)
        self.open.setAutoDefault(False)
        self.open.clicked.connect(self._open)
        self.box: Line | Lines = Lines(self) if several else Line(self)
        self.box.setPlaceholderText(self.tr("Latitude, longitude: 42.87, 74.59"))
        self.box.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.open)
        layout.addWidget(self.box)
        if isinstance(self.box, Lines):
            self.box.textChanged.connect(self.typed)
        else:
            self.box.textEdited.connect(self.typed)
        self.follow(self.box)
        self.setFocusProxy(self.open)

    def _open(self) -> None:
        self._unfold()
        self.box.setFocus()

    def _unfold(self) -> None:
        self.open.hide()
        self.box.show()
        self.setFocusProxy(self.box)

    def text(self) -> str:
        """What is written in the box."""
        return self.box.toPlainText() if isinstance(self.box, Lines) else self.box.text()

    def show_answer(self, value: Value, raw: str | None = None) -> None:
        text = raw if raw is not None else write_points(value)
        if raw is None and self.reading() == Reading(value):
            return
        self.box.blockSignals(True)
        if isinstance(self.box, Lines):
            self.box.setPlainText(text)
        else:
            self.box.setText(text)
        self.box.blockSignals(False)
        if text:
            self._unfold()

    def reading(self) -> Reading:
        return read_points(self.text()) if self._several else read_point(self.text())

    def hold(self, readonly: bool) -> None:
        self.open.setEnabled(not readonly)
        self.box.setReadOnly(readonly)
