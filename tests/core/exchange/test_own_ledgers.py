"""A ledger of the open vault is no bundle, and looking at it does not open the vault to a second program."""

import subprocess
import sys
from pathlib import Path

import pytest

from monitorapp.errors import BundleTrouble
from monitorapp.exchange.receive import inspect, plan, receive
from tests.core.vaults import start, vault_of, write

SECOND = """
import sys
from pathlib import Path
from monitorapp.errors import Trouble
from monitorapp.vault.vault import Vault
try:
    Vault.recover(Path(sys.argv[1]), sys.argv[2]).close()
except Trouble as trouble:
    print(trouble.code)
"""


def test_a_ledger_given_as_a_bundle_lets_no_second_program_into_the_vault(tmp_path: Path) -> None:
    made = vault_of("Anna", tmp_path / "v")
    with made.opened() as vault:
        visit = start(vault)
        (tmp_path / "link").symlink_to(made.folder / "l")
        names = [path.name for path in (made.folder / "l").iterdir()]
        for path in [folder / name for folder in (made.folder / "l", tmp_path / "link") for name in names]:
            for look in (inspect, plan, receive):
                with pytest.raises(BundleTrouble, match="not-a-bundle"):
                    look(vault, path)
        done = subprocess.run(
            [sys.executable, "-c", SECOND, made.folder, made.code], capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "already-open"
        write(vault, visit, pop_total=7)
    with made.opened() as vault:
        assert vault.view(visit).values["pop_total"] == 7
