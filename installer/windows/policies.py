"""Writes the policies for the group policy editor: `python -m installer.windows.policies [OUT]`.

Made from the one table of the program, `app.domain.politiques`: the definitions (ADMX), their words
in French and English (ADML) and a file of the registry as an example. The results are kept beside,
in `policies/`; a test holds them equal to the table.
"""

import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from app.domain.politiques import TABLE, Nature, Politique

FOLDER: Final = Path(__file__).resolve().parent / "policies"
KEY: Final = r"Software\Policies\Passerelle"
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_SPACE: Final = 'xmlns="http://schemas.microsoft.com/GroupPolicy/2006/07/PolicyDefinitions"'
_VERSIONS: Final = 'revision="1.0" schemaVersion="1.0"'
_WORDS: Final = {
    "fr-FR": ("Règles de Passerelle", "Passerelle pour Windows", "Sans cette règle : "),
    "en-US": ("Policies of Passerelle", "Passerelle for Windows", ""),
}


def made() -> dict[str, str]:
    """Return each file's content by its name in the folder."""
    return {
        "passerelle.admx": _definitions(),
        **{f"{language}/passerelle.adml": _words(language) for language in _WORDS},
        "exemple.reg": _example(),
    }


def encoded(name: str, text: str) -> bytes:
    """Return a file's bytes: regedit reads its own in UTF-16 with lines of Windows."""
    if PurePosixPath(name).suffix == ".reg":
        return text.replace("\n", "\r\n").encode("utf-16")
    return text.encode("utf-8")


def main() -> int:
    """Write the files."""
    out = Path(sys.argv[1]) if sys.argv[1:] else FOLDER
    for name, text in made().items():
        (out / name).parent.mkdir(parents=True, exist_ok=True)
        (out / name).write_bytes(encoded(name, text))
    return 0


def _definitions() -> str:
    policies = "\n".join(line for one in TABLE for line in _definition(one))
    return (
        f"{_HEAD}<policyDefinitions {_SPACE} {_VERSIONS}>\n"
        "  <policyNamespaces>\n"
        '    <target prefix="passerelle" namespace="Passerelle.Policies"/>\n'
        '    <using prefix="windows" namespace="Microsoft.Policies.Windows"/>\n'
        "  </policyNamespaces>\n"
        '  <resources minRequiredRevision="1.0"/>\n'
        '  <supportedOn><definitions><definition name="Passerelle" '
        'displayName="$(string.Supported)"/></definitions></supportedOn>\n'
        '  <categories><category name="Passerelle" displayName="$(string.Category)"/>'
        "</categories>\n"
        f"  <policies>\n{policies}\n  </policies>\n</policyDefinitions>\n"
    )


def _definition(policy: Politique) -> Iterator[str]:
    name = policy.registry
    choice = policy.nature is Nature.OUI_NON
    value = f' valueName="{name}"' if choice else ""
    shown = "" if choice else f' presentation="$(presentation.{name})"'
    yield (
        f'    <policy name="{name}" class="Machine" displayName="$(string.{name})" '
        f'explainText="$(string.{name}_Explain)"{shown} key="{KEY}"{value}>'
    )
    yield '      <parentCategory ref="Passerelle"/>'
    yield '      <supportedOn ref="Passerelle"/>'
    if choice:
        yield '      <enabledValue><decimal value="1"/></enabledValue>'
        yield '      <disabledValue><decimal value="0"/></disabledValue>'
    elif policy.nature is Nature.NOMBRE:
        limits = f'minValue="{policy.lowest}" maxValue="{policy.highest}" required="true"'
        yield f'      <elements><decimal id="{name}" valueName="{name}" {limits}/></elements>'
    else:
        yield f'      <elements><text id="{name}" valueName="{name}" required="true"/></elements>'
    yield "    </policy>"


def _words(language: str) -> str:
    title, supported, without = _WORDS[language]
    strings = {"Category": "Passerelle", "Supported": supported}
    shown: list[str] = []
    for one in TABLE:
        name, french = one.registry, language == "fr-FR"
        said = one.title if french else one.english_title
        meaning = one.meaning if french else one.english_meaning
        strings[name] = said
        strings[f"{name}_Explain"] = f"{meaning}\n\n{without}{one.default}." if french else meaning
        if one.nature is Nature.NOMBRE:
            control = f'<decimalTextBox refId="{name}">{escape(said)}</decimalTextBox>'
        else:
            control = f'<textBox refId="{name}"><label>{escape(said)}</label></textBox>'
        if one.nature is not Nature.OUI_NON:
            shown.append(f'      <presentation id="{name}">{control}</presentation>')
    table = "\n".join(
        f"      <string id={quoteattr(name)}>{escape(text)}</string>"
        for name, text in strings.items()
    )
    controls = "\n".join(shown)
    return (
        f"{_HEAD}<policyDefinitionResources {_SPACE} {_VERSIONS}>\n"
        f"  <displayName>{escape(title)}</displayName>\n"
        f"  <description>{escape(title)}</description>\n"
        f"  <resources>\n    <stringTable>\n{table}\n    </stringTable>\n"
        f"    <presentationTable>\n{controls}\n    </presentationTable>\n  </resources>\n"
        "</policyDefinitionResources>\n"
    )


def _example() -> str:
    lines = ["Windows Registry Editor Version 5.00", "", f"[HKEY_LOCAL_MACHINE\\{KEY}]"]
    for one in TABLE:
        lines.append(f"; {one.title} — {one.meaning}")
        if one.registry_type == "REG_DWORD":
            number = int(one.example) if one.nature is Nature.NOMBRE else int(one.example == "oui")
            lines.append(f'"{one.registry}"=dword:{number:08x}')
        else:
            text = one.example.replace("\\", "\\\\")
            # a secret has no example: the line is left to be filled in
            lines.append(f'{"" if text else "; "}"{one.registry}"="{text}"')
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
