"""Our own age files: they open for their people, for nobody else, and never changed or cut."""

import io
import random
import tracemalloc
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitorapp.bundle import age
from monitorapp.bundle.age import CHUNK, AgeIdentity, AgeReader, AgeRecipient, encrypt, open_age, open_with_file_key
from monitorapp.bundle.age_header import HEADER_LIMIT, VERSION_LINE, read_header
from monitorapp.errors import BundleTrouble, ExchangeTrouble

ANNA, BEK, STRANGER = (AgeIdentity.from_seed(bytes([number]) * 32) for number in (1, 2, 3))
TEXT = b"nothing typed is lost. " * 20
EDGES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1]


def sealed(payload: bytes, *people: AgeIdentity) -> bytes:
    out = io.BytesIO()
    encrypt([payload], [person.recipient for person in people], out)
    return out.getvalue()


def payload_of(file: bytes, person: AgeIdentity = ANNA) -> bytes:
    return open_age(io.BytesIO(file), person).read(1 << 30)


def code_of(file: bytes, person: AgeIdentity = ANNA) -> str:
    with pytest.raises(BundleTrouble) as caught:
        payload_of(file, person)
    return caught.value.code


@pytest.mark.parametrize("size", EDGES)
def test_every_size_comes_back_whole(size: int) -> None:
    payload = random.Random(size).randbytes(size)
    assert payload_of(sealed(payload, ANNA)) == payload


@pytest.mark.parametrize("count", [1, 2, 5, 64])
def test_each_of_its_people_opens_a_file(count: int) -> None:
    people = [AgeIdentity.from_seed(number.to_bytes(32)) for number in range(count)]
    file = sealed(TEXT, *people)
    assert all(payload_of(file, person) == TEXT for person in (people[0], people[-1]))


def test_a_wrong_key_opens_nothing() -> None:
    assert code_of(sealed(TEXT, ANNA, BEK), STRANGER) == "bundle-not-for-you"


@given(st.lists(st.binary(max_size=300), max_size=12))
@settings(max_examples=30)
def test_the_pieces_of_a_payload_do_not_show(pieces: list[bytes]) -> None:
    out = io.BytesIO()
    encrypt(pieces, [ANNA.recipient], out)
    assert payload_of(out.getvalue()) == b"".join(pieces)


@pytest.mark.parametrize("position", [*EDGES, 3 * CHUNK, 100 * CHUNK])
def test_reading_starts_at_any_byte(position: int) -> None:
    payload = random.Random(7).randbytes(2 * CHUNK + 1)
    reader = open_age(io.BytesIO(sealed(payload, ANNA)), ANNA)
    for start in (position, 0, position):
        reader.seek(start)
        assert reader.read(70_000) == payload[start : start + 70_000]


def test_what_was_written_reads_back_by_its_file_key() -> None:
    out = io.BytesIO()
    file_key = encrypt([TEXT], [BEK.recipient], out)
    assert open_with_file_key(io.BytesIO(out.getvalue()), file_key).read(10_000) == TEXT
    with pytest.raises(BundleTrouble, match="bundle-damaged"):
        open_with_file_key(io.BytesIO(out.getvalue()), bytes(16))


def test_a_changed_byte_anywhere_is_noticed() -> None:
    file, dice = bytearray(sealed(TEXT, ANNA)), random.Random(1)
    for place in range(len(file)):
        before = file[place]
        file[place] ^= dice.randrange(1, 256)
        with pytest.raises(BundleTrouble):
            payload_of(bytes(file))
        file[place] = before
    assert payload_of(bytes(file)) == TEXT


def test_a_cut_anywhere_is_noticed() -> None:
    file = sealed(TEXT, ANNA)
    header = file.index(b"\n---") + 1
    codes = {cut: code_of(file[:cut]) for cut in [*range(0, header, 61), *range(header, len(file), 7)]}
    assert {codes[cut] for cut in codes if cut < header + 60} == {"bundle-incomplete"}


@pytest.mark.parametrize("left", [0, 1, 15])
@pytest.mark.parametrize("size", [100, CHUNK + 100])
def test_less_than_a_tag_left_of_a_chunk_is_called_incomplete(size: int, left: int) -> None:
    file = sealed(bytes(size), ANNA)
    assert code_of(file[: len(file) - 116 + left]) == "bundle-incomplete"


@pytest.mark.parametrize("chunks", [1, 2])
def test_a_cut_between_chunks_is_called_incomplete(chunks: int) -> None:
    payload = bytes(3 * CHUNK)
    file = sealed(payload, ANNA)
    start = len(file) - 3 * (CHUNK + 16)
    assert code_of(file[: start + chunks * (CHUNK + 16)]) == "bundle-incomplete"


