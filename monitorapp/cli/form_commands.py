"""Commands about forms: check a file, run the cases of a folder."""

from pathlib import Path

from monitorapp.cli.context import Context
from monitorapp.errors import FormTrouble
from monitorapp.forms.cases import run_folder
from monitorapp.forms.xform import compile_form
from monitorapp.forms.xlsform import convert_workbook


def check(context: Context) -> None:
    """`form check FILE`: what is in a form (.xlsx, .xls or .xml), and every complaint with its place."""
    path = Path(context.arguments.file)
    try:
        data = path.read_bytes()
    except OSError as error:
        raise FormTrouble("form-broken", reason=error.strerror or "unreadable") from error
    complaints: list[str] = []
    if path.suffix.lower() in {".xlsx", ".xls"}:
        converted = convert_workbook(data, path.name)
        data, complaints = converted.xform.encode(), [str(warning) for warning in converted.warnings]
    definition = compile_form(data)
    fields = {
        "form": definition.id,
        "version": definition.version,
        "title": definition.title,
        "languages": list(definition.languages),
        "sections": len(definition.sections),
        "questions": len(definition.questions),
        "repeats": len(definition.repeats),
        "complaints": complaints,
    }
    context.output.result(fields, "\n".join(f"{name}: {value}" for name, value in fields.items()))


def cases(context: Context) -> None:
    """`form cases FOLDER [--failures]`: run conformance cases, a line for each file."""
    for score in run_folder(Path(context.arguments.folder)):
        fields = {"file": score.file, "passed": score.passed, "failed": score.failed}
        context.output.result(fields, f"{score.file}: {score.passed} passed, {score.failed} failed")
        if context.arguments.failures:
            for failure in score.failures:
                context.output.result({"file": score.file, "failure": str(failure)}, f"  {failure}")
