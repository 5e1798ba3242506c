"""Judges that come as npm packages, installed once into a folder outside the repository."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests import chromium

PINNED = {
    "html-validate": "10.17.0",
    "lighthouse": "12.8.2",
    "linkinator": "7.6.1",
    "pa11y": "9.1.1",
    "sitemap": "9.0.1",
    "structured-data-testing-tool": "4.5.0",
    "vnu-jar": "26.9.27",
}
"""Package -> version: the judges of one day are those of the next."""
DEFAULT_FOLDER = Path(tempfile.gettempdir()) / "newsroom-judges"


class Missing(Exception):
    """A tool that a judge needs is not on this machine."""


class Toolbox:
    """Runs the packages' commands; installs them when the first is asked for."""

    def __init__(self, folder: Path = DEFAULT_FOLDER) -> None:
        self.folder = folder
        self._is_ready = False

    def package(self, name: str) -> Path:
        """Where a package stands, installed if it was not."""
        self._install()
        return self.folder / "node_modules" / name

    def run(
        self, command: str, *arguments: str, ok: Sequence[int] = (0, 1, 2)
    ) -> subprocess.CompletedProcess[str]:
        """A package's command by its name; `ok` are exit codes that are an answer."""
        self._install()
        binary = str(self.folder / "node_modules" / ".bin" / command)
        return self._run([binary, *arguments], ok=ok)

    def java(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """A Java program, such as the Nu checker."""
        return self._run([_found("java"), *arguments], ok=(0, 1))

    def write(self, name: str, values: object) -> Path:
        """A file of configuration for a tool."""
        path = self.folder / name
        path.write_text(json.dumps(values))
        return path

    def _install(self) -> None:
        if self._is_ready:
            return
        self.folder.mkdir(parents=True, exist_ok=True)
        wanted = {"private": True, "dependencies": PINNED}
        described = self.folder / "package.json"
        if not described.exists() or json.loads(described.read_text()) != wanted:
            described.write_text(json.dumps(wanted))
            install = [_found("npm"), "install", "--ignore-scripts", "--no-audit", "--no-fund"]
            self._run([*install, "--silent"], ok=(0,))
        self._is_ready = True

    def _run(
        self, command: Sequence[str], *, ok: Sequence[int]
    ) -> subprocess.CompletedProcess[str]:
        around = {
            **os.environ,
            "PUPPETEER_SKIP_DOWNLOAD": "1",
            "CHROME_PATH": chromium.executable(),
        }
        done = subprocess.run(
            command, cwd=self.folder, env=around, capture_output=True, text=True, check=False
        )
        if done.returncode not in ok:
            raise Missing(f"{Path(command[0]).name} failed: {done.stderr.strip()[-300:]}")
        return done


def _found(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise Missing(f"{name} is not installed")
    return path
