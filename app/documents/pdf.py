"""The only module that reaches reportlab: fonts, and the objects of a tagged PDF.

reportlab has no type stubs and executes any `reportlab_mods` it finds, in the user's home or on the
path, while it is imported. It is imported late (150 ms) and behind empty modules of those names.
"""

import sys
import unicodedata
from functools import lru_cache
from importlib import import_module
from types import ModuleType
from typing import Any, Final

from app.documents.scripts import FURTHER, as_drawn, file_of
from app.documents.structure import Mark, Node, prune

REGULAR: Final = "Atkinson"
BOLD: Final = "Atkinson-Bold"
_FILES: Final = {
    REGULAR: "AtkinsonHyperlegible-Regular.ttf",
    BOLD: "AtkinsonHyperlegible-Bold.ttf",
}
_HOOKS: Final = (
    "reportlab_mods",
    "reportlab_settings",
    "reportlab.local_rl_mods",
    "reportlab.local_rl_settings",
)
# Producers of PDF/UA state it in the metadata; we tag, and claim nothing that no one has verified.
_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def reportlab(name: str) -> Any:  # noqa: ANN401 - the library has no types
    """Import a module of reportlab, with its hooks for foreign code shut."""
    if "reportlab" not in sys.modules:
        for hook in _HOOKS:
            sys.modules.setdefault(hook, ModuleType(hook))
    return import_module(f"reportlab.{name}")


@lru_cache(maxsize=1)
def fonts() -> dict[str, Any]:
    """Register the embedded fonts once and return their faces by name."""
    folder = import_module("fontpkg_atkinson_hyperlegible").ROOT / "files"
    metrics, ttfonts = reportlab("pdfbase.pdfmetrics"), reportlab("pdfbase.ttfonts")
    faces: dict[str, Any] = {}
    for name, file in _FILES.items():
        font = ttfonts.TTFont(name, str(folder / file))
        metrics.registerFont(font)
        faces[name] = font.face
    return faces


@lru_cache(maxsize=1)
def further_fonts() -> dict[str, Any]:
    """Register the faces for other writing systems, which few papers need, and return them."""
    metrics, ttfonts = reportlab("pdfbase.pdfmetrics"), reportlab("pdfbase.ttfonts")
    faces: dict[str, Any] = {}
    for name in FURTHER:
        font = ttfonts.TTFont(name, str(file_of(name)))
        metrics.registerFont(font)
        faces[name] = font.face
    return faces


def width(text: str, bold: bool, size: float) -> float:  # noqa: FBT001 - the shape of Measure
    """Return the width of `text` in points."""
    used = 0.0
    for name, part in stretches(as_drawn(text)):
        face = further_fonts()[name] if name else fonts()[BOLD if bold else REGULAR]
        glyphs, default = face.charWidths, face.defaultWidth
        used += float(sum(glyphs.get(ord(sign), default) for sign in part))
    return used * size / 1000


@lru_cache(maxsize=4096)
def stretches(text: str) -> tuple[tuple[str, str], ...]:
    """Cut `text`, as it is drawn, by the face that has its signs.

    The name is empty for the papers' own face, which any sign takes that it has.
    """
    known = fonts()[REGULAR].charToGlyph
    text = printable(text)
    if all(ord(sign) in known for sign in text):
        return (("", text),)
    found: list[tuple[str, str]] = []
    for sign in text:
        face = "" if ord(sign) in known else _further_face(sign)
        if found and found[-1][0] == face:
            found[-1] = (face, found[-1][1] + sign)
        else:
            found.append((face, sign))
    return tuple(found)


@lru_cache(maxsize=4096)
def printable(text: str) -> str:
    """Return `text` in signs that a font has.

    A sign that none has loses its accent rather than becoming an empty box; what has no such base
    becomes « ? », which a reader sees and corrects by hand.
    """
    known = fonts()[REGULAR].charToGlyph
    composed = unicodedata.normalize("NFC", text)
    return "".join(sign if ord(sign) in known else _base(sign, known) for sign in composed)


