"""Sending: visits, invitations and updates become a bundle that is read back; sealing also destroys the visit's key."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from monitorapp.bundle.container import Contents, Written, copy_bundle, write_bundle
from monitorapp.bundle.identity import Card
from monitorapp.bundle.manifest import WORD_LIMIT, Kind
from monitorapp.clock import claimed
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange import carrying
from monitorapp.exchange.members import card_of, check_trusted, identity_of
from monitorapp.exchange.payload import LARGEST_OF_BUNDLE, Attestation, FormFile, Payload
from monitorapp.records.commit import Commit
from monitorapp.records.view import Changes
from monitorapp.resources import form_names, shipped_version
from monitorapp.vault import sealed
from monitorapp.vault.folder import SEALED
from monitorapp.vault.registry import Exchange, Person
from monitorapp.vault.sealed import Sealed, Sent, note_sent
from monitorapp.vault.vault import Vault

SEQUENCE = "sequence"
SUFFIX = ".mvb"


def send(
    vault: Vault,
    visits: Sequence[str],
    recipients: Sequence[Person],
    path: Path,
    kind: Kind = "visit",
    *,
    originals: bool = False,
    everything: bool = False,
    copy: Path | None = None,
) -> Written:
    """Write `visits` as a bundle for `recipients` to `path`, read back and compared; with their attachments.

    `originals`: also the pictures as the camera made them, where they were kept; `everything`: these, and what was
    replaced; then a damaged one is a VaultTrouble. `copy`: where else the file goes. Drafts are committed first. The
    visits stay here. Raises ExchangeTrouble `recipient-unknown`, InputTrouble `visit-unknown`, VaultTrouble,
    BundleTrouble `bundle-write-failed` or `bundle-too-large`; then no file is left behind, and none is logged.
    """
    check_trusted(vault, recipients)
    visits = list(dict.fromkeys(visits))
    vault.commit_all()
    identity = identity_of(vault)
    commits = [commit for visit in visits for commit in vault.commits_of(visit)]
    own = [Attestation.sign(visit, vault.own_heads(visit), identity.signing) for visit in visits]
    forms = _foreign_forms(vault, commits)
    payload = Payload(
        cards=_cards(vault, commits),
        forms=forms,
        files=list(_files(vault, forms)),
        attestations=[*own, *(a for visit in visits for a in _kept_attestations(vault, visit))],
        commits=commits,
    )
    held = carrying.to_seal(vault, visits, commits) if everything else None
    contents = Contents(
        kind=kind,
        sequence=int(vault.registry.fact(SEQUENCE) or 0) + 1,  # taken once the file is there
        commits=payload.encode(),
        visits=tuple(visits),
        heads=_heads(commits, own),
        forms=_forms(commits),
        attachments=carrying.to_send(vault, visits, originals=originals) if held is None else held,
    )
    written = write_bundle(path, contents, identity, [card_of(person) for person in recipients], vault.clock)
    if copy is not None:
        _copy(path, copy, written)
    _log(vault, written.bundle_id, contents, len(commits), recipients)
    return written


def _copy(path: Path, copy: Path, written: Written) -> None:
    try:
        copy_bundle(path, copy, written.sha256)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _forms(commits: Sequence[Commit]) -> dict[str, str]:
    """Form and version of what is sent. What a colleague's commit calls a form may be no name for a manifest."""
    names = (commit.header.form.partition("@") for commit in commits)
    return {form: version for form, _, version in names if all(0 < len(word) <= WORD_LIMIT for word in (form, version))}


def _cards(vault: Vault, commits: Sequence[Commit]) -> list[Card]:
    authors = {vault.author, *(commit.header.author for commit in commits)}
    return [card_of(person) for person in vault.registry.people() if person.author in authors]


def _foreign_forms(vault: Vault, commits: Sequence[Commit]) -> list[tuple[str, str, str]]:
    """The forms that the receiver's program may not have: all but the shipped ones of this version."""
    used = {commit.header.form for commit in commits}
    shipped = {f"{form}@{shipped_version(form)}" for form in form_names()}
    foreign = [tuple(name.split("@", 1)) for name in sorted(used - shipped) if name in vault.registry.form_names()]
    return [(form, version, vault.registry.form(form, version).decode()) for form, version in foreign]


