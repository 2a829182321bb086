"""The people one exchanges with, as pages show them. Read and written in the vault's thread."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from monitorapp.bundle.identity import Card
from monitorapp.errors import BundleTrouble, ExchangeTrouble
from monitorapp.exchange.members import card_of, words_of
from monitorapp.vault.registry import REVOKED, SELF, TRUSTED, Person

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

CARD_LIMIT = 1 << 20


@dataclass(frozen=True)
class Known:
    """A person with what is compared aloud, in the language of the windows."""

    person: Person
    role: str
    words: tuple[str, ...]
    digits: tuple[str, ...]
    has_sent: bool = False  # something of theirs was taken in here

    @property
    def name(self) -> str:
        """The pseudonym."""
        return self.person.name

    @property
    def is_trusted(self) -> bool:
        """Whether bundles may go to this person and come from them."""
        return self.person.state == TRUSTED

    @property
    def is_self(self) -> bool:
        """Whether this is the owner of the vault."""
        return self.person.state == SELF


def list_people(vault: "Vault", language: str) -> list[Known]:
    """Everybody whose card is known, oneself first."""
    senders = {exchange.author for exchange in vault.registry.exchanges() if exchange.direction == "received"}
    people = [
        replace(known_of(person, card_of(person), language), has_sent=person.author in senders)
        for person in vault.registry.people()
    ]
    return sorted(people, key=lambda known: not known.is_self)


def known_of(person: Person, card: Card, language: str) -> Known:
    """A person with their card opened."""
    return Known(person, card.role, tuple(words_of(card, language)), card.digits())


def read_card(vault: "Vault", path: Path, language: str) -> Known:
    """The person of a card file, in the state in which they are known here; raises ExchangeTrouble `card-broken`."""
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            text = file.read(CARD_LIMIT)
    except OSError as error:
        raise ExchangeTrouble("card-broken") from error
    card = Card.parse(text)
    person = vault.registry.person(card.author)
    state = person.state if person else ""
    return known_of(Person(card.author, card.name, state, card.encode()), card, language)


def write_card(text: str, path: Path) -> None:
    """Save a card; an existing file is not replaced. Raises BundleTrouble `bundle-write-failed`."""
    try:
        with path.open("x", encoding="utf-8") as file:
            file.write(text)
    except OSError as error:
        raise BundleTrouble("bundle-write-failed", reason="card") from error


def revoke(vault: "Vault", person: Person) -> None:
    """Never again take anything in from this person, or seal anything to them. Trust cannot be given back."""
    vault.registry.keep_person(replace(person, state=REVOKED))


def role_word(role: str) -> str:
    """What somebody does, in the language of the windows; a role that is not known stands as it is."""
    words = {
        "monitor": QCoreApplication.translate("Exchange", "Monitor"),
        "coordinator": QCoreApplication.translate("Exchange", "Coordinator"),
        "clinician": QCoreApplication.translate("Exchange", "Doctor"),
    }
    return words.get(role, role)
