"""The pictures of a question and of its choices, and what is said of sounds, films and pictures that are not here."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from ..theme import Theme
from ..widgets.labels import Muted
from .pictures import Pictures
from .wording import NO_MEDIA, Media

HIGHEST, WIDEST = 240, 480


class Illustration(QWidget):
    """`give` takes the pictures of choices by code. What is not here is named, never passed over."""

    def __init__(self, theme: Theme, pictures: Pictures | None, give: Callable[[Mapping[str, QPixmap]], None]) -> None:
        super().__init__()
        self._theme, self._pictures, self._give = theme, pictures, give
        self._media: Mapping[str, Media] = {}
        self._of_choices: dict[str, QPixmap] = {}
        self._missing: set[str] = set()
        self.picture = QLabel()
        self.picture.hide()
        self.said = Muted(theme)
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(4))
        column.addWidget(self.picture)
        column.addWidget(self.said)

    def show_media(self, media: Mapping[str, Media]) -> None:
        """Show the files of a question (under "") and of its choices (under their codes)."""
        if media == self._media:
            return
        self._media, self._of_choices, self._missing = media, {}, set()
        self._say()
        self.picture.hide()
        for code, one in media.items():
            if one.image and self._pictures is not None:
                self._pictures.want(one.image, partial(self._take, media, code))

    def _take(self, wanted: Mapping[str, Media], code: str, name: str, picture: QPixmap | None) -> None:
        if not isValid(self) or wanted is not self._media:
            return
        if picture is None:
            self._missing.add(name)
            self._say()
        elif code:
            self._of_choices[code] = picture
            self._give(self._of_choices)
        else:
            self._show_picture(name, picture)

    def _show_picture(self, name: str, picture: QPixmap) -> None:
        most = self._theme.pixels(WIDEST), self._theme.pixels(HIGHEST)
        if picture.width() > most[0] or picture.height() > most[1]:
            ways = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
            picture = picture.scaled(*most, *ways)
        self.picture.setPixmap(picture)
        self.picture.setAccessibleName(self.tr("Picture: %1").replace("%1", name))
        self.picture.show()

    def _say(self) -> None:
        own = self._media.get("", NO_MEDIA)
        said = [
            self.tr("A picture belongs here that is not with the form: %1").replace("%1", name)
            for name in sorted(self._missing)
        ]
        if own.sound:
            said.append(self.tr("A sound belongs here; this program does not play it: %1").replace("%1", own.sound))
        if own.film:
            said.append(self.tr("A film belongs here; this program does not play it: %1").replace("%1", own.film))
        others = sorted({name for code, one in self._media.items() if code for name in (one.sound, one.film) if name})
        if others:
            words = self.tr("Sounds and films of choices are not played: %1")
            said.append(words.replace("%1", ", ".join(others)))
        self.said.setText("\n".join(said))
        self.said.setVisible(bool(said))
