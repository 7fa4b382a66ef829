"""`make sbom`: the bot's own name in the SBOM, and a page of the licences of all it is made of."""

import json
import sys
from pathlib import Path
from typing import Any

from scheduling.version import VERSION

_NOT_SAID = "not said"


def named(sbom: dict[str, Any]) -> dict[str, Any]:
    """Return the SBOM as that of the bot, at its version."""
    itself = {
        "type": "application",
        "bom-ref": f"on-the-hour@{VERSION}",
        "name": "on-the-hour",
        "version": VERSION,
        "licenses": [{"license": {"id": "MIT"}}],
        "purl": f"pkg:generic/on-the-hour@{VERSION}",
    }
    parts = [one["bom-ref"] for one in sbom["components"]]
    others = [one for one in sbom.get("dependencies", []) if one["ref"] != "root-component"]
    return sbom | {
        "metadata": sbom.get("metadata", {}) | {"component": itself},
        "dependencies": [*others, {"ref": itself["bom-ref"], "dependsOn": sorted(parts)}],
    }


def licences_in(sbom: dict[str, Any]) -> dict[str, str]:
    """Return the licence of each component, by its name and version, in order."""
    return {
        f"{one['name']} {one['version']}": _licence_of(one)
        for one in sorted(sbom["components"], key=lambda one: str(one["name"]).casefold())
    }


def page_of(licences: dict[str, str]) -> str:
    """Return the licences as a page."""
    rows = "\n".join(f"| {name} | {licence} |" for name, licence in licences.items())
    return f"# What On the Hour {VERSION} is made of\n\n| package | licence |\n|---|---|\n{rows}\n"


def _licence_of(component: dict[str, Any]) -> str:
    told = []
    for one in component.get("licenses", []):
        licence = one.get("license", {})
        told.append(one.get("expression") or licence.get("id") or licence.get("name") or "")
    # Some give the whole text for a name.
    lines = (text.splitlines()[0].strip() for text in told if text)
    short = dict.fromkeys(line.removeprefix("License :: OSI Approved :: ") for line in lines)
    return ", ".join(short) or _NOT_SAID


def main(source: str, page: str) -> int:
    """Complete the SBOM in a file and write the page; 1 where a licence is not said."""
    sbom = named(json.loads(Path(source).read_text("utf-8")))
    licences = licences_in(sbom)
    Path(source).write_text(json.dumps(sbom, indent=1, sort_keys=True) + "\n", "utf-8")
    Path(page).write_text(page_of(licences), "utf-8")
    unsaid = [name for name, licence in licences.items() if licence == _NOT_SAID]
    print(f"{len(licences)} packages: {source}, {page}.")
    if unsaid:
        print(f"No licence is said of {', '.join(unsaid)}: look yourself.", file=sys.stderr)
    return 1 if unsaid else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
