"""Attachments in the vault: what goes in comes out, and what somebody did to a file is found."""

import hashlib
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.attachment import AttachmentId, id_of, new_salt
from monitorapp.records.descriptor import Descriptor, Original
from monitorapp.vault import attachment_file, attachments, erasing
from monitorapp.vault.attachment_file import CHUNK, TAG, padded_size
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, start

KEY = bytes(range(32))
SIZES = (0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 5 * CHUNK + 17)


def described(content: bytes, **more: object) -> Descriptor:
    digest = hashlib.sha256(content).hexdigest()
    facts = {"type": "image/jpeg", "salt": new_salt(), "source": "drop", "sha256": digest}
    return Descriptor.model_validate(facts | more)


def add(vault: Vault, visit: str, content: bytes) -> AttachmentId:
    return attachments.add(vault, visit, content, described(content))


def files(vault: Vault) -> list[Path]:
    return sorted((vault.folder / "a").iterdir())


def code_of(vault: Vault, attachment: str) -> str:
    with pytest.raises((VaultTrouble, InputTrouble)) as caught:
        attachments.read(vault, attachment)
    return str(caught.value.code)


# Round trip


@pytest.mark.parametrize("size", SIZES)
def test_what_was_added_is_read_again(vault: Vault, size: int) -> None:
    visit, content = start(vault), os.urandom(size)
    descriptor = described(content, name="cell.jpg")
    attachment = attachments.add(vault, visit, content, descriptor)
    assert attachments.read(vault, attachment) == (descriptor, content)
    assert attachment == id_of([descriptor.line(), content])


def test_a_large_file_may_come_in_pieces_of_any_size(vault: Vault) -> None:
    content = os.urandom(3 * CHUNK + 5)
    for length in (1000, CHUNK, CHUNK + 1, len(content)):
        pieces: Iterator[bytes] = (content[at : at + length] for at in range(0, len(content), length))
        attachment = attachments.add(vault, start(vault), pieces, described(content))
        assert attachments.read(vault, attachment)[1] == content


def test_an_attachment_outlives_the_program(made: Made) -> None:
    with made.opened() as vault:
        attachment = add(vault, start(vault), b"door")
    with made.opened() as vault:
        assert attachments.read(vault, attachment)[1] == b"door"


def test_the_attachments_of_a_visit_are_listed_with_their_sizes(vault: Vault) -> None:
    one, other = start(vault), start(vault)
    first, second = add(vault, one, b"door"), add(vault, other, b"window")
    assert [kept.id for kept in attachments.listed(vault, one)] == [first]
    assert set(attachments.sizes(vault)) == {first, second}
    assert attachments.sizes(vault)[first] == len(described(b"door").line()) + 4


def test_a_long_recording_is_described_without_being_read(vault: Vault) -> None:
    content = os.urandom(3 * CHUNK)
    descriptor = described(content, name="interview.ogg")
    attachment = attachments.add(vault, start(vault), content, descriptor)
    assert attachments.describe(vault, attachment) == (descriptor, len(content))
    (file,) = files(vault)
    data = file.read_bytes()
    file.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    assert attachments.describe(vault, attachment)[0] == descriptor


def test_nothing_is_added_to_a_visit_that_is_not_here(vault: Vault) -> None:
    with pytest.raises(InputTrouble) as caught:
        add(vault, "00" * 16, b"door")
    assert caught.value.code == "visit-unknown"
    assert files(vault) == []


def test_content_that_is_not_what_its_description_says_is_not_added(vault: Vault) -> None:
    visit = start(vault)
    with pytest.raises(InputTrouble) as caught:
        attachments.add(vault, visit, b"window", described(b"door"))
    assert caught.value.code == "attachment-broken"
    assert files(vault) == []


def test_a_file_beyond_the_limit_is_refused_while_it_is_read(tmp_path: Path) -> None:
    def endless() -> Iterator[bytes]:
        while True:
            yield bytes(CHUNK)

    with pytest.raises(VaultTrouble) as caught:
        attachment_file.write(tmp_path / "x", KEY, endless(), limit=1 << 20)
    assert caught.value.code == "attachment-too-large"
    assert list(tmp_path.iterdir()) == []


def test_what_never_was_here_is_unknown(vault: Vault) -> None:
    assert code_of(vault, "ab" * 16) == "attachment-unknown"


# What lies on the disk


