"""The vault of Anna, and a second one of Bek who knows her."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.vault.vault import Vault
from tests.core.vaults import Made, introduce, vault_of


@pytest.fixture
def made(tmp_path: Path) -> Made:
    return vault_of("Анна", tmp_path / "anna")


@pytest.fixture
def vault(made: Made) -> Iterator[Vault]:
    with made.opened() as opened:
        yield opened


@pytest.fixture
def colleague(tmp_path: Path, vault: Vault) -> Iterator[Vault]:
    with vault_of("Бек", tmp_path / "bek").opened() as opened:
        introduce(vault, opened)
        yield opened
