"""The visits to hand over: a list in which they are ticked by mouse or space."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from ..theme import Theme
from .parcels import Parcel

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
