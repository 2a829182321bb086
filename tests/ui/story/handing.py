"""What passes between the laptops of the story: handing over, taking in, deciding."""

from collections.abc import Sequence
from pathlib import Path

from tests.ui.story.hands import CTRL, Key, click, digit, drop, press, seen, write
from tests.ui.story.laptop import Laptop
from ui.exchange.bundle_card import BundleCard
from ui.exchange.conflict_page import ConflictPage
from ui.exchange.inbox_page import InboxPage
from ui.exchange.send_page import SendPage


def write_parcel(laptop: Laptop, path: Path, names: Sequence[str]) -> str:
    """Choose who may open a file, and write it; returns what is said once it stands on the medium."""
    return parcel_written(laptop, choose_parcel(laptop, path, names))


def choose_parcel(laptop: Laptop, path: Path, names: Sequence[str]) -> SendPage:
    """On the page of handing over, tick these people alone and say where the file is to be written."""
    page = laptop.page("send", SendPage)
    laptop.wait(lambda: bool(page.people.boxes))
    for box, known in page.people.boxes:
        if box.isChecked() != (known.name in names):
            box.setFocus()
            press(Key.Key_Space)
    assert sorted(known.name for known in page.people.chosen()) == sorted(names)
    assert page.sent is None
    page.visits.setFocus()
    press(Key.Key_Return, CTRL)
    laptop.pick_new(path)
    return page


def parcel_written(laptop: Laptop, page: SendPage) -> str:
    """Wait until the file stands on the medium; returns what is said then."""
    laptop.wait(lambda: page.sent is not None)
    assert page.sent is not None
    words = seen(page.sent)
    click(page.sent.finish)
    laptop.calm()
    return words


def receive(laptop: Laptop, paths: Sequence[Path]) -> list[BundleCard]:
    """Drop files on the window, whatever page it shows; returns their cards once they were looked at."""
    laptop.front()
    drop(laptop.frame, paths)
    page = laptop.page("inbox", InboxPage)
    cards = [card for card in page.cards if card.path in paths]
    assert len(cards) == len(paths)
    laptop.wait(lambda: all(card.arrival is not None for card in cards))
    laptop.calm()
    return cards


def take_in(laptop: Laptop, card: BundleCard) -> None:
    """Take one file in."""
    assert card.is_ready
    assert card.action is not None
    click(card.action)
    laptop.wait(lambda: card.is_taken)
    laptop.calm()


def decide_all(laptop: Laptop, count: int, reason: str) -> list[str]:
    """Decide each difference for the first answer, by keyboard alone; returns the questions."""
    page = laptop.page("conflicts", ConflictPage)
    laptop.wait(lambda: page.list.count() == count and page.list.hasFocus())
    titles = [page.list.item(row).text() for row in range(count)]
    for left in range(count - 1, -1, -1):
        digit(1)
        write(reason)
        press(Key.Key_Return)
        _wait_for_left(laptop, page, left)
    return titles


def _wait_for_left(laptop: Laptop, page: ConflictPage, left: int) -> None:
    laptop.wait(lambda: page.presenter.left == left)
    laptop.calm()
