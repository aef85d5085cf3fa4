"""The namespaces and paths of an XForm."""

from __future__ import annotations

XHTML = "http://www.w3.org/1999/xhtml"
XFORMS = "http://www.w3.org/2002/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
OPENROSA = "http://openrosa.org/xforms"


def resolved(reference: str, context: str) -> str:
    """Return the absolute path that `reference` means beside `context`.

    Only names, `.` and `..` are understood: that is all that a `ref` of a body may hold.
    """
    text = "".join(reference.split())
    if text.startswith("/"):
        return text
    names = [name for name in context.split("/") if name]
    for name in text.split("/"):
        if name == "..":
            names = names[:-1]
        elif name not in {"", "."}:
            names.append(name)
    return "/" + "/".join(names)
