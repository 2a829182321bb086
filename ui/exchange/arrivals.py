"""What a bundle would bring or brought, in words. Read and written in the vault's thread."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from monitorapp.exchange.members import card_of
from monitorapp.exchange.payload import decode
from monitorapp.exchange.receive import Plan, inspect, plan, receive
from monitorapp.records.changes import Changes
from monitorapp.records.visit import FACILITY

from ..form.opening import facility_name
from .parcels import parcel_of
from .people import Known, known_of
from .settled import Settled, list_settled

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Arrival:
    """A bundle with its plan. `signer` is None where the signer's card is not here; then only digits are known."""

    path: Path
    plan: Plan
    signer: Known | None
    visits: tuple[str, ...]
    settled: tuple[Settled, ...] = ()

    @property
    def is_strange(self) -> bool:
        """Whether nobody who is trusted signed it."""
        return self.plan.sender is None

    @property
    def can_be_taken(self) -> bool:
        """Whether taking it in would change anything."""
        return not self.is_strange and not self.plan.nothing_new


def look_at(vault: "Vault", path: Path, language: str, *, with_strangers: bool = False) -> Arrival:
    """What taking a file in would do; nothing is changed. Raises BundleTrouble, ExchangeTrouble, VaultTrouble."""
    made = plan(vault, path, with_strangers=with_strangers)
    names = _visit_names(vault, made.visits, language)
    if made.kind == "invitation" and not names:
        names = _peeked(vault, path, language)
    return Arrival(path, made, _signer(vault, made, language), names)


def take_in(vault: "Vault", path: Path, language: str, *, with_strangers: bool = False) -> tuple[Arrival, Changes]:
    """Take a file in; returns what it brought, decisions on own visits with their reasons included."""
    made = receive(vault, path, with_strangers=with_strangers)
    names = _visit_names(vault, made.visits, language)
    settled = tuple(list_settled(vault, made.author, language, made.changes.fields))
    return Arrival(path, made, _signer(vault, made, language), names, settled), made.changes


def _signer(vault: "Vault", made: Plan, language: str) -> Known | None:
    person = vault.registry.person(made.author)
    return known_of(person, card_of(person), language) if person else None


def _visit_names(vault: "Vault", visits: Iterable[str], language: str) -> tuple[str, ...]:
    wanted = set(visits)
    return tuple(parcel_of(row, language).title for row in vault.visits() if row.id in wanted)


def _peeked(vault: "Vault", path: Path, language: str) -> tuple[str, ...]:
    """Where an invitation leads: the facility that is written in it. Only for bundles of trusted people."""
    commits = decode(inspect(vault, path).commits).commits
    found = (part.values.get(FACILITY) for commit in commits for part in commit.parts)
    names = (facility_name(str(code), language) for code in found if code)
    return tuple(dict.fromkeys(names))
