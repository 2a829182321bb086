"""Bundles as files: they arrive whole at the people they are for, or leave nothing behind."""

import errno
import hashlib
import os
import random
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from monitorapp.bundle import container
from monitorapp.bundle.age import AgeIdentity, encrypt
from monitorapp.bundle.container import Contents, read_bundle, write_bundle
from monitorapp.bundle.identity import Identity, recipient_hash
from monitorapp.bundle.manifest import FLOOR, padded_size
from monitorapp.clock import Clock
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import (
    ANNA,
    BEK,
    CHINARA,
    COMMITS,
    PHOTO,
    SCAN,
    STRANGER,
    inner_text,
    person,
    reseal,
    small,
    visit,
)


def write(path: Path, contents: Contents, *people: Identity, sender: Identity = ANNA) -> container.Written:
    return write_bundle(path, contents, sender, [one.card() for one in people])


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "2f8a.bundle"


def trouble_of(path: Path, reader: Identity = BEK) -> BundleTrouble:
    with pytest.raises(BundleTrouble) as caught:
        read_bundle(path, reader)
    return caught.value


def test_a_visit_arrives_as_it_was_sent(path: Path) -> None:
    written = write(path, visit(), BEK)
    opened = read_bundle(path, BEK)
    assert opened.commits == COMMITS
    assert dict(opened.attachments) == {"b" * 32: PHOTO, "c" * 32: SCAN}
    assert (opened.manifest.kind, opened.manifest.sequence) == ("visit", 7)
    assert opened.manifest.heads == {"strand-1": "1" * 64, "strand-2": "2" * 64}
    assert opened.manifest.forms == {"visit": "2026.11", "interview": "2026.11"}
    assert opened.manifest.bundle == written.bundle_id


def test_a_bundle_names_its_signer_even_a_stranger(path: Path) -> None:
    write(path, visit(), BEK, sender=STRANGER)
    opened = read_bundle(path, BEK)
    assert opened.signer == STRANGER.signing.public
    assert opened.fingerprint == STRANGER.card().fingerprint
    assert opened.signer_digits == STRANGER.card().digits()


@pytest.mark.parametrize("count", [1, 2, 3, 64])
def test_everyone_it_is_for_opens_it_and_nobody_else(path: Path, count: int) -> None:
    people = [person(f"P{number}", "monitor", 100 + number) for number in range(count)]
    write(path, small(), *people)
    assert all(read_bundle(path, one).manifest.kind == "receipt" for one in (people[0], people[-1]))
    assert trouble_of(path, CHINARA).code == "bundle-not-for-you"


def test_the_sender_cannot_open_what_was_not_addressed_to_them(path: Path) -> None:
    write(path, visit(), BEK)
    assert trouble_of(path, ANNA).code == "bundle-not-for-you"


def test_a_recipient_named_twice_counts_once(path: Path) -> None:
    write(path, small(), BEK, BEK)
    assert read_bundle(path, BEK).manifest.recipients == [recipient_hash(BEK.age.recipient)]


@pytest.mark.parametrize("kind", ["visit", "addendum", "update", "receipt", "invitation", "join", "team"])
def test_every_kind_travels(path: Path, kind: str) -> None:
    write(path, visit(kind=kind), BEK)
    assert read_bundle(path, BEK).manifest.kind == kind


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 1 << 20, (1 << 20) + 1])
def test_attachments_of_every_size_arrive(path: Path, size: int) -> None:
    data = random.Random(size).randbytes(size)
    write(path, visit(commits=b"", attachments=[("e" * 32, data), ("f" * 32, b"after")]), BEK)
    opened = read_bundle(path, BEK)
    assert opened.commits == b""
    assert opened.attachments["e" * 32] == data
    assert opened.attachments["f" * 32] == b"after"


@given(commits=st.binary(max_size=3000), items=st.lists(st.binary(max_size=2000), max_size=5))
@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_contents_arrive(tmp_path: Path, commits: bytes, items: list[bytes]) -> None:
    path = tmp_path / os.urandom(8).hex()
    attachments = [(f"{number:032x}", data) for number, data in enumerate(items)]
    write(path, visit(commits=commits, attachments=attachments), BEK, CHINARA)
    opened = read_bundle(path, CHINARA)
    assert (opened.commits, dict(opened.attachments)) == (commits, dict(attachments))