def _files(vault: Vault, forms: Sequence[tuple[str, str, str]]) -> Iterator[FormFile]:
    """The pictures of forms; what would make the bundle too large stays out, and the form is read without it."""
    room = LARGEST_OF_BUNDLE
    for form, version, _ in forms:
        for name in vault.registry.form_files(form, version):
            body = vault.registry.form_file(form, version, name) or b""
            if len(body) <= room:
                room -= len(body)
                yield FormFile(form, version, name, body)


def _kept_attestations(vault: Vault, visit: str) -> list[Attestation]:
    """What other authors signed of this visit, as it came in."""
    kept = [Attestation.parse(text) for text in vault.ledger_for(visit).attestations()]
    return [attestation for attestation in kept if attestation.visit == visit]


def _heads(commits: Sequence[Commit], own: Sequence[Attestation]) -> dict[str, str]:
    heads = {head for attestation in own for head in attestation.heads}
    return {commit.header.strand: commit.id for commit in commits if commit.id in heads}


def _log(vault: Vault, bundle: str, contents: Contents, commits: int, recipients: Sequence[Person]) -> None:
    wall, sequence = claimed(vault.clock.now()), vault.registry.next_sequence()
    entry = Exchange(
        bundle,
        "sent",
        contents.kind,
        vault.author,
        sequence,
        wall,
        {"commits": commits, "attachments": len(contents.attachments)},
    )
    vault.registry.log_exchange(entry)
    note_sent(vault, contents.visits, Sent(bundle, wall, tuple(person.author for person in recipients)))


FEWEST = 2


def check_recipients(vault: Vault, recipients: Sequence[Person]) -> None:
    """Raises ExchangeTrouble `seal-not-for-yourself`, `recipient-unknown` for anybody who is not trusted (any more),
    or `seal-needs-another` where one lost key would lose all.
    """
    chosen = {person.author for person in recipients}
    if vault.author in chosen:
        raise ExchangeTrouble("seal-not-for-yourself")
    check_trusted(vault, recipients)
    answered = {author for authors in sealed.received(vault).values() for author in authors}
    if len(chosen) < FEWEST and not chosen & answered:
        raise ExchangeTrouble("seal-needs-another")


def seal(
    vault: Vault, visits: Sequence[str], recipients: Sequence[Person], copy: Path | None = None
) -> tuple[Sealed, Changes]:
    """Write `visits` for `recipients` alone and destroy their keys here; `copy`: where else the bundle goes, a stick.

    The key goes only after the bundle, and the copy, were read back and compared. Raises as `check_recipients`,
    `sealed.check` and `send`, also VaultTrouble `attachment-damaged`: such a file is erased first, by choice. Then
    everything is as it was.
    """
    visits = list(dict.fromkeys(visits))
    check_recipients(vault, recipients)
    sealed.check(vault, visits)
    path = sealed.new_file(vault)
    written = send(vault, visits, recipients, path, everything=True, copy=copy)  # nothing of the visit stays here
    day = claimed(vault.clock.now())[:10]
    authors = tuple(sorted(person.author for person in recipients))
    made = Sealed(path.name, written.bundle_id, written.sha256, written.size, day, authors)
    return made, sealed.let_go(vault, visits, made)


def copy_sealed(vault: Vault, one: Sealed, path: Path) -> None:
    """Copy a sealed bundle that lies here to another medium, read back; raises BundleTrouble `bundle-write-failed`."""
    copy_bundle(vault.folder / SEALED / one.file, path, one.sha256)


def write_receipt(vault: Vault, sender: Person, path: Path) -> Written:
    """Sign for `sender` which of their bundles are here, so that they can let the sealed files go.

    A bundle of which words of strangers were left out is not signed for: the sealed file may be all that has them.
    Raises ExchangeTrouble `nothing-received` or `recipient-unknown`, BundleTrouble.
    """
    check_trusted(vault, [sender])
    received = [
        exchange.bundle
        for exchange in vault.registry.exchanges()
        if exchange.direction == "received" and exchange.author == sender.author
        if exchange.kind != "receipt" and not exchange.counts.get("left_out")
    ]
    if not received:
        raise ExchangeTrouble("nothing-received")
    payload = Payload(receipts=received).encode()
    contents = Contents(kind="receipt", sequence=vault.registry.next_sequence(), commits=payload)
    written = write_bundle(path, contents, identity_of(vault), [card_of(sender)], vault.clock)
    counts = {"receipts": len(received)}
    wall = claimed(vault.clock.now())
    entry = Exchange(written.bundle_id, "sent", "receipt", vault.author, contents.sequence, wall, counts)
    vault.registry.log_exchange(entry)
    return written
