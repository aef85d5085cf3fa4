"""The tables [[bilan]] of a convention: the reports that it asks for, section by section."""

import re
from collections.abc import Sequence
from typing import Final

from app.conventions.reading import Table
from app.domain.bilan_modele import (
    Critere,
    FormatBilan,
    Mesure,
    ModeleBilan,
    Objectif,
    PeriodeBilan,
    Rubrique,
)
from app.domain.habilitation import Acte, Habilitations
from app.domain.indicateurs import PREFIX_CRITERE, counts_things

_CODE: Final = re.compile(r"[a-z][a-z0-9_]{0,39}")
_COUNTER: Final = re.compile(r"[a-z][a-z0-9_]*(\*[a-z][a-z0-9_]*)*")
_MOST: Final = 100_000


def read_bilans(root: Table, habilitations: Habilitations) -> tuple[ModeleBilan, ...]:
    """Read the reports; a convention written before them has none.

    Raises:
        ConventionError: a code stands twice, a section says nothing, nobody may report, or small
            figures about persons would be shown.
    """
    if not root.has("bilan"):
        return ()
    if not any(Acte.RAPPORTER in regle.actes for regle in habilitations.regles):
        raise root.refuse("habilitations", "aucun rôle ne permet « rapporter » ([[bilan]]).")
    found: list[ModeleBilan] = []
    for number, table in enumerate(root.tables("bilan"), 1):
        root.sources[f"bilan[{number}]"] = source = table.source()
        code = _code(table, [one.code for one in found])
        found.append(
            ModeleBilan(
                code=code,
                titre=table.text("titre"),
                periode=table.choice("periode", PeriodeBilan, list(PeriodeBilan)),
                destinataire=table.text("destinataire"),
                validateur=table.text("validateur", empty=True),
                echeance=table.text("echeance"),
                formats=_formats(table),
                rubriques=_rubriques(table, root),
                source=source.reference,
            )
        )
        table.close()
    _agree(root, found)
    return tuple(found)


def _code(table: Table, others: list[str]) -> str:
    code = table.text("code")
    if not _CODE.fullmatch(code):
        raise table.refuse("code", "des lettres minuscules, des chiffres et « _ », 40 au plus.")
    if code in others:
        raise table.refuse("code", f"« {code} » y figure deux fois.")
    return code


def _formats(table: Table) -> tuple[FormatBilan, ...]:
    if not table.has("formats"):
        return tuple(FormatBilan)
    formats = table.choices("formats", FormatBilan, list(FormatBilan))
    if FormatBilan.PDF not in formats:
        raise table.refuse("formats", "« pdf » manque : c’est lui que l’on valide et signe.")
    return formats


def _rubriques(table: Table, root: Table) -> tuple[Rubrique, ...]:
    found: list[Rubrique] = []
    for one in table.tables("rubrique"):
        source = one.source()
        root.sources[f"{table.place}.{one.place}"] = source
        rubrique = Rubrique(
            code=_code(one, [known.code for known in found]),
            titre=one.text("titre"),
            question=one.text("question") if one.has("question") else "",
            mesures=_mesures(one),
            objectifs=_objectifs(one),
            criteres=_criteres(one),
            source=source.reference,
        )
        says = rubrique.question, rubrique.mesures, rubrique.objectifs, rubrique.criteres
        if not any(says):
            raise one.refuse("titre", "cette rubrique ne demande ni chiffre, ni texte.")
        one.close()
        found.append(rubrique)
    return tuple(found)


def _mesures(table: Table) -> tuple[Mesure, ...]:
    if not table.has("mesure"):
        return ()
    found: list[Mesure] = []
    for one in table.tables("mesure"):
        seuil = one.flag("seuil") if one.has("seuil") else True
        mesure = Mesure(
            indicateur=_counter(one, "indicateur"),
            titre=one.text("titre") if one.has("titre") else "",
            ensemble=_counter(one, "ensemble") if one.has("ensemble") else "",
            valeurs=one.texts("valeurs") if one.has("valeurs") else (),
            libelles=_libelles(one),
            unite=one.text("unite") if one.has("unite") else "",
            seuil=seuil,
        )
        if not seuil:
            _require_things(one, "seuil", mesure.indicateur, mesure.valeurs)
        one.close()
        found.append(mesure)
    return tuple(found)


def _libelles(table: Table) -> tuple[tuple[str, str], ...]:
    if not table.has("libelles"):
        return ()
    one = table.table("libelles", sourced=False)
    found = tuple((key, one.text(key)) for key in one.left())
    one.close()
    return found


def _objectifs(table: Table) -> tuple[Objectif, ...]:
    if not table.has("objectif"):
        return ()
    found: list[Objectif] = []
    for one in table.tables("objectif"):
        objectif = Objectif(
            libelle=one.text("libelle"),
            indicateur=_counter(one, "indicateur"),
            minimum=one.whole("minimum", low=1, high=_MOST),
            valeurs=one.texts("valeurs") if one.has("valeurs") else (),
            source=one.source().reference,
        )
        _require_things(one, "indicateur", objectif.indicateur, objectif.valeurs)
        found.append(objectif)
        one.close()
    return tuple(found)


def _criteres(table: Table) -> tuple[Critere, ...]:
    if not table.has("critere"):
        return ()
    found: list[Critere] = []
    for one in table.tables("critere"):
        code = _code(one, [known.code for known in found])
        found.append(Critere(code=code, libelle=one.text("libelle")))
        one.close()
    return tuple(found)


def _require_things(table: Table, key: str, name: str, values: Sequence[str]) -> None:
    """Refuse to show small figures where a quick help, a person, may be counted (decision 0065).

    A criterion is left alone: former versions of 004 said so of one, and it is hidden all the same.
    """
    if name.startswith(PREFIX_CRITERE):
        return
    if not all(counts_things((name, value)) for value in values or ("",)):
        raise table.refuse(key, f"« {name} » compte des personnes : le seuil de 5 s’applique.")


def _counter(table: Table, key: str) -> str:
    name = table.text(key)
    if not _COUNTER.fullmatch(name):
        raise table.refuse(key, f"« {name} » n’est pas le nom d’un compteur.")
    return name


def _agree(root: Table, modeles: list[ModeleBilan]) -> None:
    """Refuse a counter that hides small figures in one report and shows them in another."""
    mesures = [mesure for modele in modeles for one in modele.rubriques for mesure in one.mesures]
    shown = {mesure.indicateur for mesure in mesures if not mesure.seuil}
    hidden = {mesure.indicateur for mesure in mesures if mesure.seuil}
    if both := sorted(shown & hidden):
        raise root.refuse("bilan", f"« {both[0]} » est avec seuil ici, et sans seuil là.")
