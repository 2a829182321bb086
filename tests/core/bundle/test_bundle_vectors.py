"""Bundles written by the first version: every later version must give the same answers to them.

`data/v1/answers.txt` names each file and its answer; the keys are those of `people.py`.
"""

from pathlib import Path

import pytest

from monitorapp.bundle.container import read_bundle
from monitorapp.bundle.identity import Card
from monitorapp.errors import BundleTrouble
from tests.core.bundle.people import ANNA, BEK, CHINARA, COMMITS, STRANGER

FOLDER = Path(__file__).parent / "data" / "v1"
ANSWERS = dict(line.split() for line in (FOLDER / "answers.txt").read_text(encoding="utf-8").splitlines())


def answer(name: str) -> str:
    try:
        read_bundle(FOLDER / name, BEK)
    except BundleTrouble as trouble:
        return trouble.code
    return "opens"


@pytest.mark.parametrize("name", ANSWERS)
def test_old_bundles_get_the_answer_they_always_got(name: str) -> None:
    assert answer(name) == ANSWERS[name]


def test_every_file_has_its_answer() -> None:
    assert {path.name for path in FOLDER.iterdir()} == {*ANSWERS, "answers.txt", "card.txt"}


def test_an_old_visit_still_says_the_same() -> None:
    for reader in (BEK, CHINARA):
        opened = read_bundle(FOLDER / "good", reader)
        assert opened.commits == COMMITS
        assert dict(opened.attachments) == {"b" * 32: b"a photo" * 100}
        assert opened.signer == ANNA.signing.public
        assert (opened.manifest.kind, opened.manifest.sequence) == ("visit", 7)
    assert read_bundle(FOLDER / "stranger", BEK).signer == STRANGER.signing.public


def test_an_old_card_still_says_the_same() -> None:
    card = Card.parse((FOLDER / "card.txt").read_text(encoding="utf-8"))
    assert (card.name, card.role) == ("Сокол", "monitor")
    assert card.recipient == ANNA.age.recipient
    assert card.author == "5b207f06dd89c8005f36105813fcbb61"
    assert " ".join(card.digits()) == "00896 63534 29149 73848 28067 07588"
    assert " ".join(card.words([f"w{number}" for number in range(1296)])) == "w246 w371 w1019 w631 w871 w46 w1209 w983"
