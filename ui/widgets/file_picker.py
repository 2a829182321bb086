"""Chooses a folder or a file without the system's dialog, which would remember where the person has been."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QLocale, QSize, QStorageInfo, Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from ..session import Session
from ..theme import Theme
from .buttons import Button, IconButton
from .labels import Muted, Text

FOLDER, FILE, NEW_FILE = "folder", "file", "new file"
_PATH = Qt.ItemDataRole.UserRole
_HIDDEN_MOUNTS = ("/proc", "/sys", "/dev", "/run/user", "/run/lock", "/boot", "/snap", "/var", "/etc")


@dataclass(frozen=True, slots=True)
class Place:
    """A line on the left: a drive or a folder to begin from."""

    name: str
    path: Path
    free: int | None = None


class FilePicker(QDialog):
    """Drives and folders; nothing is kept when the dialog closes."""

    def __init__(
        self,
        theme: Theme,
        title: str,
        purpose: str = FOLDER,
        endings: Sequence[str] = (),
        start: Path | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        """`purpose` is FOLDER, FILE (to open, one of `endings`) or NEW_FILE (to write, proposed `name`)."""
        super().__init__(parent)
        self._theme, self._purpose, self._endings = theme, purpose, tuple(endings)
        self._folder = Path.home()
        self.setWindowTitle(title)
        self._places = QListWidget()
        side = QSize(theme.pixels(18), theme.pixels(18))
        self._places.setIconSize(side)
        self._places.setAccessibleName(self.tr("Drives and folders to begin from"))
        self._entries = QListWidget()
        self._entries.setIconSize(side)
        self._entries.setAccessibleName(self.tr("Content of the folder"))
        self._where = Text(theme)
        self._empty = Muted(theme)
        self._name = QLineEdit(name)
        self._name.setAccessibleName(self.tr("Name of the new folder") if purpose == FOLDER else self.tr("File name"))
        self._name.setPlaceholderText(self.tr("New folder in here (may stay empty)") if purpose == FOLDER else "")
        self._name.setVisible(purpose != FILE)
        self._up = IconButton(theme, "arrow-up", self.tr("Up to the folder above"))
        self._choose = Button(theme, self._choose_text(), "check", "primary")
        self._cancel = Button(theme, self.tr("Cancel"))
        self._lay_out()
        self._connect()
        self._list_places()
        self.show_folder(start if start and start.is_dir() else Path.home())
        self.resize(theme.pixels(720), theme.pixels(440))

    @property
    def chosen(self) -> Path | None:
        """The path chosen so far; None while there is none."""
        name = self._name.text().strip()
        if self._purpose == FOLDER:
            return self._folder / name if name else self._folder
        if self._purpose == NEW_FILE:
            return self._folder / self._with_ending(name) if name else None
        item = self._entries.currentItem()
        path = item.data(_PATH) if item else None
        return path if path is not None and path.is_file() else None

    def pick(self) -> Path | None:
        """Ask the person; the chosen path, or None when they cancelled."""
        return self.chosen if self.exec() == QDialog.DialogCode.Accepted else None

    def show_folder(self, folder: Path) -> None:
        """List a folder; one that cannot be read stays empty and says so."""
        self._folder = folder
        self._where.setText(str(folder))
        self._up.setEnabled(folder.parent != folder)
        self._entries.clear()
        entries = _entries(folder, self._endings, with_files=self._purpose != FOLDER)
        for path in entries or ():
            icon = "folder" if path.is_dir() else "package"
            self._add_line(self._entries, path.name, path, icon)
        self._empty.setText(self.tr("This folder cannot be read.") if entries is None else self.tr("Nothing here."))
        self._empty.setVisible(not entries)
        self._update()

    def _lay_out(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self._up)
        top.addWidget(self._where, 1)
        right = QVBoxLayout()
        right.addLayout(top)
        right.addWidget(self._entries, 1)
        right.addWidget(self._empty)
        right.addWidget(self._name)
        middle = QHBoxLayout()
        middle.addWidget(self._places, 2)
        middle.addLayout(right, 5)
        bottom = QHBoxLayout()
        bottom.addStretch(1)
        bottom.addWidget(self._cancel)
        bottom.addWidget(self._choose)
        column = QVBoxLayout(self)
        column.addLayout(middle, 1)
        column.addLayout(bottom)

    def _connect(self) -> None:
        self._places.itemClicked.connect(self._open_line)
        self._places.itemActivated.connect(self._open_line)
        self._entries.itemActivated.connect(self._open_line)
        self._entries.currentItemChanged.connect(self._update)
        self._name.textChanged.connect(self._update)
        self._up.clicked.connect(lambda: self.show_folder(self._folder.parent))
        self._choose.clicked.connect(self.accept)
        self._cancel.clicked.connect(self.reject)

    def _choose_text(self) -> str:
        texts = {FOLDER: self.tr("Choose this folder"), FILE: self.tr("Open"), NEW_FILE: self.tr("Write here")}
        return texts[self._purpose]

    def _list_places(self) -> None:
        for place in _places(self.tr("Home folder")):
            text = place.name
            if place.free is not None:
                text += "\n" + self.tr("%1 free").replace("%1", QLocale().formattedDataSize(place.free, 0))
            self._add_line(self._places, text, place.path, "hard-drive" if place.free is not None else "folder")

    def _add_line(self, lines: QListWidget, text: str, path: Path, icon: str) -> None:
        item = QListWidgetItem(self._theme.line_icon(icon), text)
        item.setData(_PATH, path)
        item.setSizeHint(QSize(10, self._theme.pixels(30 if "\n" not in text else 46)))
        lines.addItem(item)

    def _with_ending(self, name: str) -> str:
        ending = self._endings[0] if self._endings else ""
        return name if name.endswith(ending) else name + ending

    @Slot(QListWidgetItem)
    def _open_line(self, item: QListWidgetItem) -> None:
        path = item.data(_PATH)
        if path.is_dir():
            self.show_folder(path)
        elif self._purpose == FILE:
            self.accept()

    @Slot()
    def _update(self) -> None:
        self._choose.setEnabled(self.chosen is not None)


def _entries(folder: Path, endings: Sequence[str], with_files: bool) -> list[Path] | None:
    try:
        found = [path for path in folder.iterdir() if not path.name.startswith(".")]
    except OSError:
        return None
    folders = sorted((path for path in found if path.is_dir()), key=lambda path: path.name.casefold())
    wanted = tuple(ending.casefold() for ending in endings) or ""
    files = sorted(path for path in found if path.is_file() and path.name.casefold().endswith(wanted))
    return folders + (files if with_files else [])


def _places(home: str) -> list[Place]:
    drives = [
        Place(volume.displayName() or volume.rootPath(), Path(volume.rootPath()), volume.bytesAvailable())
        for volume in QStorageInfo.mountedVolumes()
        if volume.isReady() and volume.bytesTotal() > 0 and not volume.rootPath().startswith(_HIDDEN_MOUNTS)
    ]
    return [Place(home, Path.home()), *(drive for drive in drives if drive.path.is_dir())]


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
