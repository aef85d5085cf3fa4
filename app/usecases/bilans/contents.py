"""What a report says: its sections filled with figures that may be shown."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from app.domain.bilan import (
    Bilan,
    BilanId,
    Cible,
    Contenu,
    EnTete,
    Ligne,
    Partie,
    Saisie,
    Tableau,
)
from app.domain.bilan_modele import Mesure, ModeleBilan, Objectif, Rubrique
from app.domain.chiffres import Chiffres
from app.domain.trimestre import QUARTERS, Periode
from app.storage import bilans
from app.usecases.bilans import words
from app.usecases.bilans.errors import ReportAlteredError, ReportGoneError
from app.usecases.bilans.figures import shown_in
from app.usecases.bilans.wording import Wording
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


def content(workplace: Workplace, bilan_id: BilanId) -> Contenu:
    """Return what a report says: as it was validated, else as figures and texts stand now.

    Raises:
        ReportGoneError: it is not there.
        ReportAlteredError: what is kept is not what was validated.
    """
    with workplace.database.reading() as session:
        bilan = bilans.load(session, bilan_id)
        if bilan is None:
            raise ReportGoneError
        return content_in(session, workplace, bilan)


def content_in(session: "Session", workplace: Workplace, bilan: Bilan) -> Contenu:
    """Return the same inside the caller's session."""
    if bilan.altere:
        raise ReportAlteredError
    if bilan.fige is not None:
        return bilan.fige
    modele = model_of(workplace, bilan.modele)
    return drawn_up(workplace, modele, bilan, shown_in(session, workplace, bilan.source))


def model_of(workplace: Workplace, code: str) -> ModeleBilan:
    """Return what the convention says of a report.

    Raises:
        ReportGoneError: it asks for none of this kind.
    """
    found = known_model(workplace, code)
    if found is None:
        raise ReportGoneError
    return found


def known_model(workplace: Workplace, code: str) -> ModeleBilan | None:
    """Return the same, None where a former version of the convention asked for the report."""
    return next((one for one in workplace.convention.bilans if one.code == code), None)


def drawn_up(
    workplace: Workplace, modele: ModeleBilan, bilan: Bilan, chiffres: Chiffres
) -> Contenu:
    """Fill a report with figures."""
    wording = Wording(workplace)
    periode, convention = bilan.periode, workplace.convention
    parties = tuple(_partie(one, bilan, chiffres, wording) for one in modele.rubriques)
    return Contenu(
        modele=modele.code,
        titre=modele.titre,
        convention=convention.title,
        reference=convention.reference,
        structure=workplace.structure.name,
        destinataire=modele.destinataire,
        periode=periode.words,
        debut=periode.first.starts_on,
        fin=periode.last.next.starts_on - timedelta(days=1),
        source=bilan.source,
        parties=parties,
        methode=(*words.method(bilan.source, chiffres, periode), *words.taken_back(parties)),
        entetes=_entetes(workplace),
    )


def table(mesure: Mesure, chiffres: Chiffres, periode: Periode, wording: Wording) -> Tableau:
    """Return a counter as a table: a column a quarter or a year, and the whole period."""
    name = mesure.indicateur
    columns = columns_of(periode)
    lignes = tuple(
        Ligne(
            code=value,
            libelle=wording.value(name, value, mesure),
            figures=tuple(chiffres.figure((name, value), one) for _, one in columns),
            total=chiffres.figure((name, value), periode),
        )
        for value in _values(mesure, chiffres, wording)
    )
    if not mesure.valeurs:
        lignes = tuple(one for one in lignes if one.total != 0)
    n = chiffres.total(mesure.ensemble, periode) if mesure.ensemble else None
    counted = [one.total for one in lignes]
    known = sum(one for one in counted if one is not None)
    return Tableau(
        code=name,
        titre=words.french(wording.name(mesure)),
        colonnes=tuple(title for title, _ in columns),
        lignes=lignes,
        unite=mesure.unite,
        n=n,
        manquants=n - known if n is not None and None not in counted and n >= known else None,
        partiel=bool(mesure.ensemble),
    )


def columns_of(periode: Periode) -> Sequence[tuple[str, Periode]]:
    """Return the parts of a period that have a column of their own: quarters, else years."""
    quarters = periode.quarters
    if len(quarters) == 1:
        return ()
    years = {quarter.year for quarter in quarters}
    if len(quarters) <= len(QUARTERS):
        short = len(years) == 1
        return [
            (one.name if short else f"{one.name} {one.year}", Periode(first=one, last=one))
            for one in quarters
        ]
    return [(_short(part), part) for part in periode.by_year()]


def _short(part: Periode) -> str:
    """Name quarters of one year where little room is: « 2026 », « T4 2025 », « T2–T4 2025 »."""
    if part.year is not None:
        return str(part.year)
    names = dict.fromkeys((part.first.name, part.last.name))
    return f"{'–'.join(names)} {part.first.year}"


def _values(mesure: Mesure, chiffres: Chiffres, wording: Wording) -> Sequence[str]:
    if mesure.valeurs:
        return mesure.valeurs
    counted = chiffres.values(mesure.indicateur)
    order = {value: at for at, value in enumerate(wording.order(mesure.indicateur))}
    return sorted(counted, key=lambda value: (order.get(value, len(order)), value))


def _entetes(workplace: Workplace) -> tuple[EnTete, ...]:
    convention, structure = workplace.convention, workplace.structure
    return (
        *(
            EnTete(nom=one.name, service=one.service, adresse=one.adresse)
            for one in (convention.departement, convention.partenaire)
        ),
        EnTete(nom=structure.name, adresse=structure.adresse),
    )


def _partie(rubrique: Rubrique, bilan: Bilan, chiffres: Chiffres, wording: Wording) -> Partie:
    typed = bilan.nombres.get(rubrique.code, {})
    return Partie(
        code=rubrique.code,
        titre=words.french(rubrique.titre),
        question=words.french(rubrique.question),
        texte=bilan.textes.get(rubrique.code, ""),
        tableaux=tuple(
            table(mesure, chiffres, bilan.periode, wording) for mesure in rubrique.mesures
        ),
        cibles=tuple(_cible(one, chiffres, bilan.periode) for one in rubrique.objectifs),
        saisies=tuple(
            Saisie(code=one.code, libelle=one.libelle, nombre=typed.get(one.code))
            for one in rubrique.criteres
        ),
    )


def _cible(objectif: Objectif, chiffres: Chiffres, periode: Periode) -> Cible:
    reached = chiffres.total(objectif.indicateur, periode, objectif.valeurs)
    tells = periode.year is not None and reached is not None
    return Cible(
        libelle=objectif.libelle,
        minimum=objectif.minimum,
        atteint=reached,
        tenu=reached >= objectif.minimum if tells and reached is not None else None,
        source=objectif.source,
    )
