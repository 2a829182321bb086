"""The commits of a bundle as bytes, one JSON object a line, and the signatures over the last commits of a visit."""

import base64
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import PureWindowsPath
from typing import Any, Self

from monitorapp.bundle.identity import Card
from monitorapp.bundle.signature import SigningKeys, VerifyKeys
from monitorapp.documents import LARGEST_OF_ALL, LARGEST_PICTURE
from monitorapp.errors import ExchangeTrouble, InputTrouble
from monitorapp.records.commit import Commit, is_commit_id, is_id
from monitorapp.records.field import canonical, strict_json

PURPOSE = b"attestation"


@dataclass(frozen=True, slots=True)
class Attestation:
    """What one author says of one visit: the ids of their last commits, signed with both of their keys."""

    visit: str
    heads: tuple[str, ...]
    keys: VerifyKeys
    signature: bytes

    @classmethod
    def sign(cls, visit: str, heads: Sequence[str], signing: SigningKeys) -> Self:
        """Vouch for `heads` and all that stands behind them."""
        ordered = tuple(sorted(heads))
        signature = signing.sign(PURPOSE, _message(visit, ordered))
        return cls(visit, ordered, signing.public, signature)

    @property
    def author(self) -> str:
        """The author id that belongs to the keys."""
        return self.keys.author_id

    def encode(self) -> str:
        """Canonical JSON: visit, heads, keys and signature (base 64)."""
        keys, signature = (base64.b64encode(data).decode() for data in (self.keys.encode(), self.signature))
        return canonical({"visit": self.visit, "heads": list(self.heads), "keys": keys, "signature": signature})

    @classmethod
    def parse(cls, text: str) -> Self:
        """A verified attestation; raises ExchangeTrouble `commits-not-valid`."""
        try:
            fields = strict_json(text)
            keys = VerifyKeys.decode(base64.b64decode(fields["keys"], validate=True))
            signature = base64.b64decode(fields["signature"], validate=True)
            attestation = cls(fields["visit"], tuple(fields["heads"]), keys, signature)
            if not is_id(attestation.visit) or not all(is_commit_id(head) for head in attestation.heads):
                raise ValueError("not ids")
            genuine = keys.verify(PURPOSE, _message(attestation.visit, attestation.heads), signature)
        except (InputTrouble, KeyError, TypeError, ValueError) as error:
            raise ExchangeTrouble("commits-not-valid", reason="attestation") from error
        if not genuine:
            raise ExchangeTrouble("commits-not-valid", reason="attestation")
        return attestation


def check_covered(commits: Sequence[Commit], attestations: Iterable[Attestation], known: Iterable[str]) -> None:
    """Every commit must stand behind a head that its own author signed, or be in `known` (ids here already).

    Raises ExchangeTrouble `commits-not-valid`.
    """
    by_id = {commit.id: commit for commit in commits}
    vouched = {(a.author, a.visit, head) for a in attestations for head in a.heads}
    waiting = [by_id[head] for _, _, head in vouched if head in by_id]
    covered: set[str] = set()
    while waiting:
        commit = waiting.pop()
        header = commit.header
        if commit.id in covered or (header.author, header.visit, commit.id) not in vouched:
            continue
        covered.add(commit.id)
        if header.previous in by_id:
            vouched.add((header.author, header.visit, header.previous))
            waiting.append(by_id[header.previous])
    if set(by_id) - covered - set(known):
        raise ExchangeTrouble("commits-not-valid", reason="signature")


def _message(visit: str, heads: Sequence[str]) -> bytes:
    return canonical([visit, list(heads)]).encode()


LINES_LIMIT = 2_000_000
LARGEST_OF_BUNDLE = 2 * LARGEST_OF_ALL  # files of all forms: leaves room for the commits within one item of a bundle
NAME_LIMIT = 255
FILE_LINE = {"form", "version", "file", "body"}


