"""Runs recorded cases against the engine: one function for the command line and for the tests.

A folder holds any of `xpath-cases.jsonl`, `scenario-traces.jsonl`, `semantics/`, `xlsforms/` with its
`manifest.csv`, and `real-traces.jsonl`. A new sort of case is a module here and a line in `SORTS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from monitorapp.forms.cases import real, semantics, traces, workbooks, xpath
from monitorapp.forms.cases.score import Failure, FileScore

__all__ = ["Failure", "FileScore", "run_folder"]

SORTS: dict[str, Callable[[Path], Iterator[FileScore]]] = {
    "xpath-cases.jsonl": xpath.run,
    "scenario-traces.jsonl": traces.run,
    "semantics": semantics.run,
    "xlsforms": workbooks.run,
    "real-traces.jsonl": real.run,
}


def run_folder(folder: Path) -> Iterator[FileScore]:
    """The scores of all cases in a folder, file by file; nothing for sorts that are not there."""
    for name, run in SORTS.items():
        if (folder / name).exists():
            yield from run(folder / name)
