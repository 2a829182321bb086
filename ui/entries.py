"""Every page of the window, in the order of the navigation; imported when first shown, because they are heavy."""

from PySide6.QtCore import QCoreApplication

from .attachments.viewer_page import ViewerPage
from .forms.trial_page import Bench
from .found.found_page import FoundPage
from .guard import Guard
from .help.help_page import HelpPage
from .look import Look
from .pages import Command, Navigator, Page, PageEntry
from .session import Session
from .settings.settings_page import SettingsPage


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
    from .visits.home_page import HomePage  # noqa: PLC0415  see above

    return HomePage(session, navigator)


def _new_visit(session: Session, navigator: Navigator) -> Page:
    from .visits.new_visit_page import NewVisitPage  # noqa: PLC0415  see above

    return NewVisitPage(session, navigator)


def _cockpit(session: Session, navigator: Navigator) -> Page:
    from .visits.cockpit_page import CockpitPage  # noqa: PLC0415  see above

    return CockpitPage(session, navigator)


def _form(session: Session, navigator: Navigator) -> Page:
    from .form.form_page import FormPage  # noqa: PLC0415  see above

    return FormPage(session, navigator)


def _finish(session: Session, navigator: Navigator) -> Page:
    from .visits.finish_page import FinishPage  # noqa: PLC0415  see above

    return FinishPage(session, navigator)


def _erase(session: Session, navigator: Navigator) -> Page:
    from .visits.erase_page import ErasePage  # noqa: PLC0415  see above

    return ErasePage(session, navigator)


BUNDLES = (".mvb",)


def exchange_entries() -> tuple[PageEntry, ...]:
    """Inbox, settling, handing over, people; a bundle dropped anywhere on the window opens in the inbox."""
    return (
        PageEntry(
            "inbox",
            lambda: QCoreApplication.translate("ExchangeEntries", "Inbox"),
            _inbox,
            icon="inbox",
            keys="Ctrl+O",
            takes=BUNDLES,
            takes_several=True,
        ),
        PageEntry(
            "conflicts",
            lambda: QCoreApplication.translate("ExchangeEntries", "Settle"),
            _conflicts,
            icon="git-merge",
        ),
        PageEntry(
            "send",
            lambda: QCoreApplication.translate("ExchangeEntries", "Hand over"),
            _send,
            icon="send",
            keys="Ctrl+E",
        ),
        PageEntry(
            "people",
            lambda: QCoreApplication.translate("ExchangeEntries", "People"),
            _people,
            icon="users",
        ),
    )


def _inbox(session: Session, navigator: Navigator) -> Page:
    from .exchange.inbox_page import InboxPage  # noqa: PLC0415  see above

    return InboxPage(session, navigator)


def _conflicts(session: Session, navigator: Navigator) -> Page:
    from .exchange.conflict_page import ConflictPage  # noqa: PLC0415  see above

    return ConflictPage(session, navigator)


def _send(session: Session, navigator: Navigator) -> Page:
    from .exchange.send_page import SendPage  # noqa: PLC0415  see above

    return SendPage(session, navigator)


def _people(session: Session, navigator: Navigator) -> Page:
    from .exchange.people_page import PeoplePage  # noqa: PLC0415  see above

    return PeoplePage(session, navigator)


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
    from .forms.forms_page import FormsPage  # noqa: PLC0415  see above

    return FormsPage(session, navigator, bench)


def _trial(session: Session, navigator: Navigator, bench: Bench) -> Page:
    from .forms.trial_page import TrialPage  # noqa: PLC0415  see above

    return TrialPage(session, navigator, bench)


def _compare(session: Session, navigator: Navigator) -> Page:
    from .forms.compare_page import ComparePage  # noqa: PLC0415  see above

    return ComparePage(session, navigator)


def _version(session: Session, navigator: Navigator) -> Page:
    from .forms.version_page import VersionPage  # noqa: PLC0415  see above

    return VersionPage(session, navigator)


def entries(look: Look, guard: Guard) -> tuple[PageEntry, ...]:
    """The pages of all areas."""
    return (
        *visit_entries(),
        *exchange_entries(),
        *forms_entries(),
        PageEntry(
            "attachment",
            lambda: QCoreApplication.translate("Entries", "Attachment"),
            ViewerPage,
            shelf="visits",
            compact=True,
        ),
        PageEntry(
            "settings",
            lambda: QCoreApplication.translate("Entries", "Settings"),
            lambda session, navigator: SettingsPage(session, navigator, look, guard),
            icon="settings",
            keys="Ctrl+,",
        ),
        PageEntry(
            "found",
            lambda: QCoreApplication.translate("Entries", "What was found"),
            FoundPage,
            shelf="settings",
        ),
        PageEntry(
            "help",
            lambda: QCoreApplication.translate("Entries", "Help"),
            HelpPage,
            icon="circle-question-mark",
            keys="F1",
        ),
    )
