"""The table [habilitations] of a convention: which roles there are, what each may do."""

from app.conventions.reading import Table
from app.domain.habilitation import (
    BY_DEFAULT,
    OF_THE_REFERENT,
    Acte,
    Habilitations,
    RegleRole,
    Role,
)


def read_habilitations(root: Table) -> Habilitations:
    """Read the table; a convention written before roles has a référent and prescripteurs.

    Raises:
        ConventionError: nobody, or somebody else than the référent, would answer for the laptop;
            a role is unknown, stands twice, or is incompatible with one that is not there.
    """
    if not root.has("habilitations"):
        return BY_DEFAULT
    table = root.table("habilitations")
    regles: list[RegleRole] = []
    for one in table.tables("role"):
        root.sources[f"habilitations.{one.place}"] = one.source()
        regles.append(_regle(one, [regle.role for regle in regles]))
        one.close()
    found = Habilitations(regles=tuple(regles), incompatibles=_incompatibles(table, regles))
    table.close()
    return found


def _regle(table: Table, others: list[Role]) -> RegleRole:
    role = table.choice("role", Role, list(Role))
    if role in others:
        raise table.refuse("role", f"« {role} » y figure deux fois.")
    actes = frozenset(table.choices("actes", Acte, list(Acte)))
    wanted = OF_THE_REFERENT if role is Role.REFERENT else frozenset[Acte]()
    if actes & OF_THE_REFERENT != wanted:
        names = ", ".join(sorted(OF_THE_REFERENT))
        raise table.refuse("actes", f"{names} vont au référent, ensemble, et à lui seul.")
    received = {Acte.PRESCRIRE, Acte.MANDATER} & actes
    if (received and Acte.RECEVOIR not in actes) or (
        (Acte.RECEVOIR in actes) > (Acte.CONSULTER in actes)
    ):
        raise table.refuse(
            "actes", "« prescrire » et « mandater » demandent « recevoir », et lui « consulter »."
        )
    return RegleRole(
        role=role,
        label=table.text("libelle"),
        explanation=table.text("explication"),
        actes=actes,
    )


def _incompatibles(table: Table, regles: list[RegleRole]) -> frozenset[frozenset[Role]]:
    known = {regle.role for regle in regles}
    if Role.REFERENT not in known or len(known) == 1:
        raise table.refuse("role", "il faut un référent, et au moins un autre rôle.")
    found: set[frozenset[Role]] = set()
    for pair in table.texts("incompatibles", empty=True):
        roles = [word.strip() for word in pair.split("+")]
        if len(set(roles)) != 2 or not set(roles) <= known:  # noqa: PLR2004 - a pair
            raise table.refuse(
                "incompatibles", f"« {pair} » : deux rôles de cette convention, joints par « + »."
            )
        found.add(frozenset(Role(role) for role in roles))
    return frozenset(found)
