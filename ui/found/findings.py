"""What was found at opening, in words, and the bar that stays above every page while something is in doubt."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from monitorapp.records.view import Changes
from monitorapp.vault.inventory import missing

from ..form.opening import facility_name
from ..form.reading import local_time
from ..session import Session
from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Remark

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault


MOST_NAMED = 3


@dataclass(frozen=True)
class Finding:
    """One alarm: the ledger, its sort, a code, the visits in it by name, their ids, and the newest time in it."""

    ledger: str
    sort: str
    code: str
    names: tuple[str, ...] = ()
    visits: tuple[str, ...] = ()
    newest: str = ""

    @property
    def can_be_accepted(self) -> bool:
        """Whether the state as it is may be taken for the right one."""
        return self.code in {"rollback-found", "log-foreign", "ledger-missing"}

    @property
    def can_be_salvaged(self) -> bool:
        """Whether what can be read may go into a new ledger."""
        return self.sort != "index" and self.code in {"ledger-damaged", "migration-failed"}


@dataclass(frozen=True)
class Findings:
    """Everything that was found, whether nothing at all may be written, and how many attachments lack their file."""

    alarms: Sequence[Finding] = ()
    read_only: bool = False
    missing: int = 0

    @property
    def are_none(self) -> bool:
        """Whether all is well."""
        return not self.alarms and not self.missing


def gather(vault: "Vault", language: str) -> Findings:
    """Look at the open vault."""
    rows = {row.id: row for row in vault.visits()} if vault.alarms else {}
    names = {
        visit: " · ".join(filter(None, (facility_name(row.facility, language), local_time(row.started))))
        for visit, row in rows.items()
    }
    alarms = [
        Finding(alarm.ledger, alarm.sort, alarm.code, _named(alarm.visits, names), alarm.visits, alarm.newest or "")
        for alarm in vault.alarms
    ]
    return Findings(tuple(alarms), vault.read_only, len(missing(vault)))


def _named(visits: Sequence[str], names: Mapping[str, str]) -> tuple[str, ...]:
    return tuple(names[visit] for visit in visits if visit in names)


def title_of(finding: Finding) -> str:
    """Which part of the vault this is about."""
    if finding.sort == "index":
        return _tr("The index: people, trust, forms and the log of exchanges")
    if finding.sort == "archive":
        return _tr("The archive: what colleagues sent")
    if finding.names:
        return _tr("Visit: %1").replace("%1", "; ".join(finding.names))
    return _tr("A visit whose name cannot be read")


def meaning_of(finding: Finding) -> str:
    """What happened, as far as the program can see, and what it means for the answers."""
    if finding.code == "rollback-found":
        return _rollback(finding)
    return {
        "ledger-damaged": _tr("The file is damaged. What is shown of it may be incomplete; nothing of it is made up."),
        "ledger-missing": _tr("The file is gone. It was deleted or moved, not by this program."),
        "log-foreign": _tr(
            "A log lies beside the file that this program did not leave there. It was not read: "
            "what is shown is the state of the last closing, and nothing of it is missing."
        ),
        "migration-failed": _tr("The file of an older version could not be brought up to date; it was left as it was."),
    }[finding.code]


def _rollback(finding: Finding) -> str:
    if finding.sort == "index":
        return _tr(
            "An older copy was put back, or a page of one. Somebody whose trust you have ended may stand as trusted "
            "again. Until you accept this state nothing is written to the vault."
        )
    if not finding.newest:
        return _tr("An older copy was put back, or a page of one.")
    text = _tr("An older copy was put back, or a page of one. Answers after %1 are missing here if there were any.")
    return text.replace("%1", local_time(finding.newest))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Findings", text)


class FoundBar(Card):
    """Hidden while all is well; looks again whenever something was decided."""

    wanted = Signal()

    def __init__(self, theme: Theme, session: Session, language: str) -> None:
        super().__init__(theme, "trouble")
        self._session, self._language = session, language
        self._remark = Remark(theme, "", "triangle-alert", "error")
        self._button = Button(theme, self.tr("What was found"), "shield-check")
        row = QHBoxLayout()
        middle = QVBoxLayout()  # a layout's own alignment would forget that text needs height for its width
        middle.addStretch(1)
        middle.addWidget(self._remark)
        middle.addStretch(1)
        row.addLayout(middle, 1)
        row.addWidget(self._button)
        self.add(row)
        margin = theme.pixels(6)
        self.column.setContentsMargins(theme.pixels(12), margin, margin, margin)
        self._button.clicked.connect(self.wanted)
        session.changed.connect(self._hear)
        self.hide()
        if session.is_open:
            self.read()

    def read(self) -> None:
        """Ask the vault what was found when it was opened."""
        self._session.ask(partial(gather, language=self._language), self.show_findings)

    @Slot(object, object)
    def _hear(self, changes: Changes, initiator: object) -> None:
        if not self.isHidden() and not changes.documents:
            self.read()

    def text(self) -> str:
        """The words shown, or nothing."""
        return "" if self.isHidden() else self._remark.text()

    def show_findings(self, findings: Findings) -> None:
        """Say in one line what is the matter."""
        self.setVisible(not findings.are_none)
        if findings.are_none:
            return
        text = self._words(findings)
        if text != self._remark.text():
            self._remark.show_text(text, "triangle-alert", "error")
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _words(self, findings: Findings) -> str:
        if findings.read_only:
            return self.tr("The vault was found changed: it can only be read.")
        count = len(findings.alarms)
        if count:
            return self.tr("%n part(s) of the vault were found changed and can only be read.", "", count)
        return self.tr("%n attachment(s) lack their file.", "", findings.missing)
