"""The stock's words: kinds, places, why something is not done."""

from datetime import date

from app.department.console.words import day
from app.department.database.stock import LotRow
from app.department.records.stock import places
from app.department.records.stock.credit import Balance, CreditKind
from app.department.records.stock.failures import Refusal, StockRefusedError
from app.department.records.stock.movements import Kind
from app.department.records.stock.overview import Alert, AlertKind
from app.domain.carnets import Run, written
from app.sync.protocol.slices import SliceState

KINDS = {
    Kind.RECEPTION.value: "Réception",
    Kind.AFFECTATION.value: "Affectation à une structure",
    Kind.RETOUR.value: "Retour d’une structure",
    Kind.PERTE.value: "Perte",
    Kind.VOL.value: "Vol",
    Kind.PEREMPTION.value: "Péremption",
    Kind.RETROUVE.value: "Carnets retrouvés",
    Kind.REMISE.value: "Remise à une personne",
    Kind.INVENTAIRE.value: "Inventaire",
    Kind.CORRECTION.value: "Correction",
}
# What an agent types in the form « Nouveau mouvement », in its order.
TYPED = {
    kind: KINDS[kind]
    for kind in (
        Kind.AFFECTATION.value,
        Kind.RETOUR.value,
        Kind.PERTE.value,
        Kind.VOL.value,
        Kind.PEREMPTION.value,
        Kind.RETROUVE.value,
    )
}
CREDIT_KINDS = {
    CreditKind.ATTRIBUTION.value: "Attribution",
    CreditKind.AJUSTEMENT.value: "Ajustement",
    CreditKind.DECISION.value: "Prescription acceptée",
    CreditKind.CORRECTION.value: "Acceptation reprise",
}
SLICE_STATES = {
    SliceState.ATTRIBUEE.value: "Attribuée",
    SliceState.A_RENDRE.value: "Rappelée, le poste ne l’a pas encore su",
    SliceState.CLOSE.value: "Close",
}
_PLACES = {
    places.FOURNISSEUR: "Opérateur",
    places.DEPARTEMENT: "Département",
    places.REMIS: "Remis",
    places.MANQUANT: "Manquants",
    places.PERIME: "Périmés",
}
_REFUSALS = {
    Refusal.PAS_LA: "Tous ces carnets ne sont pas à cet endroit{}. Regardez l’historique du lot.",
    Refusal.HORS_DU_LOT: "Ces numéros ne sont pas tous dans ce lot.",
    Refusal.DANS_UNE_TRANCHE: (
        "Un poste peut encore remettre ces carnets{}\u00a0: rappelez d’abord sa tranche."
    ),
    Refusal.LOT_CONNU: (
        "Un lot porte déjà ce nom{}. S’il a été mal noté\u00a0: corrigez d’abord sa réception, "
        "dans l’historique, puis notez-le de nouveau."
    ),
    Refusal.NUMEROS_CONNUS: (
        "Des carnets d’un autre lot portent déjà de ces numéros{}\u00a0: vérifiez ceux qui sont "
        "imprimés. Si c’est ce lot qui a été mal noté\u00a0: corrigez d’abord sa réception, dans "
        "l’historique, puis notez-le de nouveau."
    ),
    Refusal.LOT_PERIME: "La date de validité de ce lot est passée.",
    Refusal.PERIODES_SE_CHEVAUCHENT: "Cette structure a déjà un crédit dans cette période.",
    Refusal.CREDIT_INSUFFISANT: "Le crédit n’a plus autant de carnets disponibles.",
    Refusal.POSTE_ABSENT: "Ce poste n’est pas en service dans cette structure.",
    Refusal.TROP_DE_TRANCHES: "Ce poste a déjà trop de tranches\u00a0: reprenez-en d’abord.",
    Refusal.DEJA_CORRIGE: "Ce mouvement a déjà été corrigé.",
    Refusal.PAS_CORRIGEABLE: (
        "Ce mouvement ne se corrige pas ainsi. Faites un inventaire ou un nouveau mouvement."
    ),
    Refusal.POSTE_EN_SERVICE: (
        "Ce poste est en service\u00a0: lui seul peut rendre sa tranche, à sa prochaine "
        "synchronisation. S’il est perdu, révoquez-le d’abord."
    ),
    Refusal.TRANCHE_CLOSE: "Cette tranche est close.",
    Refusal.PERIODE: "Le dernier jour d’un crédit n’est pas avant le premier.",
    Refusal.CREDIT_INCONNU: "Choisissez un crédit de cette structure.",
    Refusal.FIN_DE_TRANCHE: (
        "Une tranche finit au plus tôt aujourd’hui, et au plus tard avec son lot ou son crédit{}."
    ),
}
CHANGED = (
    "Le stock a changé pendant que vous lisiez\u00a0: rien n’est enregistré. Voici ce qui serait "
    "écrit maintenant."
)
DATE_NEEDED = "Donnez une date qui existe et qui n’est pas à venir."
LAST_DAY_NEEDED = "Donnez le dernier jour de validité\u00a0: une date qui existe."
DATES_NEEDED = "Donnez deux dates qui existent, la première avant la seconde."
NUMBER_NEEDED = "Donnez un nombre de carnets, en chiffres."
NUMBERS_NEEDED = (
    "Donnez le premier et le dernier numéro comme ils sont imprimés, dans l’ordre, par exemple "
    "EX-000481 et EX-000500."
)
RUNS_NEEDED = "«\u00a0{}\u00a0» n’est pas un numéro ni une plage. Écrivez par exemple 101-150, 160."
LOT_NEEDED = "Choisissez un lot."
PLACE_NEEDED = "Choisissez un lieu."
STRUCTURE_NEEDED = "Choisissez une structure\u00a0: ce mouvement est entre elle et le Département."
STILL_VALID = (
    "Ces carnets sont valables jusqu’au {}\u00a0: ils ne sont pas périmés ce jour-là. Vérifiez la "
    "date ou le mouvement."
)
KIND_NEEDED = "Choisissez ce qui s’est passé."
NAME_NEEDED = "Donnez un nom de lot et un opérateur."
DEVICE_NEEDED = "Choisissez un poste."


