"""The command line run inside the test, with a vault that opens at once."""

import io
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from monitorapp.cli.main import main
from monitorapp.exchange.members import create_vault
from monitorapp.vault import locks
from monitorapp.vault.keyfile import KdfCost
from tests.core.vaults import PHRASE


@dataclass(frozen=True)
class Said:
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """The one line of JSON on standard output."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Every line of standard output as JSON."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def trouble(self) -> str:
        """The code after `trouble:`; a sentence follows it."""
        code, sentence = self.err.partition("trouble: ")[2].split("\n", 1)
        assert code
        assert sentence.strip()
        assert "Traceback" not in self.err
        return code


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Run a command; `phrase` goes on the first line of standard input, `text` after it."""

    def run_it(*words: str | Path, phrase: str | None = PHRASE, text: str = "") -> Said:
        capsys.readouterr()
        monkeypatch.setattr(sys, "stdin", io.StringIO(text if phrase is None else f"{phrase}\n{text}"))
        code = main([str(word) for word in words])
        said = capsys.readouterr()
        return Said(code, said.out, said.err)

    return run_it


@pytest.fixture(autouse=True)
def cheap_kdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """Deriving a key costs nothing here."""
    monkeypatch.setattr(locks, "MEMORY_FLOOR_KIB", 8)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Anna's vault, closed."""
    return make(tmp_path / "anna", "Anna")


def make(folder: Path, name: str, role: str = "monitor") -> Path:
    create_vault(folder, PHRASE, name, KdfCost(8, 1, 1), role=role)[0].close()
    return folder


@pytest.fixture
def visit(run: Run, folder: Path) -> str:
    said = run("visit", "start", folder, "--json")
    assert said.code == 0
    return str(said.json["visit"])


def lines(*fields: dict[str, Any]) -> str:
    """Input for `fill`."""
    return "".join(json.dumps(some, ensure_ascii=False) + "\n" for some in fields)


def introduce(run: Run, tmp_path: Path, folders: Sequence[Path]) -> None:
    """Everybody trusts everybody, by commands alone."""
    for folder in folders:
        card = tmp_path / f"{folder.name}.card"
        words = run("identity", "show", folder, "-o", card, "--json").json["words"]
        for other in folders:
            if other != folder:
                assert run("trust", "add", other, card, "--words", words).code == 0
