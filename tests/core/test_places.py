"""What may be written outside the vault: one settings file, in the place that the system has for it."""

from pathlib import Path

import pytest

from monitorapp import settings


@pytest.mark.parametrize(
    ("system", "environment", "wanted"),
    [
        ("linux", {"XDG_CONFIG_HOME": "/somewhere/config"}, "/somewhere/config/monitorapp.json"),
        ("linux", {"XDG_CONFIG_HOME": ""}, "/home/anna/.config/monitorapp.json"),
        ("linux", {}, "/home/anna/.config/monitorapp.json"),
        ("win32", {"APPDATA": "/roaming"}, "/roaming/monitorapp.json"),
        ("win32", {}, "/home/anna/monitorapp.json"),
        ("darwin", {}, "/home/anna/Library/Application Support/monitorapp.json"),
    ],
)
def test_the_settings_file_lies_where_the_system_wants_it(
    system: str, environment: dict[str, str], wanted: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("XDG_CONFIG_HOME", "APPDATA"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("sys.platform", system)
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    assert settings.settings_file() == Path(wanted)


def test_a_new_vault_is_proposed_under_a_neutral_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Path, "home", lambda: Path("/home/anna"))
    assert settings.default_vault_folder() == Path("/home/anna/visits")
    assert "monitor" not in str(settings.default_vault_folder())
