"""Naming somebody to whom carnets may be entrusted: what is asked depends on the convention."""

from typing import TYPE_CHECKING, Final

from app.domain.identifiers import AgentId
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.pages.carnets.acts import Act, Outcome
from app.ui.pages.carnets.moving_acts import LOCKED, only
from app.usecases.carnets import holders

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
            *((apart,) if holders.operators_apart(place) else ()),
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