@dataclass(frozen=True, slots=True)
class FormFile:
    """A picture that belongs to a form version, under its bare name."""

    form: str
    version: str
    name: str
    body: bytes

    def line(self) -> str:
        """The line of a payload that carries it."""
        body = base64.b64encode(self.body).decode("ascii")
        return canonical({"form": self.form, "version": self.version, "file": self.name, "body": body})

    @classmethod
    def of_line(cls, line: dict[str, Any]) -> "FormFile":
        """Read it back; raises ValueError where the name holds a path, or the body is too large or not base64."""
        if line.keys() != FILE_LINE:
            raise ValueError("not a file of a form")
        name, text = _text(line["file"]), _text(line["body"])
        body = base64.b64decode(text, validate=True) if len(text) <= 2 * LARGEST_PICTURE else b""
        if not _is_bare(name) or len(body) > LARGEST_PICTURE or base64.b64encode(body).decode("ascii") != text:
            raise ValueError("not a file of a form")
        return cls(_text(line["form"]), _text(line["version"]), name, body)


@dataclass
class Payload:
    """What a bundle brings, every hash and signature checked; nothing of it is trusted yet."""

    cards: list[Card] = field(default_factory=list)
    forms: list[tuple[str, str, str]] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)
    files: list[FormFile] = field(default_factory=list)

    def encode(self) -> bytes:
        """The lines of this payload in UTF-8."""
        return "".join(f"{line}\n" for line in self._lines()).encode()

    def _lines(self) -> Iterator[str]:
        for card in self.cards:
            yield canonical({"card": card.encode()})
        for name, version, xform in self.forms:
            yield canonical({"form": name, "version": version, "xform": xform})
        for file in self.files:
            yield file.line()
        for attestation in self.attestations:
            yield canonical({"attestation": attestation.encode()})
        for bundle in self.receipts:
            yield canonical({"receipt": bundle})
        for commit in self.commits:
            yield canonical({"commit": commit.header_text, "parts": [part.text() for part in commit.parts]})


def decode(data: bytes) -> Payload:
    """Read the lines of a payload; raises ExchangeTrouble `commits-not-valid` or `card-broken`."""
    payload = Payload()
    for line in _lines(data):
        try:
            _take(payload, line)
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ExchangeTrouble("commits-not-valid", reason="line") from error
    _check_files(payload.files)
    return payload


def _check_files(files: Sequence[FormFile]) -> None:
    """No file of a form twice, and no more of them than fit; raises ExchangeTrouble."""
    sizes: Counter[tuple[str, str]] = Counter()
    names = Counter((file.form, file.version, file.name) for file in files)
    for file in files:
        sizes[file.form, file.version] += len(file.body)
    too_large = max(sizes.values(), default=0) > LARGEST_OF_ALL or sizes.total() > LARGEST_OF_BUNDLE
    if too_large or names.total() > len(names):
        raise ExchangeTrouble("commits-not-valid", reason="files")


def _lines(data: bytes) -> Iterable[dict[str, Any]]:
    if data.count(b"\n") > LINES_LIMIT or (not data.endswith(b"\n") and data):
        raise ExchangeTrouble("commits-not-valid", reason="lines")
    try:
        return [strict_json(text) for text in data.decode().split("\n")[:-1]]
    except (UnicodeDecodeError, InputTrouble) as error:
        raise ExchangeTrouble("commits-not-valid", reason="line") from error


def _take(payload: Payload, line: dict[str, Any]) -> None:
    if "commit" in line:
        payload.commits.append(Commit.parse(line["commit"], tuple(line["parts"])))
    elif "attestation" in line:
        payload.attestations.append(Attestation.parse(line["attestation"]))
    elif "receipt" in line:
        payload.receipts.append(_id(line["receipt"]))
    elif "card" in line:
        payload.cards.append(Card.parse(line["card"]))
    elif "file" in line:
        payload.files.append(FormFile.of_line(line))
    else:
        payload.forms.append((_text(line["form"]), _text(line["version"]), _text(line["xform"])))


def _id(text: object) -> str:
    """`text` if it can name a bundle; raises ValueError."""
    if not isinstance(text, str) or not is_id(text):
        raise ValueError("not an id")
    return text


def _is_bare(name: str) -> bool:
    """Whether a name is one of a file and no path, on every system."""
    known = bool(name) and name.isprintable() and len(name.encode()) <= NAME_LIMIT
    return known and name not in {".", ".."} and PureWindowsPath(name).name == name


def _text(text: object) -> str:
    """`text` if it is one that can be written down; raises ValueError."""
    if not isinstance(text, str):
        raise ValueError("not a text")
    text.encode()  # half a surrogate cannot be
    return text