def _base(sign: str, known: dict[int, int]) -> str:
    if unicodedata.category(sign) in {"Cc", "Cf"}:
        return ""
    if unicodedata.category(sign) == "Zs":
        return "\u00a0"
    if _further_face(sign):
        return sign
    if unicodedata.combining(sign):
        return ""
    base = unicodedata.normalize("NFKD", sign)[0]
    return base if ord(base) in known or _further_face(base) else "?"


def _further_face(sign: str) -> str:
    """Return the first of the further faces that has `sign`, empty when none has."""
    return next(
        (name for name, face in further_fonts().items() if ord(sign) in face.charToGlyph), ""
    )


def finish(canvas: Any, pages: list[Any], root: Node, title: str) -> None:  # noqa: ANN401
    """Write the structure tree and the metadata into the canvas, just before it is saved."""
    doc = reportlab("pdfbase.pdfdoc")
    prune(root)
    tree = _Tree(doc, canvas._doc, pages)  # noqa: SLF001 - reportlab offers no public way to tags
    catalog = canvas._doc.Catalog  # noqa: SLF001
    catalog.StructTreeRoot = tree.build(root)
    catalog.MarkInfo = doc.PDFDictionary({"Marked": "true"})  # a bare PDF word, not a name
    packet = xmp(title)

    def metadata(_document: object) -> bytes:
        return packet

    catalog.Metadata = doc.XMP(creator=metadata)


def xmp(title: str) -> bytes:
    """Return the metadata of a document, in the form that readers of PDF look for."""
    return _XMP.format(title=_escaped(title)).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


class _Tree:
    """Turns nodes into PDF objects, and keeps for each page which node owns which mark."""

    def __init__(self, doc: Any, document: Any, pages: list[Any]) -> None:  # noqa: ANN401
        self._doc, self._document, self._pages = doc, document, pages
        self._owners: list[dict[int, Any]] = [{} for _ in pages]

    def build(self, root: Node) -> Any:  # noqa: ANN401
        tree = self._doc.PDFDictionary({"Type": self._doc.PDFName("StructTreeRoot")})
        tree_ref = self._document.Reference(tree)
        tree.dict["K"] = self._doc.PDFArray([self._element(root, tree_ref)])
        numbers: list[Any] = []
        for index, owners in enumerate(self._owners):
            marks = self._doc.PDFArray([owners[mcid] for mcid in sorted(owners)])
            numbers += [index, self._document.Reference(marks)]
            page = self._pages[index]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = index, self._doc.PDFName("S")
        tree.dict["ParentTree"] = self._document.Reference(
            self._doc.PDFDictionary({"Nums": self._doc.PDFArray(numbers)})
        )
        tree.dict["ParentTreeNextKey"] = len(self._pages)
        return tree

    def _element(self, node: Node, parent: Any) -> Any:  # noqa: ANN401
        names = {"Type": self._doc.PDFName("StructElem"), "S": self._doc.PDFName(node.tag)}
        element = self._doc.PDFDictionary({**names, "P": parent})
        reference = self._document.Reference(element)
        if node.alt:
            element.dict["Alt"] = self._doc.PDFString(node.alt)
        if node.actual:
            element.dict["ActualText"] = self._doc.PDFString(node.actual)
        if node.lang:
            element.dict["Lang"] = self._doc.PDFString(node.lang)
        if node.scope:
            scope = {"O": self._doc.PDFName("Table"), "Scope": self._doc.PDFName(node.scope)}
            element.dict["A"] = self._doc.PDFDictionary(scope)
        kids = [
            self._mark(kid, reference) if isinstance(kid, Mark) else self._element(kid, reference)
            for kid in node.kids
        ]
        element.dict["K"] = self._doc.PDFArray(kids)
        return reference

    def _mark(self, mark: Mark, owner: Any) -> Any:  # noqa: ANN401
        self._owners[mark.page][mark.mcid] = owner
        page = self._document.Reference(self._pages[mark.page])
        kind = {"Type": self._doc.PDFName("MCR"), "Pg": page, "MCID": mark.mcid}
        return self._doc.PDFDictionary(kind)
