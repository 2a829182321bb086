"""How the windows look and speak: settings, theme and language, changed in one place and remembered."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from monitorapp.settings import Settings, read_settings, write_settings

from .language import LANGUAGES, Language, system_language
from .theme import MODES, Theme
from .words import Words


class Look(QObject):
    """The current theme and language; `changed` asks the window to build itself again."""

    changed = Signal()

    def __init__(self, app: QApplication, file: Path | None, outlined: bool = True) -> None:
        """`file` is the settings file; without one nothing is read or remembered.

        With `outlined` False the own outlines of fields come with `outline`, after the first window is painted.
        """
        super().__init__()
        self._app = app
        self._outlined = outlined
        self._file = file
        self.settings = read_settings(file) if file else Settings()
        self.theme = self._make_theme()
        code = self.settings.language
        self._language = Language(app, code if code in LANGUAGES else system_language())
        self.words = Words(self.language)
        QGuiApplication.styleHints().colorSchemeChanged.connect(self._follow_system, Qt.ConnectionType.QueuedConnection)

    @property
    def language(self) -> str:
        """The code of the language of the windows."""
        return self._language.code

    def choose(self, language: str = "", theme: str = "", text_size: int = 0) -> None:
        """Change what is given, remember it, and have the windows built again."""
        new = self.settings
        if language in LANGUAGES and language != self.language:
            new = new._replace(language=language)
            self._language.choose(language)
            self.words = Words(language)
        if theme:
            new = new._replace(theme=theme)
        if text_size:
            new = new._replace(text_size=text_size)
        if new != self.settings:
            self._remember(new)
            self.theme = self._make_theme()
            self.changed.emit()

    @Slot()
    def outline(self) -> None:
        """From now on draw check boxes and the outlines of fields ourselves."""
        self._outlined = True
        self.theme.outline(self._app)

    def remember_vault(self, folder: Path) -> None:
        """Propose this folder the next time."""
        self._remember(self.settings._replace(vault_folder=str(folder)))

    def forget_vault(self) -> None:
        """Propose the usual folder the next time: the vault is gone."""
        self._remember(self.settings._replace(vault_folder=""))

    def _remember(self, settings: Settings) -> None:
        self.settings = settings
        if self._file:
            write_settings(self._file, settings)

    def _make_theme(self) -> Theme:
        mode = self.settings.theme if self.settings.theme in MODES else "system"
        theme = Theme.of(mode, self.settings.text_size)
        if self._outlined:
            theme.outline(self._app)
        theme.colour(self._app)
        return theme

    @Slot()
    def _follow_system(self) -> None:
        if self.settings.theme == "system":
            self.theme = self._make_theme()
            self.changed.emit()
