"""How the hardening checks read what they are shown: calls, files, memory, files torn or damaged, children killed."""

import ctypes
import os
import random
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from benchmarks import window_kills
from benchmarks.harden import __main__ as command
from benchmarks.harden import children, keyfiles, leaks, ledgers, memory, torn
from benchmarks.harden.bombs import KEY_FILE, _key_file
from benchmarks.harden.check import Check, Figure
from benchmarks.harden.refusals import MISTAKES, SPELLINGS
from monitorapp.vault import locks, superblock
from monitorapp.vault.keyfile import SLOT, SLOTS_START
from monitorapp.vault.passphrase import normalise

linux = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the hardening checks are for Linux")

# System calls


@pytest.mark.parametrize(
    ("lines", "written"),
    [
        (['7 openat(AT_FDCWD</x>, "a", O_WRONLY|O_CREAT|O_CLOEXEC, 0666) = 5</x/a>'], ["/x/a"]),
        (['7 openat(AT_FDCWD</x>, "a", O_RDWR) = 5</x/a>'], ["/x/a"]),
        (['7 openat(AT_FDCWD</x>, "a", O_RDONLY|O_CLOEXEC) = 5</x/a>'], []),
        (['7 openat(AT_FDCWD</x>, "a", O_WRONLY|O_CREAT, 0666) = -1 EACCES (Permission denied)'], []),
        (['7 openat(AT_FDCWD</x>, "a", O_RDWR|O_CREAT, 0600) = 5</x/a> (deleted)'], ["/x/a"]),
        (['7 openat(AT_FDCWD</x>, "/tmp", O_RDWR|O_TMPFILE, 0600) = 5</tmp/#12 (deleted)>'], ["/tmp/#12"]),
        (['7 rename("/x/part", "/x/whole") = 0'], ["/x/whole"]),
        (['7 rename("/x/part", "/x/whole") = -1 ENOENT (No such file or directory)'], []),
        (['7 symlinkat("/x/a", AT_FDCWD</x>, "/x/b") = 0'], ["/x/b"]),
        (
            [
                '7 openat(AT_FDCWD</x>, "a", O_WRONLY|O_CREAT, 0666 <unfinished ...>',
                '8 openat(AT_FDCWD</x>, "b", O_RDONLY <unfinished ...>',
                "7 <... openat resumed>) = 5</x/a>",
                "8 <... openat resumed>) = 6</x/b>",
            ],
            ["/x/a"],
        ),
        (['7 rename("/x/part", "/x/whole" <unfinished ...>', "7 <... rename resumed>) = 0"], ["/x/whole"]),
        (["7 <... openat resumed>) = 5</x/a>"], []),
    ],
)
def test_a_file_that_is_written_is_seen_in_a_trace_also_where_threads_come_in_between(
    lines: list[str], written: list[str]
) -> None:
    assert list(leaks._written(lines)) == written


def test_only_devices_the_kernel_and_the_list_of_fonts_are_harmless(tmp_path: Path) -> None:
    fonts = f"{tmp_path}/XDG_CACHE_HOME/fontconfig/list"
    assert all(leaks._is_harmless(path, tmp_path) for path in ("/dev/null", "/proc/self/oom", fonts))
    assert not any(leaks._is_harmless(f"{tmp_path}/{path}", tmp_path) for path in ("HOME/x", "XDG_CACHE_HOME/x"))
    assert not leaks._is_harmless("/dev/shm/x", tmp_path)


# Files


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1251"])
def test_a_word_is_found_in_a_file_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "x").write_bytes(b"\0\0" + "имя".encode(encoding))
    assert leaks._hits(tmp_path / "x", {"detainee": "имя", "cell": "камера"}) == [f"detainee in {tmp_path}/x"]


def test_a_word_is_found_in_the_name_of_an_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "имя.lock"
    path.touch()
    assert leaks._hits(path, {"detainee": "имя"}) == [f"detainee in {path}"]


def test_a_file_of_before_the_day_and_a_link_are_not_searched_and_one_of_the_day_is(tmp_path: Path) -> None:
    for name, time in (("old", 1_000.0), ("new", 5_000.0)):
        (tmp_path / name).touch()
        os.utime(tmp_path / name, (time, time))
    (tmp_path / "link").symlink_to(tmp_path / "new")
    assert [name for name in ("old", "new", "link", "gone") if leaks._is_new(tmp_path / name, 5_000.5)] == ["new"]


# Damage


@pytest.mark.parametrize("damage", children.ANY, ids=lambda damage: damage.__name__)
@pytest.mark.parametrize("size", [1, 2, 511, 512, 4097, 40_000])
def test_a_damage_can_be_done_to_a_file_of_any_size_and_is_one(damage: children.Damage, size: int) -> None:
    whole = random.Random(0).randbytes(size)
    changed = [damage(bytearray(whole), random.Random(seed)) != whole for seed in range(20)]
    assert any(changed)


