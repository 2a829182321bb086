"""The pages of visits and of the form, as the window registers them."""

from PySide6.QtCore import QCoreApplication

from ..form.form_page import FormPage
from ..pages import PageEntry
from .cockpit_page import CockpitPage
from .finish_page import FinishPage
from .home_page import HomePage
from .new_visit_page import NewVisitPage


def visit_entries() -> tuple[PageEntry, ...]:
    """Home first; inside a visit the navigation shows only icons, because the screens are small."""
    return (
        PageEntry(
            "visits",
            lambda: QCoreApplication.translate("VisitEntries", "Visits"),
            HomePage,
            icon="clipboard-list",
        ),
        PageEntry(
            "new_visit",
            lambda: QCoreApplication.translate("VisitEntries", "New visit"),
            NewVisitPage,
            shelf="visits",
        ),
        PageEntry(
            "visit",
            lambda: QCoreApplication.translate("VisitEntries", "Visit"),
            CockpitPage,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "form",
            lambda: QCoreApplication.translate("VisitEntries", "Form"),
            FormPage,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "finish",
            lambda: QCoreApplication.translate("VisitEntries", "Check and finish"),
            FinishPage,
            shelf="visits",
            compact=True,
        ),
    )
