"""What a convention says of the way to the Département's service: `[service]`.

`autorite` names a file of certificates (PEM) beside the profile. It replaces the computer's own
store for this service: for a Département whose authority no computer knows.
"""

import re
from typing import Final

from app.conventions.reading import Table

_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\.pem\Z")


def read_service(root: Table) -> str:
    """Return the name of the file of certificates; empty: the computer's own store serves."""
    if not root.has("service"):
        return ""
    table = root.table("service")
    name = table.text("autorite")
    if not _FILE.match(name):
        raise table.refuse("autorite", "le nom d’un fichier .pem est attendu, à côté du profil.")
    table.close()
    return name
