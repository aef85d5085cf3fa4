"""Roles: what each may do at this laptop, and which ones nobody holds together.

The convention's profile says which roles there are and what is incompatible; the code holds only
what no profile may change: somebody answers for the laptop, and that is the référent. Sources:
000 art. 5 l. 133 (« personnes autorisées »), 003 art. 2 l. 63-64 (prescripteurs, opérateurs) and
art. 8 l. 174 (« deux personnes physiques distinctes »), 004 l. 86 (« spécialement habilitées »).
"""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What an agent is to the convention."""

    REFERENT = "referent"  # answers for the laptop before the structure and the Département
    PRESCRIPTEUR = "prescripteur"  # receives, diagnoses, prescribes
    FACILITATEUR = "facilitateur"  # finds people and leads them to a prescripteur
    OPERATEUR = "operateur"  # gives the trainings that the Pass pay
    CONSEILLER = "conseiller"  # 002 l. 77: « conseillers numériques France Services »
    AMBASSADEUR = "ambassadeur"  # 002 l. 75: « ambassadeurs du numérique »
    ANIMATEUR = "animateur"  # 004 l. 61: « au moins un animateur »


class Acte(StrEnum):
    """What a role may allow; whatever is not here is free to whoever opens the laptop."""

    RECEVOIR = "recevoir"  # open an interview, type one that comes back on paper
    PRESCRIRE = "prescrire"  # decide for Pass
    MANDATER = "mandater"  # draw up and sign a mandate, act under it (002 l. 162)
    STOCK = "stock"  # receive, entrust, count and return carnets (003 l. 146-147)
    RAPPORTER = "rapporter"  # write, validate and send the reports (001 l. 165, 003 l. 149)
    CONSULTER = "consulter"  # look people and prescriptions up
    VERSIONS = "versions"  # put a version of the questionnaire into force
    AGENTS = "agents"  # add and remove colleagues, give and take roles
    CLES = "cles"  # the recovery sheet, the structure's key, the keyring


_NEEDS = (
    (Acte.PRESCRIRE, Acte.RECEVOIR),
    (Acte.MANDATER, Acte.RECEVOIR),
    (Acte.RECEVOIR, Acte.CONSULTER),
)
OF_THE_REFERENT = frozenset({Acte.VERSIONS, Acte.AGENTS, Acte.CLES})


@dataclass(frozen=True, slots=True, kw_only=True)
class RegleRole:
    """A role of the profile, in words for the agents, and the acts that it allows."""

    role: Role
    label: str
    explanation: str
    actes: frozenset[Acte]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habilitations:
    """The roles of a profile, in the order in which they are shown.

    `incompatibles` are pairs that one person may not hold together. Refuses at birth a profile
    in which nobody would answer for the laptop, or somebody else than the référent would.
    """

    regles: tuple[RegleRole, ...]
    incompatibles: frozenset[frozenset[Role]] = frozenset()

    def __post_init__(self) -> None:
        roles = [regle.role for regle in self.regles]
        if len(set(roles)) != len(roles):
            raise ValueError("a role stands twice")
        for regle in self.regles:
            theirs = regle.actes & OF_THE_REFERENT
            if theirs != (OF_THE_REFERENT if regle.role is Role.REFERENT else frozenset()):
                raise ValueError("the référent, and nobody else, answers for the laptop")
            for needs, needed in _NEEDS:
                if needs in regle.actes and needed not in regle.actes:
                    raise ValueError("whoever prescribes receives, whoever receives looks up")
        if Role.REFERENT not in roles or not self.ordinary:
            raise ValueError("a référent and another role are needed")
        for pair in self.incompatibles:
            if len(pair) != 2 or not pair <= set(roles):  # noqa: PLR2004 - a pair
                raise ValueError("an incompatibility is between two roles of the profile")

    @property
    def roles(self) -> tuple[Role, ...]:
        """Return the roles there are."""
        return tuple(regle.role for regle in self.regles)

    @property
    def ordinary(self) -> tuple[Role, ...]:
        """Return the roles that are not the référent's; the first is a new colleague's."""
        return tuple(role for role in self.roles if role is not Role.REFERENT)

    def label(self, role: Role) -> str:
        """Return the name of a role, its code when the profile no longer knows it."""
        return next((regle.label for regle in self.regles if regle.role is role), role.value)

    def conflict(self, roles: Collection[Role]) -> frozenset[Role] | None:
        """Return a pair of `roles` that nobody may hold together, None when all go together.

        Source: 003, art. 8, l. 174.
        """
        held = frozenset(roles)
        return next((pair for pair in self._pairs() if pair <= held), None)

    def actes(self, roles: Collection[Role]) -> frozenset[Acte]:
        """Return what somebody with `roles` may do.

        Roles that the profile no longer knows allow nothing, and neither do two incompatible
        ones: a profile that became stricter stops both until the référent chooses.
        """
        held = frozenset(roles)
        stopped = {role for pair in self.incompatibles if pair <= held for role in pair}
        return frozenset(
            acte for regle in self.regles if regle.role in held - stopped for acte in regle.actes
        )

    def _pairs(self) -> list[frozenset[Role]]:
        return sorted(self.incompatibles, key=sorted)


def _regle(role: Role, label: str, explanation: str, *actes: Acte) -> RegleRole:
    return RegleRole(role=role, label=label, explanation=explanation, actes=frozenset(actes))


# What a profile without a table [habilitations] has (decision 0027): kept versions of a
# convention were written before roles.
BY_DEFAULT = Habilitations(
    regles=(
        _regle(
            Role.REFERENT,
            "Référent",
            "Répond de ce poste\u00a0: collègues, rôles, clés, versions du questionnaire.",
            Acte.CONSULTER,
            *OF_THE_REFERENT,
        ),
        _regle(
            Role.PRESCRIPTEUR,
            "Prescripteur",
            "Reçoit, fait le diagnostic et prescrit.",
            Acte.RECEVOIR,
            Acte.PRESCRIRE,
            Acte.CONSULTER,
        ),
    )
)
