"""A place in words that the window and the papers share."""

from app.domain.convenance import Raisons
from app.domain.mediation import Acces, PriseEnCharge, Service, StructureMediation
from app.storage.structures_recherche import Criteres

SHORT_SERVICES = {  # a list has no room for « Maîtrise des outils numériques du quotidien »
    Service.DEMARCHES: "Démarches administratives",
    Service.QUOTIDIEN: "Outils du quotidien",
    Service.EMPLOI: "Emploi",
    Service.SECURITE: "Sécurité",
    Service.PARENTALITE: "Parents et enfants",
    Service.LOISIRS: "Loisirs et création",
    Service.COMPREHENSION: "Comprendre le numérique",
    Service.ACCES: "Accès à internet",
    Service.ACQUISITION: "Matériel à petit prix",
}
_FOREIGN = 33  # « +33 » begins a number of mainland France


def phone_words(phone: str) -> str:
    """Return « 05 53 00 00 00 » for +33553000000; other countries' numbers as they stand."""
    if not phone.startswith(f"+{_FOREIGN}") or len(phone) != len("+33553000000"):
        return phone
    national = f"0{phone[3:]}"
    return "\u00a0".join(national[at : at + 2] for at in range(0, len(national), 2))


def distance_words(distance_km: float | None) -> str:
    """Return « moins de 1 km », « 2,4 km » or « 31 km »; empty where nobody knows.

    It is counted from the middle of a commune: metres would say more than anybody knows.
    """
    if distance_km is None:
        return ""
    if distance_km < 1:
        return "moins de 1\u00a0km"
    if distance_km < 10:  # noqa: PLR2004 - beyond, a decimal says nothing
        return f"{distance_km:.1f}\u00a0km".replace(".", ",")
    return f"{round(distance_km)}\u00a0km"


def accessibility(structure: StructureMediation) -> str:
    """Return what is known of how one gets in; empty where the list says nothing."""
    said: list[str] = []
    if structure.itinerant:
        said.append("lieu itinérant")
    if PriseEnCharge.MOTEUR in structure.prises_en_charge:
        said.append("accueil des handicaps moteurs")
    if Acces.SANS_PUBLIC in structure.acces:
        said.append("n’accueille pas de public sur place")
    return ", ".join(said).capitalize()


def reasons_words(why: Raisons | None) -> str:
    """Return why a place fits: « 2 besoins sur 3, accepte le Pass, proche »."""
    if why is None:
        return ""
    said: list[str] = []
    if why.services_demandes:
        plural = "s" if why.services > 1 else ""
        count = f"{why.services} besoin{plural} sur {why.services_demandes}"
        said.append(count if why.services else "aucun des besoins")
    if why.prises_demandees:
        plural = "s" if why.prises_en_charge > 1 else ""
        said.append(f"{why.prises_en_charge} accueil{plural} sur {why.prises_demandees}")
    if why.accepte_pass is not None:
        said.append("accepte le Pass" if why.accepte_pass else "n’annonce pas le Pass")
    if why.proche:
        said.append("proche")
    return ", ".join(said)


def filters_words(criteres: Criteres, *, ouvert: bool) -> str:
    """Return the filters that are on, in words; empty without any."""
    said = [
        *(SHORT_SERVICES[one] for one in Service if one in criteres.services),
        *sorted(one.value for one in criteres.publics),
        *sorted(one.value for one in criteres.prises_en_charge),
        *sorted(one.value for one in criteres.frais),
        *sorted(one.value for one in criteres.acces),
        *sorted(one.value for one in criteres.accompagnements),
    ]
    if criteres.accepte_pass:
        said.append("accepte le Pass")
    if ouvert:
        said.append("ouvert maintenant")
    if criteres.texte:
        said.append(f"«\u00a0{criteres.texte}\u00a0»")
    return ", ".join(said)
