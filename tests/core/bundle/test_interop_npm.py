"""Files go both ways between us and the npm package `age-encryption` (0.3.1, by the author of age).

MONITORAPP_AGE_NPM names the folder of the installed package; without it nobody asked for this.
"""

import io
import os
import random
import shutil
import subprocess
from pathlib import Path

import pytest

from monitorapp.bundle import age
from monitorapp.bundle.age import CHUNK, AgeIdentity, encrypt, open_age
from tests.core.bundle.people import BEK, inner_text

pytestmark = pytest.mark.interop

IDENTITY, COLLEAGUE = AgeIdentity.from_seed(b"i" * 32), AgeIdentity.from_seed(b"c" * 32)
SIZES = [0, 1, 1000, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 1_000_000]

SCRIPT = """
import { readFileSync, writeFileSync } from "node:fs";
const [folder, verb, source, target, ...keys] = process.argv.slice(2);
const age = await import(folder + "/dist/index.js");
const data = new Uint8Array(readFileSync(source));
if (verb === "encrypt") {
    const e = new age.Encrypter();
    for (const key of keys) e.addRecipient(key);
    writeFileSync(target, await e.encrypt(data));
} else if (verb === "decrypt") {
    const d = new age.Decrypter();
    for (const key of keys) d.addIdentity(key);
    writeFileSync(target, await d.decrypt(data));
} else if (verb === "keypair") {
    const identity = await age.generateHybridIdentity();
    writeFileSync(target, identity + " " + await age.identityToRecipient(identity));
}
"""


@pytest.fixture
def their_age(tmp_path: Path) -> "TheirAge":
    return TheirAge(tmp_path)


class TheirAge:
    """The npm package, run by Node once for each verb."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.script = folder / "run.mjs"
        self.script.write_text(SCRIPT)

    def run(self, verb: str, data: bytes, *keys: str) -> bytes:
        source, target = self.folder / "in", self.folder / "out"
        source.write_bytes(data)
        package = str(Path(os.environ["MONITORAPP_AGE_NPM"]).resolve())
        command = [str(shutil.which("node")), str(self.script), package, verb, str(source), str(target), *keys]
        subprocess.run(command, check=True, capture_output=True, timeout=60)
        return target.read_bytes()


@pytest.mark.parametrize("size", SIZES)
def test_they_open_what_we_write(their_age: TheirAge, size: int) -> None:
    payload, out = random.Random(size).randbytes(size), io.BytesIO()
    encrypt([payload], [COLLEAGUE.recipient, IDENTITY.recipient], out)
    assert their_age.run("decrypt", out.getvalue(), IDENTITY.secret_text()) == payload


@pytest.mark.parametrize("size", SIZES)
def test_we_open_what_they_write(their_age: TheirAge, size: int) -> None:
    payload = random.Random(size).randbytes(size)
    file = their_age.run("encrypt", payload, str(COLLEAGUE.recipient), str(IDENTITY.recipient))
    assert open_age(io.BytesIO(file), IDENTITY).read(size + 1) == payload


def test_they_open_a_bundle_of_the_first_version(their_age: TheirAge) -> None:
    """The promise of FORMAT.md: without this program, the key and a public tool are enough."""
    good = Path(__file__).parent / "data" / "v1" / "good"
    assert their_age.run("decrypt", good.read_bytes(), BEK.age.secret_text()) == inner_text(good, BEK)


def test_both_derive_the_same_public_key(their_age: TheirAge) -> None:
    secret, public = their_age.run("keypair", b"").decode().split()
    assert str(AgeIdentity.from_seed(age.bech32_decode(secret)[1]).recipient) == public


def test_a_changed_file_of_ours_is_refused_by_them(their_age: TheirAge) -> None:
    out = io.BytesIO()
    encrypt([b"payload"], [IDENTITY.recipient], out)
    file = bytearray(out.getvalue())
    file[-1] ^= 1
    with pytest.raises(subprocess.CalledProcessError):
        their_age.run("decrypt", bytes(file), IDENTITY.secret_text())
