"""One file that came: who signed it, what it would bring, and what can be done with it."""

from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ..form.reading import local_time
from ..theme import Theme
from ..widgets.buttons import Button, IconButton
from ..widgets.cards import Card
from ..widgets.flow_layout import FlowLayout
from ..widgets.labels import Chip, Heading, Muted, Remark, Text
from ..words import Spoken
from .arrivals import Arrival, CountWords, kind_word
from .inbox_cards import SettledCard
from .person_card import Fingerprint

_MOST_TIMES = 5


class BundleCard(Card):
    """Shows the plan first; nothing is written before `wanted`."""

    wanted = Signal()  # take it in
    strangers_wanted = Signal()  # look again: the choice about strangers was changed
    removed = Signal()
    compare_wanted = Signal(str)  # the author whose words are to be compared
    settle_wanted = Signal(str, str)  # document, field
    visit_wanted = Signal(str)
    question_wanted = Signal(str, str)

    def __init__(self, theme: Theme, path: Path) -> None:
        super().__init__(theme)
        self._theme = theme
        self.path = path
        self.arrival: Arrival | None = None
        self.is_taken = False
        self.action: Button | None = None
        self.strangers: QCheckBox | None = None
        self.with_strangers = False
        self.state = Chip(theme, self.tr("Being looked at…"))
        self.remove = IconButton(theme, "x", self.tr("Take %1 off this list").replace("%1", path.name))
        head = QHBoxLayout()
        head.addWidget(Heading(theme, path.name, 3), 1)
        head.addWidget(self.state)
        head.addWidget(self.remove)
        self.add(head)
        self._body = QWidget()
        self.add(self._body)
        self.remove.clicked.connect(self.removed)

    @property
    def is_ready(self) -> bool:
        """Whether the file waits to be taken in."""
        return self.arrival is not None and self.arrival.can_be_taken and not self.is_taken

    def show_trouble(self, spoken: Spoken) -> None:
        """Say why nothing can be taken from the file."""
        self.arrival = None
        self._say(self.tr("Not taken in"), "error", "error")
        body = self._new_body()
        body.addWidget(Remark(self._theme, spoken.sentence, "circle-alert", "error"))
        body.addWidget(Text(self._theme, spoken.advice))

    def show_plan(self, arrival: Arrival) -> None:
        """Show what taking the file in would do."""
        self.arrival = arrival
        if arrival.is_strange:
            self._show_stranger(arrival)
        elif arrival.plan.nothing_new:
            self._show_known(arrival)
        else:
            self._show_offer(arrival)

    def show_taken(self, arrival: Arrival) -> None:
        """Show what the file has brought, and the ways on."""
        self.arrival, self.is_taken = arrival, True
        self._say(self.tr("Taken in"), "good", "plain")
        body = self._new_body()
        self._add_facts(body, arrival)
        ways = QHBoxLayout()
        for button in self._ways(arrival):
            ways.addWidget(button)
        ways.addStretch(1)
        body.addLayout(ways)
        if arrival.settled:
            card = SettledCard(self._theme, arrival.settled)
            card.wanted.connect(self.question_wanted)
            body.addWidget(card)

    def hold(self) -> None:
        """The file is being taken in."""
        self._say(self.tr("Being taken in…"), "accent", "plain")
        if self.action is not None:
            self.action.setEnabled(False)

    # States

    def _show_offer(self, arrival: Arrival) -> None:
        invitation = arrival.plan.kind == "invitation"
        self._say(self.tr("Invitation") if invitation else self.tr("Not taken in yet"), "accent", "plain")
        body = self._new_body()
        self._add_facts(body, arrival)
        words = self.tr("Join this visit") if invitation else self.tr("Take in")
        self.action = Button(self._theme, words, "door-open" if invitation else "download", "primary")
        self.action.setAccessibleName(f"{words}: {self.path.name}")
        self.action.clicked.connect(self.wanted)
        row = QHBoxLayout()
        row.addWidget(self.action)
        row.addStretch(1)
        body.addLayout(row)

    def _show_known(self, arrival: Arrival) -> None:
        self._say(self.tr("Nothing new"), "good", "plain")
        body = self._new_body()
        self._add_sender(body, arrival)
        self._add_receipts(body, arrival)
        body.addWidget(Text(self._theme, self.tr("Everything in this file is here already. Nothing is to be done.")))
        if arrival.plan.counts.dropped:
            dropped = arrival.plan.counts.dropped
            words = self.tr("Something in it was erased here and is not taken in again: %n", "", dropped)
            body.addWidget(Remark(self._theme, words, "info", "muted"))
        if arrival.plan.counts.left_out:
            self._add_strangers(body, arrival)

    def _show_stranger(self, arrival: Arrival) -> None:
        self._say(self.tr("Unknown sender"), "warning", "warning")
        body = self._new_body()
        words = self.tr("Nobody whom you trust signed this file. It is put aside; nothing of it is read.")
        body.addWidget(Remark(self._theme, words, "triangle-alert", "warning"))
        body.addWidget(Text(self._theme, self.tr("Fingerprint of the signer:")))
        known = arrival.signer.words if arrival.signer else ()
        body.addWidget(Fingerprint(self._theme, known, arrival.plan.signer_digits))
        advice = self.tr(
            "If you expected it: call the sender, let them read their digits to you, and add their card under People. "
            "Then open the file again."
        )
        body.addWidget(Text(self._theme, advice))
        words = self.tr("Compare the words…") if arrival.signer else self.tr("To the people")
        self.action = Button(self._theme, words, "users")
        self.action.clicked.connect(lambda: self.compare_wanted.emit(arrival.plan.author if arrival.signer else ""))
        row = QHBoxLayout()
        row.addWidget(self.action)
        row.addStretch(1)
        body.addLayout(row)

    # Parts

    def _add_facts(self, body: QVBoxLayout, arrival: Arrival) -> None:
        self._add_sender(body, arrival)
        for name in arrival.visits:
            body.addWidget(Text(self._theme, name, bold=True))
        chips = FlowLayout(gap=self._theme.pixels(6))
        for words, tone in CountWords(self).of(asdict(arrival.plan.counts)):
            chips.addWidget(Chip(self._theme, words, tone))
        body.addLayout(chips)
        self._add_receipts(body, arrival)
        if arrival.plan.older:
            words = self.tr("A later file of this sender came before. Nothing newer is lost by taking this one in.")
            body.addWidget(Remark(self._theme, words, "info", "muted"))
        self._add_strangers(body, arrival)

    def _add_receipts(self, body: QVBoxLayout, arrival: Arrival) -> None:
        """What arrived there, and what they have not signed for: that may be lost, or still on its way."""
        plan = arrival.plan
        if plan.receipts:
            words = self.tr("They sign that your bundles have arrived: %n", "", len(plan.receipts))
            body.addWidget(Remark(self._theme, words, "shield-check", "good"))
        if plan.unanswered:
            times = [local_time(wall) for _, wall in plan.unanswered[-_MOST_TIMES:]]
            words = self.tr("Not signed for yet: %n", "", len(plan.unanswered))
            sent = self.tr("Sent: %1").replace("%1", ", ".join(times))
            body.addWidget(Remark(self._theme, f"{words}. {sent}", "triangle-alert", "warning"))

    def _add_strangers(self, body: QVBoxLayout, arrival: Arrival) -> None:
        """Whom the sender passes on without their being trusted here: a name on a card proves nobody."""
        for name, digits in arrival.plan.strangers:
            words = self.tr("Inside are also words of somebody who is not trusted here: %1, %2. Compare their digits.")
            remark = words.replace("%1", name or "—").replace("%2", digits)
            body.addWidget(Remark(self._theme, remark, "triangle-alert", "warning"))
        counts = arrival.plan.counts
        if not self.is_taken and arrival.plan.strangers and (counts.left_out or self.with_strangers):
            self.strangers = QCheckBox(self.tr("Take in what strangers wrote, too"))
            self.strangers.setChecked(self.with_strangers)
            self.strangers.toggled.connect(self._choose)
            body.addWidget(self.strangers)

    def _choose(self, checked: bool) -> None:
        self.with_strangers = checked
        self.strangers_wanted.emit()

    def _add_sender(self, body: QVBoxLayout, arrival: Arrival) -> None:
        words = self.tr("%1 from %2, signed").replace("%1", kind_word(arrival.plan.kind))
        body.addWidget(Remark(self._theme, words.replace("%2", arrival.plan.sender or ""), "shield-check", "good"))
        body.addWidget(Muted(self._theme, " ".join(arrival.plan.signer_digits)))

    def _ways(self, arrival: Arrival) -> list[Button]:
        ways = []
        if arrival.plan.conflicts:
            count = len(arrival.plan.conflicts)
            settle = Button(self._theme, self.tr("Compare and decide: %n", "", count), "git-merge", "primary")
            settle.clicked.connect(lambda: self.settle_wanted.emit(*arrival.plan.conflicts[0]))
            ways.append(settle)
        if len(arrival.plan.visits) == 1:
            kind = "plain" if ways else "primary"
            visit = Button(self._theme, self.tr("Open the visit"), "arrow-right", kind)
            visit.clicked.connect(lambda: self.visit_wanted.emit(arrival.plan.visits[0]))
            ways.append(visit)
        self.action = ways[0] if ways else None
        return ways

    def _say(self, words: str, tone: str, kind: str) -> None:
        self.state.setText(words)
        self.state.set_tone(tone)
        self.set_kind(kind)

    def _new_body(self) -> QVBoxLayout:
        """An empty body in the place of the old one."""
        self.action = None
        old, self._body = self._body, QWidget()
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(self._theme.pixels(6))
        self.column.replaceWidget(old, self._body)
        old.hide()
        old.deleteLater()
        return column