def test_a_file_has_a_random_name_and_is_for_its_owner_alone(vault: Vault) -> None:
    add(vault, start(vault), b"door")
    (file,) = files(vault)
    assert len(file.name) == 16
    assert int(file.name, 16) >= 0
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_byte_of_the_content_is_on_the_disk(made: Made) -> None:
    canary = os.urandom(24)
    with made.opened() as vault:
        add(vault, start(vault), canary * 5000)
        written = [path for path in made.folder.rglob("*") if path.is_file() and path.parent.name != "l"]
        assert not any(canary in path.read_bytes() for path in written)
    everything = [path for path in made.folder.rglob("*") if path.is_file()]
    assert not any(canary in path.read_bytes() for path in everything)


def test_the_size_of_a_file_tells_little() -> None:
    assert all(padded_size(size) % (16 << 10) == 0 for size in range(0, 10 << 20, 99_991))
    assert all(size <= padded_size(size) <= max(size * 1.13 + (16 << 10), 16 << 10) for size in range(0, 9 << 20, 9999))
    assert len({padded_size(size) for size in range(3 << 20, 4 << 20, 1000)}) <= 33


def test_two_files_of_the_same_content_have_nothing_in_common(vault: Vault) -> None:
    visit = start(vault)
    add(vault, visit, b"door")
    add(vault, visit, b"door")
    one, other = (file.read_bytes() for file in files(vault))
    assert one[:64] != other[:64]


# Tampering


@pytest.fixture
def sealed(vault: Vault) -> tuple[str, Path]:
    attachment = add(vault, start(vault), os.urandom(4 * CHUNK))
    return attachment, files(vault)[0]


def places(size: int) -> dict[str, int]:
    """Every class of bytes: first chunk, its tag, a middle chunk and tag, the padding, the last tag."""
    step = CHUNK + TAG
    return {
        "first": 0,
        "first tag": CHUNK,
        "middle": 2 * step + 77,
        "middle tag": 3 * step - 1,
        "padding": size - TAG - 1,
        "last tag": size - 1,
    }


@pytest.mark.parametrize("place", places(100).keys())
def test_a_flipped_bit_is_found_wherever_it_is(vault: Vault, sealed: tuple[str, Path], place: str) -> None:
    attachment, file = sealed
    data = bytearray(file.read_bytes())
    data[places(len(data))[place]] ^= 1
    file.write_bytes(data)
    assert code_of(vault, attachment) == "attachment-damaged"


def swapped(data: bytes) -> bytes:
    step = CHUNK + TAG
    return data[step : 2 * step] + data[:step] + data[2 * step :]


def doubled(data: bytes) -> bytes:
    return data[: CHUNK + TAG] * 2 + data[2 * (CHUNK + TAG) :]


@pytest.mark.parametrize(
    "change",
    [
        lambda data: data[:-1],
        lambda data: data[: -(CHUNK + TAG)],
        lambda data: data[: CHUNK + TAG],
        lambda data: b"",
        lambda data: data + b"\0",
        lambda data: data + data[: CHUNK + TAG],
        swapped,
        doubled,
        lambda data: bytes(len(data)),
    ],
    ids=["cut", "chunk cut", "one chunk", "empty", "longer", "chunk more", "swapped", "doubled", "zeros"],
)
def test_a_file_in_another_shape_is_found(vault: Vault, sealed: tuple[str, Path], change: object) -> None:
    attachment, file = sealed
    assert callable(change)
    file.write_bytes(change(file.read_bytes()))
    assert code_of(vault, attachment) == "attachment-damaged"


def test_the_last_chunk_cannot_be_moved_to_an_earlier_end(tmp_path: Path) -> None:
    file = tmp_path / "x"
    attachment_file.write(file, KEY, [bytes(4 * CHUNK)], 1 << 20)
    short = file.read_bytes()[: 2 * (CHUNK + TAG)]
    file.write_bytes(short)
    with pytest.raises(VaultTrouble):
        list(attachment_file.read(file, KEY, 2 * CHUNK))


def test_a_file_that_is_gone_is_damaged(vault: Vault, sealed: tuple[str, Path]) -> None:
    attachment, file = sealed
    file.unlink()
    assert code_of(vault, attachment) == "attachment-damaged"


def test_another_key_opens_nothing(tmp_path: Path) -> None:
    file = tmp_path / "x"
    attachment_file.write(file, KEY, [b"door"], 100)
    with pytest.raises(VaultTrouble) as caught:
        list(attachment_file.read(file, bytes(32), 4))
    assert caught.value.code == "attachment-damaged"


def test_a_file_in_the_place_of_another_is_found(vault: Vault) -> None:
    visit = start(vault)
    first = add(vault, visit, b"door")
    (one,) = files(vault)
    add(vault, visit, b"lock")
    (other,) = [file for file in files(vault) if file != one]
    one.write_bytes(other.read_bytes())
    assert code_of(vault, first) == "attachment-damaged"


