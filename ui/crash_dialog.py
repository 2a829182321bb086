"""The calm window that a bug opens."""

from PySide6.QtWidgets import QApplication, QDialog, QDialogButtonBox, QLabel, QPlainTextEdit, QVBoxLayout, QWidget

from .crash import Crash


class CrashDialog(QDialog):
    """Says that a bug was met, that answers are in the vault, and offers the short report to copy."""

    def __init__(self, crash: Crash, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("A fault in the program"))
        message = QLabel(
            self.tr(
                "The program met a fault of its own. What was shown as saved is in the vault. "
                "You can go on; if something looks wrong, lock and open the vault again."
            )
        )
        message.setWordWrap(True)
        report_text = QPlainTextEdit(crash.text())
        report_text.setReadOnly(True)
        report_text.setAccessibleName(self.tr("Report without answers and names"))
        caption = QLabel(self.tr("For the developers. It holds no answers and no names; nothing was sent anywhere."))
        caption.setWordWrap(True)
        buttons = QDialogButtonBox()
        buttons.addButton(self.tr("Go on"), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self.accept)
        column = QVBoxLayout(self)
        for part in (message, report_text, caption, buttons):
            column.addWidget(part)
        self.resize(560, 320)


def show_crash(crash: Crash) -> CrashDialog:
    """Open the window over the active one; whoever calls keeps it."""
    dialog = CrashDialog(crash, QApplication.activeWindow())
    dialog.open()
    return dialog
