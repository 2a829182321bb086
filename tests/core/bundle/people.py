"""The people of these tests, a visit they carry, and the means of an attacker to build bundles by hand."""

import hashlib
import io
import struct
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import zstandard

from monitorapp.bundle.age import AgeIdentity, AgeRecipient, encrypt, open_age
from monitorapp.bundle.container import Contents
from monitorapp.bundle.identity import Identity, recipient_hash
from monitorapp.bundle.manifest import PURPOSE, Manifest, Packed, Preamble
from monitorapp.bundle.signature import SigningKeys


def person(name: str, role: str, number: int) -> Identity:
    """A person whose keys are the same in every run."""
    age, classical, lattice = (bytes([number, place]) * 16 for place in range(3))
    return Identity(name, role, AgeIdentity.from_seed(age), SigningKeys.from_seeds(classical, lattice))


ANNA = person("Сокол", "monitor", 1)
BEK = person("Lead 2", "coordinator", 2)
CHINARA = person("Чинара", "coordinator", 3)
STRANGER = person("Nobody", "monitor", 4)

COMMITS = b"".join(b'{"document":"%032x","field":"cell_count","value":%d}\n' % (n, n % 7) for n in range(400))
PHOTO = hashlib.shake_256(b"photo").digest(90_000)
SCAN = hashlib.shake_256(b"scan").digest(1_000)


def visit(**changes: Any) -> Contents:
    """One visit with two attachments, or what `changes` make of it."""
    facts: dict[str, Any] = {
        "kind": "visit",
        "sequence": 7,
        "commits": COMMITS,
        "visits": ("0" * 31 + "a",),
        "heads": {"strand-1": "1" * 64, "strand-2": "2" * 64},
        "forms": {"visit": "2026.11", "interview": "2026.11"},
        "attachments": [("b" * 32, PHOTO), ("c" * 32, SCAN)],
    }
    return Contents(**(facts | changes))


def small() -> Contents:
    """A receipt: a bundle of one chunk, quick to mutate."""
    return visit(kind="receipt", commits=b"{}\n", attachments=())


def inner_text(path: Path, reader: Identity) -> bytes:
    """What stands inside the encryption of a bundle."""
    with path.open("rb") as source:
        return open_age(source, reader.age).read(1 << 30)


def reseal(path: Path, text: bytes, *people: Identity) -> Path:
    """Encrypt any inner text to any people: whoever has read a bundle can do this."""
    out = io.BytesIO()
    recipients: list[AgeRecipient] = [one.age.recipient for one in people]
    encrypt([text], recipients, out)
    path.write_bytes(out.getvalue())
    return path


def signed_text(
    text: bytes, content: bytes, signer: Identity = STRANGER, lengths: Mapping[str, int] | None = None
) -> bytes:
    """An inner text with any manifest bytes, content and lengths, rightly signed by `signer`."""
    preamble = Preamble.of(signer.signing.public, len(text), len(content))
    front = bytearray(preamble.encode())
    places = {"manifest_size": (-20, ">I"), "content_size": (-16, ">Q"), "padded_size": (-8, ">Q")}
    for name, value in (lengths or {}).items():
        place, shape = places[name]
        struct.pack_into(shape, front, len(front) + place, value)
    signature = signer.signing.sign(PURPOSE, bytes(front) + text)
    body = bytes(front) + text + signature + content
    return body + bytes(preamble.padded_size - len(body))


def manifest_for(reader: Identity, content: bytes, size: int | None = None, **changes: Any) -> dict[str, Any]:
    """The facts of a valid manifest about commits alone, to be spoiled by the caller."""
    packed = Packed(
        size=zstandard.get_frame_parameters(content).content_size if size is None else size,
        stored=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    manifest = Manifest(
        bundle="d" * 32,
        kind="visit",
        sequence=1,
        recipients=[recipient_hash(reader.age.recipient)],
        visits=[],
        heads={},
        forms={},
        commits=packed,
        attachments=[],
    )
    return manifest.model_dump(mode="json") | changes
