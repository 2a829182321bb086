"""Commands about forms: check a file, convert it, run the cases of a folder."""

from collections.abc import Mapping
from pathlib import Path

from monitorapp.cli.context import Context, language
from monitorapp.errors import FormTrouble, InputTrouble
from monitorapp.forms.cases import run_folder
from monitorapp.forms.complaints import said, where
from monitorapp.forms.definition import Complaint
from monitorapp.library import inspect_file


def check(context: Context) -> None:
    """`form check FILE`: what is in a form (.xlsx, .xls or .xml), and every complaint with its place."""
    found = inspect_file(Path(context.arguments.file))
    fields = {
        "form": found.form,
        "version": found.version,
        "title": found.title,
        "languages": list(found.languages),
        "sections": found.sections,
        "questions": found.questions,
        "repeats": found.repeats,
        "media": list(found.media),
        "complaints": [_told(one) for one in found.complaints],
    }
    lines = [f"{name}: {_spelled(value)}" for name, value in fields.items() if name != "complaints"]
    lines += [f"complaint: {_sentence(one)}" for one in found.complaints]
    context.output.result(fields, "\n".join(lines))


def convert(context: Context) -> None:
    """`form convert FILE -o OUT`: write the XForm of a form, tables that lie beside it included."""
    found = inspect_file(Path(context.arguments.file))
    target = Path(context.arguments.output)
    try:
        target.write_bytes(found.xform)
    except OSError as error:
        raise FormTrouble("form-not-written", reason=error.strerror or "unwritable") from error
    fields = {"form": found.form, "version": found.version, "bytes": len(found.xform)}
    context.output.result(fields, f"{found.form} {found.version}: {len(found.xform)} bytes written")


def cases(context: Context) -> None:
    """`form cases FOLDER [--failures]`: run conformance cases, a line for each file."""
    scores = list(run_folder(Path(context.arguments.folder)))
    if not scores:
        raise InputTrouble("file-unreadable")  # a folder without cases proves nothing
    for score in scores:
        fields = {"file": score.file, "passed": score.passed, "failed": score.failed}
        context.output.result(fields, f"{score.file}: {score.passed} passed, {score.failed} failed")
        if context.arguments.failures:
            for failure in score.failures:
                context.output.result({"file": score.file, "failure": str(failure)}, f"  {failure}")


def _sentence(complaint: Complaint) -> str:
    place = where(complaint.facts, language())
    sentence = said(complaint, language())
    return f"{sentence} ({place})" if place else sentence


def _told(complaint: Complaint) -> Mapping[str, object]:
    return {"code": complaint.code, **complaint.facts, "sentence": said(complaint, language())}


def _spelled(value: object) -> str:
    return ", ".join(str(one) for one in value) if isinstance(value, list) else str(value)
