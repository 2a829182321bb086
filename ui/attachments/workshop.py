"""One thread for work on pictures, beside the one that owns the vault: answers to questions never wait for a photo."""

import sys
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from shiboken6 import isValid

from monitorapp.errors import Trouble

from ..crash import report

T = TypeVar("T")
# With three threads at work Python's usual 5 ms made the window wait 80 ms for its turn; 1 ms halves that.
USUAL, SHORT = sys.getswitchinterval(), 0.001


class _Delivery(NamedTuple):
    future: "Future[Any]"
    answer: Callable[[Any], None]
    failed: Callable[[Trouble], None]


class Workshop(QObject):
    """Runs jobs in order; answers and troubles come in the window's thread, and none after `close`."""

    _finished = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread: ThreadPoolExecutor | None = None
        self._pending = 0
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether an answer is still to come."""
        return self._pending > 0

    def run(self, job: Callable[[], T], answer: Callable[[T], None], failed: Callable[[Trouble], None]) -> None:
        """Run `job` after those before it; its result goes to `answer`, a Trouble to `failed`."""
        if self._thread is None:
            self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="pictures")
        self._count(1)
        future = self._thread.submit(job)
        future.add_done_callback(lambda done: self._hand_over(_Delivery(done, answer, failed)))

    def _hand_over(self, delivery: _Delivery) -> None:
        if isValid(self):  # the page may have gone meanwhile
            self._finished.emit(delivery)

    def close(self) -> None:
        """Forget what has not begun; what is running ends by itself."""
        thread, self._thread = self._thread, None
        if thread is not None:
            thread.shutdown(wait=False, cancel_futures=True)

    def _count(self, by: int) -> None:
        self._pending += by
        sys.setswitchinterval(SHORT if self._pending else USUAL)

    @Slot(object)
    def _deliver(self, delivery: _Delivery) -> None:
        self._count(-1)
        if self._thread is None or delivery.future.cancelled():
            return
        problem = delivery.future.exception()
        if problem is None:
            delivery.answer(delivery.future.result())
        elif isinstance(problem, Trouble):
            delivery.failed(problem)
        else:
            report(problem)
