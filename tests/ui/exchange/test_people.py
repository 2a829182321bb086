"""Cards from files, and what is said of people."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.bundle.identity import Card, Identity
from monitorapp.errors import BundleTrouble, ExchangeTrouble
from monitorapp.exchange.members import find_recipient
from monitorapp.exchange.receive import receive
from monitorapp.vault.vault import Vault
from tests.ui.exchange.conftest import passphrase
from ui.exchange.people import CARD_LIMIT, list_people, read_card, revoke, role_word, write_card

NEWCOMER = Identity.generate("Новый", "clinician").card()


@pytest.fixture
def vault(qapp: object, demo: Path) -> Iterator[Vault]:
    """The coordinator's vault."""
    vault = Vault.open(demo / "coordinator", passphrase(demo, "coordinator"))
    yield vault
    vault.close()


def saved(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "card.txt"
    path.write_text(text, encoding="utf-8")
    return path


def test_oneself_comes_first(vault: Vault) -> None:
    people = list_people(vault, "ru")
    assert [known.is_self for known in people] == [True, False, False]
    assert [known.name for known in people] == ["Координатор", "Монитор 1", "Монитор 2"]


def test_words_come_in_the_language_of_the_windows(vault: Vault) -> None:
    english, russian = (list_people(vault, language)[1].words for language in ("en", "ru"))
    assert len(english) == len(russian) == 8
    assert all(word.isascii() for word in english)
    assert not any(word.isascii() for word in russian)


def test_a_card_is_read_out_of_the_letter_around_it(vault: Vault, tmp_path: Path) -> None:
    known = read_card(vault, saved(tmp_path, f"> Привет\n{NEWCOMER.encode()}\nпока"), "ru")
    assert (known.name, known.role, known.person.state) == ("Новый", "clinician", "")
    assert not known.is_trusted


def test_a_card_of_somebody_known_says_so(vault: Vault, tmp_path: Path) -> None:
    known = read_card(vault, saved(tmp_path, find_recipient(vault, "Монитор 1").card), "ru")
    assert known.is_trusted


@pytest.mark.parametrize("text", ["", "без карточки", NEWCOMER.encode()[:-40], "x" * (CARD_LIMIT + 9)])
def test_a_text_without_a_whole_card_is_refused(vault: Vault, tmp_path: Path, text: str) -> None:
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        read_card(vault, saved(tmp_path, text), "ru")


def test_a_file_of_other_bytes_is_refused_calmly(vault: Vault, tmp_path: Path) -> None:
    path = tmp_path / "photo.txt"
    path.write_bytes(bytes(range(256)) * 64)
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        read_card(vault, path, "ru")


def test_a_file_that_is_gone_is_refused_calmly(vault: Vault, tmp_path: Path) -> None:
    with pytest.raises(ExchangeTrouble, match="card-broken"):
        read_card(vault, tmp_path / "gone.txt", "ru")


def test_reading_a_card_makes_nobody_known(vault: Vault, tmp_path: Path) -> None:
    read_card(vault, saved(tmp_path, NEWCOMER.encode()), "ru")
    assert vault.registry.person(NEWCOMER.author) is None


def test_a_written_card_reads_back(tmp_path: Path) -> None:
    write_card(NEWCOMER.encode(), tmp_path / "card.txt")
    assert Card.parse((tmp_path / "card.txt").read_text(encoding="utf-8")).author == NEWCOMER.author


def test_a_card_is_not_written_over_a_file_or_into_nowhere(tmp_path: Path) -> None:
    for path in (saved(tmp_path, "письмо"), tmp_path / "no folder" / "card.txt"):
        with pytest.raises(BundleTrouble, match="bundle-write-failed"):
            write_card(NEWCOMER.encode(), path)
    assert (tmp_path / "card.txt").read_text(encoding="utf-8") == "письмо"


def test_nothing_of_a_revoked_person_is_taken_in(vault: Vault, demo: Path) -> None:
    revoke(vault, find_recipient(vault, "Монитор 1"))
    with pytest.raises(ExchangeTrouble, match="sender-revoked"):
        receive(vault, demo / "monitor-1.mvb")
    assert vault.visits() == []


def test_a_role_without_words_is_shown_as_it_is() -> None:
    assert role_word("coordinator") == "Coordinator"
    assert role_word("driver") == "driver"
