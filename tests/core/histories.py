"""Random histories of a team over one visit, held against an oracle: was it on the author's screen?

Laptops type, undo, import, commit, decide, erase, crash and are looked at in any order; old sticks come back. The
oracle knows for each laptop which commits its screen has shown; it folds the commits again by its own few lines of
Python.
"""

import contextlib
import random
import shutil
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from monitorapp.errors import InputTrouble, VaultTrouble
from monitorapp.records.commit import Commit, digest
from monitorapp.records.field import Value, canonical
from monitorapp.records.view import View
from monitorapp.vault import cipher, cutting
from monitorapp.vault.cutting import Cut
from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, pass_on, start, vault_of

FIELDS = ("pop_total", "note", "pop_total@register")
VALUES: tuple[Value, ...] = ("да", "нет", "нет, но", 5, None, True, {"na": "refused"}, ["a", "b"])
Heads = dict[tuple[str, str, str], str]


@dataclass
class Laptop:
    """One person's vault and what their screen has shown."""

    name: str
    made: Made
    vault: Vault
    screen: dict[str, tuple[str, ...]] = field(default_factory=dict)
    has_seen: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    known: set[str] = field(default_factory=set)
    crashes: int = 0

    @classmethod
    def set_up(cls, name: str, folder: Path) -> "Laptop":
        made = vault_of(name, folder)
        return cls(name, made, made.open())

    def view(self, visit: str) -> View:
        return self.vault.view(visit)

    def look(self, visit: str, names: Sequence[str] = FIELDS) -> None:
        """The screen is painted anew: from now on what it shows has been seen."""
        shown = self.view(visit).shown
        for name in names:
            self.screen[name] = shown.get(name, ())
            self.has_seen[name].update(self.screen[name])

    def crash(self, visit: str) -> None:
        """The power goes: what the disk holds at this moment is opened again, nothing else is left."""
        before = self.view(visit)
        self.crashes += 1
        copy = self.made.copied_to(self.made.folder.with_name(f"{self.name}-{self.crashes}"))
        _forget(self.vault)
        shutil.rmtree(self.made.folder)
        self.made, self.vault = copy, copy.open()
        after = self.view(visit)
        assert after == before, "a crash lost or changed an acknowledged answer"

    def begin(self) -> None:
        """Nothing of the next visit was seen yet."""
        self.screen.clear()
        self.has_seen.clear()
        self.known.clear()


def _without_waiting() -> tuple[str, ...]:
    """The settings of ledgers without syncs and locked pages: a copied folder stands for a crash, not a power cut."""
    slow = ("synchronous", "memory_security")
    kept = [setting for setting in cipher._SETTINGS if not any(word in setting for word in slow)]
    return (*kept, "pragma synchronous = OFF")


def _forget(vault: Vault) -> None:
    """Let go of the files without writing anything that the laptop would not have written."""
    for ledger in [*vault.ledgers.all(), vault.index]:
        ledger.connection.close()
        cipher._open_here.discard(ledger._path.resolve())


class Oracle(Exception):
    """The ledger did something that the model forbids."""


