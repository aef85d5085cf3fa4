"""The words of the step of the person."""

from app.documents.typography import apostrophes
from app.domain.convention import Convention
from app.domain.personne import Personne
from app.ui.dates import day_words
from app.ui.pages.personne.state import FoundRow
from app.usecases.people.persons import Dossier, Found


def found_row(found: Found) -> FoundRow:
    """Return a person of a list: name, commune, prescriptions."""
    personne = found.personne
    known = "aucune prescription"
    if found.prescriptions:
        plural = "s" if found.prescriptions > 1 else ""
        known = f"{found.prescriptions}\u00a0prescription{plural}"
        if found.last_on:
            known += f", la dernière le {day_words(found.last_on)}"
    return FoundRow(
        id=personne.id,
        name=personne.display_name,
        about=f"{personne.adresse.code_postal} {apostrophes(personne.adresse.commune)} · {known}",
        mine=found.mine,
    )


def notes_of(dossier: Dossier, *, mine: bool) -> str:
    """Return what to know before going on with a known person."""
    notes = ["Vérifiez l’adresse avec la personne."]
    if not mine:
        owner = dossier.owner or "un collègue"
        notes.append(f"Dossier suivi par {owner}\u00a0: son ouverture est notée.")
    standing = [one for one in dossier.prescriptions if one.suivi.stands]
    if standing:
        last = day_words(standing[0].prescription.prescribed_on)
        notes.append(f"Dernière prescription le {last}\u00a0: une nouvelle lui sera liée.")
    return " ".join(notes)


def same_home(other: Personne, voie: str, code_insee: str) -> bool:
    """Tell whether an address is that of `other`."""
    return other.adresse.voie == voie and other.adresse.code_insee == code_insee


def territory(convention: Convention) -> str:
    """Return the territory in a sentence."""
    return f"le territoire de la convention ({convention.territory.name})"
