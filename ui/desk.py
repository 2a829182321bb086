"""An open vault on the screen: the frame with its pages, and the cover over it; covering, locking, closing."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from monitorapp.clock import SYSTEM, clock_flags
from monitorapp.errors import Trouble

from .clipboard import OwnClipboard
from .cover import Cover
from .frame import Frame
from .guard import Guard, follow, read_idle_times
from .laptop import HIBERNATION, SYNCHRONISED, Risk, keep_told, untold
from .look import Look
from .pages import PageEntry
from .pending_lock import PendingLock
from .session import FLUSH_SECONDS, Session

RETRY_SECONDS = 1.0  # how long the window may stand still each time a waiting lock is tried again


class Desk(QWidget):
    """Made when a vault was opened, and made again when the look or the language changes."""

    uncovered = Signal()

    def __init__(
        self, session: Session, look: Look, guard: Guard, entries: Sequence[PageEntry], relaunch: Callable[[], None]
    ) -> None:
        super().__init__()
        self._session, self._look, self._guard, self._relaunch = session, look, guard, relaunch
        self._clipboard = OwnClipboard(self)
        self._pin_was_offered = False
        self._place: dict[str, str] = {}
        self.frame = Frame(session, look, entries)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.frame)
        self._cover = Cover(look.theme, self._check, self)
        self._pending = PendingLock(self)
        self._pending.due.connect(partial(self._lock, RETRY_SECONDS))
        self._cover.gave_up.connect(self._forget_pin)
        self._cover.gave_up.connect(self.lock)
        self._cover.try_wanted.connect(self.lock)
        self._cover.loss_wanted.connect(self._lock_and_lose)
        self._cover.opened.connect(self._pending.give_up)
        session.closed.connect(self._pending.give_up)
        self._cover.opened.connect(self._offer_pin)
        self._cover.opened.connect(partial(guard.note_covered, False))
        self._cover.opened.connect(self.frame.show)
        self._cover.opened.connect(self.uncovered)
        self.frame.cover_wanted.connect(self.cover)
        self.frame.lock_wanted.connect(self.lock)
        guard.cover_wanted.connect(self.cover)
        guard.lock_wanted.connect(self.lock)
        guard.ticked.connect(self.frame.status.show_countdown)

    @property
    def is_covered(self) -> bool:
        """Whether the cover lies over everything."""
        return self._cover.isVisible()

    def return_to_place(self) -> None:
        """Show the page where the person was when the vault was closed, and warn of what is not as it should be."""
        self._session.ask(read_idle_times, partial(follow, self._guard.precautions))
        self._session.ask(lambda vault: vault.place(), lambda place: self.frame.restore(_ids(place)))
        self._warn_of_wrong_clock()
        self._session.ask(lambda vault: vault.is_rehearsed, self._warn_of_untried_code)
        self._session.ask(untold, self._tell_risks)

    @Slot()
    def cover(self) -> None:
        """Hide everything at once, then hand over what is typed and clear our own clipboard."""
        if not self._cover.isVisible():
            self._place = self.frame.place()  # with the question and the cursor, which the cover takes
            self._cover.cover(pin=self._guard.precautions.pin.is_set)
            # Hidden, not only covered: its shortcuts are silent and a screen reader has nothing to read.
            self.frame.hide()
            self._guard.note_covered(True)
            self._clipboard.clear()
            self._session.flushing.emit()

    def uncover(self) -> None:
        """Take the cover away (the PIN was right)."""
        self._cover.uncover()

    @Slot()
    def lock(self) -> None:
        """Cover, write, close and replace the process; where writing fails stay covered, say so and try again later."""
        self._lock(FLUSH_SECONDS)

    def _lock(self, seconds: float) -> None:
        self.cover()
        folder = self._session.folder
        trouble = self.close_vault(seconds)
        if trouble is None or folder is None:
            self._session.end()
            self._leave()
            return
        self._pending.wait_after(trouble, folder)
        spoken = self._look.words.of(trouble)
        not_locked = self.tr("Not locked, because the last words are not written yet; they are kept in memory.")
        by_itself = self.tr("It locks by itself once they are written.")
        self._cover.tell_unwritten(f"{not_locked} {spoken.sentence} {spoken.advice} {by_itself}")

    @Slot()
    def _forget_pin(self) -> None:
        """Where the lock has to wait for the disk, nobody goes on trying short numbers: the passphrase alone opens."""
        self._guard.precautions.pin.choose("")

    @Slot()
    def _lock_and_lose(self) -> None:
        self._session.abandon(self._where())
        self._clipboard.clear()
        self._leave()  # without waiting for the worker: the disk may never answer it

    def _leave(self) -> None:
        self._guard.stop()
        self._relaunch()

    def close_vault(self, seconds: float = FLUSH_SECONDS) -> Trouble | None:
        """Write everything, remember the place and close; with a trouble the vault stays open."""
        trouble = self._session.close(self._where(), seconds)
        if trouble is None:
            self._clipboard.clear()
        return trouble

    def _where(self) -> dict[str, str]:
        return self._place if self.is_covered else self.frame.place()

    def _check(self, typed: str, answer: Callable[[bool], None]) -> None:
        if self._guard.precautions.pin.fits(typed):
            answer(True)
        else:
            self._session.fits(typed, answer)

    @Slot()
    def _offer_pin(self) -> None:
        if not self._guard.precautions.pin.is_set and not self._pin_was_offered:
            self._pin_was_offered = True
            text = self.tr("With a short PIN the cover opens faster. It is kept in memory until the next lock.")
            self.frame.say(text, "info", self.tr("Choose a PIN"), lambda: self.frame.go("settings", pin=""))

    def _warn_of_wrong_clock(self) -> None:
        now = SYSTEM.now()
        if clock_flags(now):
            text = self.tr("The clock of this laptop says %1, which seems wrong. You can go on; times you type stay.")
            self.frame.say(text.replace("%1", f"{now.astimezone():%Y-%m-%d %H:%M}"), "warning")

    def _warn_of_untried_code(self, rehearsed: bool) -> None:
        if not rehearsed and not self.frame.message:
            text = self.tr("The recovery code was never tried: if the passphrase is forgotten, all is lost.")
            self.frame.say(text, "warning", self.tr("Try it now"), lambda: self.frame.go("settings"))

    def _tell_risks(self, risks: Sequence[Risk]) -> None:
        if risks and not self.frame.message:
            known = partial(self._session.change, partial(keep_told, risk=risks[0]))
            self.frame.say(self._words_of(risks[0]), "warning", self.tr("I know"), known)

    def _words_of(self, risk: Risk) -> str:
        if risk.code == SYNCHRONISED:
            text = self.tr("%1 copies the folder of this vault to other computers, with old keys. Move it elsewhere.")
            return text.replace("%1", risk.name)
        if risk.code == HIBERNATION:
            return self.tr(
                "When this laptop hibernates it writes open answers to its disk in clear. Shut it down instead."
            )
        return self.tr("This laptop may write open answers to its disk in clear (swap). Have the whole disk encrypted.")


def _ids(place: dict[str, object] | None) -> dict[str, str]:
    return {name: value for name, value in (place or {}).items() if isinstance(value, str)}
