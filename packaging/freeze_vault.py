"""Makes the vault of today's schema that `tests/data/vaults` keeps for ever: run once for each schema, never again.

    python packaging/freeze_vault.py [FOLDER]

It refuses to overwrite what is there: a frozen vault is never changed, the next schema gets the next one.
"""

import hashlib
import json
import sys
import tarfile
import tempfile
from pathlib import Path

# The script runs in a checkout, where the program need not be installed.
sys.path.append(str(Path(__file__).resolve().parent.parent))

from monitorapp.exchange.members import create_vault, identity_of
from monitorapp.records.attachment import new_salt
from monitorapp.records.descriptor import Descriptor
from monitorapp.records.field import Value
from monitorapp.vault import attachments, cipher
from monitorapp.vault.keyfile import LIGHT, SLOT, SLOTS, SLOTS_START, KeyFile
from monitorapp.vault.schema import SCHEMA
from monitorapp.vault.vault import Vault

FOLDER = Path(__file__).parents[1] / "tests/data/vaults"
NAME, PHRASE = "Анна", "семь простых слов для старого хранилища"
COUNT = "pop_total"
ROW, BED = "12" * 16 + "/#row", "12" * 16 + "/bed_no@observation"
VISIT: dict[str, Value] = {
    "facility_id": "practice",
    "prep_objective": "Журнал №1",
    "food_meals": {"na": "not_asked"},
    COUNT: 41,
}
CELL: dict[str, Value] = {ROW: {"row": "beds"}, BED: 2, "detainee_name": "имя"}
LIST = ("unit_names", "1", "units.csv", b"name,label\nA,B\n")
ERASED = "ab" * 16
PICTURE = b"not really a picture"


def main() -> int:
    """Make the vault, and beside it what must be found in it for ever."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    name = f"v{SCHEMA}"
    if (target / f"{name}.tar.xz").exists():
        sys.stderr.write(f"{name} is frozen already\n")
        return 1
    with tempfile.TemporaryDirectory() as work:
        folder = Path(work) / name
        told = _filled(folder)
        _blank_free_slots(folder / "k", str(told["recovery_code"]))
        with tarfile.open(target / f"{name}.tar.xz", "w:xz") as packed:
            packed.add(folder, name)
    (target / f"{name}.json").write_text(json.dumps(told, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return 0


def _filled(folder: Path) -> dict[str, object]:
    vault, code = create_vault(folder, PHRASE, NAME, LIGHT)
    vault.confirm_recovery(code)
    visit = vault.start_visit("visit", "1", {"facility_id": VISIT["facility_id"]})[0]
    cell = vault.add_document(visit, "cell", "1")[0]
    _write(vault, visit, VISIT)
    _write(vault, visit, {COUNT: 43})
    _write(vault, cell, CELL)
    vault.finish(visit)
    vault.set_place({"document": cell, "field": "cell_no", "caret": 0})
    photo = _keep_what_came_with_schema_2(vault, visit)
    told: dict[str, object] = {
        "passphrase": PHRASE,
        "recovery_code": code,
        "author": vault.author,
        "name": identity_of(vault).name,
        "visit": visit,
        "cell": cell,
        "digest": vault.digest(),
        "values": {document: dict(vault.view(document).values) for document in (visit, cell)},
        "history": [entry.value for entry in vault.history(visit, COUNT)],
        "statuses": [row.status for row in vault.documents(visit)],
        "place": vault.place(),
        "form_files": [[*LIST[:3], LIST[3].decode()]],
        "erased_documents": [ERASED],
        "attachments": {photo: PICTURE.decode()},
    }
    vault.close()
    return told


def _write(vault: Vault, document: str, values: dict[str, Value]) -> None:
    for name, value in values.items():
        vault.record(document, name, value, vault.shown(document, name))
    vault.commit(document)


def _keep_what_came_with_schema_2(vault: Vault, visit: str) -> str:
    """Returns the id of an attachment."""
    form, version, name, body = LIST
    vault.registry.keep_form_file(form, version, name, body)
    with cipher.transaction(vault.index.connection):
        vault.index.connection.execute("insert into erased_documents values(?)", (ERASED,))
    digest = hashlib.sha256(PICTURE).hexdigest()
    descriptor = Descriptor(type="image/png", salt=new_salt(), source="button", name="photo.png", sha256=digest)
    return attachments.add(vault, visit, PICTURE, descriptor)


def _blank_free_slots(path: Path, code: str) -> None:
    """Free slots are random, which no packer makes smaller; zeros open as little."""
    used = {key.slot for key in KeyFile.recover(path, code).ledgers()}
    with path.open("r+b") as file:
        for slot in set(range(SLOTS)) - used:
            file.seek(SLOTS_START + slot * SLOT)
            file.write(bytes(SLOT))


if __name__ == "__main__":
    sys.exit(main())
