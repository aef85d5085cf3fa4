"""The instructeur's telephone: signs in to the console as a person does, with its codes."""

import base64
import re
import time
from pathlib import Path

import httpx
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP

_PERIOD_S = 30


def sign_in(browser: httpx.Client, kept: Path, account: str, password: str) -> None:
    """Show the password, then the code; the first time, link the telephone kept in `kept`."""
    page = browser.get("/connexion")
    page = _post(browser, page, "/connexion", nom=account, mot_de_passe=password)
    linked = page.url.path != "/connexion/telephone"
    if not linked:
        kept.write_text(_secret(page.text), encoding="utf-8")
        kept.chmod(0o600)
    secret = base64.b32decode(kept.read_text(encoding="utf-8"))
    # A code serves once: signing in again within thirty seconds takes the next one.
    now, address = time.time(), page.url.path
    answer = _post(browser, page, address, code=_code(secret, now))
    if not answer.is_success:
        answer = _post(browser, page, address, code=_code(secret, now + _PERIOD_S))
    answer.raise_for_status()


def present_code(kept: Path) -> str:
    """Return what the telephone kept in `kept` shows now."""
    return _code(base64.b32decode(kept.read_text(encoding="utf-8")), time.time())


def _post(
    browser: httpx.Client, page: httpx.Response, address: str, **fields: str
) -> httpx.Response:
    found = re.search(r'name="jeton" value="([^"]+)"', page.text)
    if found is None:
        raise RuntimeError("la page de la console n’a pas de formulaire")
    return browser.post(address, data={"jeton": found[1], **fields})


def _secret(page: str) -> str:
    found = re.search(r"data-cle[^>]*>([A-Z2-7 ]+)<", page)
    if found is None:
        raise RuntimeError("la page de la console ne montre pas de clé")
    return found[1].replace(" ", "")


def _code(secret: bytes, at: float) -> str:
    totp = TOTP(secret, 6, SHA1(), _PERIOD_S)  # noqa: S303 - what authenticator applications use
    return totp.generate(int(at)).decode("ascii")
