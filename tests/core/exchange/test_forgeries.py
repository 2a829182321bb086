"""Bundles from a colleague who means harm: refused whole, in words, with nothing written."""

import json
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from monitorapp.bundle.container import Contents, write_bundle
from monitorapp.bundle.identity import Identity
from monitorapp.bundle.signature import SigningKeys
from monitorapp.documents import xform_of
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange.members import identity_of
from monitorapp.exchange.payload import Attestation, Payload, decode
from monitorapp.exchange.receive import plan, receive
from monitorapp.records.commit import Commit, Header, Part
from monitorapp.records.field import canonical
from monitorapp.resources import form_xform, shipped_version
from monitorapp.vault.vault import Vault
from tests.core.exchange.conftest import Team
from tests.core.vaults import start, write

Q = "pop_total"


def bundle(
    team: Team, lines: bytes, visits: Sequence[str], *, kind: str = "visit", sender: Vault | None = None
) -> Path:
    """A bundle that Bek signed rightly, whatever stands in it, for the office."""
    team.sent += 1
    path = team.stick / f"{team.sent}.mvb"
    contents = Contents(kind=kind, sequence=team.sent, commits=lines, visits=tuple(visits))  # type: ignore[arg-type]
    write_bundle(path, contents, identity_of(sender or team.bek), [identity_of(team.office).card()])
    return path


def attested(vault: Vault, commits: Sequence[Commit]) -> list[Attestation]:
    """Bek's own word for these commits."""
    by_visit: dict[str, list[str]] = {}
    for commit in commits:
        by_visit.setdefault(commit.header.visit, []).append(commit.id)
    return [Attestation.sign(visit, ids, identity_of(vault).signing) for visit, ids in by_visit.items()]


def made(author: str, visit: str, document: str | None = None, values: dict[str, Any] | None = None) -> Commit:
    header = Header(
        visit=visit,
        document=document or visit,
        author=author,
        strand="5" * 32,
        sequence=0,
        previous=None,
        lamport=1,
        wall="2026-11-24T09:00:00Z",
        program="0.1.0",
    )
    return Commit.seal(header, (Part("general", "0" * 32, values or {Q: 0, "#form": "visit", "#version": "1"}),))


def everything(vault: Vault) -> object:
    registry = vault.registry
    ledgers = sorted(path.name for path in (vault.folder / "l").iterdir())
    files = [registry.form_files(*form) for form in registry.forms()]
    return vault.digest(), registry.exchanges(), registry.people(), registry.forms(), files, vault.visits(), ledgers


def refused(team: Team, path: Path, code: str = "commits-not-valid") -> dict[str, Any]:
    """The bundle is refused, by the plan and for real, and changes nothing; returns the facts."""
    before = everything(team.office)
    for work in (plan, receive):
        with pytest.raises(ExchangeTrouble) as caught:
            work(team.office, path)
        assert caught.value.code == code
    assert everything(team.office) == before
    assert str(path) not in str(caught.value.facts)
    return dict(caught.value.facts)


def test_a_commit_in_the_name_of_somebody_else_is_refused(team: Team) -> None:
    forged = made(team.anna.author, "7" * 32)
    payload = Payload(commits=[forged], attestations=attested(team.bek, [forged]))
    assert refused(team, bundle(team, payload.encode(), ["7" * 32]))["reason"] == "signature"


