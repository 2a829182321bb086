"""Finds the data that the product ships: forms, tables, word lists, words for troubles."""

from functools import cache
from pathlib import Path

PRACTICE_FACILITY = "practice"

_PACKAGE = Path(__file__).resolve().parent
_CANDIDATES = (_PACKAGE.parent / "resources", _PACKAGE / "_resources")


@cache
def root() -> Path:
    """The folder of the data: beside the package in a checkout, inside it when installed.

    Raises FileNotFoundError when the installation has neither: that is a broken build, not a trouble.
    """
    for candidate in _CANDIDATES:
        if (candidate / "tables").is_dir():
            return candidate
    raise FileNotFoundError("the data of the product is not installed")


def _inside(name: str) -> Path:
    """The path of one file of the data; a name that leads out of the folder is a bug."""
    path = (root() / name).resolve()
    if not path.is_relative_to(root()):
        raise ValueError("a name of data must stay inside the data")
    return path


def read_bytes(name: str) -> bytes:
    """The content of one file, named by its path under the data with forward slashes."""
    return _inside(name).read_bytes()


def read_text(name: str) -> str:
    """The content of one UTF-8 file, line ends as `\\n`."""
    return read_bytes(name).decode("utf-8-sig").replace("\r\n", "\n")


def names(folder: str) -> tuple[str, ...]:
    """The file names in one folder of the data, sorted."""
    return tuple(sorted(path.name for path in _inside(folder).iterdir() if path.is_file()))


@cache
def _rows(name: str) -> tuple[dict[str, str], ...]:
    # Not before the first window is painted: nobody needs them there.
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    return tuple(csv.DictReader(io.StringIO(read_text(f"tables/{name}.csv")), strict=True))


def table(name: str) -> list[dict[str, str]]:
    """The rows of `tables/<name>.csv`, in order; each call gives fresh dictionaries."""
    return [dict(row) for row in _rows(name)]


def facilities() -> list[dict[str, str]]:
    """The shipped facility list; `id` is for ever, `practice` is "yes" for the fictional one."""
    return table("facilities")


def form_names() -> tuple[str, ...]:
    """The ids of the shipped forms, in the order in which a menu shows them."""
    return tuple(row["form"] for row in table("forms"))


def form_title(name: str, language: str) -> str:
    """The title of a shipped form in a language; English where the table has no other."""
    row = next(row for row in table("forms") if row["form"] == name)
    return row.get(f"title_{language}") or row["title_en"]


def shipped_version(name: str) -> str:
    """The version of a shipped form."""
    return next(row["version"] for row in table("forms") if row["form"] == name)


def form_xform(name: str) -> bytes:
    """The converted XForm of a shipped form."""
    return read_bytes(f"forms/{name}.xml")


def form_workbook(name: str) -> bytes:
    """The XLSForm workbook from which the XForm was converted."""
    return read_bytes(f"forms/{name}.xlsx")


def word_list(language: str) -> tuple[str, ...]:
    """The words for passphrases in a language (ru, en), already normalised as passphrases are."""
    return _words(f"words/{language}.txt")


def common_phrases() -> frozenset[str]:
    """Words and phrases which nobody may rely on in a passphrase of their own, normalised."""
    return frozenset(_words("words/common.txt"))


def _words(name: str) -> tuple[str, ...]:
    lines = (line.strip() for line in read_text(name).split("\n"))
    return tuple(line for line in lines if line and not line.startswith("#"))
