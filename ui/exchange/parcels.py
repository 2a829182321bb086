"""What can be handed over and what is inside, the visits to tick, and what is shown once the file stands."""

import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QLocale, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QListWidget, QListWidgetItem

from monitorapp.bundle.container import Written
from monitorapp.bundle.manifest import Kind
from monitorapp.exchange.send import FEWEST, SUFFIX, seal, send
from monitorapp.records.view import Changes, VisitRow
from monitorapp.vault import attachments, naming, sealed
from monitorapp.vault.registry import Person

from ..form.opening import facility_name
from ..form.reading import local_time
from ..theme import Theme
from ..visits.survey import survey_visit, visit_type_word
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark, Text
from .people import Known, list_people

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


Sort = Literal["visit", "seal", "invitation", "update"]
SORTS: tuple[Sort, ...] = ("visit", "seal", "invitation", "update")


@dataclass(frozen=True)
class Parcel:
    """A visit in words."""

    row: VisitRow
    facility: str
    kind: str

    @property
    def title(self) -> str:
        """Where, what kind, when."""
        return " · ".join(filter(None, (self.facility, self.kind, local_time(self.row.started))))


@dataclass(frozen=True)
class Content:
    """What is inside the chosen visits, and who wrote in them. `originals`: photos as the camera made them."""

    visits: int
    documents: int
    unanswered: int
    unsettled: int
    authors: frozenset[str]
    files: int = 0
    originals: int = 0


@dataclass(frozen=True)
class Offer:
    """Everything to choose from: visits, the newest first, and the people who are trusted.

    `answered`: who has signed a receipt; one of them alone is enough to seal for.
    """

    parcels: tuple[Parcel, ...]
    people: tuple[Known, ...]
    answered: frozenset[str] = frozenset()

    def can_seal(self, visits: Sequence[str]) -> bool:
        """Whether all of these are visits of this laptop; what came from others is not sealed."""
        own = {parcel.row.id for parcel in self.parcels if parcel.row.own}
        return own.issuperset(visits)

    def is_enough(self, people: Sequence[Known]) -> bool:
        """Whether no lost key loses what is sealed for these people."""
        return len(people) >= FEWEST or any(known.person.author in self.answered for known in people)


def list_offer(vault: "Vault", language: str) -> Offer:
    """Read what can be handed over, and to whom."""
    rows = sorted(vault.visits(), key=lambda row: row.started, reverse=True)
    people = tuple(known for known in list_people(vault, language) if known.is_trusted)
    answered = frozenset(author for authors in sealed.received(vault).values() for author in authors)
    return Offer(tuple(parcel_of(row, language) for row in rows), people, answered)


def parcel_of(row: VisitRow, language: str) -> Parcel:
    """A visit in words."""
    return Parcel(row, facility_name(row.facility, language), visit_type_word(row.visit_type, language))


def content_of(vault: "Vault", visits: Sequence[str], language: str) -> Content:
    """Look into the chosen visits; raises InputTrouble `visit-unknown` and FormTrouble."""
    surveys = [survey_visit(vault, visit, language) for visit in visits]
    documents = [document for survey in surveys for document in survey.documents]
    views = [vault.view(row.id) for visit in visits for row in vault.documents(visit)]
    files = [one for visit in visits for one in naming.standing(vault, visit)]
    return Content(
        visits=len(surveys),
        documents=len(documents),
        unanswered=sum(document.asked - document.answered for document in documents),
        unsettled=sum(len(view.unsettled) for view in views),
        authors=frozenset(author for view in views for authors in view.authors.values() for author in authors),
        files=len(files),
        originals=len(attachments.originals(vault, files)),
    )


def write_parcel(
    vault: "Vault", visits: Sequence[str], people: Sequence[Person], path: Path, kind: Kind, originals: bool = False
) -> tuple[Written, Changes]:
    """Write the file and read it back; raises BundleTrouble, InputTrouble and VaultTrouble."""
    return send(vault, visits, people, path, kind, originals=originals), Changes()


def seal_parcel(
    vault: "Vault", visits: Sequence[str], people: Sequence[Person], copy: Path | None
) -> tuple[Written, Changes]:
    """Write the file, read it back, and destroy the keys of the visits here; raises as `seal`."""
    made, changes = seal(vault, visits, people, copy)
    return Written(made.bundle, made.size, made.sha256), changes


def new_file_name() -> str:
    """A name that says the day and nothing else."""
    return f"{datetime.now():%Y-%m-%d}-{secrets.token_hex(2)}{SUFFIX}"


_VISIT = Qt.ItemDataRole.UserRole


