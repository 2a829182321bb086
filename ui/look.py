"""How the windows look and speak: settings, theme and language, changed in one place and remembered."""

from pathlib import Path
from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QObject, Qt, QTranslator, Signal, Slot
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from monitorapp.resources import root
from monitorapp.settings import Settings, read_settings, write_settings

from .theme import MODES, Theme
from .words import Words

LANGUAGES: Final = {"ru": "Русский", "en": "English"}


def system_language() -> str:
    """Russian, the language that monitors in the region share, unless the system speaks English."""
    return "en" if QLocale.system().name().partition("_")[0] in ("en", "C") else "ru"


class Language:
    """The installed translations; `code` is what `ui` texts and the words for troubles are shown in."""

    def __init__(self, app: QApplication, code: str) -> None:
        self._app = app
        self._translators: list[QTranslator] = []
        self.code = ""
        self.choose(code)

    def choose(self, code: str) -> None:
        """Speak another language from now on; windows built before have to be built again."""
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = [] if code == "en" else _load(code)
        for translator in self._translators:
            self._app.installTranslator(translator)
        QLocale.setDefault(QLocale(code))
        self.code = code


def _load(code: str) -> list[QTranslator]:
    own = [str(path) for path in sorted((root() / "translations").glob(f"*_{code}.qm"))]
    qt = f"{QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)}/qtbase_{code}.qm"
    loaded = []
    for path in (qt, *own):
        translator = QTranslator()
        if translator.load(path):
            loaded.append(translator)
    return loaded


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
