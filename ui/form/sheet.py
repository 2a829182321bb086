"""A document on the table: its form state and what stands in it, with every write that an answer leads to."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QLocale

from monitorapp.forms.context import Context
from monitorapp.forms.definition import Element, Group, Kind, Question, Repeat
from monitorapp.forms.state import Node, Outcome
from monitorapp.records.field import FieldKey, Value, is_blank
from monitorapp.records.view import Standing

from .opening import Opened, QuestionState, Said
from .outline import Section, numbers, own_questions, section_elements, sections_of
from .reading import Reading
from .wording import Wording, in_words

GENERAL = "general"
FINISHED = "finished"


@dataclass(frozen=True, slots=True)
class Write:
    """One field to be kept: what the vault's `record` takes."""

    field: str
    value: Value
    seen: tuple[str, ...]
    compartment: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What an answer led to: the writes, and the fields that look different now."""

    writes: tuple[Write, ...]
    changed: frozenset[str]
    rows_changed: bool = False
    rows_went: bool = False


@dataclass(frozen=True, slots=True)
class Glance:
    """What is known of a question without its words and choices: for counts over the whole document."""

    field: str
    question: Question
    relevant: bool
    required: bool
    readonly: bool
    problem: str | None


def gone(item: str) -> str:
    """The field that says that a row was taken away."""
    return f"{item}/#gone"


class Sheet:
    """No widgets, no vault: takes what was read from a document, and says what has to be written to it."""

    def __init__(self, opened: Opened) -> None:
        self.opened = opened
        self.view = opened.view
        self.values = dict(opened.view.values)
        self.definition = opened.definition
        self.sections = sections_of(opened.definition)
        self._numbers = numbers(self.sections)
        self.state = opened.state
        self.wording = Wording(opened.definition, opened.language)

    # Looking

    @property
    def is_finished(self) -> bool:
        """Whether the visit is finished, or its ledger in doubt: then everything can be read and nothing written."""
        return self.view.status == FINISHED or self.opened.held

    def question_state(self, field: str) -> QuestionState:
        """How a question looks now."""
        key = FieldKey.parse(field)
        node = self.state.node(field)
        unsettled = self._unsettled(field)
        holds = bool(unsettled) or not is_blank(self.values.get(field))
        question, context = node.question, self._context(key.item)
        return QuestionState(
            field=field,
            number=self._numbers.get(key.question, ""),
            label=self.wording.said(node.label, question.label, context),
            hint=self.wording.said(node.hint, question.hint, context),
            visible=node.relevant or (holds and bool(self.view.unsettled)),
            readonly=node.readonly or self.is_finished,
            finished=self.is_finished,
            guidance=self.wording.said(question.guidance.show(self.opened.language), question.guidance, context),
            derived=node.readonly and self._is_calculated(question),
            problem=self._problem(node, context),
            choices=self.wording.choices(question, node.choices),
            media=self.wording.media(question, node.choices),
            said=self._said(field, node.value),
            note=str(self.values.get(f"{field}#note") or ""),
            later=bool(self.values.get(f"{field}#later")),
            unsettled=unsettled,
        )

    def _problem(self, node: Node, context: Context) -> str:
        """What the form says of an answer that breaks its rule; a rule without words is named as one."""
        if node.problem != "constraint":
            return ""
        bind = self.definition.binds[node.question.place.index]
        said = self.wording.said(node.message, bind.constraint_message, context).strip()
        return said or QCoreApplication.translate("Sheet", "This answer breaks a rule of the form.")

    def glances(self, section: Section) -> Iterator[Glance]:
        """All questions of a section in all rows, in order of display, without their words."""
        view, root = self.state.view, self.state.root_row
        for element in section.children:
            for row, question in view.questions(element, root):
                slot = question.place.own_slot
                yield Glance(
                    row.prefix + question.id,
                    question,
                    bool(row.shown[slot]),
                    view.is_required(row, question),
                    view.is_readonly(row, question),
                    view.problem(row, question)[0],
                )

    def _context(self, item: str | None) -> Context:
        """Where values that stand inside words are read."""
        root = self.state.root_row
        return next((row for row in root.inside() if row.item == item), root).context if item else root.context

    def _is_calculated(self, question: Question) -> bool:
        bind = self.definition.binds.get(question.place.index)
        return bind is not None and bind.calculate is not None

    def _said(self, field: str, derived: Value) -> dict[str, Said]:
        """The answers of a question by source; a value that the form works out or proposes stands under ""."""
        own = self.values.get(field, derived) if field in self.values else derived
        said = {"": Said(own, self._raw(field))}
        for name in self._sourced(field):
            said[str(FieldKey.parse(name).source)] = Said(self.values.get(name), self._raw(name))
        return said

    def _sourced(self, field: str) -> list[str]:
        start = f"{field}@"
        return sorted({name.partition("#")[0] for name in self.values if name.startswith(start)})

    def _raw(self, field: str) -> str | None:
        raw = self.values.get(f"{field}#raw")
        return raw if isinstance(raw, str) and raw else None

    def _unsettled(self, field: str) -> dict[str, tuple[Standing, ...]]:
        return {
            name: standings
            for name, standings in self.view.unsettled.items()
            if name == field or name.startswith((f"{field}@", f"{field}#"))
        }

    @property
    def unsettled_fields(self) -> frozenset[str]:
        """The questions in which different values stand, whatever the source."""
        return frozenset(FieldKey.parse(name).answer for name in self.view.unsettled)

    def takers_and_writers(self, item: str) -> tuple[tuple[Standing, ...], ...]:
        """Who took a row away, and who wrote in it without knowing; nothing where there is nothing to decide."""
        found = self.view.unsettled.get(gone(item), ())
        parts = tuple(tuple(one for one in found if (one.value is True) == taken) for taken in (True, False))
        return parts if found else ()

    @property
    def sourced_fields(self) -> frozenset[str]:
        """The questions that at least one source answers."""
        keys = ((FieldKey.parse(name), value) for name, value in self.values.items() if "@" in name)
        return frozenset(key.answer for key, value in keys if not is_blank(value))

    def title(self, section: Section) -> str:
        """The heading of a section in the language of the form, with the number of its part where it has several."""
        title = self.label_of(section.element.id) if section.element is not None else ""
        return f"{title} ({section.part}/{section.parts})".lstrip() if section.part else title

    def label_of(self, element: str, item: str | None = None) -> str:
        """The words above a group or a repeat."""
        label = next(self.state.walk(element, item)).label
        group = self.definition.groups.get(element) or self.definition.repeats.get(element)
        return self.wording.said(label, group.label, self._context(item)) if group is not None else label

    def is_section_shown(self, section: Section) -> bool:
        """Whether the section is asked at all."""
        return section.element is None or self.state.section_relevant(section.element.id)

    def fields_of(self, elements: tuple[Element, ...], item: str | None = None) -> Iterator[tuple[str, Question]]:
        """The fields of all questions of some elements, one for each row of a repeat, in order of display."""
        for element in elements:
            if isinstance(element, Question):
                yield f"{item}/{element.id}" if item else element.id, element
            elif isinstance(element, Repeat):
                for row in self.state.rows(element.id, item):
                    yield from self.fields_of(element.children, row)
            else:
                yield from self.fields_of(element.children, item)

    def is_group_shown(self, group: Group | Repeat, item: str | None) -> bool:
        """Whether a group or a repeat inside a page is asked."""
        return self.state.section_relevant(group.id, item)

    def question_behind(self, name: str) -> str | None:
        """The field of the question that a field of the store belongs to; of a row, its first question."""
        key = FieldKey.parse(name)
        if key.question:
            return key.answer
        fields = self.fields_of(section_elements(self.sections))
        return next((field for field, _ in fields if FieldKey.parse(field).item == key.item), None)

    def question_of(self, field: str) -> Question:
        """The question that a field answers."""
        return self.definition.questions[FieldKey.parse(field).question]

    def name(self) -> str:
        """What tells this document from others of its kind: the first words written in it."""
        return self._first_words(section_elements(self.sections))

    def name_of_row(self, repeat: Repeat, item: str) -> str:
        """The first words that were written in a row."""
        return self._first_words(repeat.children, item)

    def _first_words(self, elements: tuple[Element, ...], item: str | None = None) -> str:
        for field, _ in self.fields_of(elements, item):
            node = self.state.node(field)
            value = node.value if node.relevant else None
            if not is_blank(value):
                labels = {choice.code: choice.label for choice in node.choices}
                return in_words(value, labels, QLocale())
        return ""

    def surplus(self, repeat: Repeat) -> dict[str, str]:
        """Rows beyond the count of a repeat in which somebody answered, and the first words written in each."""
        own = {one.id: one for one in own_questions(repeat.children)} if repeat.controlled else {}
        here = set(self.state.rows(repeat.id)) if own else set()
        found: dict[str, str] = {}
        for name, value in self.values.items() if own else ():
            key = FieldKey.parse(name)
            if key.item is None or key.item in here or key.question not in own or key.facet == "auto":
                continue
            if not is_blank(value) and not self.values.get(gone(key.item)):
                words = value if isinstance(value, str) and own[key.question].kind is Kind.TEXT else ""
                found[key.item] = found.get(key.item) or words
        return found

    def let_go(self, items: Iterable[str]) -> Answered:
        """Mark rows beyond a count as taken away; their answers stay in the history."""
        return Answered(tuple(self._write(gone(item), True, GENERAL) for item in items), frozenset(), True)

    # Writing

    def shown(self, field: str) -> tuple[str, ...]:
        """The commits whose values of this field stand on the screen."""
        return tuple(self.view.shown.get(field, ()))

    def answer(self, field: str, reading: Reading, seen: tuple[str, ...] | None = None) -> Answered:
        """Take an answer in: what has to be written, the words of what could not be read included."""
        key = FieldKey.parse(field)
        compartment = self._compartment(key.question)
        writes = []
        if self.values.get(field) != reading.value or field in self.view.unsettled or self._is_proposed(field):
            writes.append(self._write(field, reading.value, compartment, seen))
        if self._raw(field) != reading.raw:
            writes.append(self._write(f"{field}#raw", reading.raw, compartment))
        if key.source is not None or not writes:
            return Answered(tuple(writes), frozenset({key.answer}))
        return self._followed(self.state.answer(key.answer, reading.value), writes, key.answer)

    def _is_proposed(self, field: str) -> bool:
        """Whether a value of the form stands where nobody has answered: to clear it or to agree is an answer too."""
        if field in self.values or FieldKey.parse(field).source is not None:
            return False
        return not is_blank(self.state.node(field).value)

    def put_back(self, write: Write) -> None:
        """Let an answer stand that the store does not have yet."""
        self.values[write.field] = write.value
        key = FieldKey.parse(write.field)
        if key.question and not key.source and not key.facet:
            self.state.answer(key.answer, write.value)

    def note(self, field: str, text: str, seen: tuple[str, ...] | None = None) -> Answered:
        """Take a note in; a blank one is cleared."""
        return self._aside(f"{field}#note", text or None, field, seen)

    def flag(self, field: str, later: bool) -> Answered:
        """Mark a question to be checked later, or take the mark away."""
        return self._aside(f"{field}#later", True if later else None, field)

    def _aside(self, name: str, value: Value, field: str, seen: tuple[str, ...] | None = None) -> Answered:
        key = FieldKey.parse(field)
        if self.values.get(name) == value:
            return Answered((), frozenset())
        return Answered((self._write(name, value, self._compartment(key.question), seen),), frozenset({field}))

    def add_row(self, repeat: Repeat, parent: str | None) -> tuple[str, Answered]:
        """Add a row; returns its id and what has to be written."""
        outcome = self.state.add_row(repeat.id, parent)
        item = outcome.rows_added[0]
        value: dict[str, object] = {"row": repeat.id} if parent is None else {"row": repeat.id, "in": parent}
        return item, self._followed(outcome, [self._write(f"{item}/#row", value, GENERAL)], "")

    def remove_row(self, item: str) -> Answered:
        """Take a row away: it is marked, its answers stay in the history."""
        return self._followed(self.state.remove_row(item), [self._write(gone(item), True, GENERAL)], "")

    def made_at_opening(self) -> Answered:
        """What the form sets by itself when it is opened first (a code, a start time): kept once."""
        known = {name: value for name, value in self.state.opened.auto.items() if self.values.get(name) != value}
        writes = [
            self._write(name, value, self._compartment(FieldKey.parse(name).question)) for name, value in known.items()
        ]
        return Answered(tuple(writes), frozenset())

    def _followed(self, outcome: Outcome, writes: list[Write], field: str) -> Answered:
        for name, value in outcome.auto.items():
            writes.append(self._write(name, value, self._compartment(FieldKey.parse(name).question)))
        rows = bool(outcome.rows_added or outcome.rows_removed)
        changed = outcome.changed | {field} if field else outcome.changed
        return Answered(tuple(writes), frozenset(changed), rows, bool(outcome.rows_removed and field))

    def _write(self, field: str, value: Value, compartment: str, seen: tuple[str, ...] | None = None) -> Write:
        self.values[field] = value
        return Write(field, value, self.shown(field) if seen is None else seen, compartment)

    def _compartment(self, question: str) -> str:
        known = self.definition.questions.get(question)
        return (known.monitor.get("compartment") if known is not None else None) or GENERAL
