"""A day at the real window for a child process that is watched: twelve words typed and stored, then a crash.

Arguments: the folder of the day, how many rows are sorted, and "planted" if words are to leak. The words come on
standard input, as JSON.
The last line of standard output is JSON: how many of the words were found in the vault before the crash.
"""

import base64
import ctypes
import json
import os
import socket
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from ui.app import harden

harden()  # what the program does before anything else

from PySide6.QtWidgets import QApplication  # noqa: E402  the process is hardened before Qt is loaded

from monitorapp.documents import add_document, start_visit  # noqa: E402
from monitorapp.exchange.members import create_vault, identity_of, trust, words_of  # noqa: E402
from monitorapp.records.attachment import new_salt  # noqa: E402
from monitorapp.records.descriptor import Descriptor  # noqa: E402
from monitorapp.vault import attachments  # noqa: E402
from monitorapp.vault.keyfile import LIGHT  # noqa: E402
from monitorapp.vault.vault import Vault  # noqa: E402
from tests.ui.story.day_at_the_window import Day  # noqa: E402
from tests.ui.story.hands import write  # noqa: E402

PHOTO = b"\xff\xd8\xff\xe1"


def main(home: Path, words: Mapping[str, str], rows: int, planted: bool) -> None:
    """Live the day, and end it with a fault of the processor in the middle of a word."""
    documents = _prepare(home, words, rows)
    app = QApplication(["monitorapp"])
    day = Day(app, home, words["visit"], words["passphrase"])
    for form in ("visit", "cell", "interview"):
        day.word = words[form]
        day.write_everywhere(documents[form], form)
    day.cover()
    day.word = words["search"]
    day.walk(documents["visit"])
    day.send(documents["visit"], home / "out.mvb")
    day.session.ask(lambda vault: _read_back(vault, documents, words), _report)
    day.rest(500)
    if planted:
        _leak(home, words)
    day.frame.go("form", document=documents["interview"])
    day.rest()
    write(words["unsaved"])
    ctypes.string_at(0)


def _prepare(home: Path, words: Mapping[str, str], rows: int) -> dict[str, str]:
    """Two vaults; in one of them a visit with names, a photo, and many rows that are sorted."""
    vault, _ = create_vault(home / "vault", words["passphrase"], words["pseudonym"], LIGHT)
    office, _ = create_vault(home / "office", words["passphrase"], "Office", LIGHT, role="coordinator")
    card = identity_of(office).card()
    trust(vault, card.encode(), " ".join(words_of(card, "ru")))
    office.close()
    visit = start_visit(vault, "practice")[0]
    documents = {"visit": visit, **{form: add_document(vault, visit, form)[0] for form in ("cell", "interview")}}
    for name, part in (("detainee", "personal"), ("allegation", "general"), ("injury", "medical")):
        vault.record(documents["interview"], f"{name}#note", words[name], (), part)
    _sort_rows(vault, words["row"], rows)
    _add_photo(vault, visit, words["photo"])
    vault.close()
    return documents


def _sort_rows(vault: Vault, word: str, count: int) -> None:
    rows = {f"row_{number}": f"{word} {number}" for number in range(count)}
    visit, _ = vault.start_visit("visit", "1", {"facility_id": "practice", **rows})
    vault.view(visit)
    vault.digest()
    vault.conflicts()
    vault.check()


def _add_photo(vault: Vault, visit: str, word: str) -> None:
    """A photo with a word among its bytes, as an EXIF comment stands there, and in its name."""
    content = PHOTO + f"Exif {word}".encode() + bytes(200_000)
    descriptor = Descriptor(
        type="image/jpeg", salt=new_salt(), source="button", name=f"{word}.jpg", sha256=sha256(content).hexdigest()
    )
    photo = attachments.add(vault, visit, content, descriptor)
    vault.record(visit, "photo", {"file": photo}, ())


def _read_back(vault: Vault, documents: Mapping[str, str], words: Mapping[str, str]) -> list[str]:
    """Which words really lie in the vault."""
    views = "".join(str(vault.view(row.id).values) for visit in vault.visits() for row in vault.documents(visit.id))
    return [name for name, word in words.items() if word in views]


def _report(found: list[str]) -> None:
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()


def _leak(home: Path, words: Mapping[str, str]) -> None:
    """The planted fault: words in files, in each encoding and in several places, and a socket of the internet."""
    names = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_STATE_HOME")
    spellings: tuple[Any, ...] = (
        lambda word: word.encode(),
        lambda word: word.encode("utf-16-le"),
        lambda word: base64.b64encode(b"ab" + word.encode() + b"cd"),
        lambda word: word.encode().hex().encode(),
    )
    for folder, spelled, name in zip(names, spellings, ("detainee", "row", "search", "passphrase"), strict=True):
        (home / folder / "leak").write_bytes(spelled(words[name]))
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


if __name__ == "__main__":
    os.umask(0o077)
    main(Path(sys.argv[1]), json.load(sys.stdin), int(sys.argv[2]), "planted" in sys.argv[3:])
