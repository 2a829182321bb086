"""Who somebody is to the others: secret keys, the public card, and the fingerprint that people compare aloud."""

import base64
import binascii
import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Self

from monitorapp.bundle.age import RECIPIENT_BYTES, AgeIdentity, AgeRecipient
from monitorapp.bundle.signature import KEYS_BYTES, SEED_BYTES, SIGNATURE_BYTES, SigningKeys, VerifyKeys
from monitorapp.errors import ExchangeTrouble

WORDS = 8
GROUPS, GROUP_DIGITS = 6, 5
DIGITS = GROUPS * GROUP_DIGITS
# Source: H. M. Damm, Total anti-symmetrische Quasigruppen, 2004, the table of order 10.
DAMM = (
    (0, 3, 1, 7, 5, 9, 8, 6, 4, 2),
    (7, 0, 9, 2, 1, 5, 4, 8, 6, 3),
    (4, 2, 0, 6, 8, 7, 1, 3, 5, 9),
    (1, 7, 5, 0, 9, 8, 3, 4, 2, 6),
    (6, 1, 2, 3, 0, 4, 5, 9, 7, 8),
    (3, 6, 7, 4, 2, 0, 9, 5, 8, 1),
    (5, 8, 6, 9, 7, 2, 0, 1, 3, 4),
    (8, 9, 4, 5, 3, 6, 2, 0, 1, 7),
    (9, 4, 3, 8, 6, 1, 7, 2, 0, 5),
    (2, 5, 8, 1, 4, 3, 6, 7, 9, 0),
)


def words(fingerprint: bytes, word_list: Sequence[str]) -> tuple[str, ...]:
    """Eight words of `word_list` for a fingerprint: the same list in the same order on both sides."""
    number, chosen = int.from_bytes(fingerprint), []
    for _ in range(WORDS):
        number, place = divmod(number, len(word_list))
        chosen.append(word_list[place])
    return tuple(chosen)


def digits(fingerprint: bytes) -> tuple[str, ...]:
    """Six groups of five digits for a fingerprint; the last digit checks the other 29."""
    body = f"{int.from_bytes(fingerprint) % 10 ** (DIGITS - 1):0{DIGITS - 1}}"
    whole = body + str(_remainder(body))
    return tuple(whole[start : start + GROUP_DIGITS] for start in range(0, DIGITS, GROUP_DIGITS))


def is_heard_right(text: str) -> bool:
    """Whether 30 digits that somebody read aloud (spaces and hyphens aside) fit their check digit."""
    heard = text.replace(" ", "").replace("-", "")
    return len(heard) == DIGITS and heard.isascii() and heard.isdigit() and _remainder(heard) == 0


def _remainder(text: str) -> int:
    remainder = 0
    for digit in text:
        remainder = DAMM[remainder][int(digit)]
    return remainder


PURPOSE = b"card"
FINGERPRINT_LABEL = b"monitorapp/fingerprint/v1\0"
CARD_MAGIC, SECRET_MAGIC = b"MCARD\x01", b"MIDENT\x01"
BEGIN, END = "-----BEGIN MONITORAPP CARD-----", "-----END MONITORAPP CARD-----"
LINE_LETTERS = 64
TEXT_LIMIT = 1 << 20
NAME_LIMIT = 64
ROLE = re.compile(r"[a-z][a-z_]{0,31}")


def fingerprint_of(keys: VerifyKeys) -> bytes:
    """32 bytes that stand for a person's signing keys; their card signs everything else."""
    return hashlib.sha256(FINGERPRINT_LABEL + keys.encode()).digest()


def recipient_hash(recipient: AgeRecipient) -> str:
    """How a manifest names a recipient: 64 hex digits."""
    return hashlib.sha256(recipient.data).hexdigest()