@pytest.mark.parametrize("tail", [b"\n", bytes(15), bytes(16), bytes(CHUNK + 16), b"age-encryption.org/v1\n"])
@pytest.mark.parametrize("size", [100, CHUNK])
def test_nothing_may_follow_the_end(tail: bytes, size: int) -> None:
    assert code_of(sealed(bytes(size), ANNA) + tail) == "bundle-damaged"


def test_chunks_do_not_change_places() -> None:
    payload = b"a" * CHUNK + b"b" * CHUNK + b"c"
    file = sealed(payload, ANNA)
    start = len(file) - 17 - 2 * (CHUNK + 16)
    first, second = file[start : start + CHUNK + 16], file[start + CHUNK + 16 : -17]
    assert code_of(file[:start] + second + first + file[-17:]) == "bundle-damaged"


@pytest.mark.parametrize("text", [b"PK\x03\x04zip", b"hello", bytes(40), b"-----BEGIN AGE ENCRYPTED FILE-----\n"])
def test_other_files_are_not_bundles(text: bytes) -> None:
    assert code_of(text) == "not-a-bundle"


def test_a_file_of_a_later_age_is_newer() -> None:
    assert code_of(b"age-encryption.org/v2\n-> x\n\n--- " + b"A" * 43 + b"\n") == "bundle-too-new"


@pytest.mark.parametrize(
    "bomb",
    [
        VERSION_LINE + b"-> x\n\n" * 10_000,
        VERSION_LINE + b"-> " + b"x" * (2 * HEADER_LIMIT) + b"\n",
        VERSION_LINE + b"-> x\n" + (b"A" * 64 + b"\n") * 20_000,
        VERSION_LINE + b"-> " + b"x " * HEADER_LIMIT,
        b"x" * (50 << 20),
    ],
    ids=["stanzas", "long line", "long body", "many arguments", "no line end"],
)
def test_huge_headers_cost_little(bomb: bytes) -> None:
    source = io.BytesIO(bomb)
    tracemalloc.start()
    with pytest.raises(BundleTrouble, match="not-a-bundle" if bomb.startswith(b"x") else "bundle-damaged"):
        open_age(source, ANNA)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 8 << 20


def test_a_large_payload_streams_through_little_memory() -> None:
    class Sink(io.BytesIO):
        """Keeps the first bytes only: what counts here is what the writer holds."""

        total = 0

        def write(self, data: object) -> int:
            self.total += len(bytes(data))  # type: ignore[call-overload]  # bytes are all it gets
            return 0

    def pieces() -> Iterator[bytes]:
        yield from (bytes(100_000) for _ in range(200))

    sink = Sink()
    tracemalloc.start()
    encrypt(pieces(), [ANNA.recipient], sink)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert sink.total > 20_000_000
    assert peak < 2 << 20


def test_keys_come_back_from_their_text() -> None:
    assert AgeRecipient.parse(str(ANNA.recipient)) == ANNA.recipient
    assert len(str(ANNA.recipient)) == 1959
    assert age.bech32_decode(ANNA.secret_text()) == ("age-secret-key-pq-", ANNA.seed)
    assert AgeIdentity.generate().recipient != AgeIdentity.generate().recipient


def test_a_key_never_shows_its_secret_in_a_repr() -> None:
    assert ANNA.seed.hex() not in repr(ANNA)
    assert repr(ANNA.seed) not in repr(ANNA)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "age1pq1qqqq",
        "nonsense",
        age.bech32_encode("age", bytes(32)),
        age.bech32_encode("age1pq", bytes(10)),
        age.bech32_encode("age1pq", b"\xff" * 1216),
    ],
)
def test_a_broken_recipient_is_refused(text: str) -> None:
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        AgeRecipient.parse(text)


def test_a_reader_says_nothing_before_a_chunk_is_authentic() -> None:
    file = bytearray(sealed(bytes(CHUNK) + b"second chunk", ANNA))
    file[-1] ^= 1
    reader: AgeReader = open_age(io.BytesIO(bytes(file)), ANNA)
    assert reader.read(CHUNK) == bytes(CHUNK)
    with pytest.raises(BundleTrouble, match="bundle-damaged"):
        reader.read(1)


@pytest.mark.parametrize("version", [b"0", b"00", b"01", b"001"])
def test_a_version_that_never_was_is_damage_and_not_a_newer_file(version: bytes) -> None:
    with pytest.raises(BundleTrouble, match="bundle-damaged"):
        read_header(io.BytesIO(b"age-encryption.org/v" + version + b"\n"))
