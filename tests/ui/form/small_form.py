"""Small forms for tests: a few lines of body and binds become a whole XForm."""

from monitorapp.documents import compiled
from monitorapp.forms.context import SystemEnvironment
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import View
from monitorapp.vault.vault import Vault
from tests.ui.form.rooms import Room
from ui.form.opening import Opened
from ui.form.sheet import Sheet

_FRAME = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:monitor="http://monitorapp.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>small</h:title><model><instance><data id="small" version="1">{nodes}</data></instance>{binds}</model>
</h:head><h:body>{body}</h:body></h:html>"""


def small_form(nodes: str, binds: str, body: str) -> FormDefinition:
    """The compiled form of these parts."""
    return compiled(_FRAME.format(nodes=nodes, binds=binds, body=body).encode())


def small_document(room: Room, nodes: str, binds: str, body: str) -> str:
    """A document of the form of these parts, below a new visit."""
    visit = room.visit()

    def begin(vault: Vault) -> str:
        vault.registry.keep_form("small", "1", _FRAME.format(nodes=nodes, binds=binds, body=body).encode())
        return vault.add_document(visit, "small", "1")[0]

    document: str = room.ask(begin)
    return document


def small_sheet(definition: FormDefinition, **values: Value) -> Sheet:
    """A sheet of a form in which `values` stand."""
    view = View("d", "small", "1", None, "d", "open", values, {}, {}, {}, frozenset())
    state = FormState(definition, values, SystemEnvironment(), document="d")
    return Sheet(Opened(view, definition, state, {}, "practice", ""))