class VisitChoice(QListWidget):
    """`changed` says that others are ticked now."""

    changed = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._told: list[str] = []
        self.setAccessibleName(self.tr("Visits to hand over"))
        self.setProperty("ticks", "yes")  # the style sheet makes them as large as those of check boxes
        self.setWordWrap(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.itemChanged.connect(self._tell)

    def show_parcels(self, parcels: Sequence[Parcel], chosen: Iterable[str]) -> None:
        """List these, with some ticked, without telling anybody."""
        ticked = set(chosen)
        self.blockSignals(True)
        self.clear()
        for parcel in parcels:
            self.addItem(self._item(parcel, parcel.row.id in ticked))
        first = next((row for row in range(self.count()) if self._is_ticked(self.item(row))), 0)
        self.setCurrentRow(first)
        self.blockSignals(False)
        self._told = self.chosen()
        self._fit()

    def chosen(self) -> list[str]:
        """The ids of the ticked visits."""
        items = (self.item(row) for row in range(self.count()))
        return [str(item.data(_VISIT)) for item in items if self._is_ticked(item)]

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _item(self, parcel: Parcel, ticked: bool) -> QListWidgetItem:
        item = QListWidgetItem(f"{parcel.title}\n{self._remark(parcel)}")
        item.setData(_VISIT, parcel.row.id)
        item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
        item.setCheckState(Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked)
        return item

    def _remark(self, parcel: Parcel) -> str:
        row = parcel.row
        state = self.tr("finished") if row.status == "finished" else self.tr("in work")
        parts = [self.tr("practice")] if row.practice else []
        parts += [state, self.tr("documents: %n", "", row.documents)]
        if row.unsettled:
            parts.append(self.tr("to settle: %n", "", row.unsettled))
        return " · ".join(parts)

    def _is_ticked(self, item: QListWidgetItem) -> bool:
        return item.checkState() == Qt.CheckState.Checked

    def _fit(self) -> None:
        """Give each line the height of its wrapped words."""
        width = max(60, self.viewport().width() - self._theme.pixels(40))
        flags = int(Qt.TextFlag.TextWordWrap)
        for row in range(self.count()):
            box = self.fontMetrics().boundingRect(0, 0, width, 10000, flags, self.item(row).text())
            self.item(row).setSizeHint(QSize(10, box.height() + self._theme.pixels(14)))

    @Slot()
    def _tell(self) -> None:
        """An item also changes when it gets another height: only other ticks are told."""
        chosen = self.chosen()
        if chosen != self._told:
            self._told = chosen
            self.changed.emit()


class SentCard(Card):
    """Only ever shown for a file that was compared in full."""

    again = Signal()
    done = Signal()

    def __init__(self, theme: Theme, path: Path | None, written: Written, names: Sequence[str], sort: Sort) -> None:
        super().__init__(theme, "good")
        self._theme = theme
        self.add(Heading(theme, self.tr("Sealed") if sort == "seal" else self.tr("Exported"), 2))
        if path is not None:
            self.add(Text(theme, path.name, bold=True))
            self.add(Muted(theme, str(path.parent)))
        size = QLocale().formattedDataSize(written.size, 1)
        self.add(Text(theme, self.tr("Size: %1").replace("%1", size)))
        self.add(Text(theme, self.tr("For: %1").replace("%1", ", ".join(names))))
        compared = self.tr("The file was read back from the medium and compared in full. Only they can open it.")
        self.add(Remark(theme, compared, "shield-check", "good"))
        self.add(Heading(theme, self.tr("What next"), 3))
        for place, step in enumerate(self._steps(sort), start=1):
            self.add(Text(theme, f"{place}. {step}"))
        self.finish = Button(theme, self.tr("Done"), "check", "primary")
        self.repeat = Button(theme, self.tr("Write another copy…"), "copy")
        row = QHBoxLayout()
        row.addWidget(self.finish)
        row.addWidget(self.repeat)
        row.addStretch(1)
        self.add(row)
        self.repeat.setVisible(sort != "seal")  # the visit is gone; its sealed file is in the inbox
        self.finish.clicked.connect(self.done)
        self.repeat.clicked.connect(self.again)

    def _steps(self, sort: Sort) -> list[str]:
        if sort == "seal":
            keep = self.tr("The sealed file stays in the vault. You find it, and its receipts, in the inbox.")
            return [keep, self.tr("Hand a copy over and ask for a receipt; then the sealed file can be removed.")]
        eject = self.tr("Eject the drive before you pull it out.")
        if sort == "invitation":
            hand = self.tr("Your colleague opens the file in the inbox and joins: both of you then fill one visit.")
            return [eject, hand]
        if sort == "update":
            hand = self.tr("The monitors open the file in the inbox and see what was decided and why.")
            return [eject, hand]
        hand = self.tr("Hand the file over. What happens to the drive afterwards is up to you: it is encrypted.")
        return [eject, hand, self.tr("The visit stays on this laptop. Ask whether it has been taken in.")]
