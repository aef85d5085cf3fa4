"""What is asked before a right is served that cannot be taken back."""

from app.domain.demande import Droit
from app.domain.droits import Effet, Finalite
from app.ui.dossiers.erasing import erasure_words
from app.ui.pages.droits.words import PURPOSES, effect_words
from app.ui.widgets.confirm_dialog import Question
from app.usecases.destruction.erasing import Loss


def unlocking() -> Question:
    """Ask before a file that anybody can read."""
    return Question(
        title="Enregistrer sans mot de passe\u00a0?",
        text=(
            "Quiconque trouve ce fichier, une clé perdue ou une pièce jointe lit tout\u00a0: nom, "
            "adresse, réponses et diagnostic.\n\n"
            "Ne le faites que si la personne le demande et repart avec. Ne l’envoyez pas par "
            "courriel. L’historique du dossier notera qu’il n’a pas de mot de passe."
        ),
        confirm="Enregistrer sans mot de passe",
        destructive=True,
    )


def lifting() -> Question:
    """Ask before a limited record serves again."""
    return Question(
        title="Lever la limitation\u00a0?",
        text=(
            "Le dossier servira de nouveau, et ce qui attendait partira au prochain "
            "échange.\n\n"
            "La personne doit en être informée avant (RGPD, art. 18.3)."
        ),
        confirm="Elle est informée\u00a0: lever",
        destructive=True,
    )


def refusing(  # noqa: PLR0913 - everything the question says
    droit: Droit,
    finalite: Finalite,
    effet: Effet,
    name: str,
    loss: Loss,
    *,
    sends_first: bool = False,
) -> Question:
    """Ask before a withdrawal or an objection, saying exactly what it does."""
    withdraws = droit is Droit.RETRAIT_CONSENTEMENT
    waits = sends_first and effet is Effet.TOUT_EFFACER
    lines = [f"{PURPOSES[finalite]}.", effect_words(effet, sends_first=sends_first)]
    if effet is Effet.TOUT_EFFACER and not waits:
        lines.append(erasure_words(name, loss))
    confirm = {
        Effet.TOUT_EFFACER: "Tout effacer pour toujours",
        Effet.EFFACER_REPONSES: "Effacer ses réponses",
        Effet.NE_PLUS_UTILISER: "Noter",
        Effet.LIMITER: "Limiter le dossier",
    }[effet]
    return Question(
        title="Retirer cet accord\u00a0?" if withdraws else "Noter cette opposition\u00a0?",
        text="\n\n".join(lines),
        confirm="Limiter et transmettre" if waits else confirm,
        destructive=not waits and effet in {Effet.TOUT_EFFACER, Effet.EFFACER_REPONSES},
    )


def erasing_question(name: str, loss: Loss) -> Question:
    """Ask before everything goes."""
    return Question(
        title="Effacer cette personne\u00a0?",
        text=erasure_words(name, loss),
        confirm="Effacer pour toujours",
        destructive=True,
    )
