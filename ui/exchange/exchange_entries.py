"""The pages of exchange, as the window registers them; they are imported when first shown, because they are heavy."""

from PySide6.QtCore import QCoreApplication

from ..pages import Navigator, Page, PageEntry
from ..session import Session

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
    from .inbox_page import InboxPage  # noqa: PLC0415  see above

    return InboxPage(session, navigator)


def _conflicts(session: Session, navigator: Navigator) -> Page:
    from .conflict_page import ConflictPage  # noqa: PLC0415  see above

    return ConflictPage(session, navigator)


def _send(session: Session, navigator: Navigator) -> Page:
    from .send_page import SendPage  # noqa: PLC0415  see above

    return SendPage(session, navigator)


def _people(session: Session, navigator: Navigator) -> Page:
    from .people_page import PeoplePage  # noqa: PLC0415  see above

    return PeoplePage(session, navigator)
