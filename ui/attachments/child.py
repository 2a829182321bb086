"""Starts the program that decodes pictures, believes it only after a look, in a thread beside the vault's."""

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from threading import Thread, Timer
from typing import Any, BinaryIO, NamedTuple, TypeVar

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QImage
from shiboken6 import isValid

from monitorapp.errors import InputTrouble, Trouble
from monitorapp.records.attachment import LIMIT, SHOWN, leftovers, media_type

from ..crash import report
from . import decoder

SECONDS = 60.0
LINE = 1000
SCREEN_PIXELS = 16_000_000  # a larger picture is shown smaller, and kept as it is
THUMBNAIL_PIXELS = 40_000
PASSED_ON = frozenset({"picture-too-large", "picture-unreadable"})
_FLAGS = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # on Windows no black window flashes up
Box = tuple[int, int, int, int]


@dataclass(frozen=True)
class Decoded:
    """Pixels to be shown, and the size of the whole picture."""

    pixels: bytes
    width: int
    height: int
    full_width: int
    full_height: int

    @property
    def image(self) -> QImage:
        """The pixels as Qt takes them; copied, so that it outlives this."""
        return image_of(self.pixels, self.width, self.height).copy()


@dataclass(frozen=True)
class Cleaned:
    """A picture that is pixels alone."""

    content: bytes
    type: str
    width: int
    height: int


def image_of(pixels: bytes, width: int, height: int) -> QImage:
    """An image over these pixels, which must live as long as it."""
    return QImage(pixels, width, height, _stride(width), QImage.Format.Format_RGB888)


def show(data: bytes, media: str, pixels: int = SCREEN_PIXELS) -> Decoded:
    """Decode a picture to at most so many pixels.

    Raises InputTrouble `picture-too-large` or `picture-unreadable`, also where the child died or took too long.
    """
    answer, body = _run({"deed": "show", "type": media, "pixels": pixels}, data, 3 * decoder.MOST_PIXELS)
    width, height = _sides(answer, "width", "height")
    if len(body) != _stride(width) * height:
        raise InputTrouble("picture-unreadable")
    full = answer.get("full")
    if not isinstance(full, list) or len(full) != 2:
        raise InputTrouble("picture-unreadable")
    return Decoded(body, width, height, *_sides({"w": full[0], "h": full[1]}, "w", "h"))


def clean(data: bytes, media: str, boxes: Sequence[Box] = ()) -> Cleaned:
    """The picture as pixels alone, upright, with black boxes burned in; raises as `show`."""
    answer, body = _run({"deed": "clean", "type": media, "boxes": list(boxes)}, data, LIMIT)
    width, height = _sides(answer, "width", "height")
    found = media_type(body[:64])
    if found != answer.get("type") or leftovers(body):
        raise InputTrouble("picture-unreadable")
    return Cleaned(body, found, width, height)


def _sides(answer: dict[str, Any], *names: str) -> tuple[int, int]:
    width, height = (answer.get(name) for name in names)
    if not isinstance(width, int) or not isinstance(height, int):
        raise InputTrouble("picture-unreadable")
    if not (0 < width <= decoder.MOST_SIDE and 0 < height <= decoder.MOST_SIDE):
        raise InputTrouble("picture-unreadable")
    return width, height


def _stride(width: int) -> int:
    return (3 * width + 3) & ~3


def _run(wish: dict[str, object], data: bytes, most: int) -> tuple[dict[str, Any], bytes]:
    if wish["type"] not in SHOWN:
        raise InputTrouble("picture-unreadable")
    command = [sys.executable, "-I", str(Path(decoder.__file__).resolve())]
    with subprocess.Popen(  # noqa: S603  our own program
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, creationflags=_FLAGS
    ) as process:
        guard = Timer(SECONDS, process.kill)
        guard.start()
        try:
            assert process.stdin is not None
            assert process.stdout is not None
            Thread(target=_feed, args=(process.stdin, wish, data), daemon=True).start()
            line = process.stdout.readline(LINE)
            body = process.stdout.read(most + 1)
        finally:
            process.kill()
            guard.cancel()
    return _answer(line, body, most), body


def _feed(pipe: BinaryIO, wish: dict[str, object], data: bytes) -> None:
    try:
        with pipe:
            pipe.write(json.dumps(wish).encode() + b"\n")
            pipe.write(data)
    except OSError:
        return  # the child ended early; its answer, or the want of one, says so


def _answer(line: bytes, body: bytes, most: int) -> dict[str, Any]:
    """The first line of the answer; raises InputTrouble for a trouble, and for what no honest child says."""
    try:
        answer = json.loads(line)
    except ValueError:
        answer = None
    if not isinstance(answer, dict) or len(body) > most:
        raise InputTrouble("picture-unreadable")
    trouble = answer.get("trouble")
    if trouble is not None:
        code = trouble if trouble in PASSED_ON else "picture-unreadable"
        raise InputTrouble(code, most=decoder.MOST_PIXELS // 1_000_000)
    return answer


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
