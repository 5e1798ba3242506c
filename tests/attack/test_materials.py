"""The bill of materials names every package of the lock, once, with a digest."""

from __future__ import annotations

import json
import tomllib
from io import StringIO
from pathlib import Path

from django.core.management import call_command

LOCK = Path(__file__).resolve().parents[2] / "uv.lock"


def test_every_locked_package_is_in_the_bill() -> None:
    printed = StringIO()
    call_command("bill_of_materials", stdout=printed)
    bill = json.loads(printed.getvalue())
    locked = tomllib.loads(LOCK.read_text())["package"]
    bought = {package["name"] for package in locked if "registry" in package["source"]}
    assert {each["name"] for each in bill["components"]} == bought
    assert len(bill["components"]) == len({each["purl"] for each in bill["components"]})
    assert all(each["externalReferences"] for each in bill["components"])
    refs = {each["bom-ref"] for each in bill["components"]} | {"newsroom"}
    assert {need for each in bill["dependencies"] for need in each["dependsOn"]} <= refs
    assert {each["ref"] for each in bill["dependencies"]} <= refs
