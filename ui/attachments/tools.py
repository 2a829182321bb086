"""The tools beside a picture: zoom, turn, light, black boxes, and the way to take it out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QSlider, QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.buttons import Button, IconButton
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Muted, Text
from .canvas import STEP, Canvas


class ViewTools(QWidget):
    """Works on the canvas by itself; `redaction_wanted` and `export_wanted` are for the page."""

    redaction_wanted = Signal()
    export_wanted = Signal()

    def __init__(self, theme: Theme, canvas: Canvas) -> None:
        super().__init__()
        self._canvas = canvas
        self.smaller = IconButton(theme, "zoom-out", self.tr("Smaller (−)"))
        self.larger = IconButton(theme, "zoom-in", self.tr("Larger (+)"))
        self.whole = IconButton(theme, "maximize", self.tr("The whole picture (0)"))
        self.turn = IconButton(theme, "rotate-cw", self.tr("Turn (R)"))
        self.brightness = _slider(theme, self.tr("Brightness, only on the screen"))
        self.contrast = _slider(theme, self.tr("Contrast, only on the screen"))
        self.redact = Button(theme, self.tr("Black out parts"), "square")
        self.export = Button(theme, self.tr("Export readable"), "download")
        self._only_pictures = [self.smaller, self.larger, self.whole, self.turn]
        flow = FlowLayout(self, theme.pixels(4))
        for button in self._only_pictures:
            flow.addWidget(button)
        self._lights = [_with_icon(theme, self.brightness, "sun"), _with_icon(theme, self.contrast, "contrast")]
        for light in self._lights:
            flow.addWidget(light)
        flow.addWidget(self.redact)
        flow.addWidget(self.export)
        self._connect()

    def _connect(self) -> None:
        canvas = self._canvas
        self.smaller.clicked.connect(lambda: canvas.enlarge(1 / STEP))
        self.larger.clicked.connect(lambda: canvas.enlarge(STEP))
        self.whole.clicked.connect(canvas.fit)
        self.turn.clicked.connect(lambda: canvas.turn(1))
        for slider in (self.brightness, self.contrast):
            slider.valueChanged.connect(lambda _: canvas.adjust(self.brightness.value(), self.contrast.value()))
        self.redact.clicked.connect(self.redaction_wanted)
        self.export.clicked.connect(self.export_wanted)

    def begin(self, is_picture: bool, may_write: bool) -> None:
        """Start with another attachment."""
        for slider in (self.brightness, self.contrast):
            slider.setValue(0)
        for part in (*self._only_pictures, *self._lights):
            part.setVisible(is_picture)
        self.redact.setVisible(is_picture and may_write)


class RedactionBar(Card):
    """What to do with the boxes: burn them in, and whether the picture without them stays."""

    burn_wanted = Signal(bool)  # whether the picture without black parts is to be erased
    left = Signal()

    def __init__(self, theme: Theme, canvas: Canvas) -> None:
        super().__init__(theme, "info")
        self._canvas = canvas
        words = self.tr(
            "Draw with the mouse; or Insert adds a box, arrows move it, Shift+arrows size it, Del removes it."
        )
        self.add_box = Button(theme, self.tr("Add a box"), "plus")
        self.remove_box = Button(theme, self.tr("Remove the box"), "trash-2")
        self.burn = Button(theme, self.tr("Burn in"), "check", "primary")
        self.cancel = Button(theme, self.tr("Cancel"))
        self.erase = QCheckBox(self.tr("Erase the picture without black parts: it cannot be brought back"))
        self.column.setSpacing(theme.pixels(4))
        self.add(Muted(theme, words))
        line = QWidget()
        flow = FlowLayout(line, theme.pixels(6))
        for part in (self.add_box, self.remove_box, self.burn, self.cancel, self.erase):
            flow.addWidget(part)
        self.add(line)
        self.add_box.clicked.connect(canvas.add_box)
        self.remove_box.clicked.connect(canvas.remove_box)
        self.burn.clicked.connect(lambda: self.burn_wanted.emit(self.erase.isChecked()))
        self.cancel.clicked.connect(self.left)
        canvas.changed.connect(self._follow)
        self._follow()

    def begin(self) -> None:
        """Nothing is drawn yet, and nothing is to be erased."""
        self.erase.setChecked(False)
        self._follow()

    def _follow(self) -> None:
        drawn = bool(self._canvas.boxes())
        self.burn.setEnabled(drawn)
        self.remove_box.setEnabled(drawn)


class ExportBar(Card):
    """The warning before anything readable leaves the vault."""

    agreed = Signal()
    left = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, "warning")
        words = self.tr("The exported file is not encrypted: whoever finds the stick or the laptop can read it.")
        self.agree = Button(theme, self.tr("Choose where to"), "folder-open")
        self.cancel = Button(theme, self.tr("Cancel"))
        self.add(Text(theme, words))
        line = QHBoxLayout()
        line.addWidget(self.agree)
        line.addWidget(self.cancel)
        line.addStretch(1)
        self.add(line)
        self.agree.clicked.connect(self.agreed)
        self.cancel.clicked.connect(self.left)


class Facts(QWidget):
    """Two lines below the picture, and the full hashes when wanted."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._facts, self._more = Text(theme), Muted(theme)
        self._more.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.more = Button(theme, self.tr("Hashes and source"), "info", "quiet")
        self.more.setCheckable(True)
        line = QHBoxLayout()
        line.addWidget(self._facts, 1)
        line.addWidget(self.more, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addLayout(line)
        column.addWidget(self._more)
        self._more.hide()
        self.more.toggled.connect(self._more.setVisible)

    def show_facts(self, facts: str, more: str) -> None:
        """Say what it is, and behind the button where from."""
        self._facts.setText(facts)
        self._more.setText(more)
        self.more.setVisible(bool(more))

    def text(self) -> str:
        """All words, shown or not."""
        return f"{self._facts.text()}\n{self._more.text()}"


def _slider(theme: Theme, name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setRange(-100, 100)
    slider.setFixedWidth(theme.pixels(110))
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    return slider


def _with_icon(theme: Theme, slider: QSlider, icon: str) -> QWidget:
    holder = QWidget()
    line = QHBoxLayout(holder)
    line.setContentsMargins(theme.pixels(6), 0, 0, 0)
    picture = QLabel()
    picture.setPixmap(theme.pixmap(icon, "muted"))
    line.addWidget(picture)
    line.addWidget(slider)
    holder.setMinimumHeight(theme.pixels(34))
    return holder
