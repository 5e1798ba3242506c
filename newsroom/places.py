"""Where things are kept outside this machine, as settings: storage, shared cache, replicas; pure, no Django.

`STORAGE_URL=s3://KEY:SECRET@bucket/folder?endpoint=https://…&region=…` names a bucket of any service
that speaks S3. Originals are private there; readers meet pictures only through media.views.
"""

from __future__ import annotations

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
