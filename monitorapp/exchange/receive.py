"""Receiving: open, verify, look up the sender, and join. The plan is the same join, rolled back."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from monitorapp.bundle.container import Opened, read_bundle
from monitorapp.clock import claimed
from monitorapp.documents import gather
from monitorapp.errors import BundleTrouble, ExchangeTrouble
from monitorapp.exchange import carrying
from monitorapp.exchange.choosing import Choice, choose, strangers_of
from monitorapp.exchange.members import identity_of, meet
from monitorapp.exchange.payload import FormFile, Payload, check_covered, decode
from monitorapp.records.commit import Commit
from monitorapp.records.view import Changes
from monitorapp.resources import form_names, shipped_version
from monitorapp.vault import erasing, naming, sealed, unfinished
from monitorapp.vault.folder import LEDGERS
from monitorapp.vault.registry import REVOKED, SELF, TRUSTED, Exchange, Person
from monitorapp.vault.unfinished import Work
from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Counts:
    """What a bundle brings, in answers: new and known ones, fields that agree, conflict or are settled now;
    late edits count commits, `quarantined` counts bundles from strangers.

    `erased`: answers here that their authors have erased. `asked`: erasures that wait for a decision. `dropped`: what
    belongs to documents that were erased here. `left_out`: answers of strangers in the bundle of somebody trusted.
    `attachments`: files that were not here.
    """

    new: int = 0
    known: int = 0
    agreeing: int = 0
    conflicts: int = 0
    settled: int = 0
    late: int = 0
    quarantined: int = 0
    erased: int = 0
    asked: int = 0
    dropped: int = 0
    left_out: int = 0
    attachments: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True)
class Plan:
    """What taking a bundle in does or did. `conflicts` names (document, field); `older`: a later one came before.

    `strangers`: who else wrote in it and is not trusted, as the name on their card and their digits.
    `receipts`: bundles sent from here of which the sender now says that they arrived; `unanswered`: where somebody
    signs for any, the bundles (and when they were written) for which they have not signed yet.
    """

    bundle: str
    kind: str
    author: str
    sender: str | None
    visits: tuple[str, ...]
    counts: Counts
    nothing_new: bool
    older: bool = False
    conflicts: tuple[tuple[str, str], ...] = ()
    signer_digits: tuple[str, ...] = ()
    sequence: int = 0
    strangers: tuple[tuple[str, str], ...] = ()
    receipts: tuple[str, ...] = ()
    unanswered: tuple[tuple[str, str], ...] = ()
    changes: Changes = field(default_factory=Changes)


def inspect(vault: Vault, path: Path) -> Opened:
    """Open a bundle without looking at its commits; raises BundleTrouble."""
    return _read(vault, path)


def plan(vault: Vault, path: Path, *, with_strangers: bool = False) -> Plan:
    """What `receive` would do; nothing is changed. Raises BundleTrouble, ExchangeTrouble, VaultTrouble."""
    return _run(vault, path, with_strangers, for_real=False)


def receive(vault: Vault, path: Path, *, with_strangers: bool = False) -> Plan:
    """Take the bundle in: all of each visit or nothing of it. A stranger's bundle is put aside, not merged.

    Words of strangers in the bundle of somebody trusted stay out unless they are asked for; see `choosing`.
    """
    return _run(vault, path, with_strangers, for_real=True)


def _run(vault: Vault, path: Path, with_strangers: bool, *, for_real: bool) -> Plan:
    opened = _read(vault, path)
    sender = vault.registry.person(opened.signer.author_id)
    if sender is not None and sender.state == REVOKED:
        raise ExchangeTrouble("sender-revoked", name=sender.name)
    if sender is None or sender.state not in {TRUSTED, SELF}:
        return _put_aside(vault, opened, for_real=for_real)
    payload = decode(opened.commits)
    by_visit = _by_visit(payload, opened)
    for visit, commits in by_visit:
        _check(vault, visit, commits, payload)
    carrying.check(opened, payload.commits)
    files = _lacking(vault, payload)
    chosen = [(visit, choose(vault, visit, commits, with_strangers=with_strangers)) for visit, commits in by_visit]
    joins = [_join(vault, visit, choice, payload, opened, for_real=for_real) for visit, choice in chosen]
    receipts = sealed.unknown_receipts(vault, sender.author, payload.receipts)
    made = _plan_of(vault, opened, sender, joins)
    made = replace(made, strangers=strangers_of(vault, payload), receipts=tuple(receipts))
    if payload.receipts:
        open_ones = sealed.unanswered(vault, sender.author, set(payload.receipts))
        made = replace(made, unanswered=tuple((one.bundle, one.wall) for one in open_ones))
    made = replace(made, nothing_new=made.nothing_new and not receipts and not files)
    if for_real:
        _note(vault, payload, files, made)
        unfinished.finish(vault)
    return made


def _read(vault: Vault, path: Path) -> Opened:
    """Open a bundle. A ledger of the open vault is none, and closing it after a look would drop its lock."""
    if path.resolve().is_relative_to((vault.folder / LEDGERS).resolve()):
        raise BundleTrouble("not-a-bundle")
    return read_bundle(path, identity_of(vault))


@dataclass(frozen=True)
class _Joined:
    counts: Counts
    conflicts: tuple[tuple[str, str], ...]
    new_commits: int
    changes: Changes


def _join(vault: Vault, visit: str, choice: Choice, payload: Payload, opened: Opened, *, for_real: bool) -> _Joined:
    commits, waiting = choice.commits, _asked(vault)
    own = for_real and bool(commits) and opened.manifest.kind == "invitation"
    ledger = vault.ledger_for(visit, own=own)
    with ledger.transaction() if for_real else ledger.tried():
        before, _ = ledger.several(_pairs(commits))
        union = ledger.take_in(commits, opened.manifest.bundle)
        after, agreeing = ledger.several(union.touched)
        arriving = carrying.arriving(vault, ledger, commits, opened)
        counts = Counts(
            new=union.new,
            known=union.known,
            agreeing=len(agreeing) if union.commits else 0,
            conflicts=len(after - before),
            settled=len((before & union.touched) - after),
            late=ledger.late(union.commits),
            erased=len(union.erased - _written(commits, union.commits)),
            asked=len(_asked(vault) - waiting),
            dropped=choice.erased,
            left_out=choice.strangers,
            attachments=len(arriving),
        )
        if for_real:
            ledger.keep_attestations((a.author, a.encode()) for a in payload.attestations if a.visit == visit)
            carrying.keep(vault, ledger, visit, arriving, opened)
            if union.erased:  # noted before it is written: the file holds it until it was written anew
                files = naming.drop_unnamed(vault, ledger, visit)
                unfinished.note(vault, Work(renew=(ledger.key.ledger,), files=files))
    changes = vault.took_in(ledger, union) if for_real and commits else Changes()
    return _Joined(counts, tuple(sorted(after - before)), len(union.commits), changes)


def _asked(vault: Vault) -> set[str]:
    return {one.commit for one in erasing.asked(vault)}


def _written(commits: Sequence[Commit], new: Iterable[str]) -> set[tuple[str, str]]:
    """The (document, field) pairs that the `new` ones of `commits` hold: what an erasure has kept is not gone."""
    ids = set(new)
    some = (commit for commit in commits if commit.id in ids)
    return {(commit.header.document, name) for commit in some for part in commit.parts for name in part.values}


def _by_visit(payload: Payload, opened: Opened) -> list[tuple[str, list[Commit]]]:
    """The commits by visit; raises ExchangeTrouble unless each document is of one visit that the manifest names."""
    visits = opened.manifest.visits
    pairs = {(commit.header.document, commit.header.visit) for commit in payload.commits}
    if len(dict(pairs)) != len(pairs) or any(visit not in visits for _, visit in pairs):
        raise ExchangeTrouble("commits-not-valid", reason="visit")
    return [(visit, [commit for commit in payload.commits if commit.header.visit == visit]) for visit in visits]


def _check(vault: Vault, visit: str, commits: Sequence[Commit], payload: Payload) -> None:
    """Before anything is written: authors' words for all commits, and no document that belongs to another visit."""
    known = vault.ledger_for(visit).known_ids(commit.id for commit in commits)
    check_covered(commits, payload.attestations, known)
    if any(vault.visit_of(commit.header.document) not in {None, visit} for commit in commits):
        raise ExchangeTrouble("commits-not-valid", reason="visit")


