"""The one window: the page that opens a vault or the wizard that makes one, then the desk of the open vault."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.errors import Trouble

from .guard import Guard
from .look import Look
from .session import Session
from .unlock.unlock_page import UnlockPage

if TYPE_CHECKING:
    from .desk import Desk
    from .pages import PageEntry

Entries = Callable[[Look, Guard], "Sequence[PageEntry]"]


class MainWindow(QWidget):
    """Shows one of the three; what an open vault needs is imported after the first window is painted."""

    painted = Signal()  # once, after the first time

    def __init__(
        self, session: Session, look: Look, guard: Guard, entries: Entries, folder: Path, relaunch: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session, self._look, self._guard = session, look, guard
        self._entries, self._folder, self._relaunch = entries, folder, relaunch
        self.content: QWidget | None = None
        self.desk: Desk | None = None
        self._was_painted = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle(self.tr("Notes"))  # says nothing about whose notes these are, and never changes
        look.changed.connect(self.rebuild)
        session.troubled.connect(self._tell_before_opening)
        self.show_unlock()

    def sizeHint(self) -> QSize:
        return QSize(1120, 720)

    def show_unlock(self) -> None:
        """Ask for the passphrase."""
        page = UnlockPage(self._session, self._look, self._folder)
        page.opened.connect(self._enter)
        page.create_wanted.connect(self.show_create)
        self._show(page)
        page.focus_first()

    @Slot()
    def show_create(self) -> None:
        """Make a new vault."""
        from .unlock.create_wizard import CreateWizard  # noqa: PLC0415  see the class

        wizard = CreateWizard(self._session, self._look, self._folder)
        wizard.finished.connect(self.enter)
        wizard.cancelled.connect(self.show_unlock)
        self._show(wizard)
        wizard.focus_first()

    @Slot()
    def enter(self) -> None:
        """A vault is open: show its pages, beginning where the person was."""
        self._guard.start(self._session.folder)
        self._make_desk().return_to_place()

    @Slot()
    def rebuild(self) -> None:
        """Build the windows again in another language or look, at the same place."""
        if self.desk is not None and self.desk.is_covered:
            # The system may change its colours at dusk, while nobody is there.
            self.desk.uncovered.connect(self.rebuild, Qt.ConnectionType.UniqueConnection)
        elif self.desk is not None:
            self._session.flushing.emit()
            place = self.desk.frame.place()
            self._make_desk().frame.restore(place)
        elif isinstance(self.content, UnlockPage):
            self.show_unlock()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(0, self.painted.emit)

    def closeEvent(self, event: QCloseEvent) -> None:
        trouble = self.desk.close_vault() if self.desk is not None else self._session.close()
        if trouble is None:
            event.accept()
            return
        event.ignore()
        if self.desk is not None and self.desk.is_covered:
            self.desk.lock()  # the cover says why, and it locks by itself
        elif self.desk is not None:
            self.desk.frame.trouble(trouble)

    @Slot()
    def end(self) -> None:
        """The system wants the program to end: nobody may be there to see what is open while that does not succeed."""
        if self.desk is not None:
            self.desk.cover()
        self.close()

    @Slot(object)
    def _tell_before_opening(self, trouble: Trouble) -> None:
        if isinstance(self.content, UnlockPage):
            self.content.tell(trouble)

    @Slot(bool)
    def _enter(self, without_phrase: bool) -> None:
        self.enter()
        if without_phrase and self.desk is not None:
            frame = self.desk.frame
            text = self.tr("Opened without the passphrase. Choose a new passphrase now.")
            frame.say(text, "warning", self.tr("To the settings"), lambda: frame.go("settings"))

    def _make_desk(self) -> "Desk":
        from .desk import Desk  # noqa: PLC0415  see the class

        desk = Desk(self._session, self._look, self._guard, self._entries(self._look, self._guard), self._relaunch)
        self._show(desk)
        self.desk = desk
        return desk

    def _show(self, content: QWidget) -> None:
        if self.content is not None:
            self._column.removeWidget(self.content)
            self.content.hide()
            self.content.deleteLater()
        self.content, self.desk = content, None
        self._column.addWidget(content)
