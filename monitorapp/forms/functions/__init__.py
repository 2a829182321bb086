"""All functions of the expression language by name; each family has its module (see registry.py)."""

from monitorapp.forms.functions import dates, logic, numbers, sets, texts
from monitorapp.forms.functions.registry import Function

_FAMILIES = (
    dates.FUNCTIONS,
    logic.FUNCTIONS,
    logic.CHOICE_FUNCTIONS,
    numbers.FUNCTIONS,
    numbers.POSITION_FUNCTIONS,
    sets.FUNCTIONS,
    texts.FUNCTIONS,
)
FUNCTIONS: dict[str, Function] = {function.name: function for family in _FAMILIES for function in family}
# JavaRosa and older forms write these without the prefix.
FUNCTIONS["choice-name"] = FUNCTIONS["jr:choice-name"]
FUNCTIONS["itext"] = FUNCTIONS["jr:itext"]
