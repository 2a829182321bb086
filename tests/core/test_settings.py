"""The settings file: whatever stands in it the program starts, and what was chosen is there the next time."""

import os
from pathlib import Path

import pytest

from monitorapp.settings import Settings, read_settings, write_settings

CHOSEN = Settings(language="ru", theme="dark", text_size=150, vault_folder="/home/анна/visits")


def test_what_was_chosen_is_read_again_and_nothing_else_lies_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "new" / "folder" / "monitorapp.json"
    assert write_settings(path, Settings())
    assert write_settings(path, CHOSEN)
    assert read_settings(path) == CHOSEN
    assert [one.name for one in path.parent.iterdir()] == ["monitorapp.json"]


def test_a_folder_whose_name_is_no_text_is_remembered(tmp_path: Path) -> None:
    settings = Settings(vault_folder=os.fsdecode(b"/media/stick/\xff\xfe"))
    assert write_settings(tmp_path / "s", settings)
    assert read_settings(tmp_path / "s") == settings


@pytest.mark.parametrize(
    "content",
    [b"", b"\xff\xfe", b"not json", b"[]", b'"dark"', b"null", b"[" * 100_000, b'{"theme": "dark"', b'{"theme": NaN}'],
)
def test_a_file_that_is_damaged_is_as_none(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "s").write_bytes(content)
    assert read_settings(tmp_path / "s") == Settings()


@pytest.mark.parametrize(
    "wrong",
    [
        '"theme": 7',
        '"theme": null',
        '"text_size": "150"',
        '"text_size": true',
        '"text_size": 99.5',
        '"text_size": 89',
        '"text_size": 151',
        '"later": 1',
    ],
)
def test_one_setting_of_the_wrong_kind_takes_no_other_with_it(tmp_path: Path, wrong: str) -> None:
    (tmp_path / "s").write_text(f'{{"language": "ru", {wrong}}}', encoding="utf-8")
    assert read_settings(tmp_path / "s") == Settings(language="ru")


def test_without_a_file_or_with_a_folder_in_its_place_everything_is_as_by_default(tmp_path: Path) -> None:
    assert read_settings(tmp_path / "nothing") == Settings()
    assert read_settings(tmp_path) == Settings()


def test_where_nothing_can_be_written_it_says_so_and_what_was_there_stays(tmp_path: Path) -> None:
    (tmp_path / "s.part").mkdir()
    write_settings(tmp_path / "t", CHOSEN)
    os.rename(tmp_path / "t", tmp_path / "s")
    assert not write_settings(tmp_path / "s", Settings())
    assert read_settings(tmp_path / "s") == CHOSEN
    assert not write_settings(tmp_path / "s" / "below", Settings())
