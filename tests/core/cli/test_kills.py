"""A small version of `benchmarks/kills.py`: nothing acknowledged is lost or doubled, whatever kills the program."""

from pathlib import Path

from tests.core.killing import run


def test_every_acknowledged_answer_survives_being_killed(tmp_path: Path) -> None:
    toll = run(tmp_path / "v", kills=8, answers=200)
    assert toll.kills == 8
    assert len(toll.acknowledged) >= 200
    assert toll.refusals >= 1
    assert toll.lost == []
    assert toll.doubled == []
    assert toll.troubles <= {"already-open"}
