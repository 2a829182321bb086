"""Anna and Bek, two monitors, and the office; everybody has compared words with everybody."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import pytest

from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import Plan, receive
from monitorapp.exchange.send import SUFFIX, send
from monitorapp.vault.vault import Vault
from tests.core.vaults import introduce, start, vault_of


@dataclass
class Team:
    """Three open vaults and a stick between them."""

    anna: Vault
    bek: Vault
    office: Vault
    stick: Path
    sent: int = 0

    def sends(self, sender: Vault, visit: str, to: Vault, kind: str = "visit") -> Path:
        """A bundle on the stick."""
        self.sent += 1
        path = self.stick / f"{self.sent}{SUFFIX}"
        send(sender, [visit], [find_recipient(sender, to.author)], path, kind)  # type: ignore[arg-type]
        return path

    def passes(self, sender: Vault, visit: str, to: Vault, kind: str = "visit") -> Plan:
        """A bundle sent and received."""
        return receive(to, self.sends(sender, visit, to, kind))

    def visit_together(self) -> str:
        """A visit that Anna began and invited Bek to."""
        visit = start(self.anna)
        self.passes(self.anna, visit, self.bek, "invitation")
        return visit


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    with ExitStack() as stack:
        vaults = {
            name: stack.enter_context(vault_of(called, tmp_path / name, role).opened())
            for name, called, role in (
                ("anna", "Анна", "monitor"),
                ("bek", "Бек", "monitor"),
                ("office", "Офис", "coordinator"),
            )
        }
        introduce(*vaults.values())
        stick = tmp_path / "stick"
        stick.mkdir()
        yield Team(vaults["anna"], vaults["bek"], vaults["office"], stick)


@pytest.fixture
def stranger(tmp_path: Path) -> Iterator[Vault]:
    with vault_of("Чужой", tmp_path / "stranger").opened() as vault:
        yield vault
