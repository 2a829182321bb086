"""What goes with the commits: the attachments that answers name, out of one vault and into another.

Only what stands is sent: a photo that was replaced, by a blacked out one for instance, stays where it is. Taken in is
only what an answer names that is taken in itself; so nothing comes back that was erased here.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import overload

from monitorapp.bundle.container import Opened
from monitorapp.errors import ExchangeTrouble, InputTrouble
from monitorapp.records.attachment import AttachmentId, named_in
from monitorapp.records.commit import Commit, digest
from monitorapp.records.descriptor import Descriptor, checked
from monitorapp.vault import attachments, naming
from monitorapp.vault.ledger import Ledger
from monitorapp.vault.vault import Vault


class Carried(Sequence[tuple[str, bytes]]):
    """Attachments by id with their plaintext, each read when it is asked for, so that memory stays small."""

    def __init__(self, vault: Vault, ids: Sequence[str]) -> None:
        self._vault, self._ids = vault, ids

    def __len__(self) -> int:
        return len(self._ids)

    @overload
    def __getitem__(self, index: int) -> tuple[str, bytes]: ...
    @overload
    def __getitem__(self, index: slice) -> "Carried": ...
    def __getitem__(self, index: int | slice) -> "tuple[str, bytes] | Carried":
        if isinstance(index, slice):
            return Carried(self._vault, self._ids[index])
        return self._ids[index], attachments.plaintext(self._vault, self._ids[index])


def to_send(vault: Vault, visits: Iterable[str], *, originals: bool) -> Carried:
    """The sound attachments that stand in the answers of these visits, `originals` with those they were cleaned from.

    A damaged one is left out: it must not keep a visit from being handed over.
    """
    standing = [one for visit in visits for one in naming.standing(vault, visit)]
    wanted = dict.fromkeys([*standing, *(attachments.originals(vault, standing) if originals else ())])
    return Carried(vault, [one for one in wanted if attachments.is_sound(vault, one)])


def to_seal(vault: Vault, visits: Iterable[str], commits: Iterable[Commit]) -> Carried:
    """Every attachment of these visits that any answer ever named, replaced ones and originals too.

    Nothing of them stays here, so a damaged one is not left out: writing it raises VaultTrouble `attachment-damaged`.
    """
    named = {one for commit in commits for part in commit.parts for one in named_in(part.values.values())}
    here = [kept.id for visit in visits for kept in attachments.of_visit(vault.ledgers.holding_visit(visit), visit)]
    told = [one for one in here if one in named]
    return Carried(vault, list(dict.fromkeys([*told, *attachments.originals(vault, told)])))


def check(opened: Opened, commits: Iterable[Commit]) -> None:
    """Every attachment of a bundle is named by an answer, or by the picture that was cleaned from it.

    Raises ExchangeTrouble `commits-not-valid` for a bundle that brings others.
    """
    named = {one for commit in commits for part in commit.parts for one in named_in(part.values.values())}
    rest = set(opened.attachments) - named
    if rest:
        told = (_checked(opened, one).original for one in set(opened.attachments) & named)
        rest -= {original.id for original in told if original is not None}
    if rest:
        raise ExchangeTrouble("commits-not-valid", reason="attachment")


def arriving(vault: Vault, ledger: Ledger, commits: Iterable[Commit], opened: Opened) -> list[AttachmentId]:
    """The attachments to keep: what answers taken in now name, originals included, and what is not here soundly.

    Each is read and checked. Raises ExchangeTrouble `commits-not-valid` for one that is not what its id says.
    """
    wanted = dict.fromkeys(_wanted(ledger, commits, opened))
    told = (_checked(opened, one).original for one in list(wanted))
    originals = (AttachmentId(one.id) for one in told if one is not None and one.id is not None)
    wanted |= dict.fromkeys(one for one in originals if one in opened.attachments)
    missing = [one for one in wanted if not attachments.is_sound(vault, one)]
    for one in missing:
        _checked(opened, one)
    return missing


def keep(vault: Vault, ledger: Ledger, visit: str, some: Iterable[str], opened: Opened) -> None:
    """Keep these attachments of a bundle, in the caller's transaction; raises VaultTrouble, BundleTrouble."""
    for one in some:
        attachments.take_in(vault, ledger, visit, opened.attachments[one], opened.manifest.bundle)


def _wanted(ledger: Ledger, commits: Iterable[Commit], opened: Opened) -> Iterator[AttachmentId]:
    """What the bundle has of what these commits name, in parts that stand in the ledger now."""
    for commit in commits if opened.attachments else ():
        for part in commit.parts:
            named = [one for one in named_in(part.values.values()) if one in opened.attachments]
            if named and naming.holds_part(ledger, digest(part.text())):
                yield from named


def _checked(opened: Opened, attachment: str) -> Descriptor:
    try:
        return checked(opened.attachments[attachment], attachment)
    except InputTrouble as trouble:
        raise ExchangeTrouble("commits-not-valid", reason="attachment") from trouble
