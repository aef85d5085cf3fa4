"""The words of a counter's values: the profile's own, the lists', those of the program."""

from contextlib import suppress
from typing import TYPE_CHECKING

from app.conventions.coop import load_coop
from app.conventions.enquetes import load_enquete
from app.conventions.reading import ConventionError
from app.domain.bilan_modele import Mesure
from app.domain.coop import Liste
from app.domain.enquete import SANS_REPONSE
from app.domain.indicateur_mots import name_words, value_words
from app.questionnaire.guide.model import Guide
from app.usecases.laptop.nomenclatures import nomenclature
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from collections.abc import Mapping

_LISTS = ("sexe", "csp")


class Wording:
    """Names counters and values; made once for a report, it reads the lists once."""

    def __init__(self, workplace: Workplace) -> None:
        convention = workplace.convention
        coop = load_coop()
        self._names = {one.indicateur: one.libelle for one in convention.activites.criteres}
        self._values: dict[str, Mapping[str, str]] = {
            liste.indicateur: coop.labels(liste) for liste in Liste
        }
        self._values["aide_rapide"] = coop.labels(Liste.THEME)
        self._values["coop_accompagnements"] = coop.labels(Liste.TYPE_ACTIVITE)
        for name in _LISTS:
            self._values[name] = dict(nomenclature(workplace, name) or ())
        self._of_the_guide(workplace.questionnaire.guide)
        activites = convention.activites
        if activites.satisfaction is not None:
            self._of_the_survey(activites.satisfaction.questions)
        self._values["mission"] = {one.code: one.libelle for one in activites.missions}
        self._values["atelier_sensibilisation"] = {
            one.code: one.libelle for one in activites.sensibilisation
        }
        self._values["atelier_objectif"] = {one.code: one.libelle for one in activites.objectifs}
        self._values["refus"] = {one.code: one.label for one in convention.motifs}
        for one in activites.criteres:
            self._values[one.indicateur] = {value.code: value.libelle for value in one.valeurs}

    def _of_the_guide(self, guide: Guide) -> None:
        """Take the words of the questionnaire in force: levels, services, ages are its own."""
        self._values["tranche_age"] = guide.tranches_age
        self._values["niveau"] = {one.code: one.label for one in guide.niveaux}
        for name, bands in guide.tables.items():
            self._values.setdefault(name, {one.code: one.label for one in bands})
        services = {code: one.label for code, one in guide.service_labels.items()}
        self._values["service"] = self._values["carnet_remis"] = services

    def _of_the_survey(self, name: str) -> None:
        """Take the words of the sheet, in its order; a survey that cannot be read has its codes."""
        with suppress(ConventionError):
            for question in load_enquete(name).questions:
                answers = {one.code: one.libelle for one in question.reponses}
                counter = f"enquete_{question.code}"
                self._names[counter] = question.libelle
                self._values[counter] = {**answers, SANS_REPONSE: value_words("", SANS_REPONSE)}

    def name(self, mesure: Mesure) -> str:
        """Name a counter."""
        return mesure.titre or self._names.get(mesure.indicateur) or name_words(mesure.indicateur)

    def value(self, name: str, value: str, mesure: Mesure | None = None) -> str:
        """Name a value; that of a crossing by its parts."""
        own = dict(mesure.libelles) if mesure is not None else {}
        if value in own:
            return own[value]
        if "*" in name:
            sides = zip(name.split("*"), value.split("*"), strict=False)
            return " × ".join(own.get(part) or self.value(side, part) for side, part in sides)
        known = self._values.get(name, {}).get(value)
        return (known or value_words(name, value)).replace("'", "’")

    def order(self, name: str) -> tuple[str, ...]:
        """Return the values of a list in its order, nothing where there is none."""
        return tuple(self._values.get(name, ()))
