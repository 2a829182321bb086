"""Other form engines that the benchmark runs beside ours, where a machine has what they need.

JavaRosa, the engine of ODK Collect, comes as a jar inside the pyxform package and needs java and javac; ODK Web
Forms comes as npm packages and needs node, npm and a network. The programs that run a plan through them lie
beside the plans (`adapters/`). An engine that cannot be had is left out, with a sentence.
"""

from __future__ import annotations

import importlib.util
import shlex
import shutil
import subprocess
from pathlib import Path

JAR = "validators/odk_validate/bin/ODK_Validate.jar"
PACKAGES = ("@getodk/xforms-engine@0.22.0", "solid-js", "temporal-polyfill", "jsdom@27")
PLACES = "--plan {plan} --root {root} --out {out}"
INSTALLING_S = 120


def peers(adapters: Path, folder: Path) -> dict[str, str]:
    """Commands by engine, made ready in a folder."""
    if not adapters.is_dir():
        print(f"No adapters of other engines in {adapters.parent.name}/: ours runs alone.")
        return {}
    found = {"JavaRosa": javarosa(adapters, folder), "Web Forms": web_forms(adapters, folder)}
    return {name: command for name, command in found.items() if command is not None}


def javarosa(adapters: Path, folder: Path) -> str | None:
    """The command that runs a plan through JavaRosa."""
    package = importlib.util.find_spec("pyxform")
    jar = Path(package.origin).parent / JAR if package is not None and package.origin else Path(JAR)
    source = adapters / "JavaRosaBench.java"
    if not (shutil.which("java") and shutil.which("javac") and jar.exists() and source.exists()):
        print("JavaRosa is left out: it needs java, javac, the jar inside pyxform, and its adapter.")
        return None
    if not succeeds(["javac", "-nowarn", "-cp", str(jar), "-d", str(folder), str(source)], folder):
        print("JavaRosa is left out: its adapter does not compile here.")
        return None
    return f"java -Xss64m -cp {shlex.quote(f'{jar}:{folder}')} JavaRosaBench {PLACES}"


def web_forms(adapters: Path, folder: Path) -> str | None:
    """The command that runs a plan through ODK Web Forms."""
    source = adapters / "webforms_node.mjs"
    if not (shutil.which("node") and shutil.which("npm") and source.exists()):
        print("Web Forms is left out: it needs node, npm and its adapter.")
        return None
    install = ["npm", "install", "--ignore-scripts", "--no-audit", "--no-fund", "--silent", *PACKAGES]
    if not succeeds(install, folder):
        print("Web Forms is left out: its packages could not be installed.")
        return None
    return f"node {shlex.quote(str(source.resolve()))} {PLACES}"


def succeeds(command: list[str], folder: Path) -> bool:
    """Whether a command ends well, and in time."""
    try:
        ended = subprocess.run(command, check=False, cwd=folder, capture_output=True, timeout=INSTALLING_S)
    except subprocess.TimeoutExpired:
        return False
    return ended.returncode == 0
