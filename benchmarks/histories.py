"""Random histories of four laptops against the oracle "was it on the author's screen?".

    python -m benchmarks.histories [--number 10000] [--steps 60] [--first 0]

Each history is lived in real vaults; the program stops at the first that breaks a rule and names its seed.
"""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.core.histories import Team

BATCH = 6  # fresh vaults after so many histories: the cost of the last check grows with what lies in the archive


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--steps", type=int, default=60)
    parser.add_argument("--first", type=int, default=0)
    arguments = parser.parse_args()
    started, counts = time.perf_counter(), Counter[str]()
    last = arguments.first + arguments.number
    for first in range(arguments.first, last, BATCH):
        counts += live(range(first, min(first + BATCH, last)), arguments.steps)
    print(f"{arguments.number} histories of {arguments.steps} steps: 0 values replaced that their author had not seen,")
    print("0 acknowledged answers lost, all laptops alike at the end of each")
    print(", ".join(f"{name} {number}" for name, number in sorted(counts.items())))
    print(f"{time.perf_counter() - started:.0f} s")


def live(seeds: range, steps: int) -> Counter[str]:
    """Live some histories in vaults of their own; returns what happened in them."""
    with tempfile.TemporaryDirectory() as folder, Team(Path(folder)) as team:
        for seed in seeds:
            try:
                team.history(seed, steps)
            except BaseException:
                print(f"broken in history {seed}")
                raise
        return team.counts


if __name__ == "__main__":
    main()
