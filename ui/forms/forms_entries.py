"""The pages of forms, as the window registers them; they are imported when first shown, because they are heavy."""

from PySide6.QtCore import QCoreApplication

from ..pages import Command, Navigator, Page, PageEntry
from ..session import Session
from .bench import Bench

FORMS = (".xlsx", ".xls", ".xml", ".XLSX", ".XLS", ".XML")


def forms_entries() -> tuple[PageEntry, ...]:
    """The list of forms; trying, comparing and moving are reached from it. A dropped form is looked at there."""
    bench = Bench()
    return (
        PageEntry(
            "forms",
            lambda: QCoreApplication.translate("FormsEntries", "Forms"),
            lambda session, navigator: _forms(session, navigator, bench),
            icon="layers",
            takes=FORMS,
        ),
        PageEntry(
            "try_form",
            lambda: QCoreApplication.translate("FormsEntries", "Trial"),
            lambda session, navigator: _trial(session, navigator, bench),
            shelf="forms",
            compact=True,
        ),
        PageEntry(
            "compare_forms",
            lambda: QCoreApplication.translate("FormsEntries", "Compare versions"),
            _compare,
            shelf="forms",
        ),
        PageEntry(
            "form_version",
            lambda: QCoreApplication.translate("FormsEntries", "Version of the form"),
            _version,
            shelf="forms",
        ),
    )


def versions_command(navigator: Navigator, visit: str) -> Command:
    """The line of the palette that leads from a visit to the versions of its forms."""
    words = QCoreApplication.translate("FormsEntries", "Versions of the forms in this visit")
    return Command(words, lambda: navigator.go("form_version", visit=visit), icon="layers")


def _forms(session: Session, navigator: Navigator, bench: Bench) -> Page:
    from .forms_page import FormsPage  # noqa: PLC0415  see above

    return FormsPage(session, navigator, bench)


def _trial(session: Session, navigator: Navigator, bench: Bench) -> Page:
    from .trial_page import TrialPage  # noqa: PLC0415  see above

    return TrialPage(session, navigator, bench)


def _compare(session: Session, navigator: Navigator) -> Page:
    from .compare_page import ComparePage  # noqa: PLC0415  see above

    return ComparePage(session, navigator)


def _version(session: Session, navigator: Navigator) -> Page:
    from .version_page import VersionPage  # noqa: PLC0415  see above

    return VersionPage(session, navigator)
