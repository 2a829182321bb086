"""Tests against other programs run only when the environment names the program."""

import os
import shutil
from pathlib import Path

import pytest


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "interop: exchanges files with another program; runs when it is named")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of another program that is not here were not asked for: they do not count as skipped."""
    here = bool(os.environ.get("MONITORAPP_AGE_NPM")) and bool(shutil.which("node"))
    left_out = [
        item
        for item in items
        if item.get_closest_marker("interop") and Path(__file__).parent in item.path.parents and not here
    ]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