def test_what_is_reported_is_what_stands_on_the_disk(path: Path) -> None:
    written = write(path, visit(), BEK)
    assert written.size == path.stat().st_size
    assert written.sha256 == hashlib.sha256(path.read_bytes()).hexdigest()


def test_ids_come_from_the_clock_and_differ(path: Path, tmp_path: Path) -> None:
    first = write_bundle(path, small(), ANNA, [BEK.card()], Clock(new_id=lambda: "5" * 32))
    second = write(tmp_path / "other", small(), BEK)
    assert first.bundle_id == "5" * 32
    assert re.fullmatch("[0-9a-f]{32}", second.bundle_id)


def test_nothing_readable_stands_in_the_file(path: Path) -> None:
    write(path, visit(commits=b"CANARY" * 500, attachments=[("e" * 32, b"CANARY" * 500)]), BEK)
    data = path.read_bytes()
    for secret in (b"CANARY", b"MONITORB", b"strand-1", ANNA.signing.public.encode()[:16], "Сокол".encode()):
        assert secret not in data


def test_sizes_tell_little(path: Path, tmp_path: Path) -> None:
    sizes = set()
    for number, kind in enumerate(["receipt", "invitation", "join"]):
        other = tmp_path / str(number)
        write(other, visit(kind=kind, commits=bytes(number * 900), attachments=()), BEK)
        sizes.add(other.stat().st_size)
    assert len(sizes) == 1
    write(path, visit(), BEK)
    text = inner_text(path, BEK)
    assert padded_size(len(text)) == len(text) > FLOOR


def test_a_lazy_sequence_of_attachments_is_held_one_at_a_time(path: Path) -> None:
    class Lazy(list[Any]):
        asked = 0

        def __iter__(self) -> Iterator[tuple[str, bytes]]:
            for number in range(3):
                self.asked += 1
                yield (f"{number:032x}", bytes([number]) * 1000)

        def __len__(self) -> int:
            return 3

    lazy = Lazy()
    write(path, visit(attachments=lazy), BEK)
    assert lazy.asked == 6
    assert read_bundle(path, BEK).attachments[f"{2:032x}"] == b"\2" * 1000


def test_an_attachment_is_checked_again_when_it_is_taken(path: Path) -> None:
    write(path, visit(), BEK)
    opened = read_bundle(path, BEK)
    path.unlink()
    with pytest.raises(BundleTrouble, match="bundle-unreadable"):
        opened.attachments["b" * 32]
    write(path, visit(attachments=[("b" * 32, PHOTO[::-1])]), BEK)
    with pytest.raises(BundleTrouble, match="bundle-damaged"):
        opened.attachments["b" * 32]


@pytest.mark.parametrize("place", ["missing", "folder"])
def test_what_cannot_be_read_is_unreadable(tmp_path: Path, place: str) -> None:
    (tmp_path / "folder").mkdir()
    assert trouble_of(tmp_path / place).code == "bundle-unreadable"


@pytest.mark.skipif(sys.platform == "win32", reason="named pipes in folders are of POSIX")
def test_a_pipe_in_the_place_of_a_bundle_does_not_hang(path: Path) -> None:
    os.mkfifo(path)
    assert trouble_of(path).code == "bundle-unreadable"


def test_an_age_file_that_is_no_bundle_is_called_that(path: Path) -> None:
    reseal(path, b"a letter", BEK)
    assert trouble_of(path).code == "not-a-bundle"


def test_a_bundle_of_a_later_version_is_called_newer(path: Path) -> None:
    write(path, small(), BEK)
    text = bytearray(inner_text(path, BEK))
    text[8:10] = b"\0\x02"
    reseal(path, bytes(text), BEK)
    trouble = trouble_of(path)
    assert (trouble.code, trouble.facts) == ("bundle-too-new", {"found": 2, "known": 1})


