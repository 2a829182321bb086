"""Pictures of forms in bundles from a colleague who means harm: refused whole, or left where they are."""

import base64
from collections.abc import Sequence

import pytest

from monitorapp.documents import LARGEST_PICTURE
from monitorapp.errors import ExchangeTrouble
from monitorapp.exchange import payload as payload_lines
from monitorapp.exchange.payload import FormFile, Payload, decode
from monitorapp.exchange.receive import receive
from monitorapp.records.field import canonical
from monitorapp.resources import shipped_version
from tests.core.exchange.conftest import Team
from tests.core.exchange.test_forgeries import bundle, refused
from tests.core.test_form_files import PNG

NAMES = '<h:html><label ref="jr://images/door.png"/></h:html>'


def with_files(*files: FormFile, forms: Sequence[tuple[str, str, str]] = (("looks", "1", NAMES),)) -> bytes:
    return Payload(forms=list(forms), files=list(files)).encode()


def picture(name: str = "door.png", body: bytes = PNG, form: str = "looks", version: str = "1") -> FormFile:
    return FormFile(form, version, name, body)


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../door.png",
        "/door.png",
        "a/door.png",
        "a\\door.png",
        "C:door.png",
        "a\0.png",
        "a\n.png",
        "ж" * 128,
    ],
)
def test_a_picture_whose_name_is_no_bare_name_is_refused(team: Team, name: str) -> None:
    assert refused(team, bundle(team, with_files(picture(name)), []))["reason"] == "line"


def test_a_picture_that_is_too_large_is_refused() -> None:
    with pytest.raises(ExchangeTrouble):
        decode(with_files(picture(body=PNG + bytes(LARGEST_PICTURE))))


def test_an_endless_body_is_not_even_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    lines = with_files(picture(body=bytes(2 * LARGEST_PICTURE)))
    monkeypatch.setattr(base64, "b64decode", lambda *_, **__: pytest.fail("unpacked"))
    with pytest.raises(ExchangeTrouble):
        decode(lines)


@pytest.mark.parametrize("limit", ["LARGEST_OF_ALL", "LARGEST_OF_BUNDLE"])
def test_more_pictures_than_fit_are_refused(monkeypatch: pytest.MonkeyPatch, limit: str) -> None:
    lines = with_files(picture("a.png"), picture("b.png"))
    assert len(decode(lines).files) == 2
    monkeypatch.setattr(payload_lines, limit, 2 * len(PNG) - 1)
    with pytest.raises(ExchangeTrouble) as caught:
        decode(lines)
    assert caught.value.facts["reason"] == "files"


def test_a_picture_that_comes_twice_is_refused(team: Team) -> None:
    twice = with_files(picture(), picture(body=PNG + b"2"))
    assert refused(team, bundle(team, twice, []))["reason"] == "files"


@pytest.mark.parametrize(
    "change",
    [{"body": "AB"}, {"body": "AA==\n"}, {"body": "AB=="}, {"body": 1}, {"file": 1}, {"version": None}, {"xform": "x"}],
)
def test_a_line_of_a_picture_is_read_strictly(change: dict[str, object]) -> None:
    line = {"form": "looks", "version": "1", "file": "door.png", "body": "AA=="}
    assert decode(f"{canonical(line)}\n".encode()).files[0].body == b"\0"
    with pytest.raises(ExchangeTrouble):
        decode(f"{canonical(line | change)}\n".encode())


def test_a_picture_for_a_form_that_nobody_has_is_refused(team: Team) -> None:
    assert refused(team, bundle(team, with_files(picture(form="other")), []))["reason"] == "form"


def test_a_picture_for_a_shipped_form_is_ignored(team: Team) -> None:
    own = picture(form="visit", version=shipped_version("visit"))
    assert receive(team.office, bundle(team, with_files(own, forms=[]), [])).nothing_new
    forged = with_files(own, forms=[("visit", shipped_version("visit"), NAMES)])
    assert receive(team.office, bundle(team, forged, [])).nothing_new
    assert team.office.registry.form_files("visit", shipped_version("visit")) == []


def test_only_pictures_that_the_form_names_are_kept(team: Team) -> None:
    lines = with_files(picture(), picture("other.png"))
    receive(team.office, bundle(team, lines, []))
    assert team.office.registry.form_files("looks", "1") == ["door.png"]


def test_what_does_not_begin_as_a_picture_is_not_kept(team: Team) -> None:
    receive(team.office, bundle(team, with_files(picture(body=b"<svg/>")), []))
    assert team.office.registry.form_files("looks", "1") == []


def test_the_form_that_is_kept_says_which_pictures_it_names(team: Team) -> None:
    team.office.registry.keep_form("looks", "1", b"<no pictures/>")
    receive(team.office, bundle(team, with_files(picture()), []))
    assert team.office.registry.form_files("looks", "1") == []
