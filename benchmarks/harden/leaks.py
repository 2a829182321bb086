"""T10 and T11: a day at the window; every file it could have touched is searched, every system call of its watched."""

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from secrets import token_hex

from benchmarks.harden.check import Figure, Trial
from benchmarks.harden.surroundings import path_of
from benchmarks.harden.window import allow_cores, screen, surroundings
from tests.core.test_leaks import spellings

WORDS = (
    "pseudonym",
    "passphrase",
    "detainee",
    "allegation",
    "injury",
    "photo",
    "row",
    "visit",
    "cell",
    "interview",
    "search",
    "unsaved",
)
PUBLIC_PLACES = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"), Path("/run/user"))
LARGEST = 1 << 30
CALLS = (
    "open,openat,openat2,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mknod,socket,connect,bind,listen"
)
FAULT = -11  # SIGSEGV


@dataclass(frozen=True)
class Lived:
    """What a day left behind."""

    home: Path
    words: Mapping[str, str]
    kept: Sequence[str]
    said: str
    began: float


def canaries(trial: Trial) -> Sequence[Figure]:
    """T10. No word is in any file, in any encoding, outside the vaults and the bundle that was asked for."""
    lived = _live(trial)
    searched, hits = 0, list[str]()
    for path in _files(lived):
        searched += 1
        hits += _hits(path, lived.words)
    hits += [f"{name} on a screen of letters" for name, word in lived.words.items() if word in lived.said]
    cores = [path for path in lived.home.rglob("core*") if path.is_file()]
    return [
        Figure.exactly(len(WORDS), len(set(lived.words.values())), "canaries in 4 encodings"),
        Figure(len(lived.kept), "of them read back from the vault before the crash", least=7),
        Figure(searched, "files searched", least=10),
        Figure.none(len(hits), f"hits{': ' + '; '.join(sorted(set(hits))[:4]) if hits else ''}"),
        Figure.none(len(cores), "core files after a crash"),
    ]


def system_calls(trial: Trial) -> Sequence[Figure]:
    """T11. The whole day under strace: files written only where it is allowed, and no socket of the internet."""
    trace = trial.folder / "trace"
    lived = _live(trial, [path_of("strace"), "-f", "-y", "-s", "4096", "-o", str(trace), "-e", f"trace={CALLS}"])
    lines = trace.read_text(encoding="utf-8", errors="replace").splitlines()
    allowed = tuple(str(lived.home / name) for name in ("vault", "office", "out.mvb", "XDG_CONFIG_HOME/monitorapp"))
    writes = list(_written(lines))
    wrong = sorted({path for path in writes if not path.startswith(allowed) and not _is_harmless(path, lived.home)})
    internet = [line for line in lines if re.search(r"socket\((AF_INET|AF_INET6|AF_PACKET)\b", line)]
    return [
        Figure(len(lines), "system calls looked at", least=1000),
        Figure(len(writes), "files opened for writing", least=10),
        Figure.none(len(wrong), f"outside the vaults, the settings and the bundle{_some(wrong)}"),
        Figure.none(len(internet), "sockets of the internet"),
        Figure.none(sum("listen(" in line for line in lines), "listening"),
    ]


def _live(trial: Trial, before: Sequence[str] = ()) -> Lived:
    """Live the day in a child process; it must end by the fault that it makes."""
    home, words = trial.folder / "home", {name: f"Жар{token_hex(4)}Ъptица" for name in WORDS}
    allow_cores()
    began = time.time()
    with screen() as display:
        environment = surroundings(home, display)
        (home / "here").mkdir()
        planted = ["planted"] if trial.planted else []
        done = subprocess.run(
            [
                *before,
                sys.executable,
                "-B",
                "-X",
                "utf8",
                "-m",
                "benchmarks.harden.day",
                str(home),
                str(trial.size),
                *planted,
            ],
            input=json.dumps(words),
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=False,
            timeout=600,
            env=environment,
            cwd=home / "here",
        )
    assert done.returncode in {FAULT, 128 - FAULT}, f"it did not end as it should: {done.returncode} {done.stderr}"
    *lines, kept = done.stdout.splitlines()
    return Lived(home, words, json.loads(kept), "\n".join(lines) + done.stderr, began)


def _files(lived: Lived) -> Iterator[Path]:
    """Everything in the folders of the day, and whatever changed since in the places that are for all."""
    yield from (path for path in lived.home.rglob("*") if path.is_file())
    for place in PUBLIC_PLACES:
        for folder, _, names in os.walk(place):  # which goes on where a folder has just vanished
            for path in (Path(folder) / name for name in names):
                if lived.home not in path.parents and _is_new(path, lived.began):
                    yield path


def _is_new(path: Path, began: float) -> bool:
    try:
        state = path.lstat()
    except OSError:
        return False
    return path.is_file() and not path.is_symlink() and state.st_mtime >= began - 1 and state.st_size < LARGEST


def _hits(path: Path, words: Mapping[str, str]) -> list[str]:
    try:
        data = os.fsencode(path) + b"\n" + path.read_bytes()  # a name tells as much as a line
    except OSError:
        return []  # it was somebody else's, and is gone
    return [f"{name} in {path}" for name, word in words.items() if any(s in data for s in spellings(word))]


_OPENED = re.compile(r"(?:open|openat|openat2|creat)\(.*\b(?:O_WRONLY|O_RDWR|O_CREAT)\b.* = \d+<(.*?)>")
_UNFINISHED, _RESUMED = "<unfinished ...>", re.compile(r"\d+ +<\.\.\. \w+ resumed>")
_RENAMED = re.compile(r'(?:rename|renameat|renameat2|link|linkat|symlink|symlinkat)\(.*"([^"]+)"[^"]*\) = 0')


def _written(lines: Sequence[str]) -> Iterator[str]:
    """The path of each file that was opened for writing, or came into being under another name."""
    for line in _whole(lines):
        found = _OPENED.search(line) or _RENAMED.search(line)
        if found:
            yield found[1].removesuffix(" (deleted)")


def _whole(lines: Sequence[str]) -> Iterator[str]:
    """The calls, each on one line: strace tells in two parts what another thread came in between of."""
    begun: dict[str, str] = {}
    for line in lines:
        thread = line.partition(" ")[0]
        if line.endswith(_UNFINISHED):
            begun[thread] = line.removesuffix(_UNFINISHED)
        elif (resumed := _RESUMED.match(line)) is not None:
            yield begun.pop(thread, "") + line[resumed.end() :]
        else:
            yield line


def _is_harmless(path: str, home: Path) -> bool:
    """Devices, the kernel's own files, and the list of installed fonts that fontconfig keeps."""
    fonts = str(home / "XDG_CACHE_HOME" / "fontconfig")
    return path.startswith(("/dev/null", "/dev/tty", "/dev/pts", "/proc/", "/dev/dri", fonts, "/memfd:"))


def _some(paths: Sequence[str]) -> str:
    return f": {'; '.join(paths[:4])}" if paths else ""
