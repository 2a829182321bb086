"""A day at the window, for a child process whose folders are searched afterwards. Not a test itself.

Arguments: the home folder, the word that must not leak, the passphrase, and "planted" if it is to leak.
The last line of standard output is JSON: sockets that were opened, titles that were seen, modules of the network.
"""

import base64
import json
import os
import socket
import sys
from pathlib import Path
from typing import Any

SOCKETS: list[str] = []
INTERNET = (socket.AF_INET, socket.AF_INET6)


def hear(event: str, arguments: tuple[Any, ...]) -> None:
    """Note every socket of the internet, and every name that is looked up."""
    is_internet = event == "socket.__new__" and arguments[1] in INTERNET
    if is_internet or event in {"socket.getaddrinfo", "socket.gethostbyname", "socket.connect", "socket.bind"}:
        SOCKETS.append(event)


sys.addaudithook(hear)

from PySide6.QtCore import QDeadlineTimer, Qt  # noqa: E402  the hook hears everything that is imported
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget  # noqa: E402

from monitorapp.documents import add_document, start_visit  # noqa: E402
from monitorapp.exchange.members import create_vault, identity_of, trust, words_of  # noqa: E402
from monitorapp.settings import settings_file  # noqa: E402
from monitorapp.vault.keyfile import LIGHT  # noqa: E402
from monitorapp.vault.vault import Vault  # noqa: E402
from tests.ui.story.hands import press, write  # noqa: E402
from ui.entries import entries  # noqa: E402
from ui.exchange.send_page import SendPage  # noqa: E402
from ui.form.form_page import FormPage  # noqa: E402
from ui.frame import Frame  # noqa: E402
from ui.guard import Guard  # noqa: E402
from ui.look import Look  # noqa: E402
from ui.main_window import MainWindow  # noqa: E402
from ui.session import Session  # noqa: E402

TEXTS = {"visit": ("visit_team", "team_leader"), "interview": ("protection", "intv_notes"), "cell": ("room", "cell_no")}


class Day:
    """The window, and what is done there."""

    def __init__(self, app: QApplication, home: Path, word: str, phrase: str) -> None:
        self.app, self.home, self.word = app, home, word
        self.titles: set[str] = set()
        self.look = Look(app, settings_file())
        self.session, self.guard = Session(cost=LIGHT), Guard()
        self.window = MainWindow(self.session, self.look, self.guard, entries, home / "vault", lambda: None)
        self.window.resize(1024, 560)
        self.window.show()
        self.window.activateWindow()
        self.session.open(home / "vault", phrase, self.window.enter, self._fail)
        self.look.remember_vault(home / "vault")
        self.look.choose(language="ru")
        self.rest()

    @staticmethod
    def _fail(trouble: Exception) -> None:
        raise trouble

    @property
    def frame(self) -> Frame:
        """The frame around the pages."""
        assert self.window.desk is not None
        return self.window.desk.frame

    def rest(self, milliseconds: int = 60) -> None:
        """Let the window do what it has to do, and look at all titles."""
        deadline = QDeadlineTimer(milliseconds)
        while self.session.is_busy or not deadline.hasExpired():
            self.app.processEvents()
        self.titles |= {window.windowTitle() for window in self.app.topLevelWidgets()}
        self.titles |= {window.title() for window in self.app.allWindows()}

    def write_everywhere(self, document: str, form: str) -> None:
        """Type the word as an answer, as a note and as words in the place of a number."""
        section, field = TEXTS[form]
        self.frame.go("form", document=document, section=section)
        self.rest()
        page = self.frame.page("form")
        assert isinstance(page, FormPage)
        page.show_field(field)
        for key in (None, Qt.Key.Key_M):
            if key is not None:
                press(key, Qt.KeyboardModifier.ControlModifier)
            if not isinstance(self.app.focusWidget(), QLineEdit | QPlainTextEdit):
                continue
            write(self.word)
            self.rest(400)
        if form == "visit":
            page.show_field("pop_total")
            write(self.word)
            self.rest(400)

    def walk(self, visit: str) -> None:
        """Show every page, at both ends of what can be looked for."""
        for name in self.frame.names:
            self.frame.go(name, visit=visit, document=visit)
            self.rest()
            for line in self.frame.page(self.frame.place()["page"]).findChildren(QLineEdit):
                if line.isVisible() and not line.isReadOnly() and line.isEnabled():
                    line.setFocus()
                    write(self.word)
            self.rest()
        self.frame.open_palette()
        write(self.word)
        self.rest()
        self.frame.close_topmost()

    def cover(self) -> None:
        """Cover and uncover."""
        assert self.window.desk is not None
        self.window.desk.cover()
        self.rest()
        self.window.desk.uncover()
        self.rest()

    def send(self, visit: str, path: Path) -> None:
        """Write a bundle for the office."""
        self.frame.go("send", visit=visit)
        self.rest()
        page = self.frame.page("send")
        assert isinstance(page, SendPage)
        for box, _ in page.people.boxes:
            box.setChecked(True)
        page.write_to(path)
        self.rest()
        assert page.sent is not None

    def end(self) -> None:
        """Close the window and with it the vault."""
        self.window.close()
        assert not self.session.is_open
        self.guard.stop()
        self.session.end()


def prepare(home: Path, word: str, phrase: str) -> dict[str, str]:
    """A vault with a visit, and an office to write to; returns documents by form."""
    vault, _ = create_vault(home / "vault", phrase, word, LIGHT)
    office, _ = create_vault(home / "office", phrase, "Office", LIGHT, role="coordinator")
    card = identity_of(office).card()
    trust(vault, card.encode(), " ".join(words_of(card, "ru")))
    documents = _documents(vault)
    office.close()
    vault.close()
    return documents


def _documents(vault: Vault) -> dict[str, str]:
    visit = start_visit(vault, "practice")[0]
    return {"visit": visit, **{form: add_document(vault, visit, form)[0] for form in ("cell", "interview")}}


def plant(home: Path, word: str) -> None:
    """Leak in every way on purpose, so that the search can be seen to find it."""
    for encoding in ("utf-8", "utf-16-le"):
        (home / "TMPDIR" / encoding).write_text(word, encoding=encoding)
    (home / "vault" / "hex").write_text(word.encode().hex(), encoding="ascii")
    (home / "HOME" / "base64").write_bytes(base64.b64encode(b"12" + word.encode() + b"34"))
    sys.stderr.write(word + "\n")
    socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()


def names_written(widget: QWidget) -> str:
    """What the desktop would learn of a window."""
    return widget.windowTitle() + widget.windowFilePath() + widget.windowRole()


def main() -> None:
    """Live the day."""
    home, word, phrase, planted = Path(sys.argv[1]), *sys.argv[2:5]
    documents = prepare(home, word, phrase)
    app = QApplication(["monitorapp"])
    day = Day(app, home, word, phrase)
    for form, document in documents.items():
        day.write_everywhere(document, form)
    day.cover()
    day.walk(documents["visit"])
    day.send(documents["visit"], home / "out.mvb")
    said = names_written(day.window)
    day.end()
    if planted:
        plant(home, word)
    network = sorted(name for name in sys.modules if "QtNetwork" in name)
    vault = Vault.open(home / "vault", phrase)
    kept = sum(word in str(vault.view(document).values) for document in documents.values())
    vault.close()
    found = {"sockets": SOCKETS, "titles": sorted({*day.titles, said}), "network": network, "kept": kept}
    sys.stdout.write(json.dumps(found) + "\n")
    sys.stdout.flush()
    os._exit(0)  # what Qt does at the end of a process is not asked here


if __name__ == "__main__":
    main()
