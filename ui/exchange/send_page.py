"""Handing over: what is inside, who can open it, where it goes; "exported" only once it was read back."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from monitorapp.bundle.container import Written
from monitorapp.errors import Trouble
from monitorapp.exchange.send import SUFFIX
from monitorapp.records.view import Changes
from monitorapp.vault.registry import Person

from ..pages import Command, Navigator, Page
from ..session import Session
from ..widgets.buttons import Button, Segments
from ..widgets.file_picker import NEW_FILE, FilePicker, ask_for
from ..widgets.hold_button import HoldButton
from ..widgets.labels import Heading, Muted, Remark, Steps, Text
from .parcels import (
    SORTS,
    Content,
    Offer,
    SentCard,
    Sort,
    VisitChoice,
    content_of,
    list_offer,
    new_file_name,
    seal_parcel,
    write_parcel,
)
from .people import Known
from .person_card import RecipientChoice

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

COORDINATOR = "coordinator"


class SendPage(Page):
    """`enter(visit=…)` or `enter(visits="id,id", kind="update")` chooses beforehand."""

    def __init__(self, session: Session, navigator: Navigator) -> None:
        super().__init__(session, navigator)
        self._visits: tuple[str, ...] = ()
        self._offer = Offer((), ())
        self._writing = False
        self._originals = 0  # how many the chosen visits hold
        self.kinds = Segments(self.theme, self._kind_words(), SORTS[0])
        self.purpose = Muted(self.theme)
        self.visits = VisitChoice(self.theme)
        self.inside = Text(self.theme)
        self.people = RecipientChoice(self.theme)
        self.remark = Remark(self.theme, "", "info")
        self.write = Button(self.theme, self.tr("Choose where and write…"), "usb", "primary")
        self.write.setToolTip("Ctrl+Enter")
        self.copy = QCheckBox(self.tr("Also write it onto a drive"))
        self.copy.setChecked(True)
        self.originals = QCheckBox(self.tr("Also the originals of photos"))
        self.originals.setToolTip(self.tr("As the camera made them: they hold place, time and camera."))
        self.originals.hide()
        self.seal = HoldButton(self.theme, self.tr("Hold to seal"), "lock")
        self.sent: SentCard | None = None
        self._holder = QWidget()
        self._result = QVBoxLayout(self._holder)
        self._result.setContentsMargins(0, 0, 0, 0)
        self._result.addStretch(1)
        self._steps = Steps(self._make_choice(), self._holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._steps, 1)
        self._connect()

    # Page

    def enter(self, **target: str) -> None:
        wanted = target.get("visits") or target.get("visit") or ""
        self._visits = tuple(filter(None, wanted.split(",")))
        kind = target.get("kind", SORTS[0])
        self.kinds.choose(kind if kind in SORTS else SORTS[0])
        self._show_choice()
        language = self.navigator.language
        self.session.ask(lambda vault: list_offer(vault, language), self._show_offer, self.navigator.trouble)

    def place(self) -> dict[str, str]:
        return {"visits": ",".join(self.visits.chosen()), "kind": self.kinds.current()}

    def commands(self) -> Sequence[Command]:
        return [Command(self.tr("Choose where and write…"), self._ask_where, "Ctrl+Enter", "usb")]

    # Building

    def _kind_words(self) -> list[tuple[str, str]]:
        return [
            ("visit", self.tr("Hand over a visit")),
            ("seal", self.tr("Seal")),
            ("invitation", self.tr("Invite a colleague")),
            ("update", self.tr("Send decisions back")),
        ]

    def _make_choice(self) -> QWidget:
        choice = QWidget()
        column = QVBoxLayout(choice)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.kinds)
        column.addWidget(self.purpose)
        halves = QHBoxLayout()
        halves.setSpacing(self.theme.pixels(12))
        halves.addLayout(self._half(self.tr("What is inside"), self.visits, self.inside, self.originals), 1)
        halves.addLayout(self._half(self.tr("Who can open it"), self.people), 1)
        column.addLayout(halves, 1)
        column.addWidget(self.remark)
        foot = QHBoxLayout()
        foot.addStretch(1)
        for control in (self.copy, self.seal, self.write):
            foot.addWidget(control)
        column.addLayout(foot)
        return choice

    def _half(self, title: str, main: QWidget, *below: QWidget) -> QVBoxLayout:
        half = QVBoxLayout()
        half.addWidget(Heading(self.theme, title, 2))
        half.addWidget(main, 1)
        for part in below:
            half.addWidget(part)
        return half

    def _connect(self) -> None:
        self.kinds.chosen.connect(self._show_kind)
        self.visits.changed.connect(self._look_inside)
        self.people.changed.connect(self._update)
        self.write.clicked.connect(self._ask_where)
        self.seal.held.connect(self._seal)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self, self._ask_where)

    # Choosing

    def _show_offer(self, offer: Offer) -> None:
        self._offer = offer
        known = {parcel.row.id for parcel in offer.parcels}
        chosen = [visit for visit in self._visits if visit in known]
        if not chosen and len(offer.parcels) == 1:
            chosen = list(known)
        self.visits.show_parcels(offer.parcels, chosen)
        self.people.show_people(offer.people, self._beforehand())
        self._show_kind(self.kinds.current())
        self._look_inside()
        self.visits.setFocus()

    def _beforehand(self) -> list[str]:
        """A visit goes to the coordinator; where there are several, the person says to whom."""
        coordinators = [known.person.author for known in self._offer.people if known.role == COORDINATOR]
        return coordinators if self._sort() in {"visit", "seal"} and len(coordinators) == 1 else []

    def _sort(self) -> Sort:
        return next(sort for sort in SORTS if sort == self.kinds.current())

    @Slot(str)
    def _show_kind(self, kind: str) -> None:
        words = {
            "visit": self.tr("The whole visit with its history, for those who may open it. It stays here as well."),
            "seal": self.tr("For those ticked alone: the key of the visit on this laptop is destroyed afterwards."),
            "invitation": self.tr("What you prepared, for a colleague who fills the same visit on another laptop."),
            "update": self.tr("What was decided and what came from others, back to those who wrote in the visit."),
        }
        self.purpose.setText(words[kind])
        for control in (self.copy, self.seal):
            control.setVisible(kind == "seal")
        self.write.setVisible(kind != "seal")
        self._show_originals()
        self._update()

    @Slot()
    def _look_inside(self) -> None:
        visits, language = self.visits.chosen(), self.navigator.language
        self.inside.setText("")
        self._originals = 0
        self.originals.setChecked(False)
        self._show_originals()
        self._update()
        if visits:
            self.session.ask(
                lambda vault: content_of(vault, visits, language),
                partial(self._show_inside, visits),
                self.navigator.trouble,
            )

    def _show_inside(self, visits: list[str], content: Content) -> None:
        if visits != self.visits.chosen():
            return
        lines = [
            self.tr("Visits: %n", "", content.visits) + ", " + self.tr("documents: %n", "", content.documents),
            self.tr("questions without an answer: %n", "", content.unanswered),
        ]
        if content.files:
            lines.append(self.tr("files: %n", "", content.files))
        self._originals = content.originals
        self._show_originals()
        if content.unsettled:
            lines.append(self.tr("answers to settle: %n", "", content.unsettled))
        self.inside.setText(" · ".join(lines))
        if self._sort() == "update":
            self.people.tick(content.authors)

    def _show_originals(self) -> None:
        """A sealed visit takes everything along: there is nothing to choose."""
        self.originals.setVisible(self._originals > 0 and self._sort() != "seal")

    def _missing(self) -> str:
        if not self._offer.people:
            return self.tr("First add the person under People.")
        if not self.visits.chosen():
            return self.tr("Tick the visit.")
        if self._sort() == "seal" and not self._offer.can_seal(self.visits.chosen()):
            return self.tr("What came from others is not sealed: tick visits of this laptop alone.")
        if not self.people.chosen():
            return self.tr("Tick who may open it.")
        if self._sort() == "seal" and not self._offer.is_enough(self.people.chosen()):
            return self.tr("Tick two people, or one who has sent you a receipt: a lost key must not lose the visit.")
        return ""

    @Slot()
    def _update(self) -> None:
        missing = self._missing()
        names = ", ".join(known.name for known in self.people.chosen())
        sealing = self._sort() == "seal"
        after = self.tr("Afterwards nobody opens it on this laptop, nor do you: only %1. It cannot be undone.")
        ready = after if sealing else self.tr("Only %1 will be able to open the file.")
        icon, tone = ("info", "muted") if missing else ("lock", "warning" if sealing else "good")
        self.remark.show_text(missing or ready.replace("%1", names), icon, tone)
        for button in (self.write, self.seal):
            button.setEnabled(not missing and not self._writing)

    # Writing

    @Slot()
    def _ask_where(self) -> None:
        if self._missing():
            self.navigator.say(self._missing())
        elif self._sort() == "seal":
            self.seal.setFocus()  # a key alone does not seal
        elif not self._writing:
            self._pick(self.write_to)

    @Slot()
    def _seal(self) -> None:
        if self._missing() or self._writing:
            return
        if self.copy.isChecked():
            self._pick(self.seal_to)
        else:
            self.seal_to(None)

    def _pick(self, chosen: Callable[[Path], None]) -> None:
        title, name = self.tr("Where to write the file"), new_file_name()
        picker = FilePicker(self.theme, title, NEW_FILE, (SUFFIX,), name=name, parent=self)
        ask_for(self.session, picker, chosen)

    def write_to(self, path: Path) -> None:
        """Write what is chosen to a new file; says "exported" when it was read back."""
        visits, people, sort = self.visits.chosen(), self.people.chosen(), self._sort()
        originals = self.originals.isChecked()
        if sort != "seal":
            self._write(lambda vault: write_parcel(vault, visits, _persons(people), path, sort, originals), path)

    def seal_to(self, copy: Path | None) -> None:
        """Seal what is chosen, with a copy of the bundle at `copy`; says "sealed" when it was read back."""
        visits, people = self.visits.chosen(), self.people.chosen()
        self._write(lambda vault: seal_parcel(vault, visits, _persons(people), copy), copy)

    def _write(self, deed: Callable[["Vault"], tuple[Written, Changes]], path: Path | None) -> None:
        people, sort = self.people.chosen(), self._sort()
        self._hold(True)
        self.remark.show_text(self.tr("Writing, then reading back…"), "refresh-cw", "accent")
        self.session.change(deed, partial(self._show_sent, path, people, sort), self, self._failed)

    def _show_sent(self, path: Path | None, people: list[Known], sort: Sort, result: tuple[Written, Changes]) -> None:
        self._hold(False)
        self._show_choice()
        self.sent = SentCard(self.theme, path, result[0], [known.name for known in people], sort)
        self.sent.done.connect(partial(self.navigator.go, "home") if sort == "seal" else self.navigator.back)
        self.sent.again.connect(self._ask_where)
        self._result.insertWidget(0, self.sent)
        self._steps.show_step(1)
        self.sent.finish.setFocus()

    def _failed(self, trouble: Trouble) -> None:
        self._hold(False)
        self._show_choice()
        self.navigator.trouble(trouble)

    def _hold(self, writing: bool) -> None:
        self._writing = writing
        self._update()

    def _show_choice(self) -> None:
        self._steps.show_step(0)
        if self.sent is not None:
            self.sent.hide()
            self.sent.deleteLater()
            self.sent = None


def _persons(people: Sequence[Known]) -> list[Person]:
    return [known.person for known in people]
