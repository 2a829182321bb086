"""age v1 files to mlkem768x25519 recipients: keys as Bech32 text, a file key wrapped for each, encryption in chunks."""

import hashlib
import hmac
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO, Protocol, Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from monitorapp.bundle.age_header import (
    STANZA_LIMIT,
    Header,
    Stanza,
    covered_bytes,
    damaged,
    decode64,
    encode64,
    mac_line,
    read_header,
)
from monitorapp.errors import BundleTrouble, ExchangeTrouble

BECH32_LETTERS = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
GENERATORS = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)
CHECKSUM_LETTERS = 6


def bech32_encode(prefix: str, data: bytes) -> str:
    """Write `data` as lower-case Bech32 under a lower-case `prefix`."""
    digits = _to_digits(data)
    remainder = _polymod([*_expand(prefix), *digits, *[0] * CHECKSUM_LETTERS]) ^ 1
    checksum = [(remainder >> 5 * (CHECKSUM_LETTERS - 1 - place)) & 31 for place in range(CHECKSUM_LETTERS)]
    return prefix + "1" + "".join(BECH32_LETTERS[digit] for digit in [*digits, *checksum])


def bech32_decode(text: str) -> tuple[str, bytes]:
    """Read (prefix, data) from Bech32 in one letter case; ValueError when it is not exactly that."""
    if not text.isascii() or text not in (text.lower(), text.upper()):
        raise ValueError("not ASCII in one letter case")
    prefix, mark, letters = text.lower().rpartition("1")
    digits = [BECH32_LETTERS.find(letter) for letter in letters]
    if not mark or not prefix or len(digits) < CHECKSUM_LETTERS or -1 in digits:
        raise ValueError("not Bech32")
    if _polymod([*_expand(prefix), *digits]) != 1:
        raise ValueError("wrong checksum")
    return prefix, _to_bytes(digits[:-CHECKSUM_LETTERS])


def _to_digits(data: bytes) -> list[int]:
    padding = -len(data) * 8 % 5
    number, count = int.from_bytes(data) << padding, (len(data) * 8 + padding) // 5
    return [(number >> 5 * (count - 1 - place)) & 31 for place in range(count)]


