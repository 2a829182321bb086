"""The one place outside the vault that this program writes to, and the settings kept there: look and vault folder."""

import json
import os
import sys
from pathlib import Path
from typing import NamedTuple

SMALLEST, LARGEST = 90, 150


class Settings(NamedTuple):
    """Every setting with its default; plain, because pydantic would double the time to the first window."""

    language: str = ""
    """Language of the windows (ru, en); empty: as the system."""
    theme: str = "system"
    """system, light, dark or contrast."""
    text_size: int = 100
    """Percent, 90 to 150."""
    vault_folder: str = ""
    """The folder of the vault that was opened last; empty: the proposed one."""


def read_settings(path: Path) -> Settings:
    """The settings in a file; what is missing, of the wrong kind or out of bounds there is as by default."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Settings()
    if not isinstance(data, dict):
        return Settings()
    default = Settings()
    return default._replace(
        **{name: data[name] for name in Settings._fields if name in data and _like(data[name], getattr(default, name))}
    )


def write_settings(path: Path, settings: Settings) -> bool:
    """Replace the file as a whole; False where the place cannot be written (the program goes on without)."""
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        part.write_text(json.dumps(settings._asdict(), indent=1) + "\n", encoding="utf-8")
        os.replace(part, path)
    except OSError:
        return False
    return True


def _like(value: object, default: object) -> bool:
    return type(value) is type(default) and (not isinstance(value, int) or SMALLEST <= value <= LARGEST)


FOLDER_NAME = "visits"  # neutral: says nothing about whose notes these are


def settings_file() -> Path:
    """The settings file (language, theme, text size, vault folder); it may not exist yet."""
    return _settings_folder() / "monitorapp.json"


def default_vault_folder() -> Path:
    """Where a new vault is proposed."""
    return Path.home() / FOLDER_NAME


def _settings_folder() -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get("APPDATA", str(Path.home())))
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Application Support"
    return Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
