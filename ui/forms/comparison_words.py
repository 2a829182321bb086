"""A comparison of two versions of a form in words: headings, and under each the questions that it is about."""

from PySide6.QtCore import QObject

from monitorapp.forms.comparison import Comparison, Named, Reoffered, Retyped, Reworded

from .form_words import kind_word

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