def _to_bytes(digits: list[int]) -> bytes:
    padding = len(digits) * 5 % 8
    number = 0
    for digit in digits:
        number = number << 5 | digit
    if padding >= 5 or number & ((1 << padding) - 1):
        raise ValueError("not canonical")
    return (number >> padding).to_bytes(len(digits) * 5 // 8)


def _expand(prefix: str) -> list[int]:
    if any(not 33 <= ord(letter) <= 126 for letter in prefix):
        raise ValueError("not Bech32")
    return [ord(letter) >> 5 for letter in prefix] + [0] + [ord(letter) & 31 for letter in prefix]


def _polymod(digits: Iterable[int]) -> int:
    remainder = 1
    for digit in digits:
        top = remainder >> 25
        remainder = (remainder & 0x1FFFFFF) << 5 ^ digit
        for place, generator in enumerate(GENERATORS):
            remainder ^= generator if top >> place & 1 else 0
    return remainder


KIND = "mlkem768x25519"
LABEL = b"age-encryption.org/mlkem768x25519"
SUITE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
RECIPIENT_PREFIX, IDENTITY_PREFIX = "age1pq", "age-secret-key-pq-"
MLKEM_PUBLIC_BYTES, MLKEM_ENC_BYTES, X25519_BYTES = 1184, 1088, 32
RECIPIENT_BYTES = MLKEM_PUBLIC_BYTES + X25519_BYTES
ENC_BYTES = MLKEM_ENC_BYTES + X25519_BYTES
SEED_BYTES, FILE_KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 16, 16, 16
PROBE = X25519PrivateKey.from_private_bytes(b"\x01" * X25519_BYTES)  # no secret: it only asks about points
CHUNK = 64 * 1024
SEALED_CHUNK = CHUNK + TAG_BYTES


class Unwraps(Protocol):
    """Who may open a file: finds the file key in the stanzas, or None where none is theirs."""

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None: ...


class Writes(Protocol):
    """Where an encrypted file goes."""

    def write(self, data: bytes, /) -> int: ...


@dataclass(frozen=True, slots=True)
class AgeRecipient:
    """A public key that files are encrypted to, written `age1pq1…`."""

    data: bytes = field(repr=False)
    _key: hpke.MLKEM768X25519PublicKey = field(repr=False, compare=False)

    @classmethod
    def from_bytes(cls, data: bytes) -> Self:
        """Read the 1,216 bytes of a public key; ExchangeTrouble card-broken when they are none."""
        try:
            lattice = MLKEM768PublicKey.from_public_bytes(data[:MLKEM_PUBLIC_BYTES])
            curve = _curve_point(data[MLKEM_PUBLIC_BYTES:])
        except ValueError as error:
            raise ExchangeTrouble("card-broken") from error
        return cls(data, hpke.MLKEM768X25519PublicKey(lattice, curve))

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read `age1pq1…`; ExchangeTrouble card-broken when it is anything else."""
        try:
            prefix, data = bech32_decode(text)
        except ValueError as error:
            raise ExchangeTrouble("card-broken") from error
        if prefix != RECIPIENT_PREFIX:
            raise ExchangeTrouble("card-broken")
        return cls.from_bytes(data)

    def __str__(self) -> str:
        return bech32_encode(RECIPIENT_PREFIX, self.data)

    def wrap(self, file_key: bytes) -> Stanza:
        """The stanza from which only the owner of the private key gets the file key."""
        sealed = SUITE.encrypt(file_key, self._key, LABEL)
        return Stanza((KIND, encode64(sealed[:ENC_BYTES]).decode("ascii")), sealed[ENC_BYTES:])


@dataclass(frozen=True, slots=True)
class AgeIdentity:
    """A private key, kept as its 32-byte seed; in age's own spelling `AGE-SECRET-KEY-PQ-1…`."""

    seed: bytes = field(repr=False)
    recipient: AgeRecipient
    _key: hpke.MLKEM768X25519PrivateKey = field(repr=False, compare=False)

    @classmethod
    def generate(cls) -> Self:
        return cls.from_seed(os.urandom(SEED_BYTES))

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """The key pair of a seed: SHAKE-256 stretches it to 64 bytes for ML-KEM and 32 for X25519."""
        assert len(seed) == SEED_BYTES, "a seed has 32 bytes"
        stretched = hashlib.shake_256(seed).digest(96)
        lattice = MLKEM768PrivateKey.from_seed_bytes(stretched[:64])
        curve = X25519PrivateKey.from_private_bytes(stretched[64:])
        public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return cls(seed, AgeRecipient.from_bytes(public), hpke.MLKEM768X25519PrivateKey(lattice, curve))

    def secret_text(self) -> str:
        """The key as the public age tool takes it: shown only when a person asks for it."""
        return bech32_encode(IDENTITY_PREFIX, self.seed).upper()

    def unwrap(self, stanzas: Sequence[Stanza]) -> bytes | None:
        """The file key, if one stanza is for this key; bundle-damaged where a stanza is malformed."""
        ours = [(stanza, self._enc(stanza)) for stanza in stanzas if stanza.kind == KIND]
        for stanza, enc in ours:
            try:
                return SUITE.decrypt(enc + stanza.body, self._key, LABEL)
            except InvalidTag:
                continue
        return None

    @staticmethod
    def _enc(stanza: Stanza) -> bytes:
        if len(stanza.arguments) != 2 or len(stanza.body) != FILE_KEY_BYTES + TAG_BYTES:
            raise damaged()
        enc = decode64(stanza.arguments[1].encode("ascii"))
        if len(enc) != ENC_BYTES:
            raise damaged()
        try:
            _curve_point(enc[MLKEM_ENC_BYTES:])
        except ValueError as error:
            raise damaged() from error
        return enc


def encrypt(source: Iterable[bytes], recipients: Sequence[AgeRecipient], out: Writes) -> bytes:
    """Encrypt the pieces of `source` to all recipients, chunk by chunk.

    Returns the file key, with which `open_with_file_key` reads back what was written; forget it then.
    """
    assert 0 < len(recipients) <= STANZA_LIMIT, "1 to 64 recipients"
    file_key = os.urandom(FILE_KEY_BYTES)
    covered = covered_bytes([recipient.wrap(file_key) for recipient in recipients])
    nonce = os.urandom(NONCE_BYTES)
    out.write(covered + mac_line(_mac(file_key, covered)) + nonce)
    cipher = _payload_cipher(file_key, nonce)
    for number, (chunk, last) in enumerate(_chunks(source)):
        out.write(cipher.encrypt(_nonce(number, last), chunk, None))
    return file_key


def open_age(source: BinaryIO, identity: Unwraps) -> "AgeReader":
    """Open a seekable age file for `identity`; the payload is then read chunk by authenticated chunk.

    Raises BundleTrouble: what `read_header` raises, bundle-not-for-you, bundle-damaged (part
    header-mac) or bundle-incomplete.
    """
    header = read_header(source)
    file_key = identity.unwrap(header.stanzas)
    if file_key is None:
        raise BundleTrouble("bundle-not-for-you")
    return _open_payload(source, header, file_key)


def open_with_file_key(source: BinaryIO, file_key: bytes) -> "AgeReader":
    """Open the file that `encrypt` has just written, by the file key it returned."""
    return _open_payload(source, read_header(source), file_key)


class AgeReader:
    """The payload of an open age file: `read` and `seek` within 64 KiB of memory.

    Reading raises BundleTrouble: bundle-damaged (part payload) when a chunk does not authenticate,
    bundle-incomplete when the last chunk of the file is not the last that was written.
    """

    __slots__ = ("_cipher", "_ended", "_left", "_next", "_number", "_source", "start")

    def __init__(self, source: BinaryIO, cipher: ChaCha20Poly1305) -> None:
        self._source = source
        self._cipher = cipher
        self.start = source.tell()
        self._number, self._next, self._left, self._ended = 0, b"", memoryview(b""), False
        self.seek(0)

    def read(self, size: int) -> bytes:
        """Up to `size` bytes; fewer only at the end."""
        parts: list[bytes] = []
        while size > 0:
            if not self._left:
                if self._ended:
                    break
                self._left = memoryview(self._open_next())
            part = bytes(self._left[:size])
            self._left = self._left[size:]
            size -= len(part)
            parts.append(part)
        return b"".join(parts)

    def seek(self, position: int) -> None:
        """Go to a byte of the payload, forwards or backwards; going past the end reads as the end."""
        self._number, offset = divmod(position, CHUNK)
        self._source.seek(self.start + self._number * SEALED_CHUNK)
        self._next = self._source.read(SEALED_CHUNK)
        self._left, self._ended = memoryview(b""), self._number > 0 and not self._next
        self.read(offset)

    def _open_next(self) -> bytes:
        sealed, self._next = self._next, self._source.read(SEALED_CHUNK)
        self._ended = not self._next
        chunk = self._decrypt(sealed, self._ended)
        if not chunk and self._number:  # only an empty payload has an empty chunk
            raise BundleTrouble("bundle-damaged", part="payload")
        self._number += 1
        return chunk

    def _decrypt(self, sealed: bytes, last: bool) -> bytes:
        try:
            return self._cipher.decrypt(_nonce(self._number, last), sealed, None)
        except InvalidTag as error:
            cut = last and (len(sealed) < TAG_BYTES or self._opens(sealed, last=False))
            raise BundleTrouble("bundle-incomplete" if cut else "bundle-damaged", part="payload") from error

    def _opens(self, sealed: bytes, last: bool) -> bool:
        try:
            self._cipher.decrypt(_nonce(self._number, last), sealed, None)
        except InvalidTag:
            return False
        return True


def _curve_point(data: bytes) -> X25519PublicKey:
    """Read an X25519 point; ValueError for one of low order, with which every secret would be zero."""
    point = X25519PublicKey.from_public_bytes(data)
    PROBE.exchange(point)
    return point


def _open_payload(source: BinaryIO, header: Header, file_key: bytes) -> AgeReader:
    if not hmac.compare_digest(_mac(file_key, header.covered), header.mac):
        raise BundleTrouble("bundle-damaged", part="header-mac")
    nonce = source.read(NONCE_BYTES)
    if len(nonce) < NONCE_BYTES:
        raise BundleTrouble("bundle-incomplete", part="nonce")
    return AgeReader(source, _payload_cipher(file_key, nonce))


def _mac(file_key: bytes, covered: bytes) -> bytes:
    return hmac.digest(_derive(file_key, b"", b"header"), covered, "sha256")


def _payload_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    return ChaCha20Poly1305(_derive(file_key, nonce, b"payload"))


def _derive(file_key: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(file_key)


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _chunks(source: Iterable[bytes]) -> Iterator[tuple[bytes, bool]]:
    waiting = bytearray()
    for piece in source:
        waiting += piece
        while len(waiting) > CHUNK:
            yield bytes(waiting[:CHUNK]), False
            del waiting[:CHUNK]
    yield bytes(waiting), True