def test_a_row_that_names_another_attachment_is_found(vault: Vault) -> None:
    visit = start(vault)
    first, second = add(vault, visit, b"door"), add(vault, visit, b"lock")
    ledger = vault.ledgers.holding_visit(visit)
    row = ledger.connection.execute("select name, key, size from attachments where id = ?", (second,)).fetchone()
    ledger.connection.execute("update attachments set name = ?, key = ?, size = ? where id = ?", (*row, first))
    assert code_of(vault, first) == "attachment-damaged"


# Crashes


def test_a_file_that_is_cut_short_by_a_full_disk_leaves_nothing(tmp_path: Path) -> None:
    def full() -> Iterator[bytes]:
        yield bytes(2 * CHUNK)
        raise OSError(28, "no space")

    with pytest.raises(OSError, match="space"):
        attachment_file.write(tmp_path / "x", KEY, full(), 1 << 20)
    assert list(tmp_path.iterdir()) == []


def test_a_row_that_cannot_be_written_takes_its_file_away(vault: Vault) -> None:
    visit, content = start(vault), b"door"
    descriptor = described(content)
    attachments.add(vault, visit, content, descriptor)
    before = files(vault)
    with pytest.raises(Exception, match="UNIQUE"):
        attachments.add(vault, visit, content, descriptor)
    assert files(vault) == before


def test_files_that_no_row_names_are_swept_away(vault: Vault) -> None:
    attachment = add(vault, start(vault), b"door")
    kept = files(vault)
    for name in ("0" * 16, "1" * 16 + ".part"):
        (vault.folder / "a" / name).write_bytes(b"left by a crash")
    assert attachments.sweep(vault) == 2
    assert files(vault) == kept
    assert attachments.sweep(vault) == 0
    assert attachments.read(vault, attachment)[1] == b"door"


def test_an_opening_sweeps_what_a_crash_left(made: Made) -> None:
    left = made.folder / "a" / ("0" * 16)
    left.write_bytes(b"left by a crash")
    with made.opened():
        assert not left.exists()


def test_nothing_is_swept_while_a_ledger_cannot_be_read(made: Made) -> None:
    with made.opened() as vault:
        attachment = add(vault, start(vault), b"door")
        ledger = vault.ledgers.holding_visit(attachments.listed(vault)[0].visit).key.ledger
        before = files(vault)
    (made.folder / "l" / ledger).write_bytes(os.urandom(32 << 10))
    with made.opened() as vault:
        assert vault.alarms
        assert attachments.sweep(vault) == 0
        assert files(vault) == before
        assert code_of(vault, attachment) == "attachment-unknown"


# Taking away and new keys


def test_what_is_removed_is_gone_and_the_others_stay(vault: Vault) -> None:
    visit = start(vault)
    first, second = add(vault, visit, b"door"), add(vault, visit, b"lock")
    assert attachments.remove(vault, [first, "ab" * 16]) == 1
    assert code_of(vault, first) == "attachment-unknown"
    assert attachments.read(vault, second)[1] == b"lock"
    assert len(files(vault)) == 1


def test_an_erased_key_is_in_no_page_of_the_ledger(vault: Vault) -> None:
    visit = start(vault)
    first, second = add(vault, visit, b"door"), add(vault, visit, b"lock")
    ledger = vault.ledgers.holding_visit(visit)
    before = ledger.key
    assert erasing.erase_files(vault, [first]) == 1
    assert vault.ledgers.holding_visit(visit).key.key != before.key
    assert not (vault.folder / "l" / before.ledger).exists()
    assert attachments.read(vault, second)[1] == b"lock"


def test_every_file_of_a_ledger_gets_a_fresh_key(vault: Vault) -> None:
    visit, other = start(vault), start(vault)
    first, second, elsewhere = add(vault, visit, b"door"), add(vault, visit, b"lock"), add(vault, other, b"wall")
    before = {kept.id: kept for kept in attachments.listed(vault)}
    assert attachments.rekey(vault, vault.ledgers.holding_visit(visit)) == ()
    after = {kept.id: kept for kept in attachments.listed(vault)}
    for attachment in (first, second):
        assert after[attachment].key != before[attachment].key
        assert after[attachment].name != before[attachment].name
        assert attachments.read(vault, attachment)[1] in {b"door", b"lock"}
    assert after[elsewhere] == before[elsewhere]
    assert {file.name for file in files(vault)} == {kept.name for kept in after.values()}


