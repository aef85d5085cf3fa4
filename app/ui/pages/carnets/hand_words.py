"""What the page of a hand-over says: who waits, what is left, what was done, why not."""

from app.ui.asking.asked import Asked, Form, Kind
from app.ui.dates import day_words
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.usecases.carnets.choosing import ARemettre, Proposition, Remis
from app.usecases.carnets.words import REFUS
from app.usecases.records import Papier
from app.usecases.workplace import Workplace

GESTES = "gestes"
_OVER = (
    "Aucun carnet ne peut être remis d’ici ce jour-là\u00a0: leurs Pass, ou la tranche de ce "
    "poste, ne sont plus valables. Si le carnet a été remis avant, indiquez le jour."
)
_NO_CARNET = (
    "Aucun carnet ne peut être remis d’ici\u00a0: demandez au référent de vous en confier, ou de "
    "noter la livraison."
)


def gestes_form(workplace: Workplace) -> Form:
    """Ask what was done with the person, where the convention lists it (003 l. 171)."""
    profil = workplace.convention.carnets
    listed = profil.gestes if profil else ()
    if not listed:
        return Form()
    asked = Asked(
        code=GESTES,
        words="Fait avec la personne",
        kind=Kind.MANY,
        choices=tuple((one.code, one.texte) for one in listed),
        optional=True,
    )
    return Form(asked=(asked,))


def handed_facts(workplace: Workplace, remis: Remis) -> tuple[Fact, ...]:
    """Say which carnet is with the person, since when and until when."""
    profil = workplace.convention.carnets
    done = {one.code: one.texte for one in profil.gestes} if profil else {}
    return (
        Fact("Carnet", remis.number),
        Fact("Remis le", day_words(remis.remise.remis_on)),
        Fact("Valable jusqu’au", day_words(remis.lot.valid_until)),
        Fact(
            "Fait avec la personne",
            ", ".join(done[one] for one in remis.remise.gestes if one in done),
        ),
    )


def left_words(workplace: Workplace, found: Proposition) -> str:
    """Say how many carnets may be handed over from here; empty where none may."""
    if not found.left:
        return ""
    each = workplace.convention.pass_numerique.pass_par_carnet
    if found.left == 1:
        return "C’est le dernier carnet à remettre d’ici."
    return f"{found.left} carnets de {each} Pass à remettre d’ici, le premier est proposé."


def refusal(found: Proposition) -> str:
    """Say why nothing can be given on the day asked; empty where something can."""
    if found.refus is not None:
        return REFUS[found.refus]
    return "" if found.number else _OVER if found.before else _NO_CARNET


def document_words(found: Papier | None) -> str:
    """Say where the explanatory document stands; empty where the prescription has none."""
    if found is None:
        return ""
    if found.handed_on is not None:
        return f"Document explicatif remis le {day_words(found.handed_on)}."
    if found.printed_on is not None:
        return f"Document explicatif imprimé le {day_words(found.printed_on)}\u00a0: joignez-le."
    return "Le document explicatif du carnet n’est pas encore imprimé."


def row_of(one: ARemettre) -> Row:
    """Show somebody whose carnet waits."""
    made = one.prescription
    return Row(
        id=made.id,
        title=one.who,
        about=f"{made.reference}, {day_words(made.prescribed_on)}",
    )
