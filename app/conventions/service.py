"""What a convention says of the way to the Département's service: `[service]`.

`autorite` names a file of certificates (PEM) beside the profile. It replaces the computer's own
store for this service: for a Département whose authority no computer knows. `fichier` says whether
prescriptions may also go there in sealed files on a stick (they may, unless it says no).
"""

import re
from typing import Final

from app.conventions.reading import Table

_FILE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}\.pem\Z")


def read_service(root: Table) -> tuple[str, bool]:
    """Return the name of the file of certificates, and whether files on a stick are taken.

    An empty name: the computer's own store serves.
    """
    if not root.has("service"):
        return "", True
    table = root.table("service")
    name = table.text("autorite") if table.has("autorite") else ""
    if name and not _FILE.match(name):
        raise table.refuse("autorite", "le nom d’un fichier .pem est attendu, à côté du profil.")
    by_file = table.flag("fichier") if table.has("fichier") else True
    table.close()
    return name, by_file
