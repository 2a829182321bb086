"""What is shown once the file stands on the medium, read back and compared: which file, how large, what next."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QLocale, Signal
from PySide6.QtWidgets import QHBoxLayout

from monitorapp.bundle.container import Written

from ..theme import Theme
from ..widgets.buttons import Button
from ..widgets.cards import Card
from ..widgets.labels import Heading, Muted, Remark, Text
from .parcels import Sort


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
