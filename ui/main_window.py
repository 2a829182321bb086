"""The one window: the page that opens a vault, then the frame with the pages; above both the cover."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QSize, Slot
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.errors import VaultTrouble

from .clipboard import OwnClipboard
from .cover import Cover
from .frame import Frame
from .guard import Guard
from .look import Look
from .pages import PageEntry
from .session import Session
from .unlock.create_wizard import CreateWizard
from .unlock.unlock_page import UnlockPage

Entries = Callable[[Look, Guard], Sequence[PageEntry]]


class MainWindow(QWidget):
    """Switches between unlocking, making a vault and the frame; covers, locks and closes."""

    def __init__(
        self, session: Session, look: Look, guard: Guard, entries: Entries, folder: Path, relaunch: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session, self._look, self.guard = session, look, guard
        self._entries, self._folder, self._relaunch = entries, folder, relaunch
        self._content: QWidget | None = None
        self._cover: Cover | None = None
        self._clipboard = OwnClipboard(self)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle(self.tr("Notes"))  # says nothing about whose notes these are, and never changes
        look.changed.connect(self.rebuild)
        guard.cover_wanted.connect(self.cover)
        guard.lock_wanted.connect(self.lock)
        self.show_unlock()

    @property
    def content(self) -> QWidget | None:
        """What is shown beneath the cover: unlock page, wizard or frame."""
        return self._content

    @property
    def frame(self) -> Frame:
        """The frame of the open vault; before it is entered this is a bug."""
        assert isinstance(self._content, Frame)
        return self._content

    @property
    def is_covered(self) -> bool:
        """Whether the cover lies over everything."""
        return self._cover is not None and self._cover.isVisible()

    def sizeHint(self) -> QSize:
        return QSize(1120, 720)

    def say(self, text: str) -> None:
        """Show a line in the message bar of the frame."""
        self.frame.say(text)

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
        wizard = CreateWizard(self._session, self._look, self._folder)
        wizard.finished.connect(self.enter)
        wizard.cancelled.connect(self.show_unlock)
        self._show(wizard)
        wizard.focus_first()

    @Slot()
    def enter(self) -> None:
        """A vault is open: show its pages, beginning where the person was."""
        self.guard.start()
        frame = self._make_frame()
        self._session.ask(lambda vault: vault.place(), lambda place: frame.restore(_ids(place)))
        self._session.ask(lambda vault: [alarm.code for alarm in vault.alarms], lambda codes: _tell(frame, codes))

    @Slot()
    def rebuild(self) -> None:
        """Build the windows again in another language or look, at the same place."""
        if isinstance(self._content, Frame):
            self._session.flushing.emit()
            place = self._content.place()
            self._make_frame().restore(place)
        elif isinstance(self._content, UnlockPage):
            self.show_unlock()

    @Slot()
    def cover(self) -> None:
        """Hide everything at once, then hand over what is typed and clear our own clipboard."""
        if self._cover is None or self._cover.isVisible():
            return
        self._cover.cover()
        self._clipboard.clear()
        self._session.flushing.emit()

    def uncover(self) -> None:
        """Take the cover away (the PIN was right)."""
        if self._cover is not None:
            self._cover.hide()

    @Slot()
    def lock(self) -> None:
        """Cover, write, close and replace the process; where writing fails stay covered and say so."""
        if not self._session.is_open:
            return
        self.cover()
        place = self._content.place() if isinstance(self._content, Frame) else None
        trouble = self._session.close(place)
        if trouble is None:
            self.guard.stop()
            self._session.end()
            self._relaunch()
        elif self._cover is not None:
            spoken = self._look.words.of(trouble)
            not_locked = self.tr("Not locked, because not everything is written yet; what you typed is kept.")
            self._cover.say(f"{not_locked} {spoken.sentence} {spoken.advice}")

    def closeEvent(self, event: QCloseEvent) -> None:
        place = self._content.place() if isinstance(self._content, Frame) else None
        trouble = self._session.close(place)
        if trouble is None:
            self._clipboard.clear()
            event.accept()
            return
        event.ignore()
        if isinstance(self._content, Frame):
            self._content.trouble(trouble)

    @Slot(bool)
    def _enter(self, by_code: bool) -> None:
        self.enter()
        if by_code and isinstance(self._content, Frame):
            frame = self._content
            text = self.tr("Opened with the recovery code. Choose a new passphrase now.")
            frame.say(text, "warning", self.tr("To the settings"), lambda: frame.go("settings"))

    def _make_frame(self) -> Frame:
        frame = Frame(self._session, self._look, self._entries(self._look, self.guard))
        frame.cover_wanted.connect(self.cover)
        frame.lock_wanted.connect(self.lock)
        self.guard.ticked.connect(frame.status.show_countdown)
        self._show(frame)
        self._cover = Cover(self._look.theme, self._check, self)
        self._cover.gave_up.connect(self.lock)
        return frame

    def _show(self, content: QWidget) -> None:
        if self._content is not None:
            self._column.removeWidget(self._content)
            self._content.hide()
            self._content.deleteLater()
        if self._cover is not None:
            self._cover.hide()
            self._cover.deleteLater()
            self._cover = None
        self._content = content
        self._column.addWidget(content)

    def _check(self, typed: str, answer: Callable[[bool], None]) -> None:
        if self.guard.precautions.pin and typed == self.guard.precautions.pin:
            answer(True)
        else:
            self._session.fits(typed, answer)


def _ids(place: dict[str, object] | None) -> dict[str, str]:
    return {name: value for name, value in (place or {}).items() if isinstance(value, str)}


def _tell(frame: Frame, codes: Sequence[str]) -> None:
    for code in codes:
        frame.trouble(VaultTrouble(code))
