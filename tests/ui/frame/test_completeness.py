"""What is shipped is used, and what is used is shipped: icons, licences, fonts."""

import re
from pathlib import Path

from monitorapp.resources import names, read_text, root

UI = Path(__file__).parents[3] / "ui"
SOURCES = "\n".join(path.read_text(encoding="utf-8") for path in sorted(UI.rglob("*.py"))) + read_text("help.json")
ICONS = [name.removesuffix(".svg") for name in names("icons") if name.endswith(".svg")]


def test_every_shipped_icon_is_used() -> None:
    assert [icon for icon in ICONS if f'"{icon}"' not in SOURCES] == []


def test_every_icon_that_is_named_is_shipped() -> None:
    named = set(re.findall(r'(?:icon=|\.icon\(|\.pixmap\(|set_icon\()"([a-z0-9-]+)"', SOURCES))
    assert named - set(ICONS) == set()


def test_icons_are_plain_drawings() -> None:
    for icon in ICONS:
        svg = read_text(f"icons/{icon}.svg")
        assert "currentColor" in svg, icon
        assert not re.search(r"<(script|image|use|style|text)|href=|url\(", svg), icon


def test_the_licences_of_icons_and_fonts_lie_beside_them() -> None:
    assert "ISC License" in read_text("icons/LICENSE")
    assert "SIL Open Font License" in read_text("fonts/LICENSE")
    assert sorted(path.name for path in (root() / "fonts").glob("*.ttf")) == [
        "NotoSans-Bold.ttf",
        "NotoSans-Regular.ttf",
    ]
