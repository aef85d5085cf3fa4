"""The list of parts of a frozen program (CycloneDX 1.6): what it carries, down to what wheels hold.

`cyclonedx-py` describes the build environment, from an environment of its own (`sbom.lock`);
what the program does not carry goes, and what wheels say of their own parts is nested in them.
"""

import json
import sys
from pathlib import Path
from typing import Any, Final

from installer.carried import canonical
from installer.commit import ROOT, run, version
from installer.environment import python_of, site_packages

LOCK: Final = ROOT / "installer" / "sbom.lock"
_OUTSIDE: Final = frozenset({"distribution", "distribution-intake"})  # where a wheel was fetched


def make(environment: Path, carried: Path, target: Path, *, tools: Path) -> None:
    """Write the list of the program whose carried distributions `carried` names."""
    tool = python_of(tools)
    if not tool.exists():
        run(sys.executable, "-m", "venv", str(tools))
    pip = [str(tool), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    run(*pip, "--require-hashes", "-r", str(LOCK))
    whole = target.with_suffix(".whole")
    asked = ["environment", str(python_of(environment)), "--output-reproducible", "-o", str(whole)]
    run(str(tool), "-m", "cyclonedx_py", *asked)
    found = json.loads(whole.read_text(encoding="utf-8"))
    whole.unlink()
    said = json.loads(carried.read_text(encoding="utf-8"))
    made = of_program(found, said, _sboms(site_packages(environment)))
    target.write_text(json.dumps(made, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def of_program(
    found: dict[str, Any], said: dict[str, Any], nested: dict[str, list[dict[str, Any]]]
) -> dict[str, Any]:
    """Return the list `found` without what the program does not carry, with what wheels hold."""
    names = {*said["distributions"], "pyinstaller"}
    parts = [one for one in found["components"] if canonical(one["name"]) in names]
    for part in parts:
        outside = [one for one in part.pop("externalReferences", ()) if one["type"] not in _OUTSIDE]
        held = nested.get(canonical(part["name"]), [])
        part.update({"externalReferences": outside} if outside else {})
        part.update({"components": held} if held else {})
    known = {one["bom-ref"] for one in parts}
    root: dict[str, Any] = {
        "type": "application",
        "bom-ref": said["name"],
        "name": said["name"],
        "version": version(),
        "licenses": [{"license": {"id": "Apache-2.0"}}],
    }
    python = {"type": "platform", "bom-ref": "python", "name": "CPython", "version": said["python"]}
    refs = [
        {**one, "dependsOn": kept}
        if (kept := [ref for ref in one.get("dependsOn", ()) if ref in known])
        else {"ref": one["ref"]}
        for one in found.get("dependencies", ())
        if one["ref"] in known
    ]
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"timestamp": found["metadata"]["timestamp"], "component": root},
        "components": [*sorted(parts, key=lambda one: one["bom-ref"]), python],
        "dependencies": [{"ref": said["name"], "dependsOn": sorted({*known, "python"})}, *refs],
    }


def _sboms(packages: Path) -> dict[str, list[dict[str, Any]]]:
    """Return what each wheel says that it holds, by its distribution (PEP 770)."""
    held: dict[str, list[dict[str, Any]]] = {}
    for file in sorted(packages.glob("*.dist-info/sboms/*.json")):
        owner = canonical(file.parent.parent.name.removesuffix(".dist-info").rsplit("-", 1)[0])
        for part in json.loads(file.read_text(encoding="utf-8")).get("components", ()):
            kept = {one: part[one] for one in ("type", "name", "version", "purl") if part.get(one)}
            if canonical(kept["name"]) != owner and kept not in held.setdefault(owner, []):
                held[owner].append(kept)
    return held