@dataclass
class Team:
    """Some laptops with one visit at a time."""

    folder: Path
    size: int = 4
    counts: Counter[str] = field(default_factory=Counter)
    laptops: list[Laptop] = field(default_factory=list)
    sticks: list[list[Commit]] = field(default_factory=list)
    erased: set[str] = field(default_factory=set)
    _settings: tuple[str, ...] = ()

    def __enter__(self) -> "Team":
        self._settings, cipher._SETTINGS = cipher._SETTINGS, _without_waiting()
        self.laptops = [Laptop.set_up(f"laptop{n}", self.folder / f"laptop{n}") for n in range(self.size)]
        return self

    def __exit__(self, *_: object) -> None:
        cipher._SETTINGS = self._settings
        for laptop in self.laptops:
            _forget(laptop.vault)
            shutil.rmtree(laptop.made.folder)

    def history(self, seed: int, steps: int = 60) -> None:
        """Live one history and check everything at its end; raises Oracle or AssertionError."""
        chance = random.Random(seed)
        visit = self._begin(chance)
        for _ in range(steps):
            laptop = chance.choice(self.laptops)
            deed = chance.choices(DEEDS, WEIGHTS)[0]
            deed(self, laptop, visit, chance)
            self.counts[deed.__name__.strip("_")] += 1
            self._judge(laptop, visit)
        self._end(visit, chance)

    def _begin(self, chance: random.Random) -> str:
        self.sticks, self.erased = [], set()
        for laptop in self.laptops:
            laptop.begin()
        visit = start(self.laptops[0].vault)
        for laptop in self.laptops[1:]:
            pass_on(self.laptops[0].vault, laptop.vault, visit)
            if chance.random() < 0.8:
                laptop.look(visit)
        return visit

    # What people do

    def _type(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        name, value = chance.choice(FIELDS), chance.choice(VALUES)
        seen = laptop.screen.get(name, ())
        if chance.random() < 0.15:
            seen = tuple(one for one in seen if chance.random() < 0.5)
        laptop.vault.record(visit, name, value, seen)
        drafts = [e.value for e in laptop.vault.history(visit, name) if e.commit is None]
        if [canonical(draft) for draft in drafts] != [canonical(value)]:
            raise Oracle("an acknowledged answer is not there")

    def _look(self, laptop: Laptop, visit: str, _: random.Random) -> None:
        laptop.look(visit)

    def _undo(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        with contextlib.suppress(VaultTrouble):
            changes = laptop.vault.undo() if chance.random() < 0.6 else laptop.vault.redo()
            if changes is not None:
                names = [name for document, name in changes.fields if document == visit]
                self._judge_drafts(laptop, visit, names)
                laptop.look(visit, names)

    def _commit(self, laptop: Laptop, visit: str, _: random.Random) -> None:
        laptop.vault.commit(visit)

    def _import(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        source = chance.choice([one for one in self.laptops if one is not laptop])
        drafts = laptop.view(visit).drafts
        pass_on(source.vault, laptop.vault, visit)
        if laptop.view(visit).drafts != drafts:
            raise Oracle("an import touched the journal")
        if chance.random() < 0.4:
            laptop.look(visit)

    def _settle(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        name = chance.choice(sorted(laptop.view(visit).unsettled) or FIELDS)
        with contextlib.suppress(InputTrouble):
            laptop.vault.settle(visit, name, chance.choice(VALUES), "решено", laptop.screen.get(name, ()))

    def _finish(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        (laptop.vault.finish if chance.random() < 0.6 else laptop.vault.reopen)(visit)

    def _erase(self, laptop: Laptop, visit: str, chance: random.Random) -> None:
        """An own answer with its history. What held it is on an old stick by then, and others may have it."""
        self.sticks.append(laptop.vault.commits_of(visit))
        ledger = laptop.vault.ledger_for(visit)
        own = [held for held in cutting.parts_of(ledger.connection, visit) if held.header.author == ledger.author]
        shared = [name for held in own if len(held.part.values) > 1 for name in held.part.values if name in FIELDS]
        name = chance.choice(sorted(shared) or FIELDS)
        cut = Cut(visit, visit, cutting.fields_beside(name))
        cutting.drop_drafts(ledger, cut)
        ledger.commit(visit, visit)
        with ledger.transaction():
            union, found = cutting.make(ledger, cut, None)
        union.touched.add((visit, name))
        laptop.vault.took_in(ledger, union)
        self.erased |= {held.hash for held in found.going}
        if any(standing.own for standing in laptop.view(visit).unsettled.get(name, ())):
            raise Oracle("what was erased still stands")

    def _crash(self, laptop: Laptop, visit: str, _: random.Random) -> None:
        laptop.crash(visit)

    # What must hold

    def _judge_drafts(self, laptop: Laptop, visit: str, names: Sequence[str]) -> None:
        """What undo wrote will replace only what the screen had shown before it was painted anew."""
        own = {commit.id for commit in laptop.vault.commits_of(visit) if commit.header.author == laptop.vault.author}
        for name in names:
            draft = laptop.vault.ledger_for(visit).draft(visit, name)
            if draft is not None and set(draft.seen) - laptop.has_seen[name] - own:
                raise Oracle(f"undo in {name} would replace a value that its author never saw")

    def _judge(self, laptop: Laptop, visit: str) -> None:
        """Whatever this laptop replaced was its own or had stood on its screen."""
        commits = laptop.vault.commits_of(visit)
        own = {commit.id for commit in commits if commit.header.author == laptop.vault.author}
        for commit in commits:
            if commit.id in laptop.known or commit.id not in own:
                continue
            laptop.known.add(commit.id)
            for name, replaced in commit.header.replaces.items():
                unseen = set(replaced) - laptop.has_seen[name] - own
                if unseen and name != "#status":
                    raise Oracle(f"a value of {name} was replaced that its author never saw")
        if _heads(laptop.vault, visit) != fold(commits):
            raise Oracle("what stands is not what the commits say")

    def _end(self, visit: str, chance: random.Random) -> None:
        """Everybody exchanges everything, in any order and twice: all have the same, and nobody has a gap."""
        for laptop in self.laptops:
            laptop.vault.commit_all()
            self._judge(laptop, visit)
        bundles = [*(laptop.vault.commits_of(visit) for laptop in self.laptops), *self.sticks]
        stands = []
        for laptop in self.laptops:
            ledger = laptop.vault.ledger_for(visit)
            for commits in chance.sample(bundles, len(bundles)):
                with ledger.transaction():
                    union = ledger.take_in(chance.sample(commits, len(commits)), "bundle")
                laptop.vault.took_in(ledger, union)
            with ledger.transaction():
                if ledger.take_in(commits, "bundle").touched:
                    raise Oracle("the same commits again changed something")
            here = {digest(part.text()) for commit in laptop.vault.commits_of(visit) for part in commit.parts}
            if here & self.erased:
                raise Oracle("what was erased came back")
            if laptop is self.laptops[-1] and not ledger.is_folded_rightly():
                raise Oracle("refolding gives something else")
            stands.append((_heads(laptop.vault, visit), {c.id for c in laptop.vault.commits_of(visit)}))
        if any(one != stands[0] for one in stands):
            raise Oracle("the laptops did not end alike")
        self.counts["values"] += sum(len(c.parts[0].values) for c in self.laptops[0].vault.commits_of(visit) if c.parts)
        self.counts["conflicts at the end"] += len(self.laptops[0].view(visit).unsettled)


def fold(commits: Sequence[Commit]) -> Heads:
    """The oracle's own fold: every value that no commit of the same document names as replaced.

    What stands in a commit that erases is a copy, and goes with what it copies.
    """
    replaced = _replaced(commits)
    moved = _replaced([commit for commit in commits if not commit.header.erases])
    return {
        (commit.header.document, name, commit.id): canonical(value)
        for commit in commits
        for part in commit.parts
        for name, value in part.values.items()
        if (commit.header.document, name, commit.id) not in replaced
        if not commit.header.erases
        or not any((commit.header.document, name, old) in moved for old in commit.header.replaces.get(name, ()))
    }


def _replaced(commits: Sequence[Commit]) -> set[tuple[str, str, str]]:
    return {
        (commit.header.document, name, old)
        for commit in commits
        for name, ids in commit.header.replaces.items()
        for old in ids
    }


def _heads(vault: Vault, visit: str) -> Heads:
    query = "select heads.document, field, id, value from heads join commits using(n) where visit = ?"
    rows = vault.ledger_for(visit).connection.execute(query, (visit,)).fetchall()
    return {(document, name, commit.hex()): value for document, name, commit, value in rows}


Deed = Callable[[Team, Laptop, str, random.Random], None]
DEEDS: tuple[Deed, ...] = (
    Team._type,
    Team._look,
    Team._undo,
    Team._commit,
    Team._import,
    Team._settle,
    Team._finish,
    Team._erase,
    Team._crash,
)
WEIGHTS = (30, 8, 14, 12, 20, 5, 1, 5, 1)
