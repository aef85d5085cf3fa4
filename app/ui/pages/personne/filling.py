"""What follows from what was typed: the communes of a code, the territory, the envelope."""

from dataclasses import replace

from app.documents.typography import apostrophes
from app.domain.territoire import Commune
from app.ui.pages.personne import form
from app.ui.pages.personne.state import Field, Logement, PersonState
from app.ui.pages.personne.words import territory
from app.usecases.people import persons
from app.usecases.workplace import Workplace

_COMMUNES_SHOWN = 12
_ADDRESS = (Field.CHEZ, Field.COMPLEMENT, Field.RESIDENCE, Field.VOIE, Field.LIEU_DIT)


def communes_of(workplace: Workplace, values: form.Values) -> tuple[Commune, ...]:
    """Return the communes of the postal code that was typed."""
    return workplace.communes.at(values.get(Field.CODE_POSTAL, "").strip())


def commune_name(workplace: Workplace, values: form.Values) -> str:
    """Return the name of the commune that is picked, empty when none is."""
    commune = workplace.communes.by_insee.get(values.get(Field.COMMUNE, ""))
    return commune.nom if commune else ""


def with_ccas(
    workplace: Workplace, values: dict[Field, str], *, changed: Field
) -> dict[Field, str]:
    """Write « CCAS de … » where the person's letters arrive there; never over other words."""
    written = values.get(Field.CHEZ, "")
    ours = not written or written.startswith("CCAS ")
    communes = communes_of(workplace, values)
    only = communes[0].nom if len(communes) == 1 else ""
    commune = commune_name(workplace, values) or only
    if values.get(Field.LOGEMENT) == Logement.CCAS and ours and commune:
        return {**values, Field.CHEZ: form.ccas_of(commune)}
    if changed is Field.LOGEMENT and ours:
        return {**values, Field.CHEZ: ""}
    return values


def filled(
    workplace: Workplace, state: PersonState, *, within_territory: bool = True
) -> PersonState:
    """Return `state` with what follows from its values; quick, so done at each key.

    Without `within_territory` it does not matter where the person lives.
    """
    values = dict(state.values)
    communes = communes_of(workplace, values)
    if len(communes) == 1:
        values[Field.COMMUNE] = communes[0].code_insee
    code = values.get(Field.COMMUNE, "")
    elsewhere = ""
    if within_territory and code and not persons.eligible(workplace, code):
        elsewhere = f"Cette commune n’est pas dans {territory(workplace.convention)}."
    else:
        values[Field.MOTIF] = ""
    commune = commune_name(workplace, values)
    written = commune and any(values.get(name, "").strip() for name in _ADDRESS)
    lines, warnings = form.envelope(values, commune) if written else ((), ())
    return replace(
        state,
        values=values,
        communes=_shown(communes, beginning=values.get(Field.FILTRE, ""), picked=code),
        many_communes=len(communes) > _COMMUNES_SHOWN,
        elsewhere=elsewhere,
        warnings=warnings,
        envelope=lines,
    )


def _shown(
    communes: tuple[Commune, ...], *, beginning: str, picked: str
) -> tuple[tuple[str, str], ...]:
    """Return the communes to pick from; the one that is picked is always among them."""
    shown = form.communes_like(communes, beginning)[:_COMMUNES_SHOWN]
    if picked and all(one.code_insee != picked for one in shown):
        shown = (*(one for one in communes if one.code_insee == picked), *shown)
    return tuple((one.code_insee, apostrophes(one.nom)) for one in shown)
