"""Answers through `monitorapp-cli fill` with kill -9 at random moments, a full disk, and a second process.

    python -m benchmarks.kills [--kills 500] [--answers 10000] [--disk MIB]

Prints how many answers were acknowledged, lost and doubled; both of the latter must be 0. `--disk` also fills a
tmpfs of that size under the ledgers (Linux, as root).
"""

import argparse
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.core.killing import Toll, Victim, nothing, run


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=500)
    parser.add_argument("--answers", type=int, default=10_000)
    parser.add_argument("--disk", type=int, metavar="MIB")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tolls = {"kill -9": run(Path(folder) / "v", arguments.kills, arguments.answers, said=print)}
    if arguments.disk:
        tolls["full disk"] = on_a_full_disk(arguments.disk)
    for name, toll in tolls.items():
        print(
            f"{name}: {len(toll.acknowledged)} acknowledged, {len(toll.lost)} lost, {len(toll.doubled)} doubled, "
            f"{toll.kills} kills, second process refused {toll.refusals} times, "
            f"troubles told: {', '.join(sorted(toll.troubles)) or 'none'}"
        )
    return int(any(toll.lost or toll.doubled for toll in tolls.values()))


def on_a_full_disk(size: int) -> Toll:
    """Fill a small disk to the last byte; everything acknowledged must be there when there is room again.

    The disk is put where the ledgers lie: the key file beside them has its 4 MiB for ever and never grows.
    """
    with tempfile.TemporaryDirectory() as folder:
        victim = Victim.at(Path(folder) / "v")
        ledgers = Path(folder) / "v" / "l"
        files = {path.name: path.read_bytes() for path in ledgers.iterdir()}
        _mount(f"tmpfs,size={size}m", str(ledgers))
        try:
            for name, content in files.items():
                (ledgers / name).write_bytes(content)
            ballast = ledgers / "ballast"
            _fill_up(ballast)
            victim.fill(5_000, random.Random(1), None, nothing)
            ballast.unlink()
            return victim.count()
        finally:
            subprocess.run(["umount", ledgers], check=True)


def _mount(options: str, folder: str) -> None:
    kind, size = options.split(",")
    subprocess.run(["mount", "-t", kind, "-o", size, kind, folder], check=True)


def _fill_up(ballast: Path, left: int = 200_000) -> None:
    with ballast.open("wb") as file:
        try:
            while True:
                file.write(bytes(65_536))
                file.flush()
        except OSError:
            file.truncate(max(file.tell() - left, 0))


if __name__ == "__main__":
    sys.exit(main())
