"""Bombs: files made to cost memory or time are refused, quickly, in a process that stays small."""

import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import zstandard

from monitorapp.bundle.age import AgeReader, open_age
from monitorapp.bundle.age_header import VERSION_LINE
from monitorapp.bundle.manifest import PREAMBLE_BYTES
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import ANNA, BEK, manifest_for, reseal, signed_text

MEMORY_LIMIT_MB = 200
SECONDS_LIMIT = 2.0
FRAME = zstandard.compress(b"commits")
# The peak of this process alone; what `resource` reports begins with the peak of its parent.
READ_AND_REPORT = r"""
import re, sys, time
from pathlib import Path
from monitorapp.bundle.container import read_bundle
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import BEK
start = time.process_time()
try:
    read_bundle(Path(sys.argv[1]), BEK)
    code = "opened"
except BundleTrouble as trouble:
    code = trouble.code
peak = re.search(r"VmHWM:\s+(\d+)", Path("/proc/self/status").read_text())
print(code, time.process_time() - start, int(peak[1]) // 1024)
"""


def spelled(value: Any) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def attachments(count: int, size: int) -> bytes:
    items = [{"id": f"{number:032x}", "size": size, "sha256": "b" * 64} for number in range(count)]
    return spelled(manifest_for(BEK, FRAME, attachments=items))


def with_manifest(make: Callable[[], bytes]) -> Callable[[Path], Path]:
    return lambda path: reseal(path, signed_text(make(), FRAME), BEK)


def with_header(make: Callable[[], bytes]) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        path.write_bytes(make())
        return path

    return write


def with_frame(make: Callable[[], bytes], size: int) -> Callable[[Path], Path]:
    def write(path: Path) -> Path:
        frame = make()
        facts = manifest_for(BEK, frame, size=0)
        facts["commits"]["size"] = size  # also beyond what a manifest may say
        return reseal(path, signed_text(spelled(facts), frame), BEK)

    return write


def declared_two_gigabytes(path: Path) -> Path:
    """The preamble itself claims 2 GiB; the file is small."""
    text = signed_text(spelled(manifest_for(BEK, FRAME)), FRAME, lengths={"content_size": 2 << 30})
    return reseal(path, text, BEK)


def sparse_two_gigabytes(path: Path) -> Path:
    """A file of 3 GiB of nothing behind a good beginning."""
    reseal(path, signed_text(spelled(manifest_for(BEK, FRAME)), FRAME), BEK)
    with path.open("r+b") as file:
        file.truncate(3 << 30)
    return path


def inflating(size: int) -> bytes:
    """A frame of `size` zeros in a few kilobytes, which says its true size."""
    return zstandard.ZstdCompressor(level=1).compress(bytes(size))


def saying(frame: bytes, size: int) -> bytes:
    """The same frame, saying another size; the field has four bytes behind magic, descriptor, window."""
    assert frame[4] >> 6 == 2, "a size field of four bytes"
    place = 5 if frame[4] & 0x20 else 6
    return frame[:place] + size.to_bytes(4, "little") + frame[place + 4 :]


