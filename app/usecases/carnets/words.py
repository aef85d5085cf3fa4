"""What happens to carnets, and why something does not, in French."""

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from typing import Final

from app.domain.carnets import Run
from app.domain.carnets_registre import Lot, Mouvement
from app.domain.carnets_regles import RefusCarnet
from app.usecases.carnets.errors import RefusStock

MOVEMENTS: Final = {
    Mouvement.RECEPTION: "Livraison reçue",
    Mouvement.TRANSFERT: "Transfert",
    Mouvement.REMISE: "Remise",
    Mouvement.RETOUR: "Restitution",
    Mouvement.PERTE: "Perte",
    Mouvement.VOL: "Vol",
    Mouvement.RETROUVE: "Retrouvé",
    Mouvement.INVENTAIRE: "Inventaire",
    Mouvement.PEREMPTION: "Péremption",
    Mouvement.CORRECTION: "Contre-passation",
    Mouvement.AFFECTATION: "Affectation par le Département",
}
EVENTS: Final = {
    "carnets_reception": "Livraison de carnets reçue",
    "carnets_transfert": "Carnets transférés",
    "carnets_remise": "Carnet sorti du stock",
    "carnets_retour": "Carnets restitués",
    "carnets_perte": "Perte de carnets notée",
    "carnets_vol": "Vol de carnets noté",
    "carnets_retrouve": "Carnets retrouvés",
    "carnets_inventaire": "Inventaire de carnets",
    "carnets_peremption": "Carnets périmés sortis du stock",
    "carnets_correction": "Mouvement de carnets contre-passé",
    "carnet_remis": "Carnet remis à la personne",
    "carnet_repris": "Remise d’un carnet annulée",
}
REFUS: Final = {
    RefusCarnet.INCONNU: "Aucun carnet du stock ne porte ce numéro. Rien n’est remis. Relisez le "
    "numéro, ou demandez au référent s’il a noté la livraison.",
    RefusCarnet.PLUSIEURS: "Plusieurs lots ont ce numéro. Rien n’est remis. Tapez-le en entier, "
    "avec son préfixe, comme il est imprimé sur le carnet.",
    RefusCarnet.PERIME: "Ce carnet est périmé\u00a0: ses Pass ne sont plus utilisables. Rien n’est "
    "remis. Rangez-le à part et prévenez le référent.",
    RefusCarnet.DEJA_REMIS: "Ce carnet est déjà noté remis à quelqu’un. Rien n’est remis. Relisez "
    "le numéro, ou prenez le suivant.",
    RefusCarnet.MANQUANT: "Ce carnet est noté perdu ou volé. Rien n’est remis. Mettez-le de côté "
    "et prévenez le référent.",
    RefusCarnet.PAS_CONFIE: "Ce carnet est dans le stock de la structure\u00a0: il ne vous est pas "
    "confié. Rien n’est remis. Demandez au référent un transfert.",
    RefusCarnet.A_UN_AUTRE: "Ce carnet est confié à un collègue. Rien n’est remis. Prenez un des "
    "vôtres, ou demandez au référent un transfert.",
    RefusCarnet.AUTRE_POSTE: "Ce carnet n’est pas dans une tranche de ce poste\u00a0: un autre "
    "poste peut le remettre. Rien n’est remis. Prenez-en un de vos tranches.",
    RefusCarnet.DEJA_UN: "Cette personne a déjà reçu son carnet. Rien n’est remis.",
    RefusCarnet.SANS_PRESCRIPTION: "Cette prescription est annulée ou retirée. Rien n’est remis.",
    RefusCarnet.JOUR: "Ce jour ne va pas\u00a0: il est à venir, avant la prescription, avant le "
    "dernier mouvement de ce carnet, ou trop ancien. Rien n’est remis. Corrigez le jour.",
    RefusCarnet.REFUSEE: "La prescription a été refusée. Rien n’est remis. Expliquez le motif à la "
    "personne.",
}
STOCK: Final = {
    RefusStock.PAS_LA: "Le carnet {detail} n’est pas à cet endroit. Rien n’est noté. Vérifiez les "
    "numéros et l’endroit choisi.",
    RefusStock.HORS_DU_LOT: "Un de ces numéros n’est pas du lot {detail}. Rien n’est noté. "
    "Vérifiez les numéros.",
    RefusStock.LOT_INCONNU: "Le lot {detail} est connu avec une autre date de validité, un autre "
    "préfixe ou un autre émetteur. Rien n’est noté. Donnez un autre nom à ce lot\u00a0; si c’est "
    "l’ancien qui est faux, contre-passez d’abord sa livraison.",
    RefusStock.CHEVAUCHE: "Certains de ces numéros sont déjà dans le lot {detail}. Rien n’est "
    "noté. Vérifiez les numéros.",
    RefusStock.TROP: "Ces numéros font plus de 100\u00a0000 carnets. Rien n’est noté. Vérifiez le "
    "premier et le dernier.",
    RefusStock.LOT_PERIME: "Ces carnets sont périmés\u00a0: leur dernier jour était le {detail}. "
    "Rien n’est noté.",
    RefusStock.VALIDITE: "La convention donne le {detail} comme dernier jour des Pass. Rien n’est "
    "noté. Corrigez la date de validité\u00a0; si un avenant l’a changée, notez-le d’abord dans "
    "Réglages, Convention.",
    RefusStock.DATES: "Cette date ne va pas\u00a0: elle est à venir, avant la demande, ou avant le "
    "dernier mouvement de ces carnets. Rien n’est noté.",
    RefusStock.DOTATION: "Une dotation est un nombre de Pass, pour cette année, la précédente ou "
    "la suivante. Rien n’est noté.",
    RefusStock.DETENTEUR: "Ces carnets ne peuvent pas être confiés là. Rien n’est noté. Choisissez "
    "un autre endroit\u00a0; qui tient encore des carnets ne peut pas être retiré.",
    RefusStock.PAS_PRESCRIPTEUR: "{detail} n’a pas le rôle de prescripteur\u00a0: aucun carnet ne "
    "lui est confié. Donnez-lui ce rôle d’abord.",
    RefusStock.NOM: "Écrivez le nom de cette personne. Rien n’est noté.",
    RefusStock.OPERATEUR: "Cochez que cette personne n’est pas opérateur\u00a0: la convention "
    "demande deux personnes distinctes. Rien n’est noté.",
    RefusStock.LIEU: "Dites dans quel lieu sécurisé ces carnets sont rangés. Rien n’est noté.",
    RefusStock.DEJA_CORRIGE: "C’est déjà fait. Rien n’est noté une seconde fois.",
    RefusStock.PAS_CORRIGEABLE: "Ce mouvement ne se contre-passe pas. Rien n’est noté. Faites un "
    "inventaire pour corriger le stock.",
    RefusStock.TENU_PAR_LE_SERVICE: "Le Département tient le lot {detail}\u00a0: demandez-lui ce "
    "mouvement, il arrivera par Synchroniser. Rien n’est noté ici.",
    RefusStock.REMIS_TROUVE: "Le carnet {detail} est noté remis ou périmé, et vous l’avez compté. "
    "Rien n’est noté. Mettez-le de côté\u00a0; si sa remise est fausse, contre-passez-la sous "
    "Mouvements.",
    RefusStock.CONDITIONS: "Il manque une condition\u00a0: «\u00a0{detail}\u00a0». Rien n’est "
    "demandé.",
    RefusStock.FERME: "Les demandes ne sont pas ouvertes à cette date\u00a0; elles se ferment le "
    "{detail}. Rien n’est noté.",
    RefusStock.SEUIL: "Aucun carnet n’a encore été reçu\u00a0: notez d’abord la livraison de "
    "l’amorçage. Rien n’est noté.",
    RefusStock.PAR_LIVRAISON: "Aucun carnet n’est arrivé par une tranche, et chaque livraison "
    "notée dit son volume. Rien n’est noté. Notez la livraison avec ses numéros, ou synchronisez "
    "d’abord.",
    RefusStock.LIVRAISON_NOTEE: "La livraison de ce volume est notée avec ses numéros. Rien n’est "
    "changé. Si elle est fausse, contre-passez-la sous Mouvements.",
    RefusStock.RIEN: "Il n’y a rien à noter. Indiquez des numéros, comme «\u00a0101-150, "
    "160\u00a0».",
}
_OF_DAYS: Final = frozenset(
    {RefusStock.LOT_PERIME, RefusStock.VALIDITE, RefusStock.DATES, RefusStock.FERME}
)
_MOST_RUNS: Final = 6


def numbers(lot: Lot, runs: Iterable[Run], *, most: int = _MOST_RUNS) -> str:
    """Return runs of a lot as they are printed: « NP-00001 à NP-00010, NP-00012 »."""
    found = list(runs)
    shown = [
        lot.written(run.first)
        if run.carnets == 1
        else f"{lot.written(run.first)} à {lot.written(run.last)}"
        for run in found[:most]
    ]
    if len(found) > most:
        shown.append(f"et {len(found) - most} autres suites")
    return ", ".join(shown)


def count_words(carnets: int) -> str:
    """Return « 1 carnet », « 40 carnets »."""
    return f"{carnets} carnet{'s' if carnets > 1 else ''}"


def day_text(day: date) -> str:
    """Return a day in figures, as papers write it: « 31/01/2022 »."""
    return f"{day:%d/%m/%Y}"


def stock_refusal(reason: str, detail: str) -> str:
    """Return why the ledger does not take a movement."""
    if reason in _OF_DAYS:  # the number 20210301 is no day
        with suppress(ValueError):
            detail = day_text(date.fromisoformat(detail))
    return STOCK[RefusStock(reason)].format(detail=detail).replace("  ", " ")
