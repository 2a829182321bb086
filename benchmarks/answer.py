"""One answer on the disk: the journal row of a vault beside one committed row of plain SQLCipher.

    python -m benchmarks.answer [--answers 300]

Both wait for the disk (synchronous = FULL, WAL). The two are measured in turns, so that a busy machine is busy for
both; the target is a ratio of 2 at most.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from monitorapp.exchange.members import create_vault
from monitorapp.vault import cipher
from monitorapp.vault.keyfile import LIGHT

TEXT = "Дежурный не показал журнал учёта доставленных. "


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--answers", type=int, default=300)
    number = parser.parse_args().answers
    with tempfile.TemporaryDirectory() as folder:
        vault, _ = create_vault(Path(folder) / "v", "семь простых слов для ноутбука", "Анна", LIGHT)
        visit, _ = vault.start_visit("visit", "1", {"facility_id": "practice"})
        plain = cipher.open_ledger(Path(folder) / "plain", bytes(32))
        ours, floor = [], []
        for n in range(number):
            name = f"question_{n % 50}"
            text = f"{TEXT}{n}"
            seen = vault.shown(visit, name)  # the screen knows it already
            ours.append(_took(partial(vault.record, visit, name, text, seen)))
            row = (name, text)
            floor.append(_took(partial(plain.execute, "insert or replace into facts values(?, ?)", row)))
        cipher.close_ledger(plain, Path(folder) / "plain")
        vault.close()
    for name, times in (("journal row of the vault", ours), ("row of plain SQLCipher", floor)):
        print(f"{name}: median {_ms(statistics.median(times))}, p95 {_ms(statistics.quantiles(times, n=20)[-1])}")
    print(f"ratio of the medians: {statistics.median(ours) / statistics.median(floor):.2f} (target 2 at most)")


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ms(seconds: float) -> str:
    return f"{seconds * 1000:.2f} ms"


if __name__ == "__main__":
    main()
