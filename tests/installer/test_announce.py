"""The command that announces a version: the key comes from the environment, and is a known one."""

import json
from pathlib import Path

import pytest

from app.sync.protocol.release import read_release
from app.sync.protocol.signing import public_of
from installer.announce import KEY_IN, main

ARGUMENTS = ("--url", "https://passerelle.example", "--note", "Corrige l’impression des lettres")


def test_a_version_is_signed_with_a_key_that_the_program_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    secret, pinned = tmp_path / "secret", tmp_path / "cles.json"
    assert main(["new-key", str(secret)]) == 0
    public = json.loads(capsys.readouterr().out)["public"]
    assert secret.stat().st_mode & 0o077 == 0
    assert main(["new-key", str(secret)]) == 1  # a key is never written over
    private = secret.read_text().strip()
    assert public == public_of(bytes.fromhex(private)).hex()

    installer = tmp_path / "passerelle-1.2.0-setup.exe"
    installer.write_bytes(b"MZ")
    asked = [
        "sign", str(installer), "--version", "1.2.0", "--min-supported", "1.0.0", *ARGUMENTS,
        "--out", str(tmp_path), "--pinned", str(pinned),
    ]  # fmt: skip
    pinned.write_text('{"v": 1, "keys": []}')
    assert main(asked) == 1  # without a key
    monkeypatch.setenv(KEY_IN, private)
    assert main(asked) == 1  # the program does not carry it
    assert "does not carry" in capsys.readouterr().err
    pinned.write_text(json.dumps({"v": 1, "keys": [{"public": public}]}))
    assert main(asked) == 0
    file = tmp_path / "passerelle-1.2.0.passerelle-version"
    found = read_release(file.read_bytes(), (bytes.fromhex(public),))
    assert (str(found.version), str(found.min_supported), found.security) == (
        "1.2.0",
        "1.0.0",
        False,
    )
    assert [(one.name, one.size) for one in found.files] == [(installer.name, 2)]
    capsys.readouterr()
    assert main(["check", str(file), "--pinned", str(pinned)]) == 0
    assert json.loads(capsys.readouterr().out)["note"] == "Corrige l’impression des lettres"
    file.write_bytes(file.read_bytes().replace(b"signature", b"signaturf"))
    assert main(["check", str(file), "--pinned", str(pinned)]) == 1
    assert main([*asked[:3], "1.2", *asked[4:]]) == 1  # not three numbers
    assert private not in capsys.readouterr().err
