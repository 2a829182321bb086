"""Every place outside the vault that this program may write to: one settings file, nothing else."""

import os
import sys
from pathlib import Path

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
