"""Opens a vault with invented visits in a temporary folder, which is gone when the program ends or locks."""

import json
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from .guard import Guard
from .main_window import MainWindow
from .session import Failed, Session

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

PIN = "0000"


class Demonstration:
    """Three laptops of invented people: two monitors and a coordinator."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._place = tempfile.TemporaryDirectory(prefix="notes-")
        self.folder = Path(self._place.name) / "demo"

    def open(self, who: str, opened: Callable[[], None], failed: Failed) -> None:
        """Make the vaults and open the one of `who` (monitor-1, monitor-2, coordinator)."""

        def made(_: None) -> None:
            facts = json.loads((self.folder / "demo.json").read_text(encoding="utf-8"))["vaults"][who]
            self._session.open(self.folder / facts["path"], facts["passphrase"], opened, failed)

        self._session.run(self._make, made, failed)

    def receive_all(self, received: Callable[[], None], failed: Failed) -> None:
        """Take in the bundles of both monitors (for the coordinator)."""
        folder = self.folder

        def take(vault: "Vault") -> None:
            from monitorapp.exchange.receive import receive  # noqa: PLC0415  heavy, and only for the demonstration

            for bundle in json.loads((folder / "demo.json").read_text(encoding="utf-8"))["bundles"]:
                receive(vault, folder / bundle["file"])

        self._session.ask(take, lambda _: received(), failed)

    def show(self, window: MainWindow, guard: Guard) -> None:
        """Enter the open vault and say that everything is invented."""
        guard.precautions.pin.choose(PIN)
        window.enter()
        if window.desk is not None:
            text = QCoreApplication.translate(
                "Demonstration", "Demonstration: people, places and answers are invented. PIN of the cover: %1"
            )
            window.desk.frame.say(text.replace("%1", PIN))

    def remove(self) -> None:
        """Remove the temporary folder."""
        self._place.cleanup()

    def _make(self) -> None:
        from monitorapp.demo import make_demo  # noqa: PLC0415  heavy, and only for the demonstration

        make_demo(self.folder)
