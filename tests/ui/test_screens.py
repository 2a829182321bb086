"""The command that draws every screen, as whoever writes the handbook runs it: a process of its own, no display.

How each screen fits and is named is tested in tests/ui/frame/test_every_screen.py.
"""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from ui.demonstration import SIZE, STYLES
from ui.entries import entries

HOUSE = Path(__file__).parents[2]
PAGES = [entry.name for entry in entries(None, None)]  # type: ignore[arg-type]  # only the names are asked for
OTHERS = ["unlock", "create", "palette", "cover"]


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, QImage]:
    """All pictures by name."""
    home = tmp_path_factory.mktemp("drawing")
    own = {"QT_QPA_PLATFORM": "offscreen", "HOME": str(home), "XDG_CONFIG_HOME": str(home), "TMPDIR": str(home)}
    command = [sys.executable, "-B", "-m", "ui", "--screens", str(home / "screens")]
    done = subprocess.run(
        command, cwd=HOUSE, env={**os.environ, **own}, capture_output=True, encoding="utf-8", timeout=200, check=False
    )
    assert done.returncode == 0, done.stderr
    assert [path.name for path in home.iterdir()] == ["screens"]
    return {path.stem: QImage(str(path)) for path in (home / "screens").iterdir()}


@pytest.mark.parametrize("style", STYLES, ids=lambda style: str(style.name))
def test_every_screen_is_drawn_in_every_style(drawn: dict[str, QImage], style: object) -> None:
    name = getattr(style, "name", "")
    missing = [page for page in (*PAGES, *OTHERS) if not any(stem.startswith(f"{name}-{page}") for stem in drawn)]
    assert missing == []


def test_no_picture_is_empty(drawn: dict[str, QImage]) -> None:
    assert {image.size() for image in drawn.values()} == {SIZE}
    assert [stem for stem, image in drawn.items() if colours(image) < 3] == []


def colours(image: QImage) -> int:
    """How many colours stand on a coarse grid of a picture."""
    return len({image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)})
