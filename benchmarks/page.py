"""How long a page takes: a section of 25 questions, 50 dependents, a whole visit, large forms; and the memory for it.

    python -m benchmarks.page

Builds real pages on a real vault, offscreen. The targets are those of the design for a 2-core machine.
"""

import os
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtWidgets import QApplication

from benchmarks.page_large import figures, until
from monitorapp.documents import compiled, start_visit
from monitorapp.exchange.members import create_vault
from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.state import FormState
from monitorapp.records.view import View
from monitorapp.vault.keyfile import LIGHT
from ui.form.fields.kinds import Surroundings
from ui.form.form_page import FormPage
from ui.form.form_presenter import FormPresenter
from ui.form.opening import Opened
from ui.form.reading import Reading
from ui.form.row_maker import RowMaker
from ui.form.section_stack import SectionStack
from ui.session import Session
from ui.theme import Theme

ROUNDS = 5
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml">
<h:head><h:title>bench</h:title>
<model><instance><data id="bench" version="1">{nodes}</data></instance>{binds}</model></h:head>
<h:body><group ref="/data/g"><label>Section</label>{controls}</group></h:body></h:html>"""
WORDS = ("Да", "Нет", "Неясно")
CHOICES = "".join(f"<item><label>{word}</label><value>c{n}</value></item>" for n, word in enumerate(WORDS))


@dataclass
class Navigator:
    """The least that a page needs around it."""

    theme: Theme
    language: str = "ru"

    def go(self, name: str, **target: str) -> None:
        """Nothing to show."""

    def back(self) -> None:
        """Nothing to show."""

    def say(self, text: str, tone: str = "info", action: str = "", run: Callable[[], None] | None = None) -> None:
        """Nothing to say."""

    def trouble(self, trouble: Exception) -> None:
        raise trouble


def xform(count: int, dependent: bool) -> bytes:
    """A form of one section: a third of the questions each choose, take a number, take text; all have hints."""
    names = [f"q{n}" for n in range(count)]
    nodes = "<g>" + "".join(f"<{name}/>" for name in names) + "</g>"
    types = ("string", "int", "string")
    relevant = "relevant=\"/data/g/q0 = 'c0'\"" if dependent else ""
    binds = "".join(
        f'<bind nodeset="/data/g/{name}" type="{types[n % 3]}" {relevant if n else ""}/>'
        for n, name in enumerate(names)
    )
    controls = "".join(_control(n, name) for n, name in enumerate(names))
    return XFORM.format(nodes=nodes, binds=binds, controls=controls).encode()


def _control(number: int, name: str) -> str:
    hint = "<hint>Сверьте журнал и рассказ человека</hint>"
    words = f"<label>Указано ли в журнале время, вопрос {number}</label>{hint}"
    if number % 3 == 0:
        return f'<select1 ref="/data/g/{name}">{words}{CHOICES}</select1>'
    return f'<input ref="/data/g/{name}">{words}</input>'


def opened(form: bytes) -> Opened:
    """A document of `form` in which nothing is answered."""
    definition = compiled(form)
    view = View("d", "bench", "1", None, "d", "open", {}, {}, {}, {}, frozenset())
    return Opened(view, definition, FormState(definition, {}, SystemEnvironment()), {}, "practice", "")


class Bench:
    """A window for one section, without a vault behind it."""

    def __init__(self, session: Session, theme: Theme, form: bytes) -> None:
        self.presenter = FormPresenter(session, "ru")
        self.presenter.lay_down(opened(form))
        self.stack = SectionStack()
        self.stack.resize(720, 480)
        self.stack.show()
        self.maker = RowMaker(self.presenter, Surroundings(theme, None, None), lambda row: None)

    def build(self) -> float:
        """Seconds to build the page and paint it."""
        began = time.perf_counter()
        self.stack.show_section(self.maker, self.presenter.sheet.sections[0])
        self.stack.grab()
        return time.perf_counter() - began

    def toggle(self, code: str) -> float:
        """Seconds for an answer on which all others depend, painted."""
        began = time.perf_counter()
        answered = self.presenter.sheet.answer("q0", Reading(code))
        self.stack.refresh(answered.changed)
        self.stack.grab()
        return time.perf_counter() - began


def open_visit(session: Session, theme: Theme) -> float:
    """Seconds from asking for a shipped visit to its first painted section."""
    visits: list[str] = []
    session.change(lambda vault: start_visit(vault, "practice"), lambda result: visits.append(result[0]))
    until(lambda: bool(visits))
    page = FormPage(session, Navigator(theme))
    page.resize(960, 480)
    page.show()
    began = time.perf_counter()
    page.enter(document=visits[0])
    until(lambda: page.stack.current is not None)
    page.grab()
    return time.perf_counter() - began


def memory() -> float:
    """The process's proportional share of memory in MB; 0 where the system does not tell."""
    try:
        lines = Path("/proc/self/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def report(name: str, seconds: list[float], target: int) -> None:
    """Print the best and the middle time."""
    best, middle = min(seconds) * 1000, sorted(seconds)[len(seconds) // 2] * 1000
    print(f"{name:<44}{best:7.1f} ms best {middle:7.1f} ms median   target {target} ms")


def main() -> None:
    """Measure and print."""
    app = QApplication([])
    theme = Theme.of("light", 100)
    theme.apply(app)
    session = Session()
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "vault"
        vault, code = create_vault(folder, "семь слов которые никто не угадает", "М", LIGHT)
        vault.close()
        session.recover(folder, code, lambda: None, lambda trouble: print(trouble.code))
        until(lambda: session.is_open)
        times = [open_visit(session, theme)]
        used = memory()  # of one page, as the program has it; the rounds that follow keep theirs as well
        report("opening a whole visit", times + [open_visit(session, theme) for _ in range(ROUNDS)], 300)
        print(f"{'memory after the first one (PSS)':<44}{used:7.1f} MB" + " " * 33 + "target 120 MB")
        form = xform(25, dependent=False)
        report("a section of 25 questions", [Bench(session, theme, form).build() for _ in range(ROUNDS)], 60)
        bench = Bench(session, theme, xform(51, dependent=True))
        bench.build()
        times = [bench.toggle(("c0", "c1")[n % 2]) for n in range(2 * ROUNDS)]
        report("50 dependents appear", times[2::2], 30)
        report("50 dependents go", times[3::2], 30)
        for name, seconds, wanted in figures(session, Navigator(theme)):
            report(name, seconds, wanted)
        session.close()
    session.end()


if __name__ == "__main__":
    main()
