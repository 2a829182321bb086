"""Who is who: making a vault with an identity, the identity of an open vault, and the people it trusts."""

from collections.abc import Sequence
from pathlib import Path

from monitorapp.bundle.identity import Card, Identity
from monitorapp.clock import SYSTEM, Clock
from monitorapp.errors import ExchangeTrouble
from monitorapp.resources import word_list
from monitorapp.vault.locks import KdfCost, calibrated
from monitorapp.vault.registry import REVOKED, SELF, STRANGER, TRUSTED, Person
from monitorapp.vault.vault import AUTHOR, Vault

IDENTITY = "identity"
WORD_LANGUAGES = ("ru", "en")


def create_vault(
    folder: Path, passphrase: str, name: str, cost: KdfCost | None = None, clock: Clock = SYSTEM, role: str = "monitor"
) -> tuple[Vault, str]:
    """Make a vault whose owner is called `name` (a pseudonym); returns it open, and the recovery code.

    Raises VaultTrouble; then nothing is left behind.
    """
    identity = Identity.generate(name, role)
    facts = {AUTHOR: identity.card().author, IDENTITY: identity.to_secret().hex()}
    vault, code = Vault.create(folder, passphrase, facts, cost or calibrated(), clock)
    vault.registry.keep_person(Person(identity.card().author, name, SELF, identity.card().encode()))
    return vault, code


def identity_of(vault: Vault) -> Identity:
    """The identity of the vault's owner, with its secret keys."""
    return Identity.from_secret(bytes.fromhex(vault.registry.fact(IDENTITY)))


def card_of(person: Person) -> Card:
    """The card that a known person once gave."""
    return Card.parse(person.card)


def words_of(card: Card, language: str) -> Sequence[str]:
    """The eight words that two people read to each other."""
    return card.words(word_list(language))


def meet(vault: Vault, card: Card) -> Person:
    """Note the card of somebody unknown as a stranger; somebody known stays what they are."""
    known = vault.registry.person(card.author)
    if known is not None:
        return known
    person = Person(card.author, card.name, STRANGER, card.encode())
    vault.registry.keep_person(person)
    return person


def trust(vault: Vault, card_text: str, words: str) -> Person:
    """Trust the owner of a card after its words were compared; raises ExchangeTrouble.

    `card-broken`: no whole card in the text. `words-do-not-match`: the words belong to another card.
    """
    card = Card.parse(card_text)
    if not _words_match(card, words):
        raise ExchangeTrouble("words-do-not-match")
    known = vault.registry.person(card.author)
    if known is not None and known.state == REVOKED:
        raise ExchangeTrouble("sender-revoked")
    person = Person(card.author, card.name, SELF if card.author == vault.author else TRUSTED, card.encode())
    vault.registry.keep_person(person)
    return person


def check_trusted(vault: Vault, people: Sequence[Person]) -> None:
    """Raises ExchangeTrouble `recipient-unknown` where somebody is not trusted, or not any more.

    As it stands now: somebody may have been revoked since a list was shown, and no file is ever called back.
    """
    trusted = {person.author for person in vault.registry.people() if person.state in {TRUSTED, SELF}}
    chosen = {person.author for person in people}
    if not chosen <= trusted:
        raise ExchangeTrouble("recipient-unknown", found=len(chosen & trusted))


def find_recipient(vault: Vault, name: str) -> Person:
    """The trusted person with this pseudonym or author id; raises ExchangeTrouble `recipient-unknown`."""
    found = [person for person in vault.registry.people() if name in {person.name, person.author}]
    trusted = [person for person in found if person.state in {TRUSTED, SELF}]
    if len(trusted) != 1:
        raise ExchangeTrouble("recipient-unknown", found=len(trusted))
    return trusted[0]


def _words_match(card: Card, words: str) -> bool:
    typed = words.casefold().replace("ё", "е").replace("-", " ").split()
    digits = "".join(typed)
    spoken = [list(words_of(card, language)) for language in WORD_LANGUAGES]
    return typed in spoken or digits == "".join(card.digits())
