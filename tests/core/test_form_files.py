"""The files beside a form: pictures are kept with it, sounds are named, and what is not here is told."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from monitorapp.documents import LARGEST_FILE, gather, named_files
from monitorapp.forms.complaints import said
from monitorapp.library import LACKING, Found, beside, bring_in, inspect_file, put_back, remove
from monitorapp.vault.vault import Vault
from tests.core.vaults import vault_of
from tests.core.workbooks import workbook

CITIES = (("select_one_from_file cities.csv", "city", "City"),)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    with vault_of("Айгуль", tmp_path / "vault").opened() as vault:
        yield vault


def brought(vault: Vault, path: Path) -> Found:
    found = inspect_file(path)
    bring_in(vault, found)
    return found


PNG = b"\x89PNG\r\n\x1a\n" + b"picture"
SHOWN = (("type", "name", "label", "media::image", "media::audio"), ("text", "q", "Q", "door.png", "knock.mp3"))


def illustrated(folder: Path, place: str, **files: bytes) -> Path:
    """A form that names a picture and a sound, and the files that lie in a folder beside it."""
    (folder / place).mkdir(exist_ok=True, parents=True)
    for name, body in files.items():
        (folder / place / name.replace("_", ".")).write_bytes(body)
    return workbook(folder / "looks.xlsx", SHOWN)


@pytest.mark.parametrize("place", ["looks-media", "."])
def test_a_picture_beside_the_form_or_in_its_folder_is_kept_with_it(tmp_path: Path, vault: Vault, place: str) -> None:
    found = brought(vault, illustrated(tmp_path, place, door_png=PNG))
    assert found.pictures == {"door.png": PNG}
    assert vault.registry.form_file("beds", "1", "door.png") == PNG
    assert (found.media, found.lacking) == (("door.png", "knock.mp3"), ("knock.mp3",))


def test_a_sound_is_named_and_neither_kept_nor_played(tmp_path: Path, vault: Vault) -> None:
    found = brought(vault, illustrated(tmp_path, "looks-media", door_png=PNG, knock_mp3=b"ID3"))
    assert vault.registry.form_files("beds", "1") == ["door.png"]
    told = next(one for one in found.complaints if one.code == "media-not-played")
    assert said(told, "en").startswith("“knock.mp3” is a sound or a film.")


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (None, "media-missing"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "media-not-a-picture"),
        (b"GIF89a", "media-not-a-picture"),
        (PNG + b"0" * (5 * 1024 * 1024), "media-too-large"),
    ],
)
def test_what_cannot_be_kept_is_a_complaint_with_its_name(tmp_path: Path, body: bytes | None, code: str) -> None:
    files = {} if body is None else {"door_png": body}
    found = inspect_file(illustrated(tmp_path, "looks-media", **files))
    told = [one for one in found.complaints if one.code == code]
    assert [one.facts["name"] for one in told] == ["door.png"]
    assert found.pictures == {}
    assert "door.png" in found.lacking


def test_all_pictures_together_have_a_limit(tmp_path: Path) -> None:
    rows = (SHOWN[0], *(("text", f"q{at}", "Q", f"p{at}.png", None) for at in range(12)))
    (tmp_path / "looks-media").mkdir()
    for at in range(12):
        (tmp_path / "looks-media" / f"p{at}.png").write_bytes(PNG + b"0" * (4_900_000))
    found = inspect_file(workbook(tmp_path / "looks.xlsx", rows))
    assert len(found.pictures) == 10
    assert sum(one.code == "media-too-large" for one in found.complaints) == 2


@pytest.mark.parametrize("name", ["../door.png", "/etc/passwd", "a/b.png", ""])
def test_nothing_outside_of_the_folder_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "door.png").write_bytes(PNG)
    (tmp_path / "in").mkdir()
    assert beside(tmp_path / "in", "looks")(name) is None


def test_a_table_may_lie_in_the_folder_of_media(tmp_path: Path) -> None:
    (tmp_path / "f-media").mkdir()
    (tmp_path / "f-media" / "cities.csv").write_text("name,label\nosh,Ош\n", encoding="utf-8")
    found = inspect_file(workbook(tmp_path / "f.xlsx", CITIES))
    assert (found.complaints, found.lacking) == ((), ())


def test_a_removed_form_comes_back_with_its_pictures(tmp_path: Path, vault: Vault) -> None:
    brought(vault, illustrated(tmp_path, "looks-media", door_png=PNG))
    removed = remove(vault, "beds", "1")
    assert vault.registry.form_files("beds", "1") == []
    put_back(vault, removed)
    assert vault.registry.form_file("beds", "1", "door.png") == PNG


def test_pictures_that_were_forgotten_can_be_brought_later(tmp_path: Path, vault: Vault) -> None:
    brought(vault, illustrated(tmp_path, "looks-media"))
    assert vault.registry.form_files("beds", "1") == []
    assert not bring_in(vault, inspect_file(illustrated(tmp_path, "looks-media", door_png=PNG)))
    assert vault.registry.form_files("beds", "1") == ["door.png"]


@pytest.mark.parametrize("appearance", ["signature", "image-map", "ethiopian", "ex:org.example.app(a='1')"])
def test_an_appearance_that_means_something_else_elsewhere_is_told(tmp_path: Path, appearance: str) -> None:
    rows = (("type", "name", "label", "appearance"), ("text", "q", "Q", appearance), ("text", "p", "P", "multiline w2"))
    found = inspect_file(workbook(tmp_path / "f.xlsx", rows))
    told = [one for one in found.complaints if one.code == "appearance-other"]
    assert [one.facts["name"] for one in told] == ["q"]


# What a form names


def named(*values: str) -> str:
    """The words of a form that names these files."""
    return "".join(f'<value form="image">{value}</value>' for value in values)


@pytest.mark.parametrize(
    "body", [PNG, b"\xff\xd8\xff\xe0 a photograph", b"RIFF\x00\x00\x00\x00WEBPVP8 "], ids=["png", "jpeg", "webp"]
)
def test_a_picture_is_known_by_how_it_begins(body: bytes) -> None:
    files = gather(named("jr://images/a.bin"), lambda name: body)
    assert files.pictures == {"a.bin": body}
    assert files.complaints == ()


@pytest.mark.parametrize("body", [b"", b"\x89PN", b"RIFF\x00\x00\x00\x00WAVE", b"%PDF-1.7", b"BM"])
def test_what_begins_otherwise_is_no_picture_whatever_it_is_called(body: bytes) -> None:
    files = gather(named("jr://images/a.png"), lambda name: body)
    assert files.pictures == {}
    assert [one.code for one in files.complaints] == ["media-not-a-picture"]


def test_a_picture_that_is_named_twice_is_read_and_told_once() -> None:
    asked: list[str] = []

    def read(name: str) -> bytes | None:
        asked.append(name)
        return None

    files = gather(named("jr://images/a.png", "jr://images/a.png", "jr://images/sub/a.png"), read)
    assert asked == ["a.png"]
    assert [one.facts["name"] for one in files.complaints] == ["a.png"]


def test_files_are_named_by_their_bare_names() -> None:
    xform = named("jr://images/deep/a.png") + '<instance src="jr://file-csv/b.csv"/>' + named("jr://audio/c.mp3")
    assert named_files(xform) == {"a.png", "b.csv", "c.mp3"}


@pytest.mark.parametrize("name", ["front door.png", "O'Neil & co.png", "камера 5 (вид).png", "a;b.png"])
def test_a_picture_is_found_under_any_name_that_people_give_to_files(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(PNG)
    found = inspect_file(workbook(tmp_path / "looks.xlsx", (SHOWN[0], ("text", "q", "Q", name, None))))
    assert found.pictures == {name: PNG}
    assert (found.media, found.lacking) == ((name,), ())


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("<value>\n  jr://images/a.png\n</value>", {"a.png"}),
        ("<value>jr://images/a.png</value><value>jr://images/b.png</value>", {"a.png", "b.png"}),
        ("<instance src='jr://file/it is.xml'/>", {"it is.xml"}),
        ("""<instance src="jr://file-csv/it's.csv"/>""", {"it's.csv"}),
        ("""<bind calculate="if(/data/a, 'jr://images/a b.png', 'jr://images/c.png')"/>""", {"a b.png", "c.png"}),
        ("""<bind calculate="concat('jr://images/', /data/a, '.png')"/>""", set()),
        ("<label>See jr://images/a.png</label>", set()),
    ],
)
def test_an_address_ends_where_its_text_or_its_quotation_marks_end(written: str, names: set[str]) -> None:
    assert named_files(written) == names


def test_sounds_and_films_are_not_even_read() -> None:
    asked: list[str] = []
    gather(named("jr://audio/a.mp3", "jr://video/b.mp4"), asked.append)
    assert asked == []


def test_tables_are_no_media() -> None:
    assert gather('<instance id="t" src="jr://file-csv/t.csv"/>', lambda name: None).complaints == ()


def test_every_complaint_about_files_is_told_as_lacking(tmp_path: Path) -> None:
    files = gather(named("jr://images/a.png", "jr://audio/b.mp3"), lambda name: None)
    assert {one.code for one in files.complaints} <= LACKING


def test_what_is_too_large_or_no_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "big.png").write_bytes(b"0" * (LARGEST_FILE + 1))
    assert beside(tmp_path / "in")("big.png") is None
    (tmp_path / "in" / "dir.png").mkdir()
    assert beside(tmp_path / "in")("dir.png") is None


def test_the_folder_of_media_goes_before_the_folder_of_the_form(tmp_path: Path) -> None:
    (tmp_path / "looks-media").mkdir()
    (tmp_path / "a.png").write_bytes(b"beside")
    (tmp_path / "looks-media" / "a.png").write_bytes(b"inside")
    assert beside(tmp_path, "looks")("a.png") == b"inside"
    assert beside(tmp_path)("a.png") == b"beside"
