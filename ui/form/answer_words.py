"""Answers, non-answers and sources in words, for the form page, the history and the lists."""

from collections.abc import Mapping
from typing import Final

from PySide6.QtCore import QCoreApplication, QLocale

from monitorapp.records.field import NON_ANSWERS, SOURCES, Value, non_answer

from .moments import words_of
from .reading import write_number

_SEPARATOR: Final = "; "


def non_answer_word(code: str) -> str:
    """The coded non-answer in the language of the window."""
    words = {
        "unknown": QCoreApplication.translate("Answers", "Not clarified"),
        "refused": QCoreApplication.translate("Answers", "Refused to answer"),
        "not_asked": QCoreApplication.translate("Answers", "Not asked"),
        "not_applicable": QCoreApplication.translate("Answers", "Not applicable"),
        "not_allowed": QCoreApplication.translate("Answers", "Not allowed to see"),
    }
    return words[code]


def non_answers() -> tuple[tuple[str, str], ...]:
    """All coded non-answers with their words, in the order of the keys Ctrl+1 to Ctrl+5."""
    return tuple((code, non_answer_word(code)) for code in NON_ANSWERS)


def source_word(source: str) -> str:
    """Where an answer comes from, in the language of the window."""
    words = {
        "register": QCoreApplication.translate("Answers", "Register"),
        "administration": QCoreApplication.translate("Answers", "Administration"),
        "detainee": QCoreApplication.translate("Answers", "Detained person"),
        "observation": QCoreApplication.translate("Answers", "Observation"),
        "measurement": QCoreApplication.translate("Answers", "Measurement"),
        "document": QCoreApplication.translate("Answers", "Document"),
    }
    return words[source]


def sources() -> tuple[tuple[str, str], ...]:
    """All sources with their words."""
    return tuple((source, source_word(source)) for source in SOURCES)


def in_words(value: Value, labels: Mapping[str, str], locale: QLocale) -> str:
    """A value as a person reads it; `labels` are the words of the question's choices. Blank says nothing."""
    coded = non_answer(value)
    if coded is not None:
        return non_answer_word(coded)
    if isinstance(value, list):
        return _SEPARATOR.join(labels.get(code, code) for code in value)
    if isinstance(value, dict):
        return _tagged(value, labels, locale)
    if isinstance(value, bool):
        return _yes_no(value)
    if isinstance(value, int | float):
        return write_number(value, locale.decimalPoint())
    return labels.get(value, value) if value else ""


def _yes_no(value: bool) -> str:
    return QCoreApplication.translate("Answers", "Yes") if value else QCoreApplication.translate("Answers", "No")


def _tagged(value: Mapping[str, object], labels: Mapping[str, str], locale: QLocale) -> str:
    if "t" in value:
        return _time(value, locale)
    ranked = value.get("rank")
    if isinstance(ranked, list):
        return _SEPARATOR.join(f"{place}. {labels.get(code, code)}" for place, code in enumerate(ranked, start=1))
    if "file" not in value:
        return ""
    # Its name stands in the encrypted file; the beginning of the hash tells two of them apart.
    return f"{QCoreApplication.translate('Answers', 'A file')} {str(value['file'])[:8]}"


def _time(value: Mapping[str, object], locale: QLocale) -> str:
    words = words_of(str(value["t"]), locale)
    if value.get("to"):
        words = f"{words} – {words_of(str(value['to']), locale)}"
    if value.get("about"):
        words = QCoreApplication.translate("Answers", "about %s") % words
    return words
