"""Fields as people know them: the question's words and number, and where it was asked. Read in the vault's thread."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QLocale

from monitorapp.documents import definition_of, environment_of, facility_of
from monitorapp.errors import FormTrouble, Trouble
from monitorapp.forms.definition import FormDefinition, Question
from monitorapp.forms.state import FormState, ShownChoice
from monitorapp.records.field import FieldKey, Value, is_blank
from monitorapp.records.view import View
from monitorapp.resources import form_names, form_title
from monitorapp.vault import attachments

from ..attachments.files import file_of
from ..attachments.looks import told_apart
from ..form.opening import facility_name, form_language
from ..form.outline import numbers, questions_in, section_elements, sections_of
from ..form.wording import in_words, source_word

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


@dataclass(frozen=True)
class Asked:
    """The question behind a field. `question` is None where its form is not on this laptop."""

    number: str
    words: str
    where: str
    facility: str
    choices: tuple[ShownChoice, ...] = ()
    question: Question | None = None

    @property
    def labels(self) -> Mapping[str, str]:
        """The words of the choices by their codes."""
        return {choice.code: choice.label for choice in self.choices}

    @property
    def title(self) -> str:
        """Number and words."""
        return f"{self.number}  {self.words}" if self.number else self.words


@dataclass
class _Paper:
    """A document with its form, gathered once. `state` is None where the form is not on this laptop."""

    view: View
    facility: str
    definition: FormDefinition | None = None
    state: FormState | None = None
    language: str = ""
    numbers: Mapping[str, str] = field(default_factory=dict)

    def question(self, key: FieldKey) -> tuple[Question | None, str, tuple[ShownChoice, ...]]:
        """The question of a field with its words and choices as they stand in this document."""
        try:
            node = self.state.node(key.answer) if self.state else None
        except FormTrouble:  # its row was taken away
            node = None
        return (node.question, node.label, node.choices) if node else (None, "", ())

    def words(self, name: str) -> str:
        """The value of a field in words."""
        _, _, choices = self.question(FieldKey(name))
        return in_words(self.view.values.get(name), {choice.code: choice.label for choice in choices}, QLocale())


class QuestionWords:
    """Names fields in one language of the windows; documents are gathered when first asked for."""

    def __init__(self, vault: "Vault", language: str) -> None:
        self._vault = vault
        self._language = language
        self._papers: dict[str, _Paper] = {}

    def of(self, document: str, name: str) -> Asked:
        """The question of a field; raises InputTrouble `document-unknown`."""
        key, paper = FieldKey.parse(name), self._paper(document)
        if key.facet == "gone":
            label = QCoreApplication.translate("Exchange", "Was this entry taken away?")
            return Asked("", label, self._where(paper, key), paper.facility)
        question, label, choices = paper.question(key)
        return Asked(
            number=paper.numbers.get(key.question, ""),
            words=_with_aspect(label or key.question or name, key),
            where=self._where(paper, key),
            facility=paper.facility,
            choices=choices if key.facet is None else (),
            question=question if key.facet is None else None,
        )

    def value(self, document: str, name: str, value: Value) -> str:
        """A value of a field in words; what is blank says that nothing is written."""
        if FieldKey.parse(name).facet == "gone":
            gone, stays = (
                QCoreApplication.translate("Exchange", "Taken away"),
                QCoreApplication.translate("Exchange", "It stays: something was written in it"),
            )
            return gone if value is True else stays
        attachment = file_of(value)
        if attachment is not None:
            return _file_words(self._vault, attachment)
        words = in_words(value, self.of(document, name).labels, QLocale())
        return words or QCoreApplication.translate("Exchange", "Nothing written")

    def view(self, document: str) -> View:
        """The document as it stood when it was gathered."""
        return self._paper(document).view

    def facility_code(self, document: str) -> str:
        """The facility of the visit that a document belongs to."""
        return facility_of(self._vault, self._paper(document).view)

    def _paper(self, document: str) -> _Paper:
        if document not in self._papers:
            paper = _Paper(self._vault.view(document), "")
            self._papers[document] = paper
            paper.facility = facility_name(self.facility_code(document), self._language)
            self._fill_in(paper)
        return self._papers[document]

    def _fill_in(self, paper: _Paper) -> None:
        try:
            definition = definition_of(self._vault, paper.view.document)
        except FormTrouble:  # the answers are shown all the same, under the names of their fields
            return
        paper.definition = definition
        paper.language = form_language(definition, self._language) or definition.default_language
        paper.numbers = numbers(sections_of(definition))
        environment = environment_of(facility_of(self._vault, paper.view))
        paper.state = FormState(
            definition, paper.view.values, environment, language=paper.language, document=paper.view.document
        )

    def _where(self, paper: _Paper, key: FieldKey) -> str:
        return " · ".join(filter(None, (paper.facility, self._title(paper), _row_words(paper, key.item))))

    def _title(self, paper: _Paper) -> str:
        view = paper.view
        if view.document == view.visit:
            return ""
        title = form_title(view.form, self._language) if view.form in form_names() else view.form
        return " ".join(filter(None, (title, _first_words(paper))))


def _first_words(paper: _Paper) -> str:
    """What tells a document from others of its kind: the first answer in it."""
    if paper.definition is None:
        return ""
    asked = questions_in(section_elements(sections_of(paper.definition)))
    answered = (question.id for question in asked if not is_blank(paper.view.values.get(question.id)))
    return paper.words(next(answered, ""))


def _row_words(paper: _Paper, item: str | None) -> str:
    """The repeat of a row, and its place among its neighbours."""
    row = paper.view.values.get(f"{item}/#row") if item else None
    if not isinstance(row, dict):
        return ""
    rows = [name for name, value in paper.view.values.items() if name.endswith("/#row") and value == row]
    repeat = paper.definition.repeats.get(str(row["row"])) if paper.definition else None
    label = repeat.label.show(paper.language) if repeat else ""
    return f"{label or row['row']} {rows.index(f'{item}/#row') + 1}"


def _file_words(vault: "Vault", attachment: str) -> str:
    """What tells one file from another; of one that is not here only its id does."""
    try:
        descriptor, size = attachments.describe(vault, attachment)
    except Trouble:
        away = QCoreApplication.translate("Exchange", "A file that is not on this laptop: %1")
        return away.replace("%1", attachment[:8])
    return told_apart(descriptor, size)


def _with_aspect(words: str, key: FieldKey) -> str:
    """Say which aspect of the question a field is: who said it, or a note."""
    if key.source:
        words = f"{words} ({source_word(key.source)})"
    if key.facet == "note":
        return QCoreApplication.translate("Exchange", "Note: %1").replace("%1", words)
    if key.facet == "raw":
        return QCoreApplication.translate("Exchange", "As typed: %1").replace("%1", words)
    return words