def _pairs(commits: Iterable[Commit]) -> set[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for commit in commits:
        names = [*commit.header.replaces, *(name for part in commit.parts for name in part.values)]
        pairs.update((commit.header.document, name) for name in names)
    return pairs


def _plan_of(vault: Vault, opened: Opened, sender: Person, joins: Sequence[_Joined]) -> Plan:
    counts, changes = Counts(), Changes()
    for join in joins:
        counts, changes = counts + join.counts, changes | join.changes
    manifest = opened.manifest
    later = (e.sequence for e in vault.registry.exchanges() if e.direction == "received" and e.author == sender.author)
    return Plan(
        bundle=manifest.bundle,
        kind=manifest.kind,
        author=sender.author,
        sender=sender.name,
        visits=tuple(manifest.visits),
        counts=counts,
        nothing_new=not any(join.new_commits or join.counts.new or join.counts.attachments for join in joins),
        older=max(later, default=-1) > manifest.sequence,
        conflicts=tuple(pair for join in joins for pair in join.conflicts),
        signer_digits=opened.signer_digits,
        sequence=manifest.sequence,
        changes=changes,
    )


def _put_aside(vault: Vault, opened: Opened, *, for_real: bool) -> Plan:
    made = Plan(
        bundle=opened.manifest.bundle,
        kind=opened.manifest.kind,
        author=opened.signer.author_id,
        sender=None,
        visits=(),
        counts=Counts(quarantined=1),
        nothing_new=False,
        signer_digits=opened.signer_digits,
        sequence=opened.manifest.sequence,
    )
    if for_real:
        _log(vault, made, "quarantined")
    return made


def _lacking(vault: Vault, payload: Payload) -> list[FormFile]:
    """The pictures that a foreign form names and that are not kept with it, within the limits of bringing it in.

    Raises ExchangeTrouble `commits-not-valid` for a file of a form that is neither here nor in the bundle.
    """
    kept, coming = set(vault.registry.forms()), {(form, version): xform for form, version, xform in payload.forms}
    lacking = []
    for form in sorted({(file.form, file.version) for file in payload.files} - _shipped()):
        if form not in kept and form not in coming:
            raise ExchangeTrouble("commits-not-valid", reason="form")
        xform = vault.registry.form(*form).decode() if form in kept else coming[form]
        lacking += _lacking_of(
            vault, form, xform, [file for file in payload.files if form == (file.form, file.version)]
        )
    return lacking


def _lacking_of(vault: Vault, form: tuple[str, str], xform: str, files: Sequence[FormFile]) -> list[FormFile]:
    here = set(vault.registry.form_files(*form))
    brought = {file.name: file for file in files if file.name not in here}
    if not brought:
        return []

    def read(name: str) -> bytes | None:
        return brought[name].body if name in brought else vault.registry.form_file(*form, name)

    return [brought[name] for name in gather(xform, read).pictures if name in brought]


def _shipped() -> set[tuple[str, str]]:
    return {(form, shipped_version(form)) for form in form_names()}


def _note(vault: Vault, payload: Payload, files: Sequence[FormFile], made: Plan) -> None:
    for card in payload.cards:
        meet(vault, card)
    shipped = _shipped()
    for form, version, xform in payload.forms:
        if (form, version) not in shipped:  # nobody else says what our own questions ask
            vault.registry.keep_form(form, version, xform.encode())
    for file in files:
        vault.registry.keep_form_file(file.form, file.version, file.name, file.body)
    sealed.keep_receipts(vault, made.author, made.receipts)
    _log(vault, made, "received")


def _log(vault: Vault, made: Plan, direction: str) -> None:
    wall = claimed(vault.clock.now())
    entry = Exchange(made.bundle, direction, made.kind, made.author, made.sequence, wall, asdict(made.counts))
    vault.registry.log_exchange(entry)
