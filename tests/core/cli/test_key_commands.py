"""What opens a vault, changed by commands: phrase, code, every key, the organisation; and the end of a vault."""

import sys
from pathlib import Path

import pytest

from monitorapp.cli.main import main
from monitorapp.vault import rekey
from monitorapp.vault.keyfile import KeyFile
from monitorapp.vault.vault import Vault
from tests.core.cli.conftest import Run, make
from tests.core.vaults import PHRASE

NEW = "лиловый чайник ждёт пятого троллейбуса"
CHEAP = ("--memory", "128")


@pytest.fixture
def organisation(tmp_path: Path) -> Path:
    return make(tmp_path / "organisation", "Организация", "coordinator")


def card_of(run: Run, folder: Path, into: Path) -> str:
    """Writes the card to a file; returns the words that are read aloud."""
    return str(run("identity", "show", folder, "-o", into, "--json").json["words"])


def put_in_escrow(run: Run, tmp_path: Path, folder: Path, organisation: Path) -> None:
    words = card_of(run, organisation, tmp_path / "card")
    assert run("vault", "escrow", folder, tmp_path / "card", "--words", words).code == 0


def test_the_passphrase_is_changed(run: Run, folder: Path) -> None:
    said = run("vault", "passphrase", folder, *CHEAP, "--json", text=f"{NEW}\n")
    assert said.json == {"memory": 128}
    assert run("vault", "info", folder).trouble == "wrong-passphrase"
    assert run("vault", "info", folder, phrase=NEW).code == 0


def test_a_weak_new_passphrase_changes_nothing(run: Run, folder: Path) -> None:
    for command in ("passphrase", "rekey"):
        assert run("vault", command, folder, text="Душанбе2026\n").trouble == "passphrase-too-weak"
    assert run("vault", "info", folder).code == 0


def test_every_key_is_changed_and_the_new_code_is_told(run: Run, folder: Path, visit: str) -> None:
    old = (folder / "k").read_bytes()
    said = run("vault", "rekey", folder, *CHEAP, "--generate", "--words", "en", "--json").json
    assert len(said["passphrase"].split()) == 7
    assert run("vault", "info", folder).trouble == "wrong-passphrase"
    assert run("vault", "info", folder, "--json", phrase=said["passphrase"]).json["visits"] == 1
    assert KeyFile.recover(folder / "k", said["recovery_code"]).ledgers()
    assert old != (folder / "k").read_bytes()


def test_a_change_that_was_cut_short_can_be_gone_on_with(
    run: Run, folder: Path, visit: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(rekey, "go_on", lambda *_: False)
        assert run("vault", "rekey", folder, *CHEAP, text=f"{NEW}\n").code == 0
    assert run("vault", "rekey", folder, "--go-on", "--json", phrase=NEW).json == {"gone_on": True}
    assert run("vault", "rekey", folder, "--go-on", "--json", phrase=NEW).json == {"gone_on": False}
    assert run("vault", "info", folder, "--json", phrase=NEW).json["visits"] == 1


def test_a_new_recovery_code_is_in_force_once_it_was_typed_back(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Typist:
        """Types the code that was told, as a person reads it from the paper."""

        def readline(self) -> str:
            told = capsys.readouterr().out
            return told.rpartition(": ")[2].lower() if told else f"{PHRASE}\n"

    monkeypatch.setattr(sys, "stdin", Typist())
    assert main(["vault", "recovery", str(folder)]) == 0
    assert "old code is of no use" in capsys.readouterr().out
    vault = Vault.open(folder, PHRASE)
    assert vault.is_rehearsed
    vault.close()


def test_a_code_that_is_typed_back_wrongly_leaves_the_old_one_valid(run: Run, tmp_path: Path) -> None:
    made = run("vault", "create", tmp_path / "v", *CHEAP, "--json", phrase=NEW).json
    said = run("vault", "recovery", made["vault"], phrase=NEW, text="AAAA-BBBB\n")
    assert said.trouble == "recovery-code-misread"
    assert KeyFile.recover(Path(made["vault"]) / "k", made["recovery_code"]).ledgers()


def test_the_organisation_is_named_shown_and_taken_away(
    run: Run, tmp_path: Path, folder: Path, organisation: Path
) -> None:
    assert run("vault", "escrow", folder, "--json").json == {"escrow": False}
    put_in_escrow(run, tmp_path, folder, organisation)
    said = run("vault", "escrow", folder, "--json").json
    assert (said["escrow"], said["name"], len(said["words"].split())) == (True, "Организация", 8)
    assert run("vault", "escrow", folder, "--remove", "--json").json == {"escrow": False}
    said = run("vault", "recover", folder, "--escrow", organisation, text=f"{NEW}\n")
    assert said.trouble == "wrong-escrow-key"


def test_the_organisation_opens_with_the_key_of_its_own_vault(
    run: Run, tmp_path: Path, folder: Path, visit: str, organisation: Path
) -> None:
    put_in_escrow(run, tmp_path, folder, organisation)
    assert run("vault", "recover", folder, "--escrow", organisation, *CHEAP, text=f"{NEW}\n").code == 0
    assert run("vault", "info", folder, "--json", phrase=NEW).json["visits"] == 1


def test_the_organisation_still_opens_after_every_key_was_changed(
    run: Run, tmp_path: Path, folder: Path, organisation: Path
) -> None:
    put_in_escrow(run, tmp_path, folder, organisation)
    run("vault", "rekey", folder, *CHEAP, "--generate")
    assert run("vault", "recover", folder, "--escrow", organisation, *CHEAP, text=f"{NEW}\n").code == 0
    assert run("vault", "info", folder, phrase=NEW).code == 0


def test_another_organisation_opens_nothing(run: Run, tmp_path: Path, folder: Path, organisation: Path) -> None:
    put_in_escrow(run, tmp_path, folder, organisation)
    other = make(tmp_path / "other", "Другая", "coordinator")
    assert run("vault", "recover", folder, "--escrow", other, text=f"{NEW}\n").trouble == "wrong-escrow-key"


def test_a_card_with_other_words_is_not_named(run: Run, tmp_path: Path, folder: Path, organisation: Path) -> None:
    card_of(run, organisation, tmp_path / "card")
    said = run("vault", "escrow", folder, tmp_path / "card", "--words", "a b c d e f g h")
    assert said.trouble == "words-do-not-match"
    assert run("vault", "escrow", folder, "--json").json == {"escrow": False}


def test_a_card_without_words_is_wrong_usage(run: Run, tmp_path: Path, folder: Path) -> None:
    assert run("vault", "escrow", folder, tmp_path / "card").code == 2


def test_a_vault_is_erased_without_a_passphrase_only_when_said_twice(run: Run, folder: Path) -> None:
    assert run("vault", "erase", folder, phrase=None).code == 2
    assert run("vault", "info", folder).code == 0
    assert run("vault", "erase", folder, "--yes", phrase=None).code == 0
    assert not folder.exists()
    assert run("vault", "erase", folder, "--yes", phrase=None).trouble == "not-a-vault"
    assert run("vault", "create", folder, *CHEAP, phrase=NEW).code == 0
