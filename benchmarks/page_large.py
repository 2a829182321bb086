"""How long large forms take on the page: 2,000 questions, 8,000 choices, 200 rows; page.py prints them."""

import time
from collections.abc import Callable, Iterator

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from monitorapp.documents import start_visit
from monitorapp.forms.state import ShownChoice
from monitorapp.vault.vault import Vault
from ui.form.fields.field import Line
from ui.form.fields.list_field import SearchField
from ui.form.form_page import FormPage
from ui.pages import Navigator
from ui.session import Session
from ui.theme import Theme

QUESTIONS, CHOICES, ROWS, ROUNDS = 2000, 8000, 200, 5
KEYS = "төбө 77"
XFORM = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>large</h:title>
<model><instance><data id="{name}" version="1">{nodes}</data></instance>{binds}</model></h:head>
<h:body>{body}</h:body></h:html>"""
WORDS = "<label>Указано ли в журнале время, вопрос {0}</label><hint>Сверьте журнал и рассказ человека</hint>"
ITEMS = "".join(f"<item><label>{word}</label><value>{word}</value></item>" for word in ("Да", "Нет", "Неясно"))
SORTS = ("string", "int", "string")
Figure = tuple[str, list[float], int]  # what, seconds, wanted milliseconds


def figures(session: Session, navigator: Navigator) -> Iterator[Figure]:
    """Everything that is measured here."""
    for name, form in (("in sections", sections()), ("in one heap", heap())):
        yield f"opening 2,000 questions {name}", _opened(session, navigator, form), 300
    yield "a key in 8,000 choices (the slowest)", _searched(navigator.theme), 50
    page = _table(session, navigator)
    yield "a frame while 200 rows scroll", _scrolled(page), 20
    yield "an answer in 200 rows, with Tab", _answered(page), 100


def sections() -> str:
    """2,000 questions in sections of 20."""
    groups = [[f"q{at}_{n}" for n in range(20)] for at in range(QUESTIONS // 20)]
    nodes = "".join(f"<g{at}>{''.join(f'<{name}/>' for name in names)}</g{at}>" for at, names in enumerate(groups))
    binds = "".join(_binds(f"/data/g{at}", names) for at, names in enumerate(groups))
    body = "".join(
        f'<group ref="/data/g{at}"><label>Раздел {at}</label>{_controls(f"/data/g{at}", names)}</group>'
        for at, names in enumerate(groups)
    )
    return XFORM.format(name="sections", nodes=nodes, binds=binds, body=body)


def heap() -> str:
    """2,000 questions without any group."""
    names = [f"q{at}" for at in range(QUESTIONS)]
    nodes = "".join(f"<{name}/>" for name in names)
    return XFORM.format(name="heap", nodes=nodes, binds=_binds("/data", names), body=_controls("/data", names))


def _binds(path: str, names: list[str]) -> str:
    """Each question is relevant on the first one."""
    first = f"relevant=\"{path}/{names[0]} != 'Нет'\""
    return "".join(
        f'<bind nodeset="{path}/{name}" type="{SORTS[at % 3]}" {first if at else ""}/>' for at, name in enumerate(names)
    )


def _controls(path: str, names: list[str]) -> str:
    return "".join(
        f'<select1 ref="{path}/{name}">{WORDS.format(at)}{ITEMS}</select1>'
        if at % 3 == 0
        else f'<input ref="{path}/{name}">{WORDS.format(at)}</input>'
        for at, name in enumerate(names)
    )


def _begun(session: Session, form: str, xform: str, fill: Callable[[Vault, str], None] | None = None) -> str:
    """A visit filled with a form of its own."""
    visits: list[str] = []

    def begin(vault: Vault) -> str:
        vault.registry.keep_form(form, "1", xform.encode())
        visit, _ = start_visit(vault, "practice", form, "1")
        if fill is not None:
            fill(vault, visit)
        return visit

    session.ask(begin, visits.append)
    until(lambda: bool(visits))
    return visits[0]


def _shown(session: Session, navigator: Navigator, visit: str) -> tuple[FormPage, float]:
    """A page on which the first section is painted, and the seconds for it."""
    page = FormPage(session, navigator)
    page.resize(960, 480)
    page.show()
    began = time.perf_counter()
    page.enter(document=visit)
    until(lambda: page.stack.current is not None)
    page.grab()
    return page, time.perf_counter() - began


def _opened(session: Session, navigator: Navigator, xform: str) -> list[float]:
    name = "sections" if 'id="sections"' in xform else "heap"
    visit = _begun(session, name, xform)
    times = []
    for _ in range(ROUNDS):
        page, seconds = _shown(session, navigator, visit)
        times.append(seconds)
        _put_away(page)  # what it still has to do would be counted to the next one
    return times


def _put_away(page: FormPage) -> None:
    page.hide()
    page.deleteLater()
    QApplication.sendPostedEvents()
    QApplication.processEvents()


def _searched(theme: Theme) -> list[float]:
    """The slowest key of each round, painted."""
    field = SearchField(theme, several=True)
    field.offer([ShownChoice(f"v{at}", f"Село Ак-Төбө {at}, район {at % 40}", {}) for at in range(CHOICES)])
    field.resize(640, 300)
    field.show()
    worst = []
    for _ in range(ROUNDS):
        times = []
        for length in range(1, len(KEYS) + 1):
            began = time.perf_counter()
            field.line.setText(KEYS[:length])
            field.line.textEdited.emit(KEYS[:length])
            field.grab()
            times.append(time.perf_counter() - began)
        field.line.clear()
        worst.append(max(times))
    field.hide()
    return worst


def _table(session: Session, navigator: Navigator) -> FormPage:
    names = ("no", "sort", "beds", "held", "note")
    nodes = f'<g><cell jr:template="">{"".join(f"<{name}/>" for name in names)}</cell></g>'
    path = "/data/g/cell"
    binds = "".join(
        f'<bind nodeset="{path}/{name}" type="{"int" if name in "beds held" else "string"}"/>' for name in names
    )
    inside = "".join(f'<input ref="{path}/{name}"><label>{name}</label></input>' for name in names)
    body = f'<group ref="/data/g"><label>G</label><group ref="{path}"><label>R</label><repeat nodeset="{path}">{inside}'
    xform = XFORM.format(name="rows", nodes=nodes, binds=binds, body=f"{body}</repeat></group></group>")
    visit = _begun(session, "rows", xform, _fill)
    return _shown(session, navigator, visit)[0]


def _fill(vault: Vault, visit: str) -> None:
    items = [f"{row:032x}" for row in range(ROWS)]
    rows = [(f"{item}/#row", {"row": "cell"}, (), "general") for item in items]
    cells = [(f"{item}/{name}", at, (), "general") for at, item in enumerate(items) for name in ("beds", "held")]
    vault.record_together(visit, [*rows, *cells], undoable=False)


def _scrolled(page: FormPage) -> list[float]:
    assert page.stack.current is not None
    view = next(page.stack.current.questions.tables()).view
    times = []
    for step in range(60):
        began = time.perf_counter()
        view.verticalScrollBar().setValue(step * 40)
        view.grab()
        times.append(time.perf_counter() - began)
    return times


def _answered(page: FormPage) -> list[float]:
    assert page.stack.current is not None
    table = next(page.stack.current.questions.tables())
    times = []
    for row in range(ROUNDS):
        table.view.setCurrentIndex(table.table.index(row, 2))
        began = time.perf_counter()
        QTest.keyClick(table.view, Qt.Key.Key_Return)
        line = next(line for line in table.view.findChildren(Line) if line.isVisible())
        QTest.keyClicks(line, "7")
        QTest.keyClick(line, Qt.Key.Key_Tab)
        page.grab()
        times.append(time.perf_counter() - began)
        QApplication.processEvents()
    return times


def until(condition: Callable[[], bool]) -> None:
    """Let events pass until the condition holds."""
    loop = QEventLoop()
    timer = QTimer()
    timer.timeout.connect(lambda: loop.quit() if condition() else None)
    timer.start(1)
    loop.exec()
