"""The list of structures in words."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final

from app.domain import ouverture
from app.domain.convenance import Tri
from app.domain.mediation import (
    AcceptePass,
    Acces,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
    StructureMediation,
)
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact, plural_words
from app.ui.pages.structures.state import Group
from app.ui.widgets.tones import Pill, Tone
from app.usecases.records import Criteres
from app.usecases.structures.catalogue import EtatCatalogue, day_of
from app.usecases.structures.own import Avis, PropreLigne
from app.usecases.structures.place_words import (
    SHORT_SERVICES,
    accessibility,
    distance_words,
    phone_words,
    reasons_words,
)
from app.usecases.structures.searching import Resultat, Trouvee

QUICK, PASS, OPEN = "quick", "pass", "open"
ORDERS: Final = {
    Tri.DISTANCE: "Du plus proche",
    Tri.ALPHABET: "Par ordre alphabétique",
    Tri.CONVENANCE: "Du plus adapté",
}
_SORTED: Final = {
    Tri.DISTANCE: "du plus proche au plus loin",
    Tri.ALPHABET: "par ordre alphabétique",
    Tri.CONVENANCE: "du plus adapté au moins adapté",
}
KINDS: Final[Mapping[str, type[StrEnum]]] = {
    "services": Service,
    "prises_en_charge": PriseEnCharge,
    "publics": Public,
    "accompagnements": Accompagnement,
    "acces": Acces,
    "frais": Frais,
}
_HEADINGS: Final = {
    "services": "On y trouve (tout ce qui est coché)",
    "prises_en_charge": "Accueil particulier (tout ce qui est coché)",
    "publics": "Pour qui",
    "accompagnements": "Comment on y est aidé",
    "acces": "Comment on prend contact",
    "frais": "Prix",
}
_STATES: Final = {
    ouverture.Etat.OUVERT: Pill("Ouvert maintenant", Tone.SUCCESS),
    ouverture.Etat.FERME: Pill("Fermé maintenant", Tone.NEUTRAL),
}
_OWN: Final = {
    Avis.LABELLISEE: "Votre structure figure dans cette liste comme acceptant le Pass numérique. "
    "La convention l’interdit, et le Département peut alors la résilier. Prévenez-le, ou "
    "vérifiez la fiche. Personne ne peut y être orienté d’ici là.",
    Avis.PRESENTE: "Votre structure figure dans cette liste, qui ne dit pas qu’elle accepte le "
    "Pass. La convention lui interdit d’être labellisée\u00a0: vérifiez sa fiche.",
    Avis.ABSENTE: "Votre structure ne figure pas dans cette liste. La convention demande qu’elle y "
    "soit\u00a0: donnez son SIRET en bas de cette page, ou demandez son inscription.",
    Avis.A_VERIFIER: "La fiche de votre structure dans cette liste n’a pas été vérifiée depuis "
    "longtemps. Ouvrez-la, relisez-la, puis notez le jour.",
}
BARRED: Final = (
    "C’est votre propre structure\u00a0: la convention ne permet pas d’y orienter une personne."
)
ACCEPTS: Final = (
    (AcceptePass.OUI.value, "Oui"),
    (AcceptePass.NON.value, "Non"),
    ("liste", "Comme dit la liste"),
)


def groups() -> tuple[Group, ...]:
    """Return the filters, each answer by its rank in the standard's list."""
    return tuple(
        Group(
            code=code,
            heading=_HEADINGS[code],
            answers=tuple((str(rank), _short(one)) for rank, one in enumerate(kind)),
        )
        for code, kind in KINDS.items()
    )


def _short(one: StrEnum) -> str:
    return SHORT_SERVICES[one] if isinstance(one, Service) else one.value.replace("'", "’")


def picked(criteres: Criteres, *, ouvert: bool) -> dict[str, frozenset[str]]:
    """Return which answers are on, by group."""
    found = {
        code: frozenset(
            str(rank) for rank, one in enumerate(kind) if one in getattr(criteres, code)
        )
        for code, kind in KINDS.items()
    }
    quick = {PASS} if criteres.accepte_pass else set[str]()
    return found | {QUICK: frozenset(quick | ({OPEN} if ouvert else set()))}


def about_words(state: EtatCatalogue) -> str:
    """Return « Liste du 1er novembre 2026 · 11 structures · mise en service le … »."""
    catalogue = state.catalogue
    if catalogue is None:
        return ""
    count = plural_words(state.lieux, "structure", "structures")
    came = day_words(catalogue.imported_at.date())
    return f"Liste du {day_words(day_of(catalogue))} · {count} · mise en service le {came}"


def own_words(propre: PropreLigne) -> str:
    """Return what is to be said of the laptop's own structure; empty for nothing."""
    said = _OWN.get(propre.avis, "")
    if said and propre.noms:
        said += f" Dans la liste\u00a0: {', '.join(propre.noms)}"
        said += f", vérifiée le {day_words(propre.verifiee_le)}." if propre.verifiee_le else "."
    return said


