"""Who reads whom: the rules of a form as tasks in an order that never has to go back.

Vertices are the relevance and the value of each node and every rule; a rule that would read its own
result, through whatever detour, makes the form refused. The order is found once, when the form is
compiled; a change then marks tasks, and the smallest mark is always next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from monitorapp.errors import FormTrouble
from monitorapp.forms.context import CELL, ORDER, ROWS, Context, Read
from monitorapp.forms.schema import RowPlan, SchemaNode

CALCULATE, RELEVANT, REQUIRED, READONLY, COUNT, OFFER = range(6)
TOUCH = 6  # constraint, words and choices: worked out when somebody looks, so a change is only reported

Hops = tuple[int, ...]
MOST_NAMES = 12  # of a circle: more than that nobody reads


class Task:
    """One rule of one node; `rank` is its place in the order."""

    __slots__ = ("keeps_first", "kind", "late", "place", "rank", "reads", "run", "sources")

    def __init__(
        self, kind: int, place: SchemaNode, run: Callable[[Context], Any], reads: Iterable[Read], sources: Iterable[str]
    ) -> None:
        self.kind = kind
        self.place = place
        self.run = run
        self.reads = frozenset(reads)
        self.sources = frozenset(sources)
        self.keeps_first = False
        # A count that depends on answers in its own rows ("one more?") comes after them.
        self.late = False
        self.rank = -1

    @property
    def plan(self) -> RowPlan:
        """The rows that the rule is evaluated in: the count of a repeat stands outside of its rows."""
        if self.kind == COUNT:
            assert self.place.plan.parent is not None
            return self.place.plan.parent
        return self.place.plan


@dataclass(frozen=True, slots=True)
class Reach:
    """From a changed row to the rows whose task reads it: `ups` rows out, then down through all rows."""

    task: Task
    ups: int
    hops: Hops


@dataclass(slots=True)
class Graph:
    """Tasks in order, and for each node what a change of it or of its rows reaches."""

    tasks: list[Task]
    here: list[list[Task]]
    far: list[list[Reach]]
    rows: dict[int, list[Reach]]
    order: dict[int, list[Reach]]
    of_place: dict[int, list[Task]]
    of_plan: dict[RowPlan, list[Task]]
    offers: dict[int, list[Task]] = field(default_factory=dict)
    sources: dict[str, list[Task]] = field(default_factory=dict)


def build_graph(nodes: Sequence[SchemaNode], tasks: list[Task]) -> Graph:
    """Order the tasks and turn their reads around. Raises FormTrouble form-cycle."""
    rank_tasks(nodes, tasks)
    ordered = sorted(tasks, key=lambda task: task.rank)
    graph = Graph(ordered, [[] for _ in nodes], [[] for _ in nodes], {}, {}, defaultdict(list), defaultdict(list))
    for task in ordered:
        graph.of_place[task.place.index].append(task)
        graph.of_plan[task.plan].append(task)
        if task.kind == OFFER:
            graph.offers.setdefault(task.place.index, []).append(task)
        for source in task.sources:
            graph.sources.setdefault(source, []).append(task)
        for read in task.reads:
            add_reach(graph, nodes, task, read)
    return graph


def add_reach(graph: Graph, nodes: Sequence[SchemaNode], task: Task, read: Read) -> None:
    """Note at a node which task reads it and how to get from its row to the rows of that task."""
    node = nodes[read.node]
    depth = min(read.depth, task.plan.depth)
    around = node.plan if read.what == CELL else node.plan.parent
    assert around is not None
    reach = Reach(task, around.depth - depth, hops_to(task.plan, depth))
    if read.what == ROWS:
        graph.rows.setdefault(node.index, []).append(reach)
    elif read.what == ORDER:
        graph.order.setdefault(node.index, []).append(reach)
    elif reach.ups == 0 and not reach.hops:
        graph.here[node.index].append(task)
    else:
        graph.far[node.index].append(reach)


def hops_to(plan: RowPlan, depth: int) -> Hops:
    """The slots of the repeats to go through, from a row `depth` deep down to rows of that plan."""
    hops: list[int] = []
    while plan.depth > depth:
        assert plan.repeat is not None
        assert plan.parent is not None
        hops.append(plan.repeat.slot)
        plan = plan.parent
    return tuple(reversed(hops))


def rank_tasks(nodes: Sequence[SchemaNode], tasks: list[Task]) -> None:
    """Give each task its rank by sorting vertices topologically (Kahn), without recursion."""
    count = len(nodes)
    order, after = order_vertices(nodes, tasks)
    if len(order) < 3 * count + len(tasks):
        left = set(range(3 * count + len(tasks))) - set(order)
        for number, task in enumerate(tasks):
            task.late = task.kind == COUNT and 3 * count + number in left
        order, after = order_vertices(nodes, tasks)
    if len(order) < 3 * count + len(tasks):
        raise FormTrouble("form-cycle", names=cycle_names(nodes, tasks, set(order), after))
    place_of = {vertex: rank for rank, vertex in enumerate(order)}
    for number, task in enumerate(tasks):
        task.rank = place_of[3 * count + number]


def order_vertices(nodes: Sequence[SchemaNode], tasks: list[Task]) -> tuple[list[int], dict[int, list[int]]]:
    """All vertices that can be ordered, and what comes after each."""
    after: defaultdict[int, list[int]] = defaultdict(list)
    waiting: defaultdict[int, int] = defaultdict(int)

    def edge(before: int, then: int) -> None:
        after[before].append(then)
        waiting[then] += 1

    for node in nodes:
        structure_edges(node, edge)
    for number, task in enumerate(tasks):
        task_edges(task, 3 * len(nodes) + number, nodes, edge)
    return sort_vertices(3 * len(nodes) + len(tasks), after, waiting), after


# Each node has three vertices: its rows (used for repeats alone), its relevance, its value.
def rows_vertex(node: SchemaNode) -> int:
    """Which rows a repeat has."""
    return 3 * node.index


def shown_vertex(node: SchemaNode) -> int:
    """Whether a node is relevant."""
    return 3 * node.index + 1


def value_vertex(node: SchemaNode) -> int:
    """What a node holds."""
    return 3 * node.index + 2


def structure_edges(node: SchemaNode, edge: Callable[[int, int], None]) -> None:
    """Rows come before relevance, relevance before value, a parent before its children."""
    shown = 3 * node.index + 1
    edge(shown, shown + 1)
    if node.is_repeat:
        edge(shown - 1, shown)
    if node.parent is not None:
        edge(3 * node.parent.index + 1, shown - 1 if node.is_repeat else shown)


RESULT: dict[int, Callable[[SchemaNode], int]] = {
    CALCULATE: value_vertex,
    OFFER: value_vertex,
    RELEVANT: shown_vertex,
    COUNT: rows_vertex,
}


def task_edges(task: Task, vertex: int, nodes: Sequence[SchemaNode], edge: Callable[[int, int], None]) -> None:
    """A task comes after all that it reads and before its result."""
    place = task.place
    result = RESULT.get(task.kind)
    if result is not None and not task.late:
        edge(vertex, result(place))
    if task.kind in {CALCULATE, OFFER}:
        edge(shown_vertex(place), vertex)
    elif place.parent is not None:
        from_rows = place.is_repeat and task.kind != COUNT
        edge(rows_vertex(place) if from_rows else shown_vertex(place.parent), vertex)
    for read in task.reads:
        if task.kind in {TOUCH, OFFER} and read.node == place.index:
            continue
        if task.kind in {REQUIRED, READONLY} and read.node == place.index and read.what == CELL:
            edge(vertex, vertex)
        edge(read_vertex(nodes[read.node], read.what), vertex)


def read_vertex(node: SchemaNode, what: int) -> int:
    """What of a node has to stand before somebody reads it."""
    if what != CELL:
        return rows_vertex(node)
    return shown_vertex(node) if node.elements else value_vertex(node)


def sort_vertices(count: int, after: dict[int, list[int]], waiting: dict[int, int]) -> list[int]:
    """As many vertices as can be ordered; what is left stands in a circle."""
    ready = [vertex for vertex in range(count) if not waiting.get(vertex)]
    ready.reverse()
    order: list[int] = []
    while ready:
        vertex = ready.pop()
        order.append(vertex)
        for then in after.get(vertex, ()):
            waiting[then] -= 1
            if not waiting[then]:
                ready.append(then)
    return order


def cycle_names(nodes: Sequence[SchemaNode], tasks: list[Task], done: set[int], after: dict[int, list[int]]) -> str:
    """The nodes of one cycle, found by walking backwards among what could not be ordered."""
    count = 3 * len(nodes)
    left = [vertex for vertex in range(count + len(tasks)) if vertex not in done]
    before: dict[int, int] = {then: vertex for vertex in left for then in after.get(vertex, ()) if then not in done}
    at = left[0]
    seen: dict[int, int] = {}
    while at not in seen:
        seen[at] = len(seen)
        at = before.get(at, at)
    cycle = list(seen)[seen[at] :]
    found = [nodes[vertex // 3].name if vertex < count else tasks[vertex - count].place.name for vertex in cycle]
    names = list(dict.fromkeys(reversed(found)))
    return ", ".join([*names[:MOST_NAMES], *(["…"] if len(names) > MOST_NAMES else [])])
