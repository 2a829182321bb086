"""A line whose text is kept with the document it is about, until it is used: through a lock and on other pages."""

from functools import partial

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QLineEdit

from monitorapp.vault import begun
from monitorapp.vault.begun import Place

from ..session import Session


class BegunLine(QObject):
    """Follows a line from place to place; while its page is not shown (`turn_to(None)`) the vault alone has the text.

    So what is erased meanwhile comes back from nowhere.
    """

    def __init__(self, session: Session, line: QLineEdit) -> None:
        super().__init__(line)
        self._session, self._line = session, line
        self._place: Place | None = None
        self._kept = ""  # what the vault has for the place
        self._unwritten: dict[Place, str] = {}  # not acknowledged by the disk
        session.flushing.connect(self.keep)

    def turn_to(self, place: Place | None) -> None:
        """Keep what is typed for the place before, and bring back what was typed for this one."""
        if place == self._place:
            return
        self.keep()
        self._place, self._kept = place, ""
        self._line.clear()
        if place is not None:
            self._session.ask(begun.begun, partial(self._bring_back, place))

    @Slot()
    def keep(self) -> None:
        """Hand over to the vault what is typed."""
        if self._place is not None and self._line.text() != self._kept:
            self._unwritten[self._place] = self._line.text()
        if self._unwritten:
            texts = dict(self._unwritten)
            self._session.change(lambda vault: begun.keep(vault, texts), lambda _: self._written(texts), self)

    def forget(self) -> None:
        """The text has gone where it belongs."""
        self._line.clear()
        self.keep()

    def _bring_back(self, place: Place, texts: dict[Place, str]) -> None:
        if place != self._place:
            return
        self._kept = texts.get(place, "")
        if not self._line.text():
            self._line.setText(self._unwritten.get(place, self._kept))

    def _written(self, texts: dict[Place, str]) -> None:
        for place, text in texts.items():
            if self._unwritten.get(place) == text:
                del self._unwritten[place]
            if place == self._place:
                self._kept = text
