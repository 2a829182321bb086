"""What of a bundle is taken in: nothing that was erased here, no strangers unasked, erasures only by who may."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from monitorapp.bundle.identity import digits, fingerprint_of
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import card_of, identity_of
from monitorapp.exchange.payload import Payload
from monitorapp.records.commit import Commit
from monitorapp.records.view import Changes
from monitorapp.vault import erasing, unfinished
from monitorapp.vault.erasing import Asked
from monitorapp.vault.registry import SELF, TRUSTED
from monitorapp.vault.vault import Vault

Hold = tuple[str, str]  # a document, and a field that says what others stand in: the document itself, or a row


@dataclass(frozen=True)
class Choice:
    """The commits to take in, and how many new answers stay out: of `strangers`, and of what was `erased` here."""

    commits: tuple[Commit, ...]
    strangers: int = 0
    erased: int = 0


def choose(vault: Vault, visit: str, commits: Sequence[Commit], *, with_strangers: bool) -> Choice:
    """Choose among the verified commits of a visit. What is here already always stays."""
    known = vault.ledger_for(visit).known_ids(commit.id for commit in commits)
    erased = unfinished.remembered(vault, {visit, *(commit.header.document for commit in commits)})
    alive = [commit for commit in commits if not {visit, commit.header.document} & erased]
    taken = alive if with_strangers else list(_without_strangers(alive, _trusted(vault), known))
    return Choice(tuple(taken), _answers(alive) - _answers(taken), _answers(commits) - _answers(alive))


def strangers_of(vault: Vault, payload: Payload) -> tuple[tuple[str, str], ...]:
    """Whose words the sender passes on without their being trusted here; a card's name alone proves nobody."""
    authors = {commit.header.author for commit in payload.commits} - _trusted(vault)
    keys = {attestation.author: attestation.keys for attestation in payload.attestations}
    names = {card.author: card.name for card in payload.cards}
    found = [(names.get(author, ""), " ".join(digits(fingerprint_of(keys[author])))) for author in authors & set(keys)]
    return tuple(sorted(found))


def _trusted(vault: Vault) -> set[str]:
    return {person.author for person in vault.registry.people() if person.state in {TRUSTED, SELF}}


def _without_strangers(commits: Sequence[Commit], trusted: set[str], known: set[str]) -> Iterator[Commit]:
    """All but what strangers wrote. Where somebody trusted wrote in a stranger's document or row, that stranger's
    words in this document come with theirs, which nobody could see otherwise.

    An author's commits in a document go together: their signature covers a chain.
    """
    wanted = {(c.header.author, c.header.document) for c in commits if c.header.author in trusted or c.id in known}
    while True:
        held = {hold for commit in commits if _place(commit) in wanted for hold in _needs(commit)}
        more = {_place(commit) for commit in commits if held & set(_gives(commit))} - wanted
        if not more:
            break
        wanted |= more
    yield from (commit for commit in commits if _place(commit) in wanted)


def _place(commit: Commit) -> tuple[str, str]:
    return commit.header.author, commit.header.document


def _needs(commit: Commit) -> Iterator[Hold]:
    """What must be there for the values of a commit to be seen."""
    yield commit.header.document, "#form"
    for part in commit.parts:
        for name, value in part.values.items():
            if "/" in name:
                yield commit.header.document, f"{name.split('/')[0]}/#row"
            if name.endswith("/#row") and isinstance(value, dict) and "in" in value:
                yield commit.header.document, f"{value['in']}/#row"


def _gives(commit: Commit) -> Iterator[Hold]:
    for part in commit.parts:
        yield from ((commit.header.document, name) for name in part.values if name == "#form" or name.endswith("/#row"))


def _answers(commits: Iterable[Commit]) -> int:
    return sum(len(part.values) for commit in commits for part in commit.parts)


COORDINATOR = "coordinator"


def may_decide(vault: Vault) -> bool:
    """Whether the vault's owner decides about the words of others in it: the coordinator does."""
    return identity_of(vault).card().role == COORDINATOR


def can_accept(vault: Vault, one: Asked) -> bool:
    """Whether an erasure can be accepted here: the words are one's own, one is the coordinator, or follows theirs."""
    if set(one.authors) == {vault.author} or may_decide(vault):
        return True
    person = vault.registry.person(one.asker)
    trusted = person is not None and person.state == TRUSTED
    return one.decided and trusted and person is not None and card_of(person).role == COORDINATOR


def accept(vault: Vault, one: Asked, reason: str | None = None) -> Changes:
    """Erase what was asked for; raises ExchangeTrouble `not-yours-to-erase` where others must decide."""
    if not can_accept(vault, one):
        raise ExchangeTrouble("not-yours-to-erase")
    return erasing.accept(vault, one, reason)
