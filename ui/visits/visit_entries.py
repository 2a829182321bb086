"""The pages of visits and of the form, as the window registers them; imported when first shown, being heavy."""

from PySide6.QtCore import QCoreApplication

from ..pages import Navigator, Page, PageEntry
from ..session import Session


def visit_entries() -> tuple[PageEntry, ...]:
    """Home first; inside a visit the navigation shows only icons, because the screens are small."""
    return (
        PageEntry(
            "visits",
            lambda: QCoreApplication.translate("VisitEntries", "Visits"),
            _home,
            icon="clipboard-list",
        ),
        PageEntry(
            "new_visit",
            lambda: QCoreApplication.translate("VisitEntries", "New visit"),
            _new_visit,
            shelf="visits",
        ),
        PageEntry(
            "visit",
            lambda: QCoreApplication.translate("VisitEntries", "Visit"),
            _cockpit,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "form",
            lambda: QCoreApplication.translate("VisitEntries", "Form"),
            _form,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "finish",
            lambda: QCoreApplication.translate("VisitEntries", "Check and finish"),
            _finish,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "erase",
            lambda: QCoreApplication.translate("VisitEntries", "Erase"),
            _erase,
            shelf="visits",
            compact=True,
        ),
    )


def _home(session: Session, navigator: Navigator) -> Page:
    from .home_page import HomePage  # noqa: PLC0415  see above

    return HomePage(session, navigator)


def _new_visit(session: Session, navigator: Navigator) -> Page:
    from .new_visit_page import NewVisitPage  # noqa: PLC0415  see above

    return NewVisitPage(session, navigator)


def _cockpit(session: Session, navigator: Navigator) -> Page:
    from .cockpit_page import CockpitPage  # noqa: PLC0415  see above

    return CockpitPage(session, navigator)


def _form(session: Session, navigator: Navigator) -> Page:
    from ..form.form_page import FormPage  # noqa: PLC0415  see above

    return FormPage(session, navigator)


def _finish(session: Session, navigator: Navigator) -> Page:
    from .finish_page import FinishPage  # noqa: PLC0415  see above

    return FinishPage(session, navigator)


def _erase(session: Session, navigator: Navigator) -> Page:
    from .erase_page import ErasePage  # noqa: PLC0415  see above

    return ErasePage(session, navigator)
