"""All functions of the expression language by name; each family has its module (see registry.py)."""

from monitorapp.forms.functions import choices, dates, geo, logic, numbers, sets, texts
from monitorapp.forms.functions.registry import Function

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for family in (choices, dates, geo, logic, numbers, sets, texts)
    for function in family.FUNCTIONS
}
# JavaRosa and older forms write these without the prefix.
FUNCTIONS["choice-name"] = FUNCTIONS["jr:choice-name"]
FUNCTIONS["itext"] = FUNCTIONS["jr:itext"]
