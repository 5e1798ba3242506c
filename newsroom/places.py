"""Where things are kept outside this machine, as settings: storage, shared cache, CDN; pure, no Django.

`STORAGE_URL=s3://KEY:SECRET@bucket/folder?endpoint=https://…&region=…` names a bucket of any service
that speaks S3. Originals are private there; readers meet pictures only through media.views.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit


class BadAddress(ValueError):
    """What is wrong with an address in the environment: a sentence that holds no secret."""


def storage(url: str) -> dict[str, Any]:
    """STORAGES["default"] for this address; empty means the upload folder of this machine."""
    if not url:
        return {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    parts = urlsplit(url)
    if parts.scheme != "s3" or not parts.hostname:
        raise BadAddress("STORAGE_URL must look like s3://KEY:SECRET@bucket?endpoint=https://host.")
    asked = {name: values[-1] for name, values in parse_qs(parts.query).items()}
    unknown = asked.keys() - {"endpoint", "region"}
    if unknown:
        raise BadAddress(
            f"STORAGE_URL knows endpoint and region, not {', '.join(sorted(unknown))}."
        )
    options: dict[str, Any] = {
        "bucket_name": parts.hostname,
        "location": parts.path.strip("/"),
        "default_acl": "private",
        "querystring_auth": True,
        "file_overwrite": False,
        "max_memory_size": 2 * 1024 * 1024,
    }
    if parts.username:
        options["access_key"] = unquote(parts.username)
        options["secret_key"] = unquote(parts.password or "")
    if "endpoint" in asked:
        options |= {"endpoint_url": asked["endpoint"], "addressing_style": "path"}
    if "region" in asked:
        options["region_name"] = asked["region"]
    return {"BACKEND": "storages.backends.s3.S3Storage", "OPTIONS": options}


def shared_cache(found: dict[str, Any]) -> dict[str, Any]:
    """A cache on Redis or Valkey as django-environ reads it, made to survive its server."""
    if "redis" not in found["BACKEND"].lower():
        return found
    options = {
        "socket_connect_timeout": 0.5,
        "socket_timeout": 0.5,
        **found.get("OPTIONS", {}),
    }
    return {**found, "BACKEND": "newsroom.caching.ForgivingCache", "OPTIONS": options}


PAGES = "pages"
"""The key that every public page bears in a CDN: a change takes all of them away, so none is forgotten."""
LONGEST = 3600
"""Seconds that a CDN may keep a page at most, should a message to it be lost."""


def cdn(url: str) -> dict[str, Any] | None:
    """How pages tell a CDN to keep them and how it is told to drop them; None without one.

    `fastly://TOKEN@SERVICE` or `cloudflare://TOKEN@ZONE`, with `?seconds=` that it keeps a page (60).
    """
    if not url:
        return None
    parts = urlsplit(url)
    token, place = unquote(parts.username or ""), parts.hostname or ""
    seconds = parse_qs(parts.query).get("seconds", ["60"])[-1]
    if parts.scheme not in {"fastly", "cloudflare"} or not token or not place:
        raise BadAddress(
            "CDN_URL must look like fastly://TOKEN@SERVICE or cloudflare://TOKEN@ZONE."
        )
    if not seconds.isdecimal() or not 0 < int(seconds) <= LONGEST:
        raise BadAddress(f"CDN_URL's seconds must be 1 to {LONGEST}.")
    place = parts.netloc.rpartition("@")[2]  # as written: a service's name knows large and small
    if parts.scheme == "fastly":
        return {
            "address": f"https://api.fastly.com/service/{place}/purge",
            "asked_with": {"Fastly-Key": token, "Surrogate-Key": PAGES},
            "body": b"",
            "kept_by": "Surrogate-Control",
            "known_by": ("Surrogate-Key", PAGES),
            "seconds": int(seconds),
        }
    return {
        "address": f"https://api.cloudflare.com/client/v4/zones/{place}/purge_cache",
        "asked_with": {"Authorization": f"Bearer {token}"},
        "body": json.dumps({"tags": [PAGES]}).encode(),
        "kept_by": "CDN-Cache-Control",
        "known_by": ("Cache-Tag", PAGES),
        "seconds": int(seconds),
    }