def test_a_log_is_cut_where_a_frame_ends_and_at_times_before_the_first() -> None:
    frame = 24 + ledgers.PAGE
    log = bytes(32 + 3 * frame)
    sizes = {len(ledgers._cut_at_a_frame(bytearray(log), random.Random(seed))) for seed in range(60)}
    assert sizes == {32 + n * frame for n in range(4)}


def test_every_page_that_differs_is_put_back_and_none_that_is_the_same() -> None:
    a, b, c = (bytes([n]) * ledgers.PAGE for n in range(3))
    assert list(ledgers._rolled_back(a + b + c, [a + c, a + b])) == [a + c, a + c + c, a + b]


@pytest.fixture
def original(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> keyfiles.Original:
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)
    return keyfiles.Original(tmp_path / "k")


@pytest.mark.parametrize("by_code", [True, False])
def test_a_sound_key_file_is_the_same_and_one_without_a_slot_has_fewer(
    original: keyfiles.Original, by_code: bool
) -> None:
    slot = SLOTS_START + original.keys[-1].slot * SLOT
    less = original.data[:slot] + bytes(SLOT) + original.data[slot + SLOT :]
    assert original.judge(less, by_code) == "fewer"
    assert original.judge(original.data[:100], by_code) == "refused"
    assert original.judge(original.data, by_code) == "same"


def test_another_key_file_under_the_same_phrase_would_be_counted_as_accepted(
    original: keyfiles.Original, tmp_path: Path
) -> None:
    assert original.judge(keyfiles.Original(tmp_path / "other").data, by_code=False) == "accepted"


def test_whatever_is_no_trouble_is_counted_as_a_surprise(
    original: keyfiles.Original, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(superblock.Sealed, "is_of", lambda *_: 1 // 0)
    assert original.judge(original.data, by_code=True) == "surprise: ZeroDivisionError"


def test_a_forged_superblock_has_a_right_checksum_so_that_only_its_mac_gives_it_away(
    original: keyfiles.Original, monkeypatch: pytest.MonkeyPatch
) -> None:
    def raised(fields: keyfiles.Fields, _: random.Random) -> None:
        fields["generation"] += 2

    monkeypatch.setattr(keyfiles, "FORGERIES", (raised,))
    forged = [keyfiles._forged(original.data, random.Random(seed)) for seed in range(6)]
    assert "accepted" not in {original.judge(data, by_code=True) for data in forged}
    monkeypatch.setattr(superblock.Sealed, "is_of", lambda *_: True)
    assert {original.judge(data, by_code=True) for data in forged} == {"accepted"}


def test_no_mutant_of_a_key_file_is_the_file_itself(original: keyfiles.Original) -> None:
    dice = random.Random(5)
    assert all(keyfiles._mutant(original.data, dice) != original.data for _ in range(60))


# Torn writes


def test_a_write_is_torn_forwards_backwards_and_each_piece_alone_and_what_was_there_comes_back(tmp_path: Path) -> None:
    path = tmp_path / "k"
    old, new = (letter * 3 * torn.SECTOR for letter in (b"o", b"n"))
    path.write_bytes(b"-" + old + b"-")
    states = []
    for _ in torn._states(path, 1, old, new):
        data = path.read_bytes()
        assert (data[:1], data[-1:]) == (b"-", b"-")
        states.append("".join(chr(data[1 + n * torn.SECTOR]) for n in range(3)))
    assert states == ["noo", "nno", "nnn", "oon", "onn", "nnn", "noo", "ono", "oon"]
    assert path.read_bytes() == b"-" + old + b"-"


def test_pieces_that_are_the_same_before_and_after_are_not_torn(tmp_path: Path) -> None:
    (tmp_path / "k").write_bytes(b"a" * 1024)
    assert len(list(torn._states(tmp_path / "k", 0, b"a" * 1024, b"a" * 512 + b"b" * 512))) == 3


# Memory


@linux
def test_a_pattern_is_found_in_memory_also_across_the_border_of_two_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    word = os.urandom(24)
    place = ctypes.create_string_buffer(1 << 16)
    start = ctypes.addressof(place)
    monkeypatch.setattr(memory, "_regions", lambda _: [(start, start + (1 << 16))])
    monkeypatch.setattr(memory, "CHUNK", 4096)
    assert memory.found_in_memory(os.getpid(), {word: "canary"}) == {"canary": 0}
    for at in (0, 4090, 8192, (1 << 16) - 24):
        ctypes.memset(start, 0, 1 << 16)
        ctypes.memmove(start + at, word, 24)
        assert memory.found_in_memory(os.getpid(), {word: "canary"})["canary"] >= 1, at


@linux
def test_the_readable_memory_of_a_process_is_looked_through() -> None:
    word = os.urandom(24)
    assert memory.found_in_memory(os.getpid(), {word: "canary"})["canary"] >= 1


# Children


@linux
def test_a_child_is_killed_after_it_has_said_so_often(tmp_path: Path) -> None:
    def work(said: children.Said) -> None:
        for number in range(10**9):
            (tmp_path / "n").write_text(str(number))
            said()

    assert children.killed_after(5, work) >= 5
    before = (tmp_path / "n").read_text()
    assert (tmp_path / "n").read_text() == before


@linux
@pytest.mark.parametrize(
    "run", [lambda work: children.killed_after(1, work), lambda work: children.killed_within(work, 9)]
)
def test_a_child_that_breaks_down_is_no_kill(run: Callable[..., object], capfd: pytest.CaptureFixture[str]) -> None:
    def work(_: children.Said) -> None:
        raise RuntimeError("broken")

    with pytest.raises(AssertionError, match="broke down"):
        run(work)
    assert "RuntimeError: broken" in capfd.readouterr().err


@linux
def test_a_child_that_is_done_before_is_told_from_one_that_was_killed() -> None:
    assert not children.killed_within(lambda said: said(), 60).in_time

    def endless(said: children.Said) -> None:
        said()
        while True:
            os.getpid()

    assert children.killed_within(endless, 0.05).in_time


# Figures


@pytest.mark.parametrize(
    ("printed", "found"),
    [
        ('noise\n[{"found": 1, "words": "lost", "least": 0, "most": 0}]\n', [Figure.none(1, "lost")]),
        ("[]", []),
        ("", []),
        ("noise", []),
        ('[{"lost": 1}]', []),
    ],
)
def test_figures_are_read_from_the_last_line_and_what_is_none_is_no_figure(printed: str, found: list[Figure]) -> None:
    assert command._told(printed) == found


def test_a_number_that_is_none_holds_nothing() -> None:
    assert not Figure.none(float("nan"), "lost").holds
    assert Figure(4, "told").bounded is False
    assert Figure(4, "told", least=0).bounded


@linux
def test_a_check_that_breaks_down_is_no_proof_of_anything() -> None:
    check = Check("T0", "not in the plan", lambda _: (), 1, 1, "nothing")
    for planted in (True, False):
        line = command._line(check, command.Wishes(small=True, planted=planted))
        assert line.state == command.BROKE
        assert "No such check" in line.said


@linux
@pytest.mark.parametrize("printed", ["", "noise", "[]", '[{"found": 4, "words": "told"}]'])
def test_a_check_without_a_figure_that_could_fail_is_broken_not_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, printed: str
) -> None:
    script = tmp_path / "check"
    script.write_text(f"#!/bin/sh\necho '{printed}'\n")
    script.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(script))
    line = command._line(Check("T0", "nothing", lambda _: (), 1, 1, "nothing"), command.Wishes(True, False))
    assert (line.state, line.said) == (command.BROKE, "it told no figure that could fail")


