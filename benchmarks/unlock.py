"""Opening a vault: the key derivation apart, and then everything else.

    python -m benchmarks.unlock [--visits 20] [--answers 300]

The derivation is meant to cost about a second; the rest (key file, all ledgers, the search for tampering, the list
of visits) has a target of 0.5 s.
"""

import argparse
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from monitorapp.exchange.members import create_vault
from monitorapp.vault.keyfile import KdfCost, KeyFile
from monitorapp.vault.vault import Vault

PHRASE = "семь простых слов для ноутбука"
RUNS = 5


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=20)
    parser.add_argument("--answers", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "v"
        vault, code = create_vault(folder, PHRASE, "Анна", KdfCost())
        for _ in range(arguments.visits):
            _visit(vault, arguments.answers)
        vault.close()
        whole = [_took(lambda: KeyFile.open(folder / "k", PHRASE)) for _ in range(RUNS)]
        cheap = [_took(lambda: KeyFile.recover(folder / "k", code)) for _ in range(RUNS)]
        rest = [_took(lambda: _open(folder, code)) for _ in range(RUNS)]
    print(f"key derivation (Argon2id, 256 MiB, 3 passes): {statistics.median(whole) - statistics.median(cheap):.2f} s")
    print(f"everything else, {arguments.visits} visits of {arguments.answers} answers: {statistics.median(rest):.3f} s")
    print("target for everything else: 0.5 s at most")


def _visit(vault: Vault, answers: int) -> None:
    visit, _ = vault.start_visit("visit", "1", {"facility_id": "practice"})
    for number in range(answers):
        vault.record(visit, f"question_{number}", "Журнал не показали", ())
        if number % 30 == 0:
            vault.commit(visit)


def _open(folder: Path, code: str) -> None:
    """Open, list the visits, and let go."""
    vault = Vault.recover(folder, code)
    vault.visits()
    vault.close()


def _took(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
