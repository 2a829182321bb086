"""Every page of the window, in the order of the navigation; each area registers its own."""

from PySide6.QtCore import QCoreApplication

from .attachments.viewer_page import ViewerPage
from .exchange.exchange_entries import exchange_entries
from .forms.forms_entries import forms_entries
from .found.found_page import FoundPage
from .guard import Guard
from .help.help_page import HelpPage
from .look import Look
from .pages import PageEntry
from .settings.settings_page import SettingsPage
from .visits.visit_entries import visit_entries


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
