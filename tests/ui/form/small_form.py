"""Small forms for tests: a few lines of body and binds become a whole XForm."""

from monitorapp.documents import compiled
from monitorapp.forms.definition import FormDefinition
from monitorapp.forms.environment import SystemEnvironment
from monitorapp.forms.state import FormState
from monitorapp.records.field import Value
from monitorapp.records.view import View
from ui.form.opening import Opened
from ui.form.sheet import Sheet

_FRAME = """<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"
 xmlns:jr="http://openrosa.org/javarosa" xmlns:monitor="http://monitorapp.org/xforms" xmlns:odk="http://www.opendatakit.org/xforms">
<h:head><h:title>small</h:title><model><instance><data id="small" version="1">{nodes}</data></instance>{binds}</model>
</h:head><h:body>{body}</h:body></h:html>"""


def small_form(nodes: str, binds: str, body: str) -> FormDefinition:
    """The compiled form of these parts."""
    return compiled(_FRAME.format(nodes=nodes, binds=binds, body=body).encode())


def small_sheet(definition: FormDefinition, **values: Value) -> Sheet:
    """A sheet of a form in which `values` stand."""
    view = View("d", "small", "1", None, "d", "open", values, {}, {}, {}, frozenset())
    state = FormState(definition, values, SystemEnvironment(), document="d")
    return Sheet(Opened(view, definition, state, {}, "practice", ""))
