"""Attestations: an author's signature over the last commits of their strands in one visit.

It vouches for every commit behind those heads through the chain of `previous`, so that a commit keeps
its author's word also when somebody else passes it on.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Self

from monitorapp.bundle.signature import SigningKeys, VerifyKeys
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
