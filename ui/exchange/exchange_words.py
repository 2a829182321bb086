"""Kinds of bundles and their counts in words."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, QObject


def kind_word(kind: str) -> str:
    """What a bundle is, in the language of the windows."""
    words = {
        "visit": QCoreApplication.translate("Exchange", "Visit"),
        "addendum": QCoreApplication.translate("Exchange", "Addendum"),
        "update": QCoreApplication.translate("Exchange", "Decisions"),
        "invitation": QCoreApplication.translate("Exchange", "Invitation"),
        "receipt": QCoreApplication.translate("Exchange", "Receipt"),
        "join": QCoreApplication.translate("Exchange", "Request to join"),
        "team": QCoreApplication.translate("Exchange", "Team"),
    }
    return words[kind]


class CountWords(QObject):
    """Says what a bundle brought, each count with the tone of its chip; only what is new is said also when zero."""

    def of(self, counts: Mapping[str, int]) -> list[tuple[str, str]]:
        """The counts as (words, tone)."""
        said = [
            (counts.get("new", 0), self.tr("new answers: %n", "", counts.get("new", 0)), "accent"),
            (counts.get("conflicts", 0), self.tr("differ: %n", "", counts.get("conflicts", 0)), "warning"),
            (counts.get("agreeing", 0), self.tr("agree: %n", "", counts.get("agreeing", 0)), "good"),
            (counts.get("settled", 0), self.tr("settled: %n", "", counts.get("settled", 0)), "good"),
            (counts.get("attachments", 0), self.tr("files: %n", "", counts.get("attachments", 0)), "accent"),
            *self._of_erasures(counts),
            (counts.get("late", 0), self.tr("written after the finish: %n", "", counts.get("late", 0)), "warning"),
            (counts.get("known", 0), self.tr("known already: %n", "", counts.get("known", 0)), "accent"),
        ]
        return [(words, tone) for place, (count, words, tone) in enumerate(said) if count or place == 0]

    def _of_erasures(self, counts: Mapping[str, int]) -> list[tuple[int, str, str]]:
        erased, asked, dropped, left = (counts.get(name, 0) for name in ("erased", "asked", "dropped", "left_out"))
        return [
            (erased, self.tr("erased by their authors: %n", "", erased), "warning"),
            (asked, self.tr("asked to erase: %n", "", asked), "warning"),
            (dropped, self.tr("erased here, left out: %n", "", dropped), "accent"),
            (left, self.tr("of strangers, left out: %n", "", left), "warning"),
        ]
