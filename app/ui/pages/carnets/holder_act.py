"""Who may be entrusted with carnets, and where they are locked away."""

from typing import TYPE_CHECKING, Final

from app.domain.carnets_registre import STRUCTURE, of_prescripteur
from app.domain.identifiers import AgentId
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.pages.carnets.acts import Act, Outcome, only
from app.ui.pages.carnets.moving_acts import LOCKED, WHERE
from app.usecases.carnets import holders, stock

if TYPE_CHECKING:
    from app.usecases.workplace import Workplace

AGENT, NAME, DISTINCT = "agent", "nom", "distinct"
_ELSEWHERE: Final = "ailleurs"


def holder() -> Act:
    """Somebody to whom carnets may be entrusted (003 l. 157 and 172).

    Where the convention wants a prescriber to be no operator (003 l. 174), it is said of who is of
    another laptop; of an agent of this one, his roles say it.
    """

    def prepare(place: "Workplace") -> Form:
        who = Asked(
            code=AGENT,
            words="Qui",
            kind=Kind.ONE,
            choices=(*holders.candidates(place), (_ELSEWHERE, "Quelqu’un d’un autre poste")),
        )
        apart = Asked(
            code=DISTINCT,
            words="S’il est d’un autre poste",
            kind=Kind.MANY,
            choices=(("oui", "Il est prescripteur et n’est pas opérateur de médiation"),),
            optional=True,
        )
        asked = (
            who,
            Asked(code=NAME, words="Son nom, s’il est d’un autre poste", optional=True, most=80),
            *((apart,) if holders.operators_apart(place.convention.habilitations) else ()),
            Asked(code=LOCKED, words="Lieu sécurisé où il les range", most=80),
        )
        return Form(asked=asked, values={AGENT: only(who)})

    def run(place: "Workplace", form: Form) -> Outcome:
        code = form.text(AGENT)
        made = holders.add(
            place,
            form.text(NAME),
            form.text(LOCKED),
            agent_id=None if code == _ELSEWHERE else AgentId(code),
            distinct=bool(form.values.get(DISTINCT)),
        )
        return Outcome(said=f"Des carnets peuvent être confiés à {made.nom}.")

    return Act(
        title="Confier des carnets à un prescripteur",
        intro="Chaque prescripteur range ses carnets sous clé.",
        keep="&Ajouter",
        prepare=prepare,
        run=run,
        needed={AGENT: "Choisissez la personne."},
    )


def locked() -> Act:
    """Another cupboard or drawer, of the structure or of a holder (003 l. 172)."""

    def prepare(place: "Workplace") -> Form:
        known = holders.holders(place)
        now = stock.etat(place).secure_place
        whose = Asked(
            code=WHERE,
            words="De qui",
            kind=Kind.ONE,
            choices=(
                (STRUCTURE, f"Structure ({now})" if now else "Structure"),
                *((of_prescripteur(one.id), f"{one.nom} ({one.lieu})") for one in known),
            ),
        )
        asked = (whose, Asked(code=LOCKED, words="Nouveau lieu sécurisé", most=80))
        return Form(asked=asked, values={WHERE: only(whose)})

    def run(place: "Workplace", form: Form) -> Outcome:
        holders.keep_lieu(place, form.text(WHERE), form.text(LOCKED))
        return Outcome(said="Le nouveau lieu sécurisé est noté.")

    return Act(
        title="Changer un lieu sécurisé",
        intro="Les carnets ne changent pas de mains, seulement d’armoire\u00a0: aucun mouvement "
        "n’est écrit.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        needed={WHERE: "Choisissez.", LOCKED: "Dites où ils sont sous clé."},
    )