def refusal_words(refused: StockRefusedError) -> str:
    """Say why nothing was written."""
    detail = refused.detail
    if detail and refused.reason is Refusal.DANS_UNE_TRANCHE:
        detail = f"tranche n°\u00a0{detail}"
    if detail and refused.reason is Refusal.FIN_DE_TRANCHE:
        detail = day(date.fromisoformat(detail))
    return _REFUSALS[refused.reason].format(f" ({detail})" if detail else "")


def place_words(place: str, names: dict[str, str]) -> str:
    """Name a place; `names` are structures by their code."""
    structure = places.structure_of(place)
    return names.get(structure, structure) if structure else _PLACES.get(place, place)


def run_words(lot: LotRow, run: Run) -> str:
    """Write a run as it is printed on the carnets."""
    first, last = (
        written(number, prefix=lot.prefix, digits=lot.digits) for number in (run.first, run.last)
    )
    return first if first == last else f"{first} à {last}"


def carnets_words(count: int) -> str:
    """Write a number of carnets."""
    return f"{thousands(count)} carnet{'s' if abs(count) > 1 else ''}"


def credit_words(found: Balance | None) -> str:
    """Say what a structure may still be granted; nothing where nothing limits it."""
    if found is None:
        return ""
    until = f"jusqu’au {day(found.credit.ends_on)}"
    if found.left < 0:
        return f"dépassé de {carnets_words(-found.left)}, {until}"
    return f"reste {carnets_words(found.left)}, {until}"


def thousands(count: int) -> str:
    """Write a whole number as French does."""
    return f"{count:,}".replace(",", "\u202f").replace("-", "−")


def alert_words(alert: Alert, names: dict[str, str]) -> str:
    """Say what needs somebody."""
    count, place = carnets_words(alert.carnets), place_words(alert.place, names)
    match alert.kind:
        case AlertKind.PERIME:
            return (
                f"Lot {alert.lot}\u00a0: périmé depuis le {day(alert.on)}, {count} encore en "
                "stock. Retirez-les par un mouvement de péremption."
            )
        case AlertKind.BIENTOT:
            return f"Lot {alert.lot}\u00a0: valable jusqu’au {day(alert.on)}, {count} en stock."
        case AlertKind.SOUS_SEUIL:
            return f"{place}\u00a0: {count} en stock, sous le seuil."
        case AlertKind.CREDIT_BAS:
            return f"{place}\u00a0: il reste {count} de crédit jusqu’au {day(alert.on)}."
        case AlertKind.CREDIT_DEPASSE:
            return f"{place}\u00a0: crédit dépassé de {count}."
