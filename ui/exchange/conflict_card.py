"""The card of one dispute: every value with its author and time, the other ways to decide, and the reason."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import QLocale, Signal, Slot
from PySide6.QtWidgets import QApplication, QButtonGroup, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from monitorapp.records.field import TEXT_LIMIT, FieldKey, is_blank

from ..attachments.files import file_of
from ..attachments.looks import Looks, Thumbnail
from ..form.fields.field import Field
from ..form.fields.kinds import Surroundings, field_for
from ..form.reading import Reading
from ..form.wording import in_words
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import ScrollColumn
from ..widgets.labels import Heading, Muted, Remark
from .conflict_list import OptionRow
from .dispute import Begun, Decision, Dispute, Entry, Key, both_of


class ConflictCard(QWidget):
    """`decided` carries a `Decision` once an answer is chosen and a reason is given."""

    decided = Signal(object)
    view_wanted = Signal(str)  # an attachment, to be seen in full

    def __init__(self, theme: Theme, looks: Looks | None = None) -> None:
        """With `looks` the files among the answers are shown as thumbnails."""
        super().__init__()
        self._theme, self._looks = theme, looks
        self._entry: Entry | None = None
        self._begun: dict[Key, Begun] = {}
        self._options: list[OptionRow] = []
        self._field: Field | None = None
        self._group = QButtonGroup(self)
        self._title = Heading(theme, level=2)
        self._where = Muted(theme)
        self._scroll = ScrollColumn(theme)
        self.reason = QLineEdit()
        self.reason.setAccessibleName(self.tr("Why, in one line"))
        self.reason.setPlaceholderText(self.tr("Why, in one line, without names: it stays"))
        self.reason.setMinimumHeight(theme.pixels(34))
        self.remark = Remark(theme, "", "info")
        self.button = Button(theme, self.tr("Decide"), "check", "primary")
        self.button.setToolTip(self.tr("Enter"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(6))
        column.addWidget(self._title)
        column.addWidget(self._where)
        column.addWidget(self._scroll, 1)
        column.addWidget(self.remark)
        foot = QHBoxLayout()
        foot.addWidget(self.reason, 1)
        foot.addWidget(self.button)
        column.addLayout(foot)
        self.button.clicked.connect(self.press)
        self.reason.textEdited.connect(self._quiet)

    @property
    def options(self) -> list[OptionRow]:
        """All ways to decide, in the order of their digits."""
        return self._options

    def show_entry(self, entry: Entry) -> None:
        """Show a dispute; nothing is chosen beforehand. What was begun comes back with its dispute."""
        self._begun = self.begun
        self._entry = entry
        self._clear()
        dispute = entry.dispute
        self._title.setText(dispute.asked.title)
        self._where.setText(dispute.asked.where)
        if entry.decision is not None:
            self._say_decided(entry.decision)
        for opinion in dispute.opinions:
            option = self._add(opinion.words, opinion.authors, strong=True)
            attachment = file_of(opinion.value)
            if attachment is not None and self._looks is not None:
                thumbnail = Thumbnail(self._theme, self._looks, attachment)
                thumbnail.wanted.connect(self.view_wanted)
                option.illustrate(thumbnail)
        self._add_other(dispute)
        self._add_both(dispute)
        if dispute.note:
            self._scroll.add(Muted(self._theme, self.tr("Note there: %1").replace("%1", dispute.note)))
        self._bring_back(self._begun.get(dispute.key, Begun()))
        self._quiet()

    @property
    def begun(self) -> dict[Key, Begun]:
        """What is typed and not yet decided with, for each dispute."""
        if self._entry is None:
            return dict(self._begun)
        found = self._begun | {self._entry.dispute.key: self._shown()}
        return {key: begun for key, begun in found.items() if begun.is_typed}

    def recall(self, begun: Mapping[Key, Begun]) -> None:
        """Bring back what was typed before a lock; what is typed by now is newer."""
        self._begun = {**begun, **self._begun}

    def forget(self, key: Key) -> None:
        """The decision is on the disk, and what was typed for it."""
        self._begun.pop(key, None)
        if self._entry is not None and self._entry.dispute.key == key:
            self._entry = None
            self.reason.clear()

    def keep_only(self, keys: Collection[Key]) -> None:
        """Forget what was begun about answers that are disputed no more."""
        self._begun = {key: begun for key, begun in self._begun.items() if key in keys}

    def put_away(self) -> None:
        """The page is left and the vault keeps what was begun: hold no second copy that would outlive it."""
        self._entry, self._begun = None, {}
        self._clear()
        self.reason.clear()

    @property
    def writing(self) -> str:
        """Where the person writes: `reason`, `answer`, or "" for nowhere."""
        if self.reason.hasFocus():
            return "reason"
        focus = QApplication.focusWidget()
        inside = self._field is not None and focus is not None and self._field.isAncestorOf(focus)
        return "answer" if inside else ""

    def go_on(self, part: str) -> None:
        """Write on where `writing` said."""
        if part == "answer" and self._field is not None:
            self._field.entry().setFocus()
            self._field.set_caret(TEXT_LIMIT)
        else:
            self.reason.setFocus()

    def choose(self, digit: int) -> bool:
        """Choose by digit and go on to what is to be written next; says whether there is such a digit."""
        if not 1 <= digit <= len(self._options) or not self.isEnabled():
            return False
        option = self._options[digit - 1]
        if digit > self._other and not option.isEnabled():
            return False
        option.button.setChecked(True)
        if self._field is not None and digit == self._other:
            self._field.entry().setFocus()
        else:
            self.reason.setFocus()
        self._scroll.ensureWidgetVisible(option)
        return True

    @Slot()
    def press(self) -> None:
        """Decide, or say calmly what is missing and go there."""
        decision = self._decision()
        if decision is None:
            return
        if not decision.reason:
            self._ask(self.tr("Say in one line why: the authors will read it."), self.reason)
            return
        self.decided.emit(decision)

    @property
    def _other(self) -> int:
        return len(self._options) - 1

    def _decision(self) -> Decision | None:
        assert self._entry is not None
        dispute, reason = self._entry.dispute, self.reason.text().strip()
        digit = self._chosen()
        if digit == 0:
            self._ask(self.tr("Choose an answer: its digit is enough."), None)
            return None
        if digit < self._other:
            opinion = dispute.opinions[digit - 1]
            return Decision(opinion.value, opinion.words, reason)
        if digit == self._other:
            return self._other_decision(reason)
        value = both_of(dispute)
        return Decision(value, in_words(value, dispute.asked.labels, QLocale()), reason, both=True)

    def _other_decision(self, reason: str) -> Decision | None:
        assert self._entry is not None
        reading = self._field.reading() if self._field is not None else Reading(None)
        if reading.raw is not None or is_blank(reading.value):
            words = self.tr("Write the other answer so that it can be read as one.")
            self._ask(words, self._field.entry() if self._field else None)
            return None
        return Decision(reading.value, in_words(reading.value, self._entry.dispute.asked.labels, QLocale()), reason)

    def _chosen(self) -> int:
        places = (place for place, option in enumerate(self._options, start=1) if option.button.isChecked())
        return next(places, 0)

    def _clear(self) -> None:
        for option in self._options:
            self._group.removeButton(option.button)
        self._options, self._field = [], None
        self._scroll.clear()

    def _shown(self) -> Begun:
        assert self._entry is not None
        reading = self._field.reading() if self._field is not None else Reading(None)
        return Begun(self.reason.text(), reading.value, reading.raw, self._chosen(), self._entry.dispute.seen)

    def _bring_back(self, begun: Begun) -> None:
        assert self._entry is not None
        self.reason.setText(begun.reason)
        if self._field is not None:
            self._field.show_answer(begun.answer, begun.raw)
        if begun.digit and begun.seen == self._entry.dispute.seen:  # else the digit may mean another answer by now
            self._options[begun.digit - 1].button.setChecked(True)

    def _say_decided(self, decision: Decision) -> None:
        words = self.tr("Decided here: %1. It stands until you decide anew.").replace("%1", decision.words)
        self._scroll.add(Remark(self._theme, words, "circle-check", "good"))

    def _add(self, words: str, remark: str = "", *, strong: bool = False) -> OptionRow:
        option = OptionRow(self._theme, len(self._options) + 1, words, remark, strong=strong)
        self._group.addButton(option.button)
        option.button.clicked.connect(self._quiet)
        self._options.append(option)
        self._scroll.add(option)
        return option

    def _add_other(self, dispute: Dispute) -> None:
        option = self._add(self.tr("Another answer"))
        question = dispute.asked.question
        if question is None:
            option.setEnabled(False)
            return
        self._field = field_for(question, dispute.asked.choices, Surroundings(self._theme, dispute.zone, None))
        self._field.name_for_readers(self.tr("Another answer: %1").replace("%1", dispute.asked.words))
        option.hold(self._field)

    def _add_both(self, dispute: Dispute) -> None:
        value = both_of(dispute)
        words = in_words(value, dispute.asked.labels, QLocale())
        remark = self.tr("The answer becomes: %1. A note keeps every answer with its author and your explanation.")
        option = self._add(self.tr("All are right, with an explanation"), remark.replace("%1", words))
        option.setEnabled(FieldKey.parse(dispute.field).facet != "gone")  # an entry is there or not

    def _ask(self, words: str, focus: QWidget | None) -> None:
        self.remark.show_text(words, "circle-alert", "error")
        if focus is not None:
            focus.setFocus()

    @Slot()
    def _quiet(self, _: object = None) -> None:
        self.remark.show_text(self.tr("Digits choose, Enter decides, ↑ ↓ go to another line."), "keyboard", "muted")
