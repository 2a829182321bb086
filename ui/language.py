"""The language of the windows: English in the sources, the others from every .qm file of that language."""

from typing import Final

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtWidgets import QApplication

from monitorapp.resources import root

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
