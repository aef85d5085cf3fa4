"""What Windows shows of the program's file: its version and name (Propriétés › Détails)."""

from typing import Any


def version_resource(version: str) -> Any:  # noqa: ANN401 - PyInstaller's own type, for Windows alone
    """Return the resource for PyInstaller. Windows wants four numbers of a version."""
    # with pefile, which the lock has for Windows alone
    from PyInstaller.utils.win32 import (  # type: ignore[import-untyped]  # noqa: PLC0415
        versioninfo as one,  # pyright: ignore[reportMissingModuleSource]
    )

    numbers = (*(int(part) for part in version.split(".")), 0, 0, 0, 0)[:4]
    words = {
        "CompanyName": "Projet Passerelle",
        "FileDescription": "Passerelle",
        "FileVersion": version,
        "InternalName": "passerelle",
        "LegalCopyright": "Apache-2.0",
        "OriginalFilename": "passerelle.exe",
        "ProductName": "Passerelle",
        "ProductVersion": version,
    }
    french, utf_16 = 1036, 1200
    table = one.StringTable(
        f"{french:04x}{utf_16:04x}", [one.StringStruct(*pair) for pair in words.items()]
    )
    return one.VSVersionInfo(
        ffi=one.FixedFileInfo(filevers=numbers, prodvers=numbers),
        kids=[
            one.StringFileInfo([table]),
            one.VarFileInfo([one.VarStruct("Translation", [french, utf_16])]),
        ],
    )
