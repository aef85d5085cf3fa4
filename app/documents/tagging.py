"""The structure of a paper as PDF objects, and the metadata: what makes a file a tagged PDF.

The objects are written as bytes: the library's own dictionaries took longer than the drawing.
Source: ISO 32000-1, 14.7 and 14.8; ISO 14289-1 (PDF/UA-1); documents.md e4.
"""

from collections.abc import Iterator
from typing import Any, Final

from app.documents.pdf import reportlab
from app.documents.structure import Mark, Node, prune

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:language><rdf:Bag><rdf:li>fr-FR</rdf:li></rdf:Bag></dc:language>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
<pdfuaid:part>1</pdfuaid:part>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


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
        self._owners: list[dict[int, int]] = [{} for _ in pages]
        self._page_numbers = [self._number(page) for page in pages]

    def build(self, root: Node) -> Any:  # noqa: ANN401
        doc = self._doc
        tree = doc.PDFDictionary({"Type": doc.PDFName("StructTreeRoot")})
        number = self._number(tree)
        first = self._element(root, number)
        tree.dict["K"] = f"[ {first} 0 R ]"
        numbers: list[str] = []
        for index, owners in enumerate(self._owners):
            marks = self._held(_array(owners[mcid] for mcid in sorted(owners)))
            numbers.append(f"{index} {marks} 0 R")
            page = self._pages[index]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents, page.Tabs = index, doc.PDFName("S")
        parents = self._held(f"<< /Nums [ {' '.join(numbers)} ] >>".encode())
        tree.dict["ParentTree"] = f"{parents} 0 R"
        tree.dict["ParentTreeNextKey"] = len(self._pages)
        return self._document.Reference(tree)

    def _element(self, node: Node, parent: int) -> int:
        """Write an element and all below it, and return its number."""
        number = self._reserved()
        page = next((kid.page for kid in node.kids if isinstance(kid, Mark)), None)
        kids = " ".join(self._kids(node, number, page))
        place = "" if page is None else f" /Pg {self._page_numbers[page]} 0 R"
        single = len(node.kids) == 1
        self._document.idToObject[f"R{number}"] = (
            f"<< /Type /StructElem /S /{node.tag} /P {parent} 0 R{place}".encode()
            + self._said(node)
            + f" /K {kids if single else f'[ {kids} ]'} >>".encode()
        )
        return number

    def _kids(self, node: Node, number: int, page: int | None) -> Iterator[str]:
        for kid in node.kids:
            if isinstance(kid, Node):
                yield f"{self._element(kid, number)} 0 R"
                continue
            self._owners[kid.page][kid.mcid] = number
            if kid.page == page:
                yield str(kid.mcid)
            else:
                at = self._page_numbers[kid.page]
                yield f"<< /Type /MCR /Pg {at} 0 R /MCID {kid.mcid} >>"

    def _said(self, node: Node) -> bytes:
        """Return what an element says of itself beside its place."""
        said = b""
        if node.alt:
            said += b" /Alt " + self._string(node.alt)
        if node.actual:
            said += b" /ActualText " + self._string(node.actual)
        if node.lang:
            said += b" /Lang " + self._string(node.lang)
        if node.scope:
            said += f" /A << /O /Table /Scope /{node.scope} >>".encode()
        if node.numbering:
            said += f" /A << /O /List /ListNumbering /{node.numbering} >>".encode()
        if node.box:
            box = " ".join(f"{edge:.2f}" for edge in node.box)
            said += f" /A << /O /Layout /Placement /Block /BBox [ {box} ] >>".encode()
        return said

    def _string(self, text: str) -> bytes:
        written = self._doc.PDFString(text).format(self._document)
        return written if isinstance(written, bytes) else str(written).encode("latin-1")

    def _held(self, content: bytes) -> int:
        number = self._reserved()
        self._document.idToObject[f"R{number}"] = content
        return number

    def _reserved(self) -> int:
        """Take the next number of an object, as the library's own `Reference` does for its kinds.

        What is then put under its name is written as the bytes it is.
        """
        document = self._document
        document.objectcounter += 1
        number: int = document.objectcounter
        name = f"R{number}"
        document.idToObjectNumberAndVersion[name] = (number, 0)
        document.numberToId[number] = name
        return number

    def _number(self, held: Any) -> int:  # noqa: ANN401
        name = self._document.Reference(held).name
        return int(self._document.idToObjectNumberAndVersion[name][0])


def _array(numbers: Iterator[int]) -> bytes:
    return f"[ {' '.join(f'{number} 0 R' for number in numbers)} ]".encode()
