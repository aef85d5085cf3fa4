"""What serving each right does, said before it is done."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from app.domain.demande import Demande
from app.domain.droits import Effet, Finalite, MotifLimitation
from app.ui.dossiers.limited import MOTIVES
from app.ui.pages.droits.state import Ask, Option, Plan
from app.ui.pages.droits.words import PURPOSES, effect_words
from app.usecases.droits.overview import Standing
from app.usecases.registers.demande_words import droits_words

_REGISTER: Final = "La demande est notée au registre\u00a0; son délai de transmission court."
_SEEING: Final = Plan(
    heading="Un papier avec tout ce qui est gardé",
    lines=(
        (
            "Identité, entretiens et réponses, diagnostics et raisons, prescriptions, papiers, "
            "durées, destinataires, ouvertures du dossier."
        ),
        "Ce qui concerne d’autres personnes n’y est pas.",
        "Vous l’imprimez, ou vous l’enregistrez.",
        _REGISTER,
    ),
    act="&Préparer le document",
)
_TAKING: Final = Plan(
    heading="Un fichier fermé par un mot de passe",
    lines=(
        "Le même papier, et les données pour un autre logiciel (JSON et tableau CSV).",
        (
            "Le mot de passe s’affichera une fois. Donnez-le de vive voix ou sur papier, jamais "
            "avec le fichier."
        ),
        (
            "Il s’ouvre avec 7-Zip (Windows, gratuit) ou Keka (Mac). L’explorateur de Windows ne "
            "l’ouvre pas seul."
        ),
        _REGISTER,
    ),
    act="&Enregistrer le fichier…",
    unlocked=True,
)
_ERASING: Final = Plan(
    heading="Tout effacer, maintenant et pour toujours",
    lines=(
        "Avant d’effacer, Passerelle dit ce qui part et ce qui est hors de portée.",
        "Une attestation sans nom est signée.",
        _REGISTER,
    ),
    act="E&ffacer cette personne…",
    danger=True,
)
_SENDING: Final = Plan(
    heading="La demande part d’abord, avec son nom\u00a0; puis tout est effacé",
    lines=(
        (
            "La convention veut que toute demande parvienne au Département. Effacée avant, la "
            "personne n’y aurait plus de nom."
        ),
        (
            "Passerelle note la demande, limite le dossier en attendant et ouvre la page qui la "
            "transmet, avec son PDF et son courriel."
        ),
        "Quand l’heure réelle de l’envoi y est notée, elle propose d’effacer.",
    ),
    act="&Noter la demande et la transmettre",
)
_TIED: Final = (
    "Si tout est effacé, ce qui est noté au registre sous son nom entier, sans dossier, le perd "
    "aussi. Si cela vient d’une autre personne, choisissez plutôt «\u00a0Tout effacer\u00a0»."
)
HERS, NOT_HERS = "liees", "laissees"
_CORRECTING: Final = Plan(
    heading="La correction, dans le dossier",
    lines=(
        "L’échéance du dossier ne change pas. Ce qui n’est pas encore envoyé part corrigé.",
        "Ce que le Département a déjà reçu lui est à signaler avec la demande.",
        _REGISTER,
    ),
    act="&Corriger le dossier",
)
_LIMITED_FIRST: Final = Plan(
    heading="Le dossier est limité",
    lines=("Levez d’abord la limitation (choix 4), puis corrigez.",),
)
_LIMITING: Final = Plan(
    heading="Le dossier reste, il ne sert plus",
    lines=(
        "Il se lit. Il ne se modifie pas, ni entretien, ni prescription, et rien n’en part.",
        "L’effacement à l’échéance et à la demande reste possible.",
        _REGISTER,
    ),
    question="Pourquoi le limiter\u00a0?",
    choices=tuple(
        Option(code=motif.value, words=said)
        for motif, said in MOTIVES.items()
        if motif is not MotifLimitation.EFFACEMENT  # noted by the erasure itself
    ),
    act="Li&miter le dossier",
)
_LIFTING: Final = Plan(
    heading="Le dossier est limité",
    lines=(
        "Lever la limitation rend le dossier à son usage\u00a0: il se modifie, il part.",
        "La personne doit le savoir avant (RGPD, art. 18.3).",
    ),
    act="Lever la li&mitation…",
)
_NOTHING_AGREED: Final = Plan(
    heading="Aucun accord à retirer",
    lines=("Aucun accord de cette personne n’est en vigueur dans ce dossier.",),
)
_OBJECTING: Final = (
    "Quand tout repose sur son accord, s’opposer vaut retrait de l’accord.",
    "Sinon le responsable répond, et le dossier est limité en attendant.",
    _REGISTER,
)


def plan_of(ask: Ask, found: Standing, effects: Mapping[Finalite, Effet]) -> Plan:
    """Return what serving `ask` does, and what has to be chosen first."""
    limited = found.limitation is not None
    plans = {
        Ask.VOIR: _SEEING,
        Ask.EMPORTER: _TAKING,
        Ask.CORRIGER: _LIMITED_FIRST if limited else _CORRECTING,
        Ask.LIMITER: _LIFTING if limited else _LIMITING,
        Ask.RETIRER: _withdrawing(found, effects),
        Ask.OPPOSER: Plan(
            heading="S’opposer à une utilisation",
            lines=_OBJECTING,
            question="À quoi s’oppose-t-elle\u00a0?",
            choices=tuple(_option(one, effects, found) for one in Finalite),
            act="&Noter l’opposition…",
            danger=True,
        ),
        Ask.EFFACER: _erasing(found),
    }
    return plans[ask]


def _withdrawing(found: Standing, effects: Mapping[Finalite, Effet]) -> Plan:
    if not found.agreed:
        return _NOTHING_AGREED
    return Plan(
        heading="Retirer est aussi simple qu’accorder",
        lines=(
            "Elle n’a pas à dire pourquoi. Ce qui a été fait avant reste valable.",
            _REGISTER,
            *([_TIED] if any(one.exact for one in found.namesakes) else []),
        ),
        question="Quel accord retire-t-elle\u00a0?",
        choices=tuple(_option(one, effects, found) for one in found.agreed),
        act="Re&tirer cet accord…",
        danger=True,
    )


def _erasing(found: Standing) -> Plan:
    """Return what erasing does; requests under the same name are hers until the agent says no."""
    plan = _SENDING if found.sends_first else _ERASING
    if not found.namesakes:
        return plan
    one = len(found.namesakes) == 1
    return replace(
        plan,
        lines=(*plan.lines, *(_namesake(each.demande) for each in found.namesakes)),
        question="Cette demande vient-elle d’elle\u00a0?"
        if one
        else "Ces demandes viennent-elles d’elle\u00a0?",
        choices=(
            Option(
                code=HERS,
                words="Oui\u00a0: le nom, le contact et les mots partent avec le dossier",
            ),
            Option(
                code=NOT_HERS,
                words="Non, une autre personne porte ce nom",
                hint="L’attestation dira ce qui reste sous ce nom",
            ),
        ),
        chosen=HERS if all(each.exact for each in found.namesakes) else "",
    )


def _namesake(demande: Demande) -> str:
    return (
        f"Une demande en cours n’est liée à aucun dossier\u00a0: {demande.personne}, "
        f"{droits_words(demande).lower()}, {demande.numero}."
    )


def _option(finalite: Finalite, effects: Mapping[Finalite, Effet], found: Standing) -> Option:
    said = effect_words(effects[finalite], sends_first=found.sends_first)
    return Option(code=finalite.value, words=PURPOSES[finalite], hint=said)
