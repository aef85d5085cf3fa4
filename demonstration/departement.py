"""A Département on this machine: the real service in a process of its own, and its instructeur."""

import html
import json
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path
from typing import Self

import httpx

from demonstration.telephone import sign_in

ACCOUNT = "Instructrice de démonstration"


class Departement:
    """Starts the service, prepares it, decides as its instructeur would in a browser.

    Attributes:
        profile: the convention that it follows.
    """

    def __init__(self, folder: Path, profile: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self.profile = profile
        self._secrets = _secrets(folder / "demonstration.json")
        self._process: subprocess.Popen[str] | None = None
        self._browser: httpx.Client | None = None
        self.url = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def password(self) -> str:
        """Return the instructeur's password (fictitious, made for this demonstration)."""
        return self._secrets["password"]

    @property
    def account(self) -> str:
        """Return the instructeur's account."""
        return ACCOUNT

    def kept_port(self) -> int:
        """Return the port of last time: a laptop keeps the address it was activated with."""
        kept = self._folder / "port"
        return int(kept.read_text()) if kept.exists() else 0

    def prepare(self, structure: str, code: str) -> str:
        """Create the instructeur's account and the structure; return an activation code."""
        said = self._run("prepare", "--account", ACCOUNT, "--structure", structure, "--code", code)
        return str(said["code"])

    def publish_questionnaire(self, workbook: Path) -> str:
        """Publish a workbook, as its operator would; return its SHA-256."""
        return str(self._run("publish-questionnaire", str(workbook))["sha256"])

    def _run(self, *arguments: str) -> dict[str, object]:
        done = subprocess.run(
            [*self._program(), *arguments],
            capture_output=True,
            text=True,
            env=self._environment(),
            check=False,
        )
        if done.returncode != 0:
            raise RuntimeError(done.stderr.strip())
        said: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
        return said

    def start(self, port: int = 0) -> None:
        """Start the service and wait until it says where it listens."""
        self._process = subprocess.Popen(
            [*self._program(), "--port", str(port)],
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=self._environment(),
        )
        line = self._process.stdout.readline() if self._process.stdout else ""
        if not line:
            raise RuntimeError("le service du Département n’a pas démarré")
        self.url = str(json.loads(line)["url"])
        (self._folder / "port").write_text(self.url.rpartition(":")[2])

    def stop(self) -> None:
        """Stop the service; starting it again gives the same Département."""
        if self._browser is not None:
            self._browser.close()
            self._browser = None
        if self._process is not None:
            self._process.terminate()
            self._process.wait(timeout=20)
            if self._process.stdout:
                self._process.stdout.close()
            self._process = None

    def decide(self, prescription_id: str, *, accept: bool, motif: str = "") -> None:
        """Sign in to the console and decide, through the same forms as a person."""
        browser = self._signed_in()
        page = browser.get(f"/prescriptions/{prescription_id}").text
        chosen = {"sens": "acceptee" if accept else "refusee", "motif": motif}
        form = f"/prescriptions/{prescription_id}/decision"
        page = browser.post(form, data={**_hidden(page), **chosen}).text
        browser.post(form, data={**_hidden(page), "confirme": "oui"}).raise_for_status()

    def link_telephone(self) -> None:
        """Link the demonstration's own telephone, once: its code is shown by a command."""
        if not (self._folder / "telephone").exists():
            self._signed_in()

    def _signed_in(self) -> httpx.Client:
        """Return the instructeur's browser, which stays signed in: a code serves only once."""
        if self._browser is None:
            self._browser = httpx.Client(base_url=self.url, follow_redirects=True)
            sign_in(self._browser, self._folder / "telephone", self.account, self.password)
        return self._browser

    def _program(self) -> list[str]:
        return [
            sys.executable,
            "-m",
            "app.department",
            "--data-dir",
            str(self._folder),
            "--profile",
            self.profile,
        ]

    def _environment(self) -> dict[str, str]:
        return {
            **os.environ,
            "PASSERELLE_KEY_PASSPHRASE": self._secrets["passphrase"],
            "PASSERELLE_ACCOUNT_PASSWORD": self._secrets["password"],
        }


def _hidden(page: str) -> dict[str, str]:
    """Return the hidden fields of the page's decision form."""
    fields = re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', page)
    return {name: html.unescape(value) for name, value in fields}


def _secrets(file: Path) -> dict[str, str]:
    """Return the passphrases of this demonstration, made once a folder."""
    if not file.exists():
        made = {name: "-".join(secrets.token_hex(3) for _ in range(4)) for name in NAMES}
        file.write_text(json.dumps(made), encoding="utf-8")
        file.chmod(0o600)
    return dict(json.loads(file.read_text(encoding="utf-8")))


NAMES = ("passphrase", "password")
