"""The vault of Anna, a second one of Bek who knows her, and a key file alone."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.vault import locks
from monitorapp.vault.keyfile import LIGHT, KeyFile
from monitorapp.vault.vault import Vault
from tests.core.vaults import PHRASE, Made, introduce, vault_of


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


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> tuple[bytes, str]:
    """The bytes of a key file with one ledger, and its recovery code."""
    path = tmp_path_factory.mktemp("keys") / "k"
    key_file, code = KeyFile.create(path, PHRASE, LIGHT)
    key_file.add_ledger("visit")
    return path.read_bytes(), code


@pytest.fixture
def path(tmp_path: Path, original: tuple[bytes, str]) -> Path:
    path = tmp_path / "k"
    path.write_bytes(original[0])
    return path


@pytest.fixture
def code(original: tuple[bytes, str]) -> str:
    return original[1]


@pytest.fixture
def cheap_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2id costs nothing here: these tests are about bytes, not about guessing."""
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)
