"""What an organisation opens a vault with: the folder of its own vault, and the passphrase of that one."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.passphrase_edit import PassphraseEdit


class EscrowSecret(QWidget):
    """`entered` on Enter in the passphrase."""

    entered = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.folder = Path()
        self._where = Button(theme, self.tr("Choose the organisation's vault…"), "folder")
        self._phrase = PassphraseEdit(theme, self.tr("Passphrase of the organisation"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._where)
        column.addWidget(self._phrase)
        self._where.clicked.connect(self._pick)
        self._phrase.entered.connect(self.entered)
        self.setFocusProxy(self._where)

    def choose(self, folder: Path) -> None:
        """The organisation's vault lies in `folder`."""
        self.folder = folder
        self._where.setText(str(folder))
        self.setFocusProxy(self._phrase)
        self._phrase.setFocus()

    def passphrase(self) -> str:
        """What was typed; nothing as long as no folder is chosen."""
        return self._phrase.text() if self.folder != Path() else ""

    def clear(self) -> None:
        """Forget what was typed."""
        self._phrase.clear()

    @Slot()
    def _pick(self) -> None:
        from ..widgets.file_picker import FOLDER, FilePicker  # noqa: PLC0415  not before the first window is painted

        chosen = FilePicker(self._theme, self.tr("Vault of the organisation"), FOLDER, parent=self).pick()
        if chosen is not None:
            self.choose(chosen)