BOMBS: dict[str, tuple[Callable[[Path], Path], str]] = {
    "2 GiB claimed by the preamble": (declared_two_gigabytes, "bundle-not-valid"),
    "3 GiB of nothing behind it": (sparse_two_gigabytes, "bundle-damaged"),
    "an item of 2 GiB": (with_manifest(lambda: attachments(1, 2 << 30)), "bundle-not-valid"),
    "items of 256 MiB that are not there": (with_manifest(lambda: attachments(8, 256 << 20)), "bundle-not-valid"),
    "a million items": (with_manifest(lambda: b'{"attachments":[' + b"{}," * 1_000_000 + b"{}]}"), "bundle-too-large"),
    "99,000 wrong items": (with_manifest(lambda: b'{"attachments":[' + b"1," * 99_000 + b"1]}"), "bundle-not-valid"),
    "99,000 unknown keys": (
        with_manifest(lambda: b"{" + b",".join(b'"%d":1' % n for n in range(99_000)) + b"}"),
        "bundle-not-valid",
    ),
    "99,000 wrong heads": (
        with_manifest(lambda: b'{"heads":{' + b",".join(b'"%d":1' % n for n in range(99_000)) + b"}}"),
        "bundle-not-valid",
    ),
    "lists a hundred thousand deep": (with_manifest(lambda: b"[" * 100_000), "bundle-not-valid"),
    "objects a hundred thousand deep": (with_manifest(lambda: b'{"heads":' * 100_000), "bundle-not-valid"),
    "a number of four million digits": (
        with_manifest(lambda: b'{"sequence":' + b"9" * 4_000_000 + b"}"),
        "bundle-not-valid",
    ),
    "a text of four megabytes": (with_manifest(lambda: b'{"kind":"' + b"a" * 4_000_000 + b'"}'), "bundle-not-valid"),
    "commits that grow a thousandfold": (with_frame(lambda: inflating(250 << 20), 1000), "bundle-not-valid"),
    "commits beyond the limit": (with_frame(lambda: inflating(300 << 20), 300 << 20), "bundle-not-valid"),
    "a frame that says less than it holds": (
        with_frame(lambda: saying(inflating(64 << 20), 70_000), 70_000),
        "bundle-not-valid",
    ),
    "a frame that says more than it holds": (
        with_frame(lambda: saying(inflating(80_000), 256 << 20), 256 << 20),
        "bundle-not-valid",
    ),
    "ten thousand stanzas": (with_header(lambda: VERSION_LINE + b"-> x\n\n" * 10_000), "bundle-damaged"),
    "a header without an end": (with_header(lambda: VERSION_LINE + b"-> " + b"x" * (100 << 20)), "bundle-damaged"),
    "a passphrase that would take hours": (
        with_header(
            lambda: VERSION_LINE + b"-> scrypt " + b"A" * 22 + b" 30\n" + b"A" * 43 + b"\n--- " + b"A" * 43 + b"\n"
        ),
        "bundle-not-for-you",
    ),
    "a hundred megabytes that are something else": (with_header(lambda: bytes(100 << 20)), "not-a-bundle"),
}


@pytest.mark.skipif(sys.platform != "linux", reason="the peak memory of a process is asked in the Linux way")
@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_small_and_quick(name: str, tmp_path: Path) -> None:
    make, expected = BOMBS[name]
    path = make(tmp_path / "bomb")
    command = [sys.executable, "-c", READ_AND_REPORT, str(path)]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout.split()
    assert said[0] == expected
    assert float(said[1]) < SECONDS_LIMIT
    assert int(said[2]) < MEMORY_LIMIT_MB


def test_a_forged_bundle_is_refused_before_its_commits_are_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Order of reading: nothing behind the signatures is read, let alone decompressed, before they hold."""
    from monitorapp.bundle import opened

    frame = inflating(8 << 20)
    text = bytearray(signed_text(spelled(manifest_for(BEK, frame)), frame, signer=ANNA))
    text[PREAMBLE_BYTES + 5] ^= 1
    path = reseal(tmp_path / "forged", bytes(text), BEK)
    monkeypatch.setattr(zstandard, "get_frame_parameters", None)
    with pytest.raises(BundleTrouble, match="bundle-forged"):
        opened.read_bundle(path, BEK)


def test_reading_many_megabytes_holds_one_chunk(tmp_path: Path) -> None:
    path = reseal(tmp_path / "large", bytes(8 << 20), BEK)
    started = time.process_time()
    with path.open("rb") as source:
        reader: AgeReader = open_age(source, BEK.age)
        while reader.read(1 << 16):
            assert len(reader._next) <= (1 << 16) + 16
    assert time.process_time() - started < SECONDS_LIMIT
