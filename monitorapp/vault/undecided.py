"""What waits for a person: rows that somebody took away while others wrote in them, and words begun for a decision."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from monitorapp.records.commit import Header
from monitorapp.records.field import FieldKey, Value, is_blank, strict_json
from monitorapp.records.view import Standing
from monitorapp.vault.cipher import Connection
from monitorapp.vault.fold import can_conflict

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


_PREFIX = "deciding "  # as long as the other facts that begin with a document, so that erasing finds them

Place = tuple[str, str]  # document; and a field, or a word of the page with or without a field ("erase pop_total")


def keep_begun(vault: Vault, texts: Mapping[Place, str]) -> None:
    """Keep what is typed for each place; "" forgets it. Raises VaultTrouble.

    What is gone meanwhile, or held for reading alone, keeps nothing: nobody can decide there, and a lock shall not
    wait for it.
    """
    for (document, what), text in texts.items():
        if vault.read_only or not vault.ledgers.knows(document):
            continue
        ledger = vault.ledgers.holding(document)
        name = f"{_PREFIX}{document} {what}"
        if vault.ledgers.is_held(ledger):
            continue
        if text:
            ledger.connection.execute("insert or replace into facts values(?, ?)", (name, text))
        else:
            ledger.connection.execute("delete from facts where name = ?", (name,))


def begun(vault: Vault) -> dict[Place, str]:
    """Everything that was kept and not forgotten; raises VaultTrouble."""
    found = (_named(ledger.connection, _PREFIX) for ledger in vault.ledgers.all())
    return {_place(name): text for some in found for name, text in some.items()}


def forget_begun(connection: Connection, document: str, fields: Collection[str] | None = None) -> None:
    """Forget what was begun about these fields of a document, or about all of it: they are being erased."""
    found = _named(connection, f"{_PREFIX}{document} ")
    gone = [(name,) for name in found if fields is None or name.rpartition(" ")[2] in fields]
    connection.executemany("delete from facts where name = ?", gone)


def _named(connection: Connection, start: str) -> dict[str, str]:
    query = "select name, value from facts where substr(name, 1, ?) = ?"
    return dict(connection.execute(query, (len(start), start)).fetchall())


def _place(name: str) -> Place:
    document, _, what = name.removeprefix(_PREFIX).partition(" ")
    return document, what


GONE, ROW = "/#gone", "/#row"
Standings = Mapping[str, list[Standing]]


def inside(connection: Connection, document: str, gone: str) -> set[str]:
    """The commits whose values stand in the row that the field `gone` takes away, and in the rows inside it."""
    query = "select field, id, value from heads join commits using(n) where heads.document = ?"
    rows = connection.execute(query, (document,)).fetchall()
    homes = {name.removesuffix(ROW): strict_json(value) for name, _, value in rows if name.endswith(ROW)}
    item = gone.removesuffix(GONE)
    return {commit.hex() for name, commit, _ in rows if name != gone and item in _around(name, homes)}


def disputed(connection: Connection, standings: Standings, drafts: Mapping[str, set[str]]) -> dict[str, list[Standing]]:
    """The fields `item/#gone` over which to decide, with who took the row away and who wrote in it unknown to them.

    `drafts`: the commits that each draft of this laptop has seen. What whoever took the row away has seen, or wrote,
    is no news to them; a commit that takes a row away names what stood in it in `replaces`.
    """
    gone = {name: _takers(found) for name, found in standings.items() if name.endswith(GONE)}
    if not any(gone.values()):
        return {}
    homes = {name.removesuffix(ROW): found[0].value for name, found in standings.items() if name.endswith(ROW)}
    result = {}
    for name, takers in gone.items():
        news = list(_news(standings, name, takers, _seen(connection, name, takers, drafts), homes)) if takers else []
        if news:
            result[name] = [*takers, *news]
    return result


def _takers(found: list[Standing]) -> list[Standing]:
    return [standing for standing in found if standing.value is True]


def _news(
    standings: Standings, gone: str, takers: list[Standing], seen: set[str], homes: Mapping[str, Value]
) -> Iterator[Standing]:
    """One standing for each commit (or draft) inside the row that nobody who took it away knew: it says `false`."""
    item, authors, told = gone.removesuffix(GONE), {standing.author for standing in takers}, set()
    for name, found in standings.items():
        if item not in _around(name, homes) or not can_conflict(name):
            continue
        for standing in found:
            known = standing.author in authors or standing.commit in seen or standing.commit in told
            if not known and not is_blank(standing.value):
                told.add(standing.commit)
                yield replace(standing, value=False)


def _seen(connection: Connection, name: str, takers: list[Standing], drafts: Mapping[str, set[str]]) -> set[str]:
    seen = set(drafts.get(name, ()))
    for standing in takers:
        if standing.commit is not None:
            query = "select header from commits where id = ?"
            (header,) = connection.execute(query, (bytes.fromhex(standing.commit),)).fetchone()
            seen |= set(Header.parse(header).replaces.get(name, ()))
    return seen


def _around(name: str, homes: Mapping[str, Value]) -> set[str]:
    """The row that a field stands in, and the rows around it."""
    item, found = (FieldKey.parse(name).item if "/" in name else None), set[str]()
    while item and item not in found:
        found.add(item)
        home = homes.get(item)
        inner = home.get("in") if isinstance(home, dict) else None
        item = inner if isinstance(inner, str) else None
    return found
