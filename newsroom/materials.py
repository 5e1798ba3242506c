"""The bill of materials: packages, versions and digests of the lock file as CycloneDX (ECMA-424); no Django."""

from __future__ import annotations

import tomllib
from typing import Any


def bill_of(lock: str) -> dict[str, Any]:
    """A CycloneDX 1.5 document of a uv.lock's text: every package with its purl, files and needs.

    The same lock gives the same document. Raises tomllib.TOMLDecodeError.
    """
    packages = tomllib.loads(lock).get("package", [])
    bought = [package for package in packages if "registry" in package.get("source", {})]
    known = {package["name"]: purl(package) for package in bought}
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {
            "component": {"type": "application", "name": "newsroom", "bom-ref": "newsroom"}
        },
        "components": [_component(package) for package in bought],
        "dependencies": [
            {
                "ref": known.get(package["name"], package["name"]),
                "dependsOn": sorted(
                    {
                        known[each["name"]]
                        for each in package.get("dependencies", [])
                        if each["name"] in known
                    }
                ),
            }
            for package in packages
        ],
    }


def purl(package: dict[str, Any]) -> str:
    """The package URL (ECMA-427) of a locked package."""
    return f"pkg:pypi/{package['name']}@{package['version']}"


def _component(package: dict[str, Any]) -> dict[str, Any]:
    files = [*([package["sdist"]] if "sdist" in package else []), *package.get("wheels", [])]
    return {
        "type": "library",
        "bom-ref": purl(package),
        "name": package["name"],
        "version": package["version"],
        "purl": purl(package),
        "externalReferences": [
            {
                "type": "distribution",
                "url": file["url"],
                "hashes": [{"alg": "SHA-256", "content": file["hash"].removeprefix("sha256:")}],
            }
            for file in files
            if "url" in file and str(file.get("hash", "")).startswith("sha256:")
        ],
    }