def counted_words(found: Resultat, commune: str) -> str:
    """Return how many places answer, and in which order they stand."""
    if not found.total:
        said = "Aucune structure ne répond. Retirez un filtre, ou cherchez plus largement."
    else:
        count = plural_words(found.total, "structure", "structures")
        around = ""
        if commune:
            near = found.tri is Tri.DISTANCE
            around = f" depuis {commune}" if near else f" (distances depuis {commune})"
        said = f"{count}, {_SORTED[found.tri]}{around}."
    if found.sans_horaires:
        unknown = plural_words(
            found.sans_horaires,
            "structure n’est pas comptée\u00a0: on ne sait pas si elle est ouverte.",
            "structures ne sont pas comptées\u00a0: on ne sait pas si elles sont ouvertes.",
        )
        said += f" {unknown}"
    return said


def place_row(found: Trouvee) -> Row:
    """Return a place of the list."""
    structure = found.place.structure
    services = [SHORT_SERVICES[one] for one in Service if one in structure.services]
    said = [
        structure.commune,
        distance_words(found.distance_km),
        reasons_words(found.raisons),
        ", ".join(services[:3]) + ("…" if len(services) > 3 else ""),  # noqa: PLR2004 - one line
    ]
    pill = Pill("Votre structure", Tone.WARNING) if found.barree else _STATES.get(found.etat)
    return Row(
        id=str(found.place.numero),
        title=structure.nom,
        about=" · ".join(one for one in said if one),
        pill=pill,
    )


def state_pill(found: Trouvee, at: datetime) -> Pill | None:
    """Return whether a place is open, and until when where that is today."""
    pill = _STATES.get(found.etat)
    if pill is None:
        return None
    place = found.place.structure
    change = ouverture.changes_at(place.horaires, at, place.code_insee[:2])
    if change is None or change.date() != at.date():
        return pill
    hour = f"{change.hour}\u00a0h" + (f"\u00a0{change.minute:02}" if change.minute else "")
    is_open = found.etat is ouverture.Etat.OUVERT
    return Pill(f"Ouvert jusqu’à {hour}" if is_open else f"Ouvre à {hour}", pill.tone)


def place_facts(found: Trouvee, *, with_pass: bool) -> tuple[Fact, ...]:
    """Return everything that is known of a place."""
    structure = found.place.structure
    return (
        Fact("Adresse", structure.ligne_adresse),
        Fact("Distance", _far(found)),
        Fact("Téléphone", phone_words(structure.telephone)),
        Fact("Adresse électronique", ", ".join(structure.courriels)),
        Fact("Horaires", _hours(structure)),
        Fact("Pass numérique", _pass_words(found) if with_pass else ""),
        Fact("On y trouve", _listed(structure.services, Service)),
        Fact("Pour qui", _listed(structure.publics, Public)),
        Fact("Accueil particulier", _listed(structure.prises_en_charge, PriseEnCharge)),
        Fact("Accessibilité", accessibility(structure)),
        Fact("Aide", _listed(structure.accompagnements, Accompagnement)),
        Fact("Contact", _listed(structure.acces, Acces)),
        Fact("Prix", _listed(structure.frais, Frais)),
        Fact("Dispositifs", ", ".join((*structure.programmes, *structure.labels))),
        Fact("Présentation", structure.presentation),
        Fact("Site", ", ".join(structure.sites)),
        Fact("Rendez-vous en ligne", structure.prise_rdv),
        Fact("Fiche d’accessibilité", structure.fiche_acces_libre),
        Fact("SIRET ou RNA", structure.pivot),
        Fact("Fiche du", day_words(structure.date_maj) if structure.date_maj else ""),
        Fact("Notre note", found.place.verification.note if found.place.verification else ""),
    )


def _hours(structure: StructureMediation) -> str:
    said = ouverture.words(structure.horaires)
    return f"{said[:1].upper()}{said[1:]}"


def _far(found: Trouvee) -> str:
    far = distance_words(found.distance_km)
    why = reasons_words(found.raisons)
    return " · ".join(one for one in (f"{far} à vol d’oiseau" if far else "", why) if one)


def _pass_words(found: Trouvee) -> str:
    said = {
        AcceptePass.OUI: "Accepté",
        AcceptePass.NON: "Pas accepté",
        AcceptePass.INCONNU: "On ne sait pas\u00a0: demandez avant d’orienter",
    }[found.place.accepte_pass]
    day = found.place.verifiee_le
    hand = found.place.verification
    by_hand = hand is not None and hand.accepte_pass is not AcceptePass.INCONNU
    if by_hand and found.place.structure.accepte_pass not in {
        AcceptePass.INCONNU,
        found.place.accepte_pass,
    }:
        said += ", vérifié par nous (la liste dit le contraire)"
    elif by_hand:
        said += ", vérifié par nous"
    return f"{said} le {day_words(day)}" if day and by_hand else _dated(said, found)


def _dated(said: str, found: Trouvee) -> str:
    day = found.place.verifiee_le
    if day is None or found.place.accepte_pass is AcceptePass.INCONNU:
        return said
    return f"{said}, d’après la liste, vérifié le {day_words(day)}"


def _listed(held: frozenset[Service] | frozenset[StrEnum], kind: type[StrEnum]) -> str:
    return ", ".join(one.value.replace("'", "’") for one in kind if one in held)
