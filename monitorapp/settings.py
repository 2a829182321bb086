"""The one settings file outside the vault: how the window looks and where the vault lies, nothing else."""

import json
import os
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
