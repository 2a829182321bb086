"""The form engine: XForms compiled once, filled as documents, re-evaluated only where an answer reaches.

Reading: hardened → skeleton, itext, rules, body → xform (`compile_form`); xlsform turns workbooks into XForms.
Expressions: lexer → expression → compiler with paths, walking, operators, functions/ → closures over context.
Running: graph (the order of rules) → rows, marks, growth, run (the work) → opening, view, state (`FormState`).

A new function goes into functions/ (see registry.py), a new question kind into definition.py and body.py,
a new appearance to the page that draws it: the engine passes it through.
"""

from monitorapp.forms.context import Environment, SystemEnvironment
from monitorapp.forms.definition import Choice, FormDefinition, Group, Kind, Question, Repeat, Text
from monitorapp.forms.instances import Instance
from monitorapp.forms.marks import Outcome
from monitorapp.forms.state import FormState
from monitorapp.forms.view import Node, Problem, ShownChoice, ShownGroup, ShownRepeat, ShownRow
from monitorapp.forms.xform import compile_form

__all__ = [
    "Choice",
    "Environment",
    "FormDefinition",
    "FormState",
    "Group",
    "Instance",
    "Kind",
    "Node",
    "Outcome",
    "Problem",
    "Question",
    "Repeat",
    "ShownChoice",
    "ShownGroup",
    "ShownRepeat",
    "ShownRow",
    "SystemEnvironment",
    "Text",
    "compile_form",
]
