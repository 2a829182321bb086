"""What a page shows of a filled form: nodes with their words, choices and problems, in order of display."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from monitorapp.forms.coercion import EvaluationError, to_boolean
from monitorapp.forms.definition import Element, FormDefinition, Group, Kind, Question, Repeat, put_in
from monitorapp.forms.nodes import Item
from monitorapp.forms.rows import Row, home
from monitorapp.forms.run import Run
from monitorapp.forms.schema import SchemaNode
from monitorapp.forms.values import to_ledger
from monitorapp.records.field import Value


@dataclass(frozen=True, slots=True)
class ShownChoice:
    """A choice with its words in the language of the screen."""

    code: str
    label: str
    extra: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Node:
    """A question as it stands now."""

    field: str
    question: Question
    relevant: bool
    required: bool
    readonly: bool
    value: Value
    problem: str | None
    label: str
    hint: str
    message: str
    choices: tuple[ShownChoice, ...]


@dataclass(frozen=True, slots=True)
class ShownGroup:
    """The head of a group; what is in it follows in the walk."""

    group: Group
    item: str
    label: str
    relevant: bool
    level: int


@dataclass(frozen=True, slots=True)
class ShownRow:
    """The head of one row of a repeat; what is in it follows in the walk."""

    repeat: Repeat
    item: str
    position: int
    label: str
    relevant: bool
    level: int


@dataclass(frozen=True, slots=True)
class ShownRepeat:
    """The head of a repeat: its rows follow, and the page offers to add one where the form lets people."""

    repeat: Repeat
    item: str
    label: str
    relevant: bool
    count: int
    level: int


@dataclass(frozen=True, slots=True)
class Problem:
    """Why an answer is not accepted when the form is finished."""

    field: str
    code: str
    message: str


Shown = Node | ShownGroup | ShownRow | ShownRepeat


class View:
    """Reads a run for the screen; changes nothing."""

    def __init__(self, run: Run) -> None:
        self.run = run
        self.definition: FormDefinition = run.definition

    def node(self, row: Row, question: Question) -> Node:
        """A question as it stands now."""
        slot = question.place.own_slot
        code, message = self.problem(row, question)
        language = self.run.language
        return Node(
            field=row.prefix + question.id,
            question=question,
            relevant=bool(row.shown[slot]),
            required=self.is_required(row, question),
            readonly=self.is_readonly(row, question),
            value=self.value(row, question),
            problem=code,
            label=question.label.show(language, row.context),
            hint=question.hint.show(language, row.context),
            message=message,
            choices=self.choices(row, question),
        )

    def value(self, row: Row, question: Question) -> Value:
        """The answer as it was given; blank where it is a choice that is not offered now."""
        slot = question.place.own_slot
        if slot in row.offered:
            return to_ledger(question.type, question.shape, row.offered[slot])
        if slot in row.given:
            return row.given[slot]
        bind = self.definition.binds.get(question.place.index)
        if bind is not None and bind.calculate is not None and not row.shown[slot]:
            # A calculation that is not relevant has no result, whatever it came to before.
            return None
        return to_ledger(question.type, question.shape, row.typed[slot])

    def is_required(self, row: Row, question: Question) -> bool:
        """Whether an answer is asked for; of what is readonly nobody could give one."""
        return bool(row.required[question.place.own_slot]) and not self.is_readonly(row, question)

    def is_readonly(self, row: Row, question: Question) -> bool:
        """Readonly is inherited from the groups around."""
        return self.is_locked(row, question.place)

    def is_locked(self, row: Row, place: SchemaNode) -> bool:
        """Whether a node or anything around it is readonly."""
        while True:
            if row.readonly[place.own_slot]:
                return True
            above = place.parent
            if above is None:
                return False
            if place.is_repeat:
                row = row.parent
            place = above

    def problem(self, row: Row, question: Question) -> tuple[str | None, str]:
        """The code of what is wrong with an answer, and the form's own message about it."""
        slot = question.place.own_slot
        if not row.shown[slot]:
            return None, ""
        bind = self.definition.binds.get(question.place.index)
        if bind is None:
            return None, ""
        if is_blank(row, slot):
            missing = self.is_required(row, question) and question.kind is not Kind.NOTE
            return ("required", bind.required_message.show(self.run.language, row.context)) if missing else (None, "")
        if bind.constraint is None or row.seen[slot] == "" or self.holds(row, question):
            return None, ""
        return "constraint", bind.constraint_message.show(self.run.language, row.context)

    def holds(self, row: Row, question: Question) -> bool:
        """Whether the constraint of an answer is met; one that cannot be evaluated is not held against it."""
        bind = self.definition.binds[question.place.index]
        assert bind.constraint is not None
        try:
            return to_boolean(bind.constraint(row.context))
        except EvaluationError as failure:
            self.run.fail(row, question.place, failure)
            return True

    def choices(self, row: Row, question: Question) -> tuple[ShownChoice, ...]:
        """The choices that are offered now, in the language of the screen."""
        if question.itemset is None:
            language = self.run.language
            return tuple(
                ShownChoice(choice.code, choice.label.show(language, row.context), choice.extra)
                for choice in question.choices
            )
        items = self.run.offered_items(question.place, row)
        label = question.itemset.label
        return tuple(ShownChoice(code, put_in(label, context), columns(context.node)) for code, context in items)

    def walk(self, element: Element, row: Row, level: int = 0) -> Iterator[Shown]:
        """An element and all below it in order of display; not recursive."""
        waiting: list[tuple[Element | ShownRow, Row, int]] = [(element, row, level)]
        while waiting:
            element_now, row, level = waiting.pop()
            if isinstance(element_now, ShownRow):
                yield element_now
            elif isinstance(element_now, Question):
                yield self.node(home(row, element_now.place) or row, element_now)
            elif isinstance(element_now, Group):
                yield self.group(element_now, row, level)
                waiting.extend((child, row, level + 1) for child in reversed(element_now.children))
            else:
                yield self.repeat(element_now, row, level)
                waiting.extend(reversed(self.row_parts(element_now, row, level + 1)))

    def row_parts(self, repeat: Repeat, row: Row, level: int) -> list[tuple[Element | ShownRow, Row, int]]:
        """The head of each row and what stands in it."""
        parts: list[tuple[Element | ShownRow, Row, int]] = []
        for inner in row.rows[repeat.place.slot]:
            label = repeat.label.show(self.run.language, inner.context)
            head = ShownRow(repeat, inner.item, inner.position, label, bool(inner.shown[0]), level)
            parts.append((head, inner, level))
            parts += [(child, inner, level + 1) for child in repeat.children]
        return parts

    def group(self, group: Group, row: Row, level: int) -> ShownGroup:
        """The head of a group."""
        row_of_group = row if group.place is None else home(row, group.place)
        if row_of_group is None:
            return ShownGroup(group, row.item, group.label.show(self.run.language), True, level)
        label = group.label.show(self.run.language, row_of_group.context)
        shown = group.place is None or bool(row_of_group.shown[group.place.own_slot])
        return ShownGroup(group, row.item, label, shown, level)

    def repeat(self, repeat: Repeat, row: Row, level: int) -> ShownRepeat:
        """The head of a repeat."""
        rows = row.rows[repeat.place.slot]
        above = repeat.place.parent
        shown = above is None or bool(row.shown[above.own_slot])
        return ShownRepeat(repeat, row.item, self.repeat_label(repeat, rows), shown, len(rows), level)

    def repeat_label(self, repeat: Repeat, rows: list[Row]) -> str:
        """The words over all rows; values in them are read in a row, so without one they are left out."""
        return repeat.label.show(self.run.language, rows[0].context if rows else None)

    def questions(self, element: Element, row: Row) -> Iterator[tuple[Row, Question]]:
        """All questions of an element in all rows, without their words; not recursive."""
        waiting: list[tuple[Element, Row]] = [(element, row)]
        while waiting:
            part, row = waiting.pop()
            if isinstance(part, Question):
                yield home(row, part.place) or row, part
            elif isinstance(part, Group):
                waiting.extend((child, row) for child in reversed(part.children))
            else:
                inner_rows = reversed(row.rows[part.place.slot])
                waiting.extend((child, inner) for inner in inner_rows for child in reversed(part.children))


def is_blank(row: Row, slot: int) -> bool:
    """Whether nothing was answered: a coded non-answer or an inexact time is not nothing."""
    if row.seen[slot] != "":
        return False
    return slot in row.offered or row.given.get(slot) in (None, "", [])


def columns(node: object) -> dict[str, str]:
    """The further columns of a choice, such as monitor_severity."""
    if not isinstance(node, Item):
        return {}
    return {part.name: part.text for part in node.content if not part.content}