class TestWritingFails:
    """A half-written file never carries the final name, and nothing stays behind."""

    @pytest.mark.skipif(sys.platform == "win32", reason="limits of file size are of POSIX")
    def test_a_full_disk(self, path: Path) -> None:
        with room_for(50_000), pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(path, visit(), BEK)
        assert caught.value.facts == {"reason": "full"}
        assert list(path.parent.iterdir()) == []

    def test_a_folder_that_is_gone(self, tmp_path: Path) -> None:
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(tmp_path / "stick" / "x", visit(), BEK)
        assert caught.value.facts == {"reason": "ENOENT"}

    def test_a_name_that_is_taken_is_never_overwritten(self, path: Path) -> None:
        path.write_bytes(b"older")
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(path, visit(), BEK)
        assert caught.value.facts == {"reason": "taken"}
        assert path.read_bytes() == b"older"
        assert list(path.parent.iterdir()) == [path]

    def test_a_name_taken_meanwhile_is_not_overwritten_either(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(container, "force", lambda out: (out.flush(), path.write_bytes(b"colleague")))
        with pytest.raises(BundleTrouble, match="bundle-write-failed"):
            write(path, visit(), BEK)
        assert path.read_bytes() == b"colleague"
        assert list(path.parent.iterdir()) == [path]

    @pytest.mark.parametrize("spoil", [0, 2000, -1], ids=["front", "middle", "end"])
    def test_a_medium_that_returns_something_else(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, spoil: int
    ) -> None:
        def worn_out(out: Any) -> None:
            out.flush()
            data = bytearray(Path(out.name).read_bytes())
            data[spoil] ^= 1
            Path(out.name).write_bytes(data)

        monkeypatch.setattr(container, "force", worn_out)
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(path, visit(), BEK)
        assert caught.value.facts == {"reason": "differs"}
        assert list(path.parent.iterdir()) == []

    def test_a_medium_that_returns_another_good_bundle(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """It opens by the same file key; only the comparison of all bytes can tell."""
        whole = encrypt

        def appended(source: Any, keys: Any, out: Any) -> bytes:
            key = whole(source, keys, out)
            out.digest.update(b"one byte more was meant")
            return key

        monkeypatch.setattr(container, "encrypt", appended)
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(path, visit(), BEK)
        assert caught.value.facts == {"reason": "differs"}

    @pytest.mark.parametrize("error", [errno.EIO, errno.EROFS, errno.ENOSPC])
    def test_a_medium_that_fails_at_the_last_moment(
        self, path: Path, monkeypatch: pytest.MonkeyPatch, error: int
    ) -> None:
        def gone(folder: Path) -> None:
            raise OSError(error, "gone")

        monkeypatch.setattr(container, "force_folder", gone)
        with pytest.raises(BundleTrouble, match="bundle-write-failed") as caught:
            write(path, visit(), BEK)
        assert caught.value.facts == {"reason": "full" if error == errno.ENOSPC else errno.errorcode[error]}
        assert list(path.parent.iterdir()) == []

    def test_an_interrupted_person_leaves_nothing_behind(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def interrupted(out: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(container, "force", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write(path, visit(), BEK)
        assert list(path.parent.iterdir()) == []

    def test_what_a_crash_left_is_written_over(self, path: Path) -> None:
        path.with_name(path.name + ".part").write_bytes(b"half a bundle")
        write(path, visit(), BEK)
        assert list(path.parent.iterdir()) == [path]
        assert read_bundle(path, BEK).commits == COMMITS

    def test_too_many_attachments(self, path: Path) -> None:
        many = [(f"{number:032x}", b"") for number in range(10_001)]
        assert self.refused(path, visit(attachments=many)) == {"what": "items", "found": 10_001, "limit": 10_000}

    def test_too_many_recipients(self, path: Path) -> None:
        card = BEK.card()
        crowd = [type(card)("x", "monitor", fresh_recipient(number), card.keys, b"") for number in range(65)]
        with pytest.raises(BundleTrouble, match="bundle-too-large"):
            write_bundle(path, small(), ANNA, crowd)

    def test_an_attachment_that_is_too_large(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(container, "ITEM_LIMIT", 1000)
        contents = visit(commits=b"", attachments=[("e" * 32, bytes(1001))])
        assert self.refused(path, contents) == {"what": "item", "found": 1001, "limit": 1000}

    def test_too_much_altogether(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(container, "TOTAL_LIMIT", 100_000)
        assert self.refused(path, visit(attachments=[("e" * 32, bytes(100_000))]))["what"] == "total"

    @staticmethod
    def refused(path: Path, contents: Contents) -> dict[str, Any]:
        with pytest.raises(BundleTrouble, match="bundle-too-large") as caught:
            write(path, contents, BEK)
        assert list(path.parent.iterdir()) == []
        return dict(caught.value.facts)


def fresh_recipient(number: int) -> Any:
    return AgeIdentity.from_seed(number.to_bytes(32)).recipient


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let files of this process grow to `size` bytes and no further, as a full disk does."""
    import resource  # both modules are of POSIX only, and so is the test
    import signal

    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, handler)
