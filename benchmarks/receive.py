"""Processor time of taking a bundle of 20,000 answers in: the plan, the real thing, and the same bundle again.

python -m benchmarks.receive
"""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from monitorapp.exchange.members import create_vault, find_recipient, identity_of, trust, words_of
from monitorapp.exchange.receive import plan, receive
from monitorapp.exchange.send import send
from monitorapp.records.field import Value
from monitorapp.vault.keyfile import LIGHT
from monitorapp.vault.vault import Vault

DOCUMENTS, COMMITS, ANSWERS = 20, 134, 150
VALUES: tuple[Value, ...] = ("yes", "no", 3, 4.5, "текст ответа в несколько слов")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        anna, office = (create_vault(Path(folder, name), f"{name} " * 7, name, LIGHT)[0] for name in ("anna", "office"))
        for one, other in ((anna, office), (office, anna)):
            card = identity_of(other).card()
            trust(one, card.encode(), " ".join(words_of(card, "en")))
        path = Path(folder, "measured.mvb")
        answers = write(anna, path)
        measure("plan", answers, lambda: plan(office, path))
        measure("receive", answers, lambda: receive(office, path))
        measure("again", answers, lambda: receive(office, path))
        anna.close()
        office.close()


def write(vault: Vault, path: Path) -> int:
    """A bundle of one visit with many documents; returns how many answers are in it."""
    visit, _ = vault.start_visit("visit", "1", {"facility_id": "practice"})
    documents = [vault.add_document(visit, "cell", "1")[0] for _ in range(DOCUMENTS)]
    for number in range(COMMITS):
        document = documents[number % DOCUMENTS]
        answers = {f"s{number}_q{place}": VALUES[place % len(VALUES)] for place in range(ANSWERS)}
        vault.ledgers.holding(document).begin(visit, document, answers)
    send(vault, [visit], [find_recipient(vault, "office")], path)
    return COMMITS * ANSWERS


def measure(name: str, answers: int, work: Callable[[], object]) -> None:
    """Run once and print a line."""
    started = time.process_time()
    work()
    seconds = time.process_time() - started
    print(f"{name:8} {answers:>7,} answers  {seconds * 1000:8.1f} ms  {seconds / answers * 1e6:6.1f} µs an answer")


if __name__ == "__main__":
    main()
