"""Cards of people: one's own, somebody's, adding one, choosing to whom something is sealed; and fingerprints."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from monitorapp.vault.registry import REVOKED, STRANGER

from ..pages import Navigator
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card, ScrollColumn
from ..widgets.file_picker import NEW_FILE, FilePicker, ask_for
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Heading, Muted, Remark, Steps, Text
from .people import Known, role_word, write_card


class Fingerprint(QWidget):
    """Numbered words, so that two people can follow each other; digits below. Both can be selected and copied."""

    def __init__(self, theme: Theme, words: Sequence[str], digits: Sequence[str]) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.pixels(6))
        if words:
            column.addLayout(self._words(theme, words))
        if digits:
            column.addWidget(self._digits(theme, digits))
        self.setAccessibleName(", ".join([*words, *digits]))

    def _words(self, theme: Theme, words: Sequence[str]) -> FlowLayout:
        """All as wide as the widest, so that they stand below each other however many fit side by side."""
        labels = [QLabel(f"{place}. {word}") for place, word in enumerate(words, start=1)]
        for label in labels:
            font = label.font()
            font.setBold(True)
            label.setFont(font)
            label.setTextFormat(Qt.TextFormat.PlainText)
        flow = FlowLayout(gap=theme.pixels(6))
        widest = max(label.sizeHint().width() for label in labels) + theme.pixels(6)
        for label in labels:
            label.setFixedWidth(widest)
            flow.addWidget(label)
        return flow

    def _digits(self, theme: Theme, digits: Sequence[str]) -> Muted:
        label = Muted(theme, " ".join(digits))
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPointSizeF(label.font().pointSizeF())
        label.setFont(font)
        label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return label


class PersonCard(Card):
    """A stranger, whose card came inside a bundle, can be compared from here; trust can be taken away for good."""

    compare_wanted = Signal(object)
    receipt_wanted = Signal()
    revoked = Signal()

    def __init__(self, theme: Theme, known: Known) -> None:
        super().__init__(theme)
        self.known = known
        row = QHBoxLayout()
        row.addWidget(Text(theme, f"{known.name} · {role_word(known.role)}", bold=True), 1)
        row.addWidget(Chip(theme, *self._state()))
        self.add(row)
        self.add(Fingerprint(theme, known.words, known.digits))
        self.compare: Button | None = None
        self.receipt: Button | None = None
        self._steps: Steps | None = None
        if known.person.state == STRANGER:
            self._offer(theme)
        if known.is_trusted:
            self._steps = Steps(self._make_stop(theme), self._make_sure(theme))
            self.add(self._steps)

    def _offer(self, theme: Theme) -> None:
        self.add(Muted(theme, self.tr("Their card came inside a bundle. Bundles from strangers are not taken in.")))
        compare = Button(theme, self.tr("Compare the words…"), "shield-check")
        compare.setAccessibleName(self.tr("Compare the words with %1").replace("%1", self.known.name))
        compare.clicked.connect(lambda: self.compare_wanted.emit(self.known))
        self.add(_row(compare))
        self.compare = compare

    def _make_stop(self, theme: Theme) -> QWidget:
        stop = Button(theme, self.tr("No longer trust…"), "circle-x", "quiet")
        stop.setAccessibleName(self.tr("No longer trust %1…").replace("%1", self.known.name))
        stop.clicked.connect(self._ask)
        return _row(*self._make_receipt(theme), stop)

    def _make_receipt(self, theme: Theme) -> list[QWidget]:
        """Who sends something wants to know that it arrived: only then may their sealed file go."""
        if not self.known.has_sent:
            return []
        self.receipt = Button(theme, self.tr("Write a receipt…"), "shield-check", "quiet")
        self.receipt.setAccessibleName(self.tr("Write a receipt for %1…").replace("%1", self.known.name))
        self.receipt.clicked.connect(self.receipt_wanted)
        return [self.receipt]

    def _make_sure(self, theme: Theme) -> QWidget:
        words = self.tr("Nothing from %1 will be taken in any more, and nothing sealed to them. This cannot be undone.")
        self._sure = Button(theme, self.tr("No longer trust"), "circle-x")
        keep = Button(theme, self.tr("Keep the trust"))
        self._sure.clicked.connect(self.revoked)
        keep.clicked.connect(self.fold)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(Remark(theme, words.replace("%1", self.known.name), "triangle-alert", "warning"))
        column.addWidget(_row(self._sure, keep))
        return holder

    @Slot()
    def _ask(self) -> None:
        if self._steps is not None:
            self._steps.show_step(1)
            self._sure.setFocus()

    @Slot()
    def fold(self) -> bool:
        """Put the question away; says whether it was asked."""
        if self._steps is None or self._steps.index == 0:
            return False
        self._steps.show_step(0)
        return True

    def _state(self) -> tuple[str, str]:
        if self.known.is_trusted:
            return self.tr("Trusted"), "good"
        if self.known.person.state == REVOKED:
            return self.tr("No longer trusted"), "error"
        return self.tr("Stranger"), "warning"


def _row(*buttons: QWidget) -> QWidget:
    holder = QWidget()
    row = QHBoxLayout(holder)
    row.setContentsMargins(0, 0, 0, 0)
    for button in buttons:
        row.addWidget(button)
    row.addStretch(1)
    return holder


CARD_ENDING = ".txt"


class OwnCard(Card):
    """Saving it again never replaces a file."""

    def __init__(self, session: Session, navigator: Navigator, known: Known) -> None:
        super().__init__(navigator.theme)
        self._session, self._navigator, self._known = session, navigator, known
        theme = navigator.theme
        title = f"{known.name} · {role_word(known.role)}"
        self.add(Heading(theme, self.tr("My card: %1").replace("%1", title), 2))
        remark = self.tr("Whoever adds you reads these words or digits with you, by telephone or face to face.")
        self.add(Muted(theme, remark))
        self.add(Fingerprint(theme, known.words, known.digits))
        self.save = Button(theme, self.tr("Save my card to a file…"), "download")
        self.save.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self.save)
        row.addStretch(1)
        self.add(row)

    @Slot()
    def _ask(self) -> None:
        title, name = self.tr("Where to save the card"), self.tr("card")
        picker = FilePicker(self._navigator.theme, title, NEW_FILE, (CARD_ENDING,), name=name, parent=self)
        ask_for(
            self._session,
            picker,
            lambda path: self._session.run(
                lambda: write_card(self._known.person.card, path), self._saved, self._navigator.trouble
            ),
        )

    def _saved(self, _: None) -> None:
        words = self.tr("The card is saved. It holds no secret: give it to those who send you bundles.")
        self._navigator.say(words, "good")


class TrustCard(Card):
    """`trusted` carries the words that were compared; only they make somebody trusted, never the file alone."""

    trusted = Signal(str)
    cancelled = Signal()

    def __init__(self, theme: Theme, known: Known) -> None:
        super().__init__(theme, "info")
        self.known = known
        title = f"{known.name} · {role_word(known.role)}"
        self.add(Heading(theme, self.tr("Is this really %1?").replace("%1", title), 2))
        remark = self.tr(
            "Call this person or meet them. Let them read the words of their own card to you. "
            "A card that came with the file proves nothing by itself."
        )
        self.add(Muted(theme, remark))
        self.add(Fingerprint(theme, known.words, known.digits))
        self.same = QCheckBox(self.tr("They read the same words to me"))
        self.typed = QLineEdit()
        self.typed.setAccessibleName(self.tr("Words or digits that they read to you"))
        self.typed.setPlaceholderText(self.tr("Or type the words or digits that they read to you"))
        self.typed.setMinimumHeight(theme.pixels(34))
        self.problem = Remark(theme, "", "circle-alert", "error")
        self.problem.hide()
        self.trust = Button(theme, self.tr("Trust"), "shield-check", "primary")
        cancel = Button(theme, self.tr("Not now"))
        for part in (self.same, self.typed, self.problem):
            self.add(part)
        row = QHBoxLayout()
        row.addWidget(self.trust)
        row.addWidget(cancel)
        row.addStretch(1)
        self.add(row)
        self.same.toggled.connect(self._update)
        self.typed.textChanged.connect(self._update)
        self.typed.returnPressed.connect(self._tell)
        self.trust.clicked.connect(self._tell)
        cancel.clicked.connect(self.cancelled)
        self._update()

    def complain(self, words: str) -> None:
        """Say beside the field why this is not trusted."""
        self.problem.show_text(words, "circle-alert", "error")
        self.problem.show()
        self.typed.setFocus()
        self.typed.selectAll()

    @Slot()
    def _update(self) -> None:
        self.problem.hide()
        self.trust.setEnabled(self.same.isChecked() or bool(self.typed.text().strip()))

    @Slot()
    def _tell(self) -> None:
        if self.trust.isEnabled():
            self.trusted.emit(self.typed.text().strip() or " ".join(self.known.words))


class RecipientChoice(ScrollColumn):
    """Nobody else can open the file, not even the person who wrote it."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self._theme = theme
        self.boxes: list[tuple[QCheckBox, Known]] = []

    def show_people(self, people: Sequence[Known], chosen: Iterable[str]) -> None:
        """Offer these people, some of them ticked, without telling anybody."""
        ticked = set(chosen)
        self.clear()
        self.boxes = []
        for known in people:
            self._add(known, known.person.author in ticked)
        if not people:
            words = self.tr("Nobody is trusted yet. Add the person first, under People: a file alone is not enough.")
            self.add(Muted(self._theme, words))

    def tick(self, authors: Iterable[str]) -> None:
        """Tick these people besides those who are ticked."""
        wanted = set(authors)
        for box, known in self.boxes:
            if known.person.author in wanted:
                box.setChecked(True)

    def chosen(self) -> list[Known]:
        """The ticked people."""
        return [known for box, known in self.boxes if box.isChecked()]

    def _add(self, known: Known, ticked: bool) -> None:
        card = Card(self._theme)
        box = QCheckBox(f"{known.name} · {role_word(known.role)}".replace("&", "&&"))
        font = box.font()
        font.setBold(True)
        box.setFont(font)
        box.setChecked(ticked)
        box.toggled.connect(self.changed)
        card.add(box)
        card.add(Fingerprint(self._theme, known.words, known.digits))
        self.boxes.append((box, known))
        self.add(card)
