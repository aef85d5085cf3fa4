"""Who made the file of a certificate, and which Département says whose the keys are."""

from dataclasses import dataclass

from app.documents.typography import french_date
from app.storage.certifications import Certification
from app.sync.protocol.activation_code import GROUP, root_fingerprint
from app.sync.protocol.canonical import canonical, parse_canonical
from app.sync.protocol.device import DeviceCertificate, open_device
from app.sync.protocol.errors import ErrorCode, ProtocolError
from app.sync.protocol.reading import Fields, to_base64
from app.sync.protocol.signed import SignedDocument, parse_signed
from app.sync.protocol.signing import PUBLIC_BYTES


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the file claims of its keys; the Département of `root` stands for both certificates.

    `maker` is the key that made the file, `certified` the certificate of the one that signed the
    destruction, `made_by` that of the maker where they are two.
    """

    maker: bytes
    root: bytes = b""
    certified: DeviceCertificate | None = None
    made_by: DeviceCertificate | None = None

    @classmethod
    def read(cls, raw: bytes) -> "Claims":
        """Read and verify what `write` wrote.

        Raises:
            ProtocolError: damaged, or not signed by the root that is named.
        """
        fields = Fields.of(
            parse_canonical(raw),
            "claims",
            required=("maker",),
            optional=("root", "certified", "made_by"),
        )
        root = fields.octets("root", PUBLIC_BYTES, PUBLIC_BYTES) if fields.has("root") else b""

        def certificate(name: str) -> DeviceCertificate | None:
            if not fields.has(name):
                return None
            return open_device(parse_signed(fields.values[name], name), root)

        return cls(
            maker=fields.octets("maker", PUBLIC_BYTES, PUBLIC_BYTES),
            root=root,
            certified=certificate("certified"),
            made_by=certificate("made_by"),
        )

    def check(self, device: str, public: bytes) -> None:
        """Accept these claims for a statement of `device` under the key `public`.

        Whoever makes a paper again must be a laptop of the same structure, vouched for by the same
        Département: else anybody could print other words over a true signature.

        Raises:
            ProtocolError: they are of other keys.
        """
        first, second = self.certified, self.made_by
        if first is not None and (first.device, first.signing) != (device, public):
            raise ProtocolError(ErrorCode.BAD_SIGNATURE, "certified")
        if self.maker == public:
            return
        if first is None or second is None or second.signing != self.maker:
            raise ProtocolError(ErrorCode.BAD_SIGNATURE, "made_by")
        if second.structure != first.structure:
            raise ProtocolError(ErrorCode.WRONG_STRUCTURE, "made_by")


def write(
    maker: bytes, certified: Certification | None, made_by: Certification | None = None
) -> bytes:
    """Return the claims in their one form; `made_by` where the maker is not the signer."""
    held: dict[str, object] = {"maker": to_base64(maker)}
    for name, one in (("certified", certified), ("made_by", made_by)):
        if one is not None:
            held["root"] = to_base64(one.root)
            held[name] = SignedDocument(content=one.content, signature=one.signature).wire()
    return canonical(held)


def whose(certified: DeviceCertificate | None, root: bytes) -> str:
    """Return who vouches for a key, in words that can be compared with an activation code."""
    if certified is None:
        return "Clé non certifiée : ce poste n’a pas de certificat du Département."
    return (
        f"Clé certifiée par {certified.service} (empreinte {grouped(root_fingerprint(root))}) : "
        f"poste de {certified.structure_name}, activé le {french_date(certified.activated_on)}."
    )


def whose_key(certification: Certification | None) -> str:
    """Return `whose` of a kept certificate.

    Raises:
        ProtocolError: damaged since it was kept.
    """
    if certification is None:
        return whose(None, b"")
    document = SignedDocument(content=certification.content, signature=certification.signature)
    return whose(open_device(document, certification.root), certification.root)


def grouped(symbols: str) -> str:
    """Return symbols in groups of four, as activation codes show them."""
    return "-".join(symbols[at : at + GROUP] for at in range(0, len(symbols), GROUP))
