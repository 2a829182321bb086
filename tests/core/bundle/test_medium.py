"""Sticks that are pulled, full or strange while a bundle is written: nothing half stays, and the reason is said."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from monitorapp.bundle import container
from monitorapp.bundle.age import CHUNK
from monitorapp.bundle.container import Written, copy_bundle, read_bundle, write_bundle
from monitorapp.bundle.manifest import PREAMBLE_BYTES, Preamble
from monitorapp.bundle.signature import SIGNATURE_BYTES
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import ANNA, BEK, PHOTO, inner_text, reseal, visit


class Photos(list[Any]):
    """One photo, read twice: for the manifest, and while the file is written; `deed` is done before the second."""

    def __init__(self, deed: Any) -> None:
        self.deed, self.times = deed, 0

    def __len__(self) -> int:
        return 1

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        self.times += 1
        changed = self.deed() if self.times == 2 else None
        yield "b" * 32, changed or PHOTO


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    (tmp_path / "stick").mkdir()
    return tmp_path / "stick"


def write(path: Path, deed: Any = lambda: None) -> Written:
    return write_bundle(path, visit(attachments=Photos(deed)), ANNA, [BEK.card()])


def reason(path: Path, deed: Any) -> object:
    with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
        write(path, deed)
    return caught.value.facts["reason"]


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be taken away")
def test_a_stick_that_is_pulled_while_it_is_written_leaves_nothing(stick: Path) -> None:
    assert reason(stick / "x.mvb", lambda: shutil.rmtree(stick)) == "ENOENT"
    assert not stick.exists()


@pytest.mark.skipif(sys.platform == "win32", reason="there an open file cannot be taken away")
def test_a_stick_that_is_pulled_and_put_back_has_no_file_of_that_name(stick: Path) -> None:
    def pulled() -> None:
        shutil.rmtree(stick)
        stick.mkdir()

    assert reason(stick / "x.mvb", pulled) == "ENOENT"
    assert list(stick.iterdir()) == []


def test_a_photo_that_changes_while_it_is_sent_is_found_by_reading_back(stick: Path) -> None:
    assert reason(stick / "x.mvb", lambda: PHOTO[::-1]) == "differs"
    assert list(stick.iterdir()) == []


@pytest.mark.parametrize("photo", [PHOTO[:-1], PHOTO + b"\0"], ids=["shorter", "longer"])
def test_a_photo_that_changes_its_size_while_it_is_sent_is_found(stick: Path, photo: bytes) -> None:
    assert reason(stick / "x.mvb", lambda: photo) == "differs"
    assert list(stick.iterdir()) == []


def test_a_name_taken_by_a_folder_is_taken(stick: Path) -> None:
    (stick / "x.mvb").mkdir()
    assert reason(stick / "x.mvb", lambda: None) == "taken"
    assert [path.name for path in stick.iterdir()] == ["x.mvb"]


def test_a_folder_in_the_place_of_the_half_written_file_is_left_alone(stick: Path) -> None:
    (stick / "x.mvb.part").mkdir()
    assert reason(stick / "x.mvb", lambda: None) in {"EISDIR", "EPERM", "EACCES"}
    assert [path.name for path in stick.iterdir()] == ["x.mvb.part"]


def test_a_copy_is_never_laid_over_its_source(stick: Path) -> None:
    written = write(stick / "x.mvb")
    before = (stick / "x.mvb").read_bytes()
    with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
        copy_bundle(stick / "x.mvb", stick / "x.mvb", written.sha256)
    assert caught.value.facts == {"reason": "taken"}
    assert (stick / "x.mvb").read_bytes() == before
    assert [path.name for path in stick.iterdir()] == ["x.mvb"]


@pytest.mark.skipif(sys.platform != "linux", reason="needs a folder that no system call forces")
def test_a_folder_that_cannot_be_forced_is_no_failure_but_one_that_is_gone_is(stick: Path) -> None:
    container.force_folder(stick)
    container.force_folder(Path("/proc"))
    with pytest.raises(FileNotFoundError):
        container.force_folder(stick / "gone")


def test_the_inside_cut_at_every_border_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "x.mvb"
    write(path)
    text = inner_text(path, BEK)
    preamble = Preamble.decode(text[:PREAMBLE_BYTES])
    signed = PREAMBLE_BYTES + preamble.manifest_size
    borders = {8, 10, PREAMBLE_BYTES, signed, signed + SIGNATURE_BYTES, preamble.content_end, CHUNK, len(text)}
    codes = {}
    for border in sorted(borders):
        for size in (border - 1, border):
            reseal(path, text[:size], BEK)
            if size == len(text):
                assert read_bundle(path, BEK).attachments["b" * 32] == PHOTO
                continue
            with pytest.raises(BundleTrouble) as caught:
                read_bundle(path, BEK)
            codes[size] = caught.value.code
    assert codes.pop(7) == "not-a-bundle"
    preambles = {size: code for size, code in codes.items() if size < PREAMBLE_BYTES}
    assert set(preambles.values()) == {"bundle-not-valid"}
    assert {code for size, code in codes.items() if size >= PREAMBLE_BYTES} == {"bundle-incomplete"}
