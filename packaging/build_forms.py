"""Rebuilds the shipped forms: workbooks, converted XForms and the table that accounts for every question.

python packaging/build_forms.py              writes what has changed
python packaging/build_forms.py --check      writes nothing, fails when something would change
python packaging/build_forms.py --validate   also runs ODK Validate on each XForm (needs Java)
"""

import argparse
import sys
from pathlib import Path

# The script runs in a checkout, where the program need not be installed.
sys.path.append(str(Path(__file__).resolve().parent.parent))

from form_account import account
from form_sheets import sheets
from form_tables import ROOT, FormSpec, forms
from form_workbook import workbook, xform
from pyxform.validators.odk_validate import check_xform

RESOURCES = ROOT / "resources"


def main() -> int:
    """Build every form; the exit code tells whether the files were, or are now, as they should be."""
    wanted = _arguments()
    built, warnings = build()
    changed = [path for path, content in built.items() if not path.is_file() or path.read_bytes() != content]
    for warning in warnings:
        print(warning)
    for path in changed:
        print("differs" if wanted.check else "written", path.relative_to(ROOT).as_posix())
        if not wanted.check:
            path.write_bytes(built[path])
    if wanted.validate:
        _validate()
    return 1 if wanted.check and changed else 0


def build() -> tuple[dict[Path, bytes], list[str]]:
    """Every file made by this script with its content, and the warnings of the converter."""
    built = {RESOURCES / "tables" / "form-questions.csv": account()}
    warnings: list[str] = []
    for form in forms():
        built |= _form_files(form, warnings)
    return built, warnings


def _form_files(form: FormSpec, warnings: list[str]) -> dict[Path, bytes]:
    book = workbook(sheets(form))
    converted, told = xform(book, form.name)
    warnings.extend(told)
    folder = RESOURCES / "forms"
    return {folder / f"{form.name}.xlsx": book, folder / f"{form.name}.xml": converted.encode()}


def _validate() -> None:
    for form in forms():
        told = check_xform(str(RESOURCES / "forms" / f"{form.name}.xml"))
        print(f"{form.name}: valid", *told, sep="\n  ")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Rebuild the shipped forms.")
    parser.add_argument("--check", action="store_true", help="write nothing, fail when something would change")
    parser.add_argument("--validate", action="store_true", help="run ODK Validate (needs Java)")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