def test_a_commit_without_anybodys_word_is_refused(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    refused(team, bundle(team, Payload(commits=[own]).encode(), ["7" * 32]))


def test_an_attestation_for_another_visit_covers_nothing(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    elsewhere = Attestation.sign("8" * 32, [own.id], identity_of(team.bek).signing)
    payload = Payload(commits=[own], attestations=[elsewhere])
    refused(team, bundle(team, payload.encode(), ["7" * 32, "8" * 32]))


@pytest.mark.parametrize("change", ["heads", "visit", "signature", "keys"])
def test_a_changed_attestation_is_refused(team: Team, change: str) -> None:
    own = made(team.bek.author, "7" * 32)
    (true,) = attested(team.bek, [own])
    false = {
        "heads": replace(true, heads=("0" * 64,)),
        "visit": replace(true, visit="8" * 32),
        "signature": replace(true, signature=true.signature[:-1] + bytes([true.signature[-1] ^ 1])),
        "keys": replace(true, keys=SigningKeys.generate().public),
    }[change]
    payload = Payload(commits=[own], attestations=[false])
    assert refused(team, bundle(team, payload.encode(), ["7" * 32]))["reason"] == "attestation"


@pytest.mark.parametrize("head", [["a"], {"a": 1}, 7, None, "short", "\ud800"])
def test_an_attestation_of_nonsense_that_is_rightly_signed_is_refused(team: Team, head: object) -> None:
    identity = identity_of(team.bek)
    try:
        attestation = Attestation.sign("7" * 32, [head], identity.signing)  # type: ignore[list-item]
    except UnicodeEncodeError:
        return
    lines = canonical({"attestation": attestation.encode()}) + "\n"
    refused(team, bundle(team, lines.encode(), ["7" * 32]))


def test_a_part_that_was_swapped_for_another_is_refused(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    swapped = replace(own, parts=(Part("general", "0" * 32, {Q: 99}),))
    payload = Payload(commits=[swapped], attestations=attested(team.bek, [own]))
    assert refused(team, bundle(team, payload.encode(), ["7" * 32]))["reason"] == "hash"


def test_a_commit_of_a_visit_that_the_manifest_does_not_name_is_refused(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    payload = Payload(commits=[own], attestations=attested(team.bek, [own]))
    assert refused(team, bundle(team, payload.encode(), ["8" * 32]))["reason"] == "visit"


def test_one_forged_visit_spoils_the_whole_bundle(team: Team) -> None:
    good, forged = made(team.bek.author, "7" * 32), made(team.anna.author, "8" * 32)
    payload = Payload(commits=[good, forged], attestations=attested(team.bek, [good, forged]))
    refused(team, bundle(team, payload.encode(), ["7" * 32, "8" * 32]))


def test_a_forged_invitation_leaves_no_ledger_behind(team: Team) -> None:
    forged = made(team.anna.author, "7" * 32)
    payload = Payload(commits=[forged], attestations=attested(team.bek, [forged]))
    refused(team, bundle(team, payload.encode(), ["7" * 32], kind="invitation"))


def test_nobody_moves_a_document_into_another_visit(team: Team) -> None:
    visit = start(team.anna)
    cell, _ = team.anna.add_document(visit, "cell", "1")
    write(team.anna, cell, cell_no="1")
    team.passes(team.anna, visit, team.office)
    for document in (cell, visit):
        stolen = made(team.bek.author, "7" * 32, document)
        payload = Payload(commits=[stolen], attestations=attested(team.bek, [stolen]))
        for kind in ("visit", "invitation"):
            assert refused(team, bundle(team, payload.encode(), ["7" * 32], kind=kind))["reason"] == "visit"
    assert team.office.view(cell).visit == visit


def test_one_document_in_two_visits_of_one_bundle_is_refused(team: Team) -> None:
    commits = [made(team.bek.author, visit, "9" * 32) for visit in ("7" * 32, "8" * 32)]
    payload = Payload(commits=commits, attestations=attested(team.bek, commits))
    refused(team, bundle(team, payload.encode(), ["7" * 32, "8" * 32]))


def test_what_came_into_the_archive_never_hides_an_own_document(team: Team) -> None:
    visit = start(team.office)
    write(team.office, visit, pop_total=41)
    stolen = made(team.bek.author, "7" * 32, visit)
    archive = team.office.ledger_for("7" * 32)
    with archive.transaction():
        union = archive.take_in([stolen], "bundle")
    team.office.took_in(archive, union)
    assert team.office.view(visit).values[Q] == 41


def test_a_form_that_this_program_ships_is_not_replaced_by_a_colleagues(team: Team) -> None:
    version = shipped_version("visit")
    evil = form_xform("visit").decode().replace("visit", "visit ")
    payload = Payload(forms=[("visit", version, evil), ("own", "1", "<h/>"), ("visit", "0.old", "<h/>")])
    receive(team.office, bundle(team, payload.encode(), []))
    assert xform_of(team.office, "visit", version) == form_xform("visit")
    assert team.office.registry.form("own", "1") == b"<h/>"
    assert ("visit", version) not in team.office.registry.forms()


LINES: list[Callable[[Commit], str | bytes]] = [
    lambda _: b"\xff\n",
    lambda _: "null\n",
    lambda _: "[]\n",
    lambda _: "7\n",
    lambda _: "\n",
    lambda _: "{}\n",
    lambda _: '{"commit":1,"parts":[]}\n',
    lambda _: '{"commit":"x"}\n',
    lambda _: '{"commit":"x","parts":7}\n',
    lambda _: '{"attestation":7}\n',
    lambda _: '{"attestation":"7"}\n',
    lambda _: '{"attestation":"{\\"visit\\":1}"}\n',
    lambda _: '{"form":"x"}\n',
    lambda _: '{"form":"x","version":"1","xform":"\\ud800"}\n',
    lambda _: '{"form":7,"version":"1","xform":"x"}\n',
    lambda _: '{"form":"x","version":null,"xform":"x"}\n',
    lambda _: '{"form":"x","version":"1","xform":"x"}',
    lambda _: '{"a":1,"a":2}\n',
    lambda _: "[" * 100_000 + "\n",
    lambda c: canonical({"commit": c.header_text, "parts": [c.parts[0].text(), c.parts[0].text()]}) + "\n",
    lambda c: canonical({"commit": c.header_text, "parts": [None]}) + "\n",
    lambda c: canonical({"commit": c.header_text + " ", "parts": []}) + "\n",
    lambda c: canonical({"commit": c.header_text, "parts": c.parts[0].text()}) + "\n",
    lambda c: canonical({"commit": c.header_text.replace('"reason":null', '"reason":"\ud800"'), "parts": []}) + "\n",
]


@pytest.mark.parametrize("number", range(len(LINES)))
def test_a_line_that_makes_no_sense_is_refused(team: Team, number: int) -> None:
    own = made(team.bek.author, "7" * 32)
    text = LINES[number](own)
    try:
        line = text if isinstance(text, bytes) else text.encode()
    except UnicodeEncodeError:
        line = json.dumps(json.loads(text)).encode() + b"\n"  # half a surrogate, spelled in ASCII
    attestations = Payload(attestations=attested(team.bek, [own])).encode()
    refused(team, bundle(team, attestations + line, ["7" * 32]))


def test_a_card_that_is_broken_is_refused(team: Team) -> None:
    for card in (7, "x", identity_of(team.bek).card().encode()[:-80]):
        path = bundle(team, (canonical({"card": card}) + "\n").encode(), [])
        before = everything(team.office)
        with pytest.raises(ExchangeTrouble):
            receive(team.office, path)
        assert everything(team.office) == before


def test_nobody_changes_the_card_of_somebody_who_is_known(team: Team) -> None:
    known = team.office.registry.person(team.anna.author)
    true = identity_of(team.anna)
    renamed = Identity("Другая", "coordinator", true.age, true.signing).card()
    receive(team.office, bundle(team, Payload(cards=[renamed]).encode(), []))
    assert team.office.registry.person(team.anna.author) == known


def test_a_replayed_bundle_under_another_number_brings_nothing_new(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    payload = Payload(commits=[own], attestations=attested(team.bek, [own])).encode()
    assert not receive(team.office, bundle(team, payload, ["7" * 32])).nothing_new
    again = receive(team.office, bundle(team, payload, ["7" * 32]))
    assert again.nothing_new
    assert again.counts.new == 0


def test_the_same_commit_twice_in_one_bundle_counts_once(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    payload = Payload(commits=[own, own], attestations=attested(team.bek, [own]))
    counts = receive(team.office, bundle(team, payload.encode(), ["7" * 32])).counts
    assert (counts.new, counts.known) == (3, 3)


def test_a_chain_of_ten_thousand_commits_is_walked(team: Team) -> None:
    commits: list[Commit] = []
    for number in range(10_000):
        header = replace(
            made(team.bek.author, "7" * 32).header,
            parts=(),
            sequence=number,
            lamport=number + 1,
            previous=commits[-1].id if commits else None,
        )
        commits.append(Commit.seal(header, ()))
    payload = Payload(commits=commits, attestations=attested(team.bek, commits[-1:]))
    assert not plan(team.office, bundle(team, payload.encode(), ["7" * 32])).nothing_new


def test_a_payload_comes_back_from_its_bytes(team: Team) -> None:
    own = made(team.bek.author, "7" * 32)
    payload = Payload(
        cards=[identity_of(team.bek).card()],
        forms=[("own", "1", "<h/>")],
        attestations=attested(team.bek, [own]),
        commits=[own],
    )
    assert decode(payload.encode()) == payload
    assert decode(b"") == Payload()
