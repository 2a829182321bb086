"""What about this laptop endangers the vault: a folder that is copied elsewhere, memory that is written down in clear.

Best effort: proc(5), sysfs of block devices (slaves, dm/uuid), and how programs that synchronise mark their folders.
"""

import os
import re
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from monitorapp.vault.vault import Vault

SYNCHRONISED, SWAP, HIBERNATION = "synchronised-folder", "swap-in-clear", "hibernation-in-clear"
_TOLD: Final = "risks-told"
# By the beginning of a folder's name, in lower case; and by a file or folder that lies in it.
_NAMES: Final = {
    "onedrive": "OneDrive",
    "dropbox": "Dropbox",
    "google drive": "Google Drive",
    "googledrive": "Google Drive",
    "icloud": "iCloud",
    "mobile documents": "iCloud",
    "com~apple~clouddocs": "iCloud",
    "cloudstorage": "Cloud Storage",
    "nextcloud": "Nextcloud",
    "owncloud": "ownCloud",
    "syncthing": "Syncthing",
    "yandex.disk": "Yandex.Disk",
    "yandexdisk": "Yandex.Disk",
    "яндекс.диск": "Yandex.Disk",
    "mail.ru cloud": "Mail.ru",
    "cloud mail.ru": "Mail.ru",
    "облако mail.ru": "Mail.ru",
    "pclouddrive": "pCloud",
}
_MARKS: Final = {
    ".stfolder": "Syncthing",
    ".dropbox": "Dropbox",
    ".dropbox.cache": "Dropbox",
    ".nextcloudsync.log": "Nextcloud",
    ".owncloudsync.log": "ownCloud",
    ".tmp.drivedownload": "Google Drive",
}
_ESCAPE: Final = re.compile(r"\\([0-7]{3})")  # proc(5) writes a space in a name as \040


class Risk(NamedTuple):
    """A code, and the name of the program that it is about, if any."""

    code: str
    name: str = ""


def risks(folder: Path, root: Path = Path("/")) -> tuple[Risk, ...]:
    """What endangers a vault in this folder; `root` is where proc and sys lie."""
    service = synchronised_by(folder)
    found = [Risk(SYNCHRONISED, service)] if service else []
    if sys.platform.startswith("linux") and swaps_in_clear(root):
        found.append(Risk(HIBERNATION if _may_hibernate(root) else SWAP))
    return tuple(found)


def synchronised_by(folder: Path) -> str:
    """The program that copies this folder to other computers, as far as its name or marks tell; "" for none."""
    whole = folder.absolute()
    for each in (whole, *whole.parents):
        name = each.name.casefold()
        named = next((service for start, service in _NAMES.items() if name.startswith(start)), "")
        marked = next((service for mark, service in _MARKS.items() if (each / mark).exists()), "")
        if named or marked:
            return named or marked
    return ""


def swaps_in_clear(root: Path) -> tuple[str, ...]:
    """The swap areas that lie on a disk without encryption: neither zram, nor on dm-crypt at any depth."""
    try:
        lines = (root / "proc/swaps").read_text(encoding="utf-8").splitlines()[1:]
    except OSError:
        return ()
    areas = [_ESCAPE.sub(lambda octal: chr(int(octal[1], 8)), line.split()[0]) for line in lines if line.split()]
    return tuple(area for area in areas if not _is_safe(area, root))


def _is_safe(area: str, root: Path) -> bool:
    device = _block_device(area, root)
    if device.name.startswith("zram"):
        backing = device / "backing_dev"
        return not backing.exists() or backing.read_text().strip() == "none"
    return _is_encrypted(device)


def _block_device(area: str, root: Path) -> Path:
    """The device of a swap area in sysfs: a partition by its name, a file by what it lies on."""
    if area.startswith("/dev/"):
        return root / "sys/class/block" / os.path.basename(os.path.realpath(area))
    try:
        number = os.stat(area).st_dev
    except OSError:
        return root / "sys/class/block/unknown"
    return (root / f"sys/dev/block/{os.major(number)}:{os.minor(number)}").resolve()


def _is_encrypted(device: Path) -> bool:
    kind = device / "dm/uuid"
    if kind.exists() and kind.read_text().startswith("CRYPT-"):
        return True
    beneath: Iterable[Path] = (device / "slaves").iterdir() if (device / "slaves").is_dir() else ()
    below = [each.resolve() for each in beneath]
    return bool(below) and all(_is_encrypted(each) for each in below)


def _may_hibernate(root: Path) -> bool:
    resume = root / "sys/power/resume"
    return resume.exists() and resume.read_text().strip() != "0:0"


def untold(vault: "Vault") -> tuple[Risk, ...]:
    """The risks of the folder of a vault that nobody has said to know of yet."""
    told = vault.registry.fact(_TOLD) or []
    return tuple(risk for risk in risks(vault.folder) if risk.code not in told)


def keep_told(vault: "Vault", risk: Risk) -> None:
    """The person knows of this risk: it is not told again for this vault."""
    vault.registry.keep_fact(_TOLD, sorted({risk.code, *(vault.registry.fact(_TOLD) or [])}))
