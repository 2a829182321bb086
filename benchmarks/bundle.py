"""Size and time of a bundle with 3,000 answers and 20 MB of attachments.

python -m benchmarks.bundle
"""

import json
import random
import tempfile
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from monitorapp.bundle.container import Contents, read_bundle, write_bundle
from monitorapp.bundle.identity import Identity

ANSWERS = 3_000
PHOTOS, PHOTO_BYTES = 20, 1_000_000
RUNS = 5


def commits() -> bytes:
    """Signed history is mostly hashes: 20 commits of 150 answers, each line opaque JSON."""
    dice = random.Random(1)
    lines = []
    for number in range(ANSWERS // 150):
        answers = {f"section_{number}.question_{place}": dice.choice(["yes", "no", 3, 4.5]) for place in range(150)}
        header = {"document": uuid.uuid4().hex, "previous": dice.randbytes(32).hex(), "hash": dice.randbytes(32).hex()}
        lines.append(json.dumps({"header": header, "salt": dice.randbytes(16).hex(), "part": answers}))
    return "\n".join(lines).encode()


def best(action: Callable[[], object]) -> float:
    """The best of some runs, in seconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return min(times)


def measure(folder: Path, name: str, contents: Contents) -> None:
    """Write and read one kind of bundle and print a line about it."""
    monitor, coordinator = Identity.generate("monitor", "monitor"), Identity.generate("coordinator", "coordinator")
    cards = [monitor.card(), coordinator.card()]
    path = folder / "measured.bundle"

    def write() -> None:
        path.unlink(missing_ok=True)
        write_bundle(path, contents, monitor, cards)

    def read() -> None:
        opened = read_bundle(path, coordinator)
        assert sum(map(len, opened.attachments.values())) == sum(len(data) for _, data in contents.attachments)

    written, taken = best(write), best(read)
    plain = len(contents.commits) + sum(len(data) for _, data in contents.attachments)
    size = path.stat().st_size
    print(
        f"{name:32} {plain:>11,} B in  {size:>11,} B out  write {written * 1000:7.1f} ms  read {taken * 1000:7.1f} ms"
    )


def main() -> None:
    dice = random.Random(2)
    photos = [(uuid.uuid4().hex, dice.randbytes(PHOTO_BYTES)) for _ in range(PHOTOS)]
    history = commits()
    with tempfile.TemporaryDirectory() as folder:
        measure(Path(folder), "receipt", Contents("receipt", 1))
        measure(Path(folder), f"{ANSWERS:,} answers", Contents("visit", 1, history))
        measure(
            Path(folder), f"{ANSWERS:,} answers, 20 MB of photos", Contents("visit", 1, history, attachments=photos)
        )


if __name__ == "__main__":
    main()