@dataclass(frozen=True, slots=True)
class Card:
    """What a person gives to others: pseudonym, role and public keys, signed by themselves."""

    name: str
    role: str
    recipient: AgeRecipient
    keys: VerifyKeys
    signature: bytes = field(repr=False)

    @property
    def author(self) -> str:
        """The author id of this person's commits."""
        return self.keys.author_id

    @property
    def fingerprint(self) -> bytes:
        return fingerprint_of(self.keys)

    def words(self, word_list: Sequence[str]) -> tuple[str, ...]:
        """The fingerprint as eight words of one language's list."""
        return words(self.fingerprint, word_list)

    def digits(self) -> tuple[str, ...]:
        """The fingerprint as six groups of five digits, the last one a check digit."""
        return digits(self.fingerprint)

    def encode(self) -> str:
        """The card as text between a BEGIN and an END line, to be sent or printed."""
        packed = _card_body(self.name, self.role, self.recipient, self.keys) + self.signature
        text = base64.b64encode(packed).decode("ascii")
        lines = [text[start : start + LINE_LETTERS] for start in range(0, len(text), LINE_LETTERS)]
        return "\n".join([BEGIN, *lines, END, ""])

    @classmethod
    def parse(cls, text: str) -> Self:
        """The first card in `text`, whatever stands around it, quoted or not.

        Raises ExchangeTrouble card-broken when there is none, it was changed, or it is not signed
        by the keys it shows.
        """
        try:
            return cls._unpack(_dearmor(text))
        except (ValueError, ExchangeTrouble) as error:
            raise ExchangeTrouble("card-broken") from error

    @classmethod
    def _unpack(cls, packed: bytes) -> Self:
        body, signature = packed[:-SIGNATURE_BYTES], packed[-SIGNATURE_BYTES:]
        fields = _Fields(body, CARD_MAGIC)
        recipient = AgeRecipient.from_bytes(fields.take(RECIPIENT_BYTES))
        keys = VerifyKeys.decode(fields.take(KEYS_BYTES))
        role, name = fields.text(), fields.text()
        fields.end()
        if not keys.verify(PURPOSE, body, signature):
            raise ValueError("not signed by its own keys")
        _check_words(name, role)
        return cls(name, role, recipient, keys, signature)


@dataclass(frozen=True, slots=True)
class Identity:
    """A person's own keys; they live in the vault and nowhere else."""

    name: str
    role: str
    age: AgeIdentity
    signing: SigningKeys

    @classmethod
    def generate(cls, name: str, role: str) -> Self:
        """New keys under a pseudonym and a role; ValueError for a name or role no card can carry."""
        name = unicodedata.normalize("NFC", name)
        _check_words(name, role)
        return cls(name, role, AgeIdentity.generate(), SigningKeys.generate())

    def card(self) -> Card:
        """The card to give to others."""
        body = _card_body(self.name, self.role, self.age.recipient, self.signing.public)
        signature = self.signing.sign(PURPOSE, body)
        return Card(self.name, self.role, self.age.recipient, self.signing.public, signature)

    def to_secret(self) -> bytes:
        """Everything needed to be this person again: to be kept encrypted, never shown."""
        return SECRET_MAGIC + self.age.seed + b"".join(self.signing.seeds) + _text(self.role) + _text(self.name)

    @classmethod
    def from_secret(cls, secret: bytes) -> Self:
        """Read what `to_secret` wrote; ValueError when it is something else."""
        fields = _Fields(secret, SECRET_MAGIC)
        age, classical, lattice = (fields.take(SEED_BYTES) for _ in range(3))
        role, name = fields.text(), fields.text()
        fields.end()
        _check_words(name, role)
        return cls(name, role, AgeIdentity.from_seed(age), SigningKeys.from_seeds(classical, lattice))


class _Fields:
    """Takes a packed record apart from front to back; ValueError where it is too short or too long."""

    __slots__ = ("left",)

    def __init__(self, packed: bytes, magic: bytes) -> None:
        if not packed.startswith(magic):
            raise ValueError("another kind of record")
        self.left = packed[len(magic) :]

    def take(self, size: int) -> bytes:
        if len(self.left) < size:
            raise ValueError("too short")
        taken, self.left = self.left[:size], self.left[size:]
        return taken

    def text(self) -> str:
        return self.take(self.take(1)[0]).decode("utf-8")

    def end(self) -> None:
        if self.left:
            raise ValueError("too long")


def _card_body(name: str, role: str, recipient: AgeRecipient, keys: VerifyKeys) -> bytes:
    return CARD_MAGIC + recipient.data + keys.encode() + _text(role) + _text(name)


def _text(text: str) -> bytes:
    data = text.encode("utf-8")
    return bytes([len(data)]) + data


def _check_words(name: str, role: str) -> None:
    """A name is one line that looks like what it is: no control, format or direction characters."""
    if not ROLE.fullmatch(role):
        raise ValueError("not a role")
    fits = 0 < len(name) <= NAME_LIMIT and len(name.encode("utf-8")) <= 255
    plain = all(unicodedata.category(letter)[0] not in "CZ" or letter == " " for letter in name)
    if not fits or not plain or name != name.strip() or not unicodedata.is_normalized("NFC", name):
        raise ValueError("not a name")


def _dearmor(text: str) -> bytes:
    _, begin, rest = text[:TEXT_LIMIT].partition(BEGIN)
    body, end, _ = rest.partition(END)
    if not begin or not end:
        raise ValueError("no card here")
    letters = "".join(line.strip(" \t\r>") for line in body.split("\n"))
    try:
        return base64.b64decode(letters, validate=True)
    except binascii.Error as error:
        raise ValueError("not base64") from error
