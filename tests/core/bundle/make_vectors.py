"""Writes the bundles under data/v1 once; a later format gets a folder of its own and these stay as they are.

python -m tests.core.bundle.make_vectors tests/core/bundle/data/v1
"""

import sys
from pathlib import Path

from monitorapp.bundle.container import write_bundle
from monitorapp.bundle.manifest import PREAMBLE_BYTES, Preamble
from tests.core.bundle.people import ANNA, BEK, CHINARA, STRANGER, inner_text, reseal, visit


def main(folder: Path) -> None:
    """Every answer that a reader can give, as one file and one line."""
    folder.mkdir(parents=True)
    (folder / "card.txt").write_text(ANNA.card().encode(), encoding="utf-8")
    good = folder / "good"
    write_bundle(good, visit(attachments=[("b" * 32, b"a photo" * 100)]), ANNA, [BEK.card(), CHINARA.card()])
    text, data = inner_text(good, BEK), good.read_bytes()
    end = Preamble.decode(text[:PREAMBLE_BYTES]).content_start
    (folder / "cut").write_bytes(data[:9000])
    (folder / "changed").write_bytes(data[:9000] + bytes([data[9000] ^ 1]) + data[9001:])
    (folder / "garbage").write_bytes(b"PK\x03\x04" + bytes(100))
    reseal(folder / "for-somebody-else", text, CHINARA)
    reseal(folder / "forwarded", inner_text(_for_chinara(folder), CHINARA), BEK)
    reseal(folder / "forged", text[: end - 1] + bytes([text[end - 1] ^ 1]) + text[end:], BEK)
    reseal(folder / "newer", text[:8] + b"\x00\x02" + text[10:], BEK)
    reseal(folder / "written-in-padding", text[:-1] + b"\x01", BEK)
    write_bundle(folder / "stranger", visit(attachments=()), STRANGER, [BEK.card()])


def _for_chinara(folder: Path) -> Path:
    path = folder / "somebody-elses"
    write_bundle(path, visit(attachments=()), ANNA, [CHINARA.card()])
    return path


if __name__ == "__main__":
    main(Path(sys.argv[1]))
