"""The commits of a bundle as bytes, one JSON object a line: cards, forms, attestations, receipts, then commits."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from monitorapp.bundle.identity import Card
from monitorapp.errors import ExchangeTrouble, InputTrouble
from monitorapp.exchange.attestation import Attestation
from monitorapp.records.commit import Commit, is_id
from monitorapp.records.field import canonical, strict_json

LINES_LIMIT = 2_000_000


@dataclass
class Payload:
    """What a bundle brings, every hash and signature checked; nothing of it is trusted yet."""

    cards: list[Card] = field(default_factory=list)
    forms: list[tuple[str, str, str]] = field(default_factory=list)
    attestations: list[Attestation] = field(default_factory=list)
    commits: list[Commit] = field(default_factory=list)
    receipts: list[str] = field(default_factory=list)

    def encode(self) -> bytes:
        """The lines of this payload in UTF-8."""
        return "".join(f"{line}\n" for line in self._lines()).encode()

    def _lines(self) -> Iterator[str]:
        for card in self.cards:
            yield canonical({"card": card.encode()})
        for name, version, xform in self.forms:
            yield canonical({"form": name, "version": version, "xform": xform})
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
    return payload


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
    else:
        payload.forms.append((_text(line["form"]), _text(line["version"]), _text(line["xform"])))


def _id(text: object) -> str:
    """`text` if it can name a bundle; raises ValueError."""
    if not isinstance(text, str) or not is_id(text):
        raise ValueError("not an id")
    return text


def _text(text: object) -> str:
    """`text` if it is one that can be written down; raises ValueError."""
    if not isinstance(text, str):
        raise ValueError("not a text")
    text.encode()  # half a surrogate cannot be
    return text