def test_a_damaged_file_stops_no_other_from_getting_its_key(vault: Vault) -> None:
    visit = start(vault)
    broken = add(vault, visit, b"door")
    files(vault)[0].write_bytes(b"")
    sound = add(vault, visit, b"lock")
    before = attachments.find(vault, sound)
    assert attachments.rekey(vault, vault.ledgers.holding_visit(visit)) == (broken,)
    assert attachments.find(vault, sound) != before
    assert attachments.read(vault, sound)[1] == b"lock"


def test_keys_that_are_half_changed_leave_every_attachment_readable(
    vault: Vault, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = start(vault)
    contents = {add(vault, visit, content): content for content in (b"door", b"lock", b"wall")}
    written: list[Path] = []
    real = attachment_file.write

    def cut_short(path: Path, key: bytes, plaintext: Iterator[bytes], limit: int) -> attachment_file.Sealed:
        if len(written) == 1:
            raise KeyboardInterrupt
        written.append(path)
        return real(path, key, plaintext, limit)

    monkeypatch.setattr(attachment_file, "write", cut_short)
    with pytest.raises(KeyboardInterrupt):
        attachments.rekey(vault, vault.ledgers.holding_visit(visit))
    assert {name: attachments.read(vault, name)[1] for name in contents} == contents


# Out of bundles


def brought(vault: Vault, visit: str, plaintext: bytes) -> None:
    ledger = vault.ledgers.holding_visit(visit)
    with ledger.transaction():
        attachments.take_in(vault, ledger, visit, plaintext, "bundle")


def test_what_a_bundle_brings_says_which_bundle(vault: Vault) -> None:
    visit, plaintext = start(vault), described(b"door").line() + b"door"
    brought(vault, visit, plaintext)
    (kept,) = attachments.listed(vault, visit)
    assert (kept.id, kept.bundle) == (id_of([plaintext]), "bundle")
    assert attachments.plaintext(vault, kept.id) == plaintext
    assert attachments.is_sound(vault, kept.id)


def test_a_sound_copy_takes_the_place_of_a_damaged_one(vault: Vault) -> None:
    visit, plaintext = start(vault), described(b"door").line() + b"door"
    brought(vault, visit, plaintext)
    (file,) = files(vault)
    file.write_bytes(b"")
    assert not attachments.is_sound(vault, id_of([plaintext]))
    brought(vault, visit, plaintext)
    assert attachments.is_sound(vault, id_of([plaintext]))
    assert len(files(vault)) == 1
    assert not file.exists()


def test_a_cleaned_picture_leads_to_the_original_that_is_kept(vault: Vault) -> None:
    visit = start(vault)
    original = add(vault, visit, b"as it came")
    digest = hashlib.sha256(b"as it came").hexdigest()
    for kept_as, expected in ((original, [original]), ("ab" * 16, []), (None, [])):
        told = Original(sha256=digest, id=kept_as)
        cleaned = attachments.add(vault, visit, b"clean", described(b"clean", original=told))
        assert attachments.originals(vault, [cleaned, "cd" * 16]) == expected


# Sealed beside the open vault


def test_a_key_is_in_no_word_about_an_attachment(vault: Vault) -> None:
    sealed = attachments.seal(vault.folder, start(vault), b"door", described(b"door"))
    assert repr(sealed.key) not in repr(sealed)
    assert "key" not in repr(sealed)


def test_a_file_is_sealed_without_the_vault_and_is_there_once_it_is_entered(vault: Vault) -> None:
    visit = start(vault)
    sealed = attachments.seal(vault.folder, visit, b"door", described(b"door"))
    assert code_of(vault, sealed.id) == "attachment-unknown"
    assert attachments.enter(vault, sealed) == sealed.id
    assert attachments.read(vault, sealed.id)[1] == b"door"


def test_a_sealed_file_that_was_swept_away_is_not_entered(vault: Vault) -> None:
    sealed = attachments.seal(vault.folder, start(vault), b"door", described(b"door"))
    assert attachments.sweep(vault) == 1
    with pytest.raises(VaultTrouble) as caught:
        attachments.enter(vault, sealed)
    assert caught.value.code == "attachment-damaged"
    assert attachments.listed(vault) == []


def test_a_sealed_file_that_cannot_be_entered_is_gone(vault: Vault) -> None:
    sealed = attachments.seal(vault.folder, "00" * 16, b"door", described(b"door"))
    with pytest.raises(InputTrouble):
        attachments.enter(vault, sealed)
    assert files(vault) == []
