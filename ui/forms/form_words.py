"""Words about forms: kinds of answers, what becomes of an answer, counts, two versions compared."""

from PySide6.QtCore import QCoreApplication, QObject

from monitorapp.forms.comparison import Comparison, Named, Reoffered, Retyped, Reworded
from monitorapp.forms.definition import Kind
from monitorapp.library import Fate, Found


def kind_word(kind: Kind) -> str:
    """How a question is answered."""
    words = {
        Kind.TEXT: QCoreApplication.translate("FormWords", "text"),
        Kind.INTEGER: QCoreApplication.translate("FormWords", "whole number"),
        Kind.DECIMAL: QCoreApplication.translate("FormWords", "number"),
        Kind.DATE: QCoreApplication.translate("FormWords", "date"),
        Kind.TIME: QCoreApplication.translate("FormWords", "time of day"),
        Kind.DATETIME: QCoreApplication.translate("FormWords", "date and time"),
        Kind.SELECT_ONE: QCoreApplication.translate("FormWords", "one choice"),
        Kind.SELECT_MULTIPLE: QCoreApplication.translate("FormWords", "several choices"),
        Kind.RANK: QCoreApplication.translate("FormWords", "order of choices"),
        Kind.RANGE: QCoreApplication.translate("FormWords", "number on a scale"),
        Kind.NOTE: QCoreApplication.translate("FormWords", "note without an answer"),
        Kind.TRIGGER: QCoreApplication.translate("FormWords", "tick"),
        Kind.BARCODE: QCoreApplication.translate("FormWords", "barcode"),
        Kind.GEOPOINT: QCoreApplication.translate("FormWords", "place on the map"),
        Kind.GEOTRACE: QCoreApplication.translate("FormWords", "line on the map"),
        Kind.GEOSHAPE: QCoreApplication.translate("FormWords", "area on the map"),
        Kind.FILE: QCoreApplication.translate("FormWords", "file"),
        Kind.CALCULATION: QCoreApplication.translate("FormWords", "calculation"),
        Kind.HIDDEN: QCoreApplication.translate("FormWords", "hidden value"),
    }
    return words[kind]


def fate_word(fate: Fate) -> str:
    """What becomes of an answer in another version."""
    words = {
        Fate.KEPT: QCoreApplication.translate("FormWords", "kept as it is"),
        Fate.RETYPED: QCoreApplication.translate("FormWords", "kept, asked in another way"),
        Fate.RECODED: QCoreApplication.translate("FormWords", "kept, no longer offered"),
        Fate.HOMELESS: QCoreApplication.translate("FormWords", "kept and readable, no longer asked"),
    }
    return words[fate]


def version_line(form: str, version: str) -> str:
    """The id and the version of a form in words."""
    words = QCoreApplication.translate("FormWords", "%1, version %2")
    return words.replace("%1", form).replace("%2", version or "–")


FATE_TONES = {Fate.KEPT: "good", Fate.RETYPED: "warning", Fate.RECODED: "warning", Fate.HOMELESS: "warning"}


class FormCounts(QObject):
    """Says how much a form holds."""

    def of(self, found: Found) -> list[str]:
        """Sections, questions, repeats and languages, each in a few words."""
        said = [
            self.tr("sections: %n", "", found.sections),
            self.tr("questions: %n", "", found.questions),
            self.tr("repeats: %n", "", found.repeats),
        ]
        if found.languages:
            said.append(", ".join(found.languages))
        return said


Line = tuple[str, str]


class ComparisonWords(QObject):
    """Each line is the words of a question, and a remark below it."""

    def of(self, comparison: Comparison) -> list[tuple[str, list[Line]]]:
        """The parts that are not empty, each with its heading."""
        parts = [
            (self.tr("New questions: %n", "", len(comparison.added)), self._named(comparison.added)),
            (self.tr("Questions no longer asked: %n", "", len(comparison.removed)), self._named(comparison.removed)),
            (
                self.tr("Asked in another way: %n", "", len(comparison.retyped)),
                [self._retyped(each) for each in comparison.retyped],
            ),
            (
                self.tr("Other choices: %n", "", len(comparison.choices)),
                [self._reoffered(each) for each in comparison.choices],
            ),
            (
                self.tr("Other words: %n", "", len(comparison.renamed)),
                [self._reworded(each) for each in comparison.renamed],
            ),
        ]
        return [(heading, lines) for heading, lines in parts if lines]

    def _named(self, questions: tuple[Named, ...]) -> list[Line]:
        return [(each.label or each.id, each.id) for each in questions]

    def _retyped(self, each: Retyped) -> Line:
        if each.before != each.after:
            return each.label or each.id, f"{each.id}: {kind_word(each.before)} → {kind_word(each.after)}"
        outside = self.tr("outside of rows")
        return each.label or each.id, f"{each.id}: {each.inside_before or outside} → {each.inside_after or outside}"

    def _reoffered(self, each: Reoffered) -> Line:
        said = []
        if each.added:
            said.append(self.tr("new: %1").replace("%1", ", ".join(each.added)))
        if each.removed:
            said.append(self.tr("no longer offered: %1").replace("%1", ", ".join(each.removed)))
        return each.label or each.id, f"{each.id}: {'; '.join(said)}"

    def _reworded(self, each: Reworded) -> Line:
        before = self.tr("before: %1").replace("%1", each.before or "–")
        return each.after or each.id, f"{each.id}: {before}"
