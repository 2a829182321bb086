"""T15: files and lines made to cost memory or time; each is refused by a small and quick process."""

import hashlib
import json
import struct
import subprocess
import sys
import zlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.window import HOUSE
from monitorapp.vault.keyfile import MAGIC, SIZE
from tests.core.bundle.test_bundle_bombs import BOMBS as BUNDLES

MEGABYTES, SECONDS = 300, 2.0
PATIENCE = 20.0
# A process of its own, with its children: what `resource` reports of itself begins with the peak of its parent.
WORK = r"""
import re, resource, sys, os
from pathlib import Path
from monitorapp.errors import Trouble
{imports}
path = Path(sys.argv[1])
start = sum(os.times()[:4])
try:
    {work}
    code = "taken"
except Trouble as trouble:
    code = trouble.code
peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
print(code, sum(os.times()[:4]) - start, max(int(peak[1]), children) // 1024)
"""


@dataclass(frozen=True)
class Reader:
    """What reads a bomb: the imports that it needs, and what it does with `path`."""

    imports: str
    work: str

    def explode(self, path: Path, before: str) -> tuple[str, float, int]:
        """Read a bomb in a child process; returns the code of the trouble, seconds of CPU and megabytes."""
        code = before + WORK.format(imports=self.imports, work=self.work)
        command = [sys.executable, "-c", code, str(path)]
        try:
            done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=PATIENCE, cwd=HOUSE)
        except subprocess.TimeoutExpired:
            return "broke", PATIENCE, 0
        if done.returncode != 0:
            return "broke", 0.0, 0
        trouble, seconds, megabytes = done.stdout.split()
        return trouble, float(seconds), int(megabytes)


BUNDLE = Reader(
    "from monitorapp.bundle.container import read_bundle\nfrom tests.core.bundle.people import BEK",
    "read_bundle(path, BEK)",
)
KEY_FILE = Reader("from monitorapp.vault.keyfile import KeyFile", "KeyFile.open(path, 'a phrase')")
ANSWER = Reader(
    "from monitorapp.records.field import check_value, strict_json", "check_value(strict_json(path.read_text()))"
)
PICTURE = Reader("from ui.attachments import child", "child.show(path.read_bytes(), 'image/png')")
FORM = Reader("from monitorapp.forms.xform import compile_form", "compile_form(path.read_bytes())")


def _key_file(**changes: object) -> Callable[[Path], Path]:
    """A key file that asks for so much, with a right checksum: anybody can compute that."""

    def write(path: Path) -> Path:
        kdf = {"name": "argon2id", "memory": 1 << 18, "passes": 3, "lanes": 2, "salt": "00" * 16, **changes}
        lock = {"kind": "passphrase", "kdf": kdf, "nonce": "00" * 12, "sealed": "00" * 48}
        fields = {"format": 1, "generation": 0, "ledgers": {}, "locks": [lock], "vault": "00" * 16}
        body = json.dumps(fields, sort_keys=True, separators=(",", ":")).encode()
        head = MAGIC + struct.pack(">I", len(body)) + body
        path.write_bytes((head + hashlib.sha256(head).digest()).ljust(SIZE, b"\0"))
        return path

    return write


def _text(make: Callable[[], str]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_text(make(), encoding="utf-8")
        return path

    return write


def _laughs() -> str:
    """Entities that grow tenfold nine times."""
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    return f'<!DOCTYPE html [<!ENTITY a0 "ha">{entities}]><html xmlns="http://www.w3.org/1999/xhtml">&a9;</html>'


def _picture(side: int = 60_000) -> Callable[[Path], Path]:
    """A real picture of one colour: 3.6 thousand million dots in half a megabyte."""

    def write(path: Path) -> Path:
        packer, row = zlib.compressobj(9), bytes(1 + side // 8)
        data = b"".join(packer.compress(row * 1000) for _ in range(side // 1000)) + packer.flush()
        parts = ((b"IHDR", struct.pack(">IIBBBBB", side, side, 1, 0, 0, 0, 0)), (b"IDAT", data), (b"IEND", b""))
        path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts))
        return path

    return write


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


Bomb = tuple[Callable[[Path], Path], Reader]
BOMBS: Mapping[str, Bomb] = {
    **{name: (make, BUNDLE) for name, (make, _) in BUNDLES.items()},
    "Argon2 over 4 TiB": (_key_file(memory=1 << 32), KEY_FILE),
    "Argon2 over 2 to the 63 KiB": (_key_file(memory=1 << 63), KEY_FILE),
    "Argon2 two thousand million times": (_key_file(passes=2**31 - 1), KEY_FILE),
    "Argon2 with a million lanes": (_key_file(lanes=10**6), KEY_FILE),
    "a picture of 60,000 by 60,000 dots": (_picture(), PICTURE),
    "an answer a hundred thousand deep": (_text(lambda: "[" * 100_000), ANSWER),
    "a number of ten million digits": (_text(lambda: "9" * 10_000_000), ANSWER),
    "a form of entities that grow": (_text(_laughs), FORM),
    "a form a hundred thousand deep": (_text(lambda: "<a>" * 100_000), FORM),
}
# The planted fault: what a key file asks for is not looked at.
GENEROUS = "from monitorapp.vault.locks import KdfCost\nKdfCost.checked = lambda cost: cost\n"


def bombs(trial: Trial) -> Sequence[Figure]:
    """T15. Every bomb, or every so-manieth in a small run."""
    chosen = dict(list(BOMBS.items())[:: trial.size])
    results = {
        name: reader.explode(make(trial.folder / "bomb"), GENEROUS if trial.planted else "")
        for name, (make, reader) in chosen.items()
    }
    taken = [name for name, (code, _, _) in results.items() if code in {"taken", "broke"}]
    return [
        Figure(len(results), "bombs", least=1),
        Figure.none(len(taken), f"not refused with a word{': ' + '; '.join(taken) if taken else ''}"),
        Figure(max(seconds for _, seconds, _ in results.values()), "s for the slowest", most=SECONDS),
        Figure(max(size for _, _, size in results.values()), "MB for the largest", most=MEGABYTES),
    ]
