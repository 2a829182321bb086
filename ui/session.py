"""The one door to the open vault: a single worker thread owns it, widgets ask and change through here."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from monitorapp.errors import Trouble, VaultTrouble

from .crash import report

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from monitorapp.records.view import Changes
    from monitorapp.vault.keyfile import KdfCost
    from monitorapp.vault.vault import Vault

    Deed = Changes | tuple[Any, Changes] | None

T = TypeVar("T")
Failed = Callable[[Trouble], None]
FLUSH_SECONDS = 15.0
ABANDON_SECONDS = 2.0


class _Work:
    """A job, whoever waits for it, and what came of it: made and emptied in the window's thread.

    The worker may drop its reference last, and a widget that is freed outside the window's thread ends the program.
    """

    def __init__(self, job: Callable[[], Any], answer: Callable[[Any], None], failed: Failed | None) -> None:
        self._parts: tuple[Callable[[], Any], Callable[[Any], None], Failed | None] | None = (job, answer, failed)
        self.result: Any = None
        self.problem: BaseException | None = None

    def run(self) -> None:
        """Do the job, in the worker."""
        assert self._parts is not None
        try:
            self.result = self._parts[0]()
        except BaseException as problem:
            self.problem = problem

    def taken(self) -> tuple[Callable[[Any], None], Failed | None]:
        """Whoever waits for it; from now on nothing is held here."""
        assert self._parts is not None
        (_, answer, failed), self._parts = self._parts, None
        return answer, failed


class Session(QObject):
    """Answers come back in the window's thread, in the order asked; a Trouble goes to `failed` or to `troubled`."""

    changed = Signal(object, object)  # Changes, and the widget that caused them or None
    saved = Signal(str)  # local time of the last write that the disk has acknowledged
    troubled = Signal(object)  # a Trouble that nobody else handles
    flushing = Signal()  # hand over at once what is typed but not yet passed to `change`
    opened = Signal()
    closed = Signal()

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None, cost: "KdfCost | None" = None) -> None:
        """`cost` is what deriving the key of a passphrase costs; by default what fits this laptop."""
        super().__init__(parent)
        self._cost = cost
        self._thread: ThreadPoolExecutor | None = None
        self._vault: Vault | None = None  # touched by the worker only, as is the next
        self._is_dead = False  # its medium was pulled out
        self._refused: list[Trouble] = []  # of writes that failed and were not yet told to whoever asked for them
        self._folder: Path | None = None
        self._pending = 0
        self._has_ended = False
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_open(self) -> bool:
        """Whether a vault is open."""
        return self._folder is not None

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._pending > 0

    @property
    def folder(self) -> Path | None:
        """The folder of the open vault."""
        return self._folder

    @property
    def cost(self) -> "KdfCost | None":
        """What deriving the key of a new passphrase shall cost; None: what fits this laptop."""
        return self._cost

    def ask(self, question: "Callable[[Vault], T]", answer: Callable[[T], None], failed: Failed | None = None) -> None:
        """Read from the vault: `question` runs in the worker, `answer` gets its result in the window's thread."""
        self._submit(lambda: self._run_on_vault(question), answer, failed)

    def change(
        self,
        deed: "Callable[[Vault], Deed]",
        done: Callable[[Any], None] | None = None,
        initiator: object = None,
        failed: Failed | None = None,
    ) -> None:
        """Write to the vault: once the disk has acknowledged it, `saved`, `done` and `changed` follow in this order.

        `deed` returns Changes, None when nothing was to be changed, or (something, Changes); `done` gets just that.
        """

        def acknowledged(result: "Deed") -> None:
            self.saved.emit(strftime("%H:%M:%S"))
            if done is not None and _is_alive(done):
                done(result)
            changes = result[1] if isinstance(result, tuple) else result
            if changes is not None:
                self.changed.emit(changes, initiator)

        self._submit(lambda: self._write(deed), acknowledged, failed)

    def run(self, job: Callable[[], T], answer: Callable[[T], None], failed: Failed | None = None) -> None:
        """Run a long job that needs no vault (a key to derive, a file to look at) in the worker."""
        self._submit(job, answer, failed)

    def open(self, folder: Path, passphrase: str, done: Callable[[], None], failed: Failed) -> None:
        """Open the vault in `folder` with its passphrase."""
        self.adopt(folder, lambda: (_vault_class().open(folder, passphrase), None), lambda _: done(), failed)

    def recover(self, folder: Path, code: str, done: Callable[[], None], failed: Failed) -> None:
        """Open the vault in `folder` with its recovery code."""
        self.adopt(folder, lambda: (_vault_class().recover(folder, code), None), lambda _: done(), failed)

    def create(self, folder: Path, passphrase: str, name: str, done: Callable[[str], None], failed: Failed) -> None:
        """Make a vault; `done` gets the recovery code, which is to be typed back before the vault is of use."""

        cost = self._cost

        def made() -> "tuple[Vault, str]":
            # The first window is painted before SQLCipher and pydantic are imported.
            from monitorapp.exchange.members import create_vault  # noqa: PLC0415

            return create_vault(folder, passphrase, name, cost)

        self.adopt(folder, made, done, failed)

    def adopt(
        self, folder: Path, opening: "Callable[[], tuple[Vault, T]]", done: Callable[[T], None], failed: Failed
    ) -> None:
        """Open a vault in the way of `opening`, which runs in the worker; `done` gets what comes with the vault."""

        def own() -> T:
            self._vault, result = opening()
            self._is_dead = False
            _bring_to_its_end(self._vault)
            return result

        def adopted(result: T) -> None:
            self._folder = folder
            done(result)
            self.opened.emit()

        self._submit(own, adopted, failed)

    def change_passphrase(self, passphrase: str, done: Callable[[None], None], failed: Failed) -> None:
        """Replace the passphrase of the open vault."""
        cost = self._cost

        def replace() -> None:
            from monitorapp.vault.rekey import proposed_cost  # noqa: PLC0415  see `create`

            vault = self._open_vault()
            vault.change_passphrase(passphrase, cost or proposed_cost(vault))

        self._submit(replace, done, failed)

    def flush(self, seconds: float = FLUSH_SECONDS) -> Trouble | None:
        """Have editors hand over what they hold and wait for the disk; the trouble if something is not written.

        This waits in the window's thread, at most `seconds`: it is called only before cover, lock and close.
        """
        self.flushing.emit()
        if not self._finishes(lambda: None, seconds):
            return VaultTrouble("disk-slow")
        return self._refused[0] if self._refused else None

    def fits(self, passphrase: str, answer: Callable[[bool], None]) -> None:
        """Tell whether this is the passphrase of the open vault; the ledgers are not touched."""
        folder = self._folder
        assert folder is not None
        self._submit(lambda: self._vault is not None and _opens(folder, passphrase, self._vault), answer, None)

    def close(self, place: Mapping[str, object] | None = None, seconds: float = FLUSH_SECONDS) -> Trouble | None:
        """Flush, remember `place`, commit what is drafted and close; where something is unwritten the vault stays open.

        Once everything is acknowledged nothing keeps it open: what fails then is made up for at the next opening.
        """
        if self._folder is None:
            return None
        trouble = self.flush(seconds)
        if trouble is None and not self._finishes(lambda: self._commit_and_close(place), seconds):
            trouble = VaultTrouble("disk-slow")
        if trouble is None:
            self._leave()
        return trouble

    def abandon(self, place: Mapping[str, object], seconds: float = ABANDON_SECONDS) -> None:
        """Close although something is not written: that is lost, what was acknowledged is not."""
        self._finishes(lambda: self._commit_and_close(place), seconds)
        self._leave()

    def _leave(self) -> None:
        self._folder = None
        self.closed.emit()

    def end(self) -> None:
        """End the worker thread; nothing that it still had to say is delivered, and the session is of no use."""
        self._has_ended = True
        if self._thread is not None:
            self._thread.shutdown(wait=True)

    @property
    def _worker(self) -> "ThreadPoolExecutor":
        if self._thread is None:
            from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  not before the first window is painted

            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        return self._thread

    def _finishes(self, job: Callable[[], None], seconds: float) -> bool:
        """Run a last job in the worker and tell whether it was done in time; a bug in it is reported."""
        future = self._worker.submit(job)
        try:
            problem = future.exception(timeout=seconds)
        except TimeoutError:
            return False
        if problem is not None:
            report(problem)
        return True

    def _commit_and_close(self, place: Mapping[str, object] | None) -> None:
        with suppress(Trouble):  # the commits, the logs and the place are seen to at the next opening
            vault = self._open_vault()  # closed already, where an earlier try went on while nobody waited for it
            self._vault = None
            try:
                if place is not None:
                    vault.set_place(place)
            finally:
                vault.close()

    def _open_vault(self) -> "Vault":
        if self._vault is None:
            raise VaultTrouble("vault-closed")
        if self._is_dead:
            from monitorapp.vault.rekey import reopened  # noqa: PLC0415  see `create`

            self._vault = reopened(self._vault)
            self._is_dead = False
        return self._vault

    def _bury(self) -> None:
        """The medium was pulled out: what is open on it can never be used again, also when it is back."""
        vault, self._is_dead = self._vault, True
        with suppress(Trouble):
            if vault is not None:
                vault.close()

    def _run_on_vault(self, deed: "Callable[[Vault], T]") -> T:
        try:
            return deed(self._open_vault())
        except VaultTrouble as trouble:
            if trouble.code != "medium-gone" or self._is_dead:
                raise
        self._bury()
        return deed(self._open_vault())  # perhaps it is back already

    def _write(self, deed: "Callable[[Vault], Deed]") -> "Deed":
        try:
            return self._run_on_vault(deed)
        except Trouble as trouble:
            self._refused.append(trouble)
            raise

    def _submit(self, job: Callable[[], T], answer: Callable[[T], None], failed: Failed | None) -> None:
        self._pending += 1
        work = _Work(job, answer, failed)
        self._worker.submit(work.run).add_done_callback(lambda _: self._finished.emit(work))

    @Slot(object)
    def _deliver(self, work: _Work) -> None:
        self._pending -= 1
        answer, failed = work.taken()
        if self._has_ended:
            return
        problem = work.problem
        if problem in self._refused:
            self._refused.remove(problem)  # from here on whoever asked keeps what is unwritten
        if problem is None:
            if _is_alive(answer):
                answer(work.result)
        elif not isinstance(problem, Trouble):
            report(problem)
        elif failed is not None and _is_alive(failed):
            failed(problem)
        else:
            self.troubled.emit(problem)


def _vault_class() -> "type[Vault]":
    from monitorapp.vault.vault import Vault  # noqa: PLC0415  see `create`

    return Vault


def _bring_to_its_end(vault: "Vault") -> None:
    """A change of every key that was cut short goes on; where it cannot yet, the settings say so."""
    from monitorapp.vault import rekey  # noqa: PLC0415  see `create`

    with suppress(Trouble):
        rekey.go_on(vault)


def _opens(folder: Path, passphrase: str, vault: "Vault") -> bool:
    from monitorapp.vault.folder import KEY_FILE  # noqa: PLC0415  see `create`
    from monitorapp.vault.keyfile import KeyFile  # noqa: PLC0415

    try:
        # Somebody may have put a vault of their own in its place, to which they know the passphrase.
        return KeyFile.open(folder / KEY_FILE, passphrase).is_same(vault.keyfile)
    except VaultTrouble:
        return False


def _is_alive(receiver: Callable[..., object]) -> bool:
    """Whether the widget whose method this is still exists: a page may be gone when its answer comes."""
    method = receiver.func if isinstance(receiver, partial) else receiver
    owner = getattr(method, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)
