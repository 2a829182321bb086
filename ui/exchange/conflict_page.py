"""Settling: the list of differing answers, one card with all of them, a decision with its reason."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.errors import Trouble
from monitorapp.records.view import Changes
from monitorapp.vault import undecided

from ..attachments.looks import Looks
from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Chip, Heading, Steps, Text
from .conflict_card import ConflictCard
from .conflict_list import ConflictList
from .dispute import Begun, ConflictPresenter, Decision, Dispute, Key, decide, list_disputes

_ROWS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConflictPage(Page):
    """Digits choose, Enter decides, arrows go to another line, Ctrl+Z reopens the last decision.

    `enter(document=…, field=…)` goes to one answer, with `at` to what is written there; `enter(visit=…)` goes to the
    first one of a visit.
    """

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self.presenter = ConflictPresenter()
        self._wanted: Key | None = None
        self._visit = ""
        self._at = ""  # where in the card to write on
        self._writing = False
        self._is_left = False
        self._kept: dict[Key, str] | None = None  # what is begun, as the vault has it; None before it was read
        self.list = ConflictList(self.theme)
        self.card = ConflictCard(self.theme, Looks(session, self))
        self.progress = Chip(self.theme, "", "warning")
        self.undo = Button(self.theme, self.tr("Decide the last one anew"), "undo-2")
        self.undo.setToolTip("Ctrl+Z")
        self.send = Button(self.theme, self.tr("Send the decisions back"), "send")
        self.empty = self._make_empty()
        self._steps = Steps(self._make_work(), self.empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(self._make_top())
        column.addWidget(self._steps, 1)
        self._connect()

    # Page

    def enter(self, **target: str) -> None:
        self._visit, self._at, self._is_left = target.get("visit", ""), target.get("at", ""), False
        if target.get("document") and target.get("field"):
            self._wanted = (target["document"], target["field"])
        # What is typed elsewhere becomes a commit first, so that the decision can name what it replaces.
        self.session.change(lambda vault: vault.commit_all(), self._read, self, self.navigator.trouble)

    def leave(self) -> None:
        self._is_left = True
        self._keep_begun()
        self.presenter.forget()

    def place(self) -> dict[str, str]:
        key = self.list.current_key()
        place = {"document": key[0], "field": key[1], "at": self.card.writing} if key else {}
        return {name: value for name, value in place.items() if value}

    def commands(self) -> Sequence[Command]:
        return [
            Command(self.tr("Decide the last one anew"), self._reopen_last, "Ctrl+Z", "undo-2"),
            Command(self.tr("Send the decisions back"), self._send, icon="send"),
        ]

    def close_topmost(self) -> bool:
        if self.list.hasFocus() or not self.list.isVisible():
            return False
        self.list.setFocus()
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier or not self.presenter.entries:
            super().keyPressEvent(event)
        elif event.key() in _ENTER:
            self._press()
        elif event.key() in _ROWS:
            self.list.step(_ROWS[Qt.Key(event.key())])
        elif not (event.text().isdecimal() and self.card.choose(int(event.text()))):
            super().keyPressEvent(event)

    # Building

    def _make_top(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.addWidget(self.progress)
        row.addStretch(1)
        row.addWidget(self.undo)
        row.addWidget(self.send)
        return row

    def _make_work(self) -> QWidget:
        work = QWidget()
        row = QHBoxLayout(work)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.list, 2)
        row.addWidget(self.card, 3)
        return work

    def _make_empty(self) -> QWidget:
        card = Card(self.theme, "good")
        card.add(Heading(self.theme, self.tr("Nothing to decide"), 2))
        card.add(Text(self.theme, self.tr("All answers agree. What differs in the next bundle will be listed here.")))
        inbox = Button(self.theme, self.tr("To the inbox"), "inbox")
        inbox.clicked.connect(partial(self.navigator.go, "inbox"))
        row = QHBoxLayout()
        row.addWidget(inbox)
        row.addStretch(1)
        card.add(row)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(card)
        column.addStretch(1)
        return holder

    def _connect(self) -> None:
        self.list.moved.connect(self._show)
        self.card.decided.connect(self._decide)
        self.card.view_wanted.connect(lambda attachment: self.navigator.go("attachment", attachment=attachment))
        self.undo.clicked.connect(self._reopen_last)
        self.send.clicked.connect(self._send)
        self.session.changed.connect(self._hear)
        self.session.flushing.connect(self._keep_begun)
        QShortcut(QKeySequence("Ctrl+Z"), self, self._reopen_last)

    # Reading

    def _read(self, _: object = None) -> None:
        language = self.navigator.language
        if self._kept is None:
            self.session.ask(undecided.begun, self._recall, self.navigator.trouble)
        self.session.ask(lambda vault: list_disputes(vault, language), self._take, self.navigator.trouble)

    def _recall(self, texts: dict[Key, str]) -> None:
        self._kept = {key: text for key, text in texts.items() if " " not in key[1]}  # else of another page
        self.card.recall({key: Begun.of(text) for key, text in self._kept.items()})

    @Slot()
    def _keep_begun(self) -> None:
        """Cover, lock, another page: what is typed here lies in no answer yet."""
        before, now = self._kept or {}, {key: one.spelled() for key, one in self.card.begun.items()}
        changed = {key: now.get(key, "") for key in before.keys() | now.keys() if now.get(key) != before.get(key)}
        if changed:
            self.session.change(
                lambda vault: undecided.keep_begun(vault, changed), lambda _: self._note_kept(now), self
            )
        elif self._is_left:
            self._put_away()

    def _note_kept(self, texts: dict[Key, str]) -> None:
        self._kept = texts
        if self._is_left:
            self._put_away()

    def _put_away(self) -> None:
        """From here on the vault alone has it: what is erased while other pages are shown comes back from nowhere."""
        self.card.put_away()
        self._kept = None

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if initiator is not self and self.isVisible() and (changes.fields or changes.imported):
            self._read()

    def _take(self, disputes: list[Dispute]) -> None:
        of_visit = (dispute.key for dispute in disputes if dispute.visit == self._visit)
        current = self._wanted or next(of_visit, None) or self.list.current_key()
        self._wanted, self._visit = None, ""
        self.presenter.take(disputes)
        self.card.keep_only({entry.dispute.key for entry in self.presenter.entries})
        if current is None or self.presenter.entry(current) is None:
            current = self.presenter.next_left(None)
        self._list(current)

    def _list(self, current: Key | None) -> None:
        entries = self.presenter.entries
        self._steps.show_step(0 if entries else 1)
        self.list.show_entries(entries, current)
        self._show_progress()
        key = self.list.current_key()
        if key is not None:
            self._show(key)
            self.list.setFocus()
            if self._at:
                self.card.go_on(self._at)
                self._at = ""

    def _show_progress(self) -> None:
        left, total = self.presenter.left, len(self.presenter.entries)
        words = self.tr("%1 of %2 need a decision").replace("%1", str(left)).replace("%2", str(total))
        self.progress.setText(words if left else self.tr("Everything is decided"))
        self.progress.set_tone("warning" if left else "good")
        self.undo.setEnabled(left < total)
        self.send.setEnabled(left < total)

    @Slot(object)
    def _show(self, key: Key) -> None:
        entry = self.presenter.entry(key)
        if entry is not None:
            self.card.show_entry(entry)
            self.card.setEnabled(entry.is_left or entry.reopened)

    # Deciding

    def _press(self) -> None:
        key = self.list.current_key()
        if self.card.isEnabled():
            self.card.press()
        elif key is not None:
            self.presenter.reopen(key)
            self._say_reopened(key)

    @Slot(object)
    def _decide(self, decision: Decision) -> None:
        key = self.list.current_key()
        entry = self.presenter.entry(key) if key else None
        if entry is None or self._writing:
            return
        self._writing = True
        self.session.change(
            lambda vault: decide(vault, entry.dispute, decision),
            partial(self._decided, entry.dispute.key, decision),
            self,
            self._refused,
        )

    def _decided(self, key: Key, decision: Decision, result: tuple[tuple[str, ...], Changes]) -> None:
        self._writing = False
        self.card.forget(key)
        self._keep_begun()
        self.presenter.decided(key, decision, result[0])
        self._list(self.presenter.next_left(key) or key)
        if not self.presenter.left:
            words = self.tr("Everything is decided. The monitors learn of it from an update.")
            self.navigator.say(words, "good", self.tr("Send the decisions back"), self._send)

    def _refused(self, trouble: Trouble) -> None:
        self._writing = False
        self.navigator.trouble(trouble)
        self._read()

    @Slot()
    def _reopen_last(self) -> None:
        key = self.presenter.reopen_last()
        if key is None:
            self.navigator.say(self.tr("Nothing was decided here yet. Earlier decisions stand in the history."))
            return
        self._say_reopened(key)

    def _say_reopened(self, key: Key) -> None:
        self._list(key)
        self.navigator.say(self.tr("The decision stands until you decide anew; both will be in the history."))

    @Slot()
    def _send(self) -> None:
        if self.presenter.decided_visits:
            self.navigator.go("send", kind="update", visits=",".join(self.presenter.decided_visits))