@pytest.mark.parametrize("size", ["0", "-1", "1.5", "many"])
def test_nothing_of_a_check_cannot_be_asked_for(size: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as caught:
        command._parser().parse_args(["T18", "--size", size])
    assert caught.value.code == 2
    assert "--size" in capsys.readouterr().err


# Bombs, phrases, kills at the window


def test_a_key_file_that_asks_for_little_is_read_to_the_end_so_that_a_bomb_is_refused_for_what_it_asks(
    tmp_path: Path,
) -> None:
    assert KEY_FILE.explode(_key_file(memory=1 << 17, passes=1)(tmp_path / "k"), "")[0] == "wrong-passphrase"
    assert KEY_FILE.explode(_key_file(memory=1 << 32)(tmp_path / "k"), "")[0] == "vault-damaged"


def test_every_spelling_is_the_same_phrase_and_every_mistake_another() -> None:
    phrase, dice = "жёлтый ёж едет поездом в Ош ёлка", random.Random(3)
    for _ in range(20):
        assert {normalise(spell(phrase, dice)) for spell in SPELLINGS.values()} == {normalise(phrase)}
        assert normalise(phrase) not in {normalise(mistake(phrase, dice)) for mistake in MISTAKES}


@pytest.mark.parametrize(
    ("before", "acks", "stands", "loss"),
    [
        ("", ["the"], "the du", False),
        ("", ["the du"], "the", True),
        ("", ["the"], "the the", True),
        ("the ", [], "the ", False),
        ("the ", [], "th", True),
        ("the ", ["the the"], "the the", False),
        ("the ", ["the t"], "the ", True),
    ],
)
def test_a_round_at_the_window_is_a_loss_when_something_acknowledged_is_gone_or_something_else_stands(
    before: str, acks: list[str], stands: str, loss: bool
) -> None:
    assert window_kills._is_loss(before, acks, stands) is loss
