"""Whether a published letter still stands on one page, for those whose letter is the longest."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from app.documents.letter import LetterData, letter_fits
from app.documents.letter_wording import FILE, decoded, worded
from app.documents.postal import PostalAddress
from app.documents.texts import Texts
from app.documents.values import Contact
from app.domain.agent import Structure
from app.domain.convention import Convention, Remise
from app.domain.failures import UnusableFileError

_DAY: Final = date(2026, 9, 30)  # the longest month and day in letters
_CARNETS: Final = 3  # more than any guide prescribes at once
_STRUCTURE: Final = "Centre communal d’action sociale de Saint-Martin-de-la-Montagne-sur-Rivière"
_SERVICE: Final = (
    "une personne qui fait vos démarches avec vous"  # the longest of the bundled guide
)


def checked(content: bytes, convention: Convention, *, file: str = FILE) -> Texts:
    """Return the texts of the letter with a published file in them.

    Raises:
        UnusableFileError: it does not read, or a letter does not stand on one page any more.
    """
    wording = decoded(content, file=file)
    texts = worded(convention.profile, wording, file)
    for who, data in _hardest(convention):
        if not letter_fits(replace(data, wording=wording)):
            raise UnusableFileError(file, f"la lettre ne tient plus sur une page : {who}.")
    return texts


def _hardest(convention: Convention) -> Sequence[tuple[str, LetterData]]:
    """Return the three persons whose letter is the longest, as far as the convention has them."""
    departement = convention.departement
    plain = LetterData(
        convention=convention,
        structure=Structure(code="EXEMPLE", name=_STRUCTURE, adresse=()),
        address=PostalAddress(lines=("Madame Exemple", "1 rue de l’Exemple", "00000 EXEMPLE")),
        reference="AAAA-0000-0000",
        printed_on=_DAY,
        contact=Contact(
            nom=departement.service or departement.name,
            telephone=departement.telephone or "00 00 00 00 00",
            courriel=departement.courriel,
        ),
        service=_SERVICE,
    )
    motives = sorted(convention.motifs, key=lambda one: len(one.explanation), reverse=True)
    refused = [("un refus au plus long motif", replace(plain, motif=one)) for one in motives[:1]]
    if convention.pass_numerique.remise is Remise.AUCUNE:
        return refused
    return [
        ("un conseil au nom très long", plain),
        (
            "le plus grand nombre de carnets",
            replace(plain, carnets_count=_CARNETS),
        ),
        *refused,
    ]
