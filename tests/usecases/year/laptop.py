"""One laptop of the structure, and everything that its agent does in a day."""

import csv
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from random import Random

from app.domain.activite import Aide, Atelier, Lieu, Publics
from app.domain.convention import Champ, Porte
from app.domain.coop import Liste
from app.domain.enquete import Depouillement
from app.domain.entretien import Canal, Choix, Issue
from app.domain.identifiers import PrescriptionId
from app.domain.indicateurs import Fiche
from app.domain.mandat_listes import Aboutissement, NatureActe, Resultat
from app.domain.personne import AdressePostale
from app.usecases.activites import aides, ateliers, enquetes
from app.usecases.activites.evaluations import begin as begin_evaluation
from app.usecases.activites.evaluations import count as count_evaluation
from app.usecases.interview import deciding, interviewing, receiving
from app.usecases.interview.answers import answers_by_name
from app.usecases.mandats import acting, ending
from app.usecases.people import persons
from app.usecases.workplace import Workplace
from tests.paths import RESOURCES
from tests.ui.workplace import CONFLENT, LOT_ET_GARONNE, STRASBOURG, WallClock
from tests.usecases.mandats import steps
from tests.usecases.test_day import ILLKIRCH, answers_of, consent, typed
from tests.usecases.year.oracle import Fact, Oracle, bracket
from tests.usecases.year.stock import Stock

NEUILLY = "neuilly-plaisance"
HOMES: Mapping[str, AdressePostale] = {
    STRASBOURG: ILLKIRCH,
    LOT_ET_GARONNE: replace(ILLKIRCH, code_postal="47600", commune="Nérac", code_insee="47195"),
    NEUILLY: replace(
        ILLKIRCH, code_postal="93360", commune="Neuilly-Plaisance", code_insee="93049"
    ),
}
RECEIVED = {
    STRASBOURG: ("X01", "X02", "X04", "X05", "X07", "X08", "X10", "X18"),
    LOT_ET_GARONNE: ("X11", "X20", "X22"),
    NEUILLY: ("X01", "X02", "X05", "X07"),
}
THEMES = ("email", "navigation_sur_internet", "bureautique", "sante", "securite_numerique")
GENRES = ("feminin", "masculin")


@cache
def expected_of(person: str) -> Mapping[str, str]:
    """Return what the table of the example persons says by hand of their diagnosis."""
    file = RESOURCES / "demonstration" / "exemples_attendus.csv"
    with file.open(encoding="utf-8", newline="") as stream:
        return next(row for row in csv.DictReader(stream) if row["personne"] == person)


@dataclass(slots=True)
class Laptop:
    """A workplace with its clock, the dice, and the oracle that counts beside it."""

    place: Workplace
    clock: WallClock
    dice: Random
    number: int
    oracle: Oracle = field(default_factory=Oracle)
    people: int = 0
    stock: Stock | None = None
    waiting: list[PrescriptionId] = field(default_factory=list[PrescriptionId])
    noted: list[Atelier] = field(default_factory=list[Atelier])

    def __post_init__(self) -> None:
        if self.place.convention.carnets is not None:
            self.stock = Stock(self.place, self.dice, self.oracle, self.number)

    @property
    def today(self) -> date:
        """Return the day that it is on this laptop."""
        return self.clock.today()

    def act(self) -> None:
        """Do one thing of those that the convention's doors allow."""
        self.oracle.acts += 1
        self.dice.choice(self._possible())()

    def _possible(self) -> list[Callable[[], None]]:
        doors = self.place.convention.portes
        found = [self._help, self._help, self._help]
        if Porte.ATELIER in doors:
            found.append(self._workshop)
        if Porte.DIAGNOSTIC in doors:
            found += [self._interview, self._interview, self._refused]
        if Porte.MANDAT in doors:
            found.append(self._mandate)
        if self.place.convention.activites.satisfaction is not None:
            found.append(self._satisfaction)
        if self.place.convention.activites.evaluation is not None:
            found.append(self._evaluation)
        if self.stock is not None:
            found += [self._carnet, self._carnet]
        return found

    # -- without a name ------------------------------------------------------------------------

    def _help(self) -> None:
        asked = self.place.convention.activites.asked
        aide = Aide(
            themes=tuple(self.dice.sample(THEMES, self.dice.choice((1, 1, 2)))),
            minutes=self.dice.choice((10, 29, 30, 59, 60, 119, 120, 180)),
            lieu=Lieu(nom=self.dice.choice(("Médiathèque", "Mairie"))),
            publics={Liste.GENRE: self.dice.choice(GENRES)} if Liste.GENRE in asked else {},
            mission=self._mission(),
            criteres=self._criteres("aide"),
        )
        counted = aides.count(self.place, aide)
        facts = _activity(aide, "individuel", 1)
        facts += [(("aide_rapide", theme), 1) for theme in aide.themes]
        facts += _criteria(aide.criteres, 1)
        for liste in asked:
            said = aide.publics.get(liste, "non_communique")
            facts.append((("coop_" + liste.value.removeprefix("coop_"), said), 1))
        self.oracle.add(self.today, facts)
        if self.dice.random() < 0.1:
            assert aides.take_back(self.place, counted)
            self.oracle.add(self.today, facts, sign=-1)

    def _workshop(self) -> None:
        open_ones = [one for one in self.noted if (one.day.year, one.day.month) == self._month()]
        if open_ones and self.dice.random() < 0.25:
            former = self.dice.choice(open_ones)
            self.noted.remove(former)
            self.oracle.add(former.day, self._counted(former), sign=-1)
            if self.dice.random() < 0.3:
                ateliers.remove(self.place, former.id)
                return
            changed = replace(former, participants=former.participants + 1)
        else:
            changed = self._new_workshop()
        ateliers.keep(self.place, changed)
        self.noted.append(changed)
        self.oracle.add(changed.day, self._counted(changed))

    def _new_workshop(self) -> Atelier:
        profil = self.place.convention.activites
        came = self.dice.randint(1, 14)
        women = self.dice.randint(0, came)
        targets = [one.code for one in profil.objectifs]
        return Atelier(
            id=ateliers.new_id(),
            day=self.today,
            participants=came,
            themes=tuple(self.dice.sample(THEMES, 2)),
            minutes=self.dice.choice((60, 90, 120)),
            objectif=self.dice.choice([*targets, ""]) if targets else "",
            publics=Publics({Liste.GENRE: {"feminin": women}})
            if Liste.GENRE in profil.asked
            else Publics(),
            mission=self._mission(),
            criteres=self._criteres("demarche"),
        )

    def _counted(self, atelier: Atelier) -> list[tuple[Fact, int]]:
        facts = _activity(atelier, "collectif", atelier.participants)
        if atelier.objectif:
            facts.append((("atelier_objectif", atelier.objectif), 1))
        facts += _criteria(atelier.criteres, atelier.participants)
        for liste in self.place.convention.activites.asked:
            women = atelier.publics.get(liste, {}).get("feminin", 0)
            name = "coop_" + liste.value.removeprefix("coop_")
            facts += [((name, "feminin"), women)] if women else []
            rest = atelier.participants - women
            facts += [((name, "non_communique"), rest)] if rest else []
        return facts

    def _mission(self) -> str:
        missions = [one.code for one in self.place.convention.activites.missions]
        return self.dice.choice([*missions, ""]) if missions else ""

    def _criteres(self, kind: str) -> dict[str, str]:
        """Say, for most acts, what the Région asks of their kind (004, l. 103-104)."""
        if not self.place.convention.activites.criteres or self.dice.random() < 0.1:
            return {}
        values = ["session", "fourniture"] + ["evenement"] * (kind == "demarche")
        return {
            kind: self.dice.choice(values),
            "public": self.dice.choice(("scolaires", "enseignants")),
        }

    def _month(self) -> tuple[int, int]:
        return self.today.year, self.today.month

    def _satisfaction(self) -> None:
        survey = enquetes.enquete(self.place)
        assert survey is not None
        sheets = self.dice.randint(1, 6)
        question = self.dice.choice(survey.questions)
        answer = self.dice.choice(question.reponses).code
        given = self.dice.randint(0, sheets)
        told = {question.code: {answer: given}} if given else {}
        enquetes.count(self.place, survey, Depouillement(fiches=sheets, reponses=told))
        facts: list[tuple[Fact, int]] = [(("enquete_fiches", "1"), sheets)]
        for one in survey.questions:
            ticked = given if one.code == question.code else 0
            if ticked:
                facts.append(((f"enquete_{one.code}", answer), ticked))
            if sheets > ticked:
                facts.append(((f"enquete_{one.code}", "sans_reponse"), sheets - ticked))
        self.oracle.add(self.today, facts)

    def _evaluation(self) -> None:
        form = begin_evaluation(self.place)
        assert form is not None
        filled = count_evaluation(self.place, form)
        # an empty sheet: one filled in, and of each question that is asked, no answer
        asked = [fait.name for fait in filled.faits if fait.name != "evaluation"]
        self.oracle.add(
            self.today,
            [(("evaluation", "rempli"), 1), *(((name, "sans_reponse"), 1) for name in asked)],
        )

    # -- with somebody -------------------------------------------------------------------------

    def _refused(self) -> None:
        canal = self.dice.choice(list(Canal))
        issue = self.dice.choice((Issue.REFUS, Issue.ABANDON))
        begun = receiving.receive(self.place, canal)
        receiving.put_aside(self.place, begun.id, issue)
        ended = (("entretien", "1"), ("canal", canal.value), ("issue", issue.value))
        self.oracle.add(self.today, [(fact, 1) for fact in ended])

    def _interview(self) -> None:
        place, profile = self.place, self.place.convention.profile
        person = self.dice.choice(RECEIVED[profile])
        counts = self.dice.random() < 0.7
        canal = self.dice.choice(list(Canal))
        begun = receiving.receive(place, canal)
        receiving.record_consent(place, begun.id, replace(consent(place), indicateurs=counts))
        expected, age = expected_of(person), expected_of(person)["tranche_age"]
        self.people += 1
        name = f"Exemplier{self.number}{_letters(self.people)}"
        home = HOMES[profile]
        persons.register(place, begun.id, replace(typed(name, age), adresse=home))
        self._answer(person, begun.id)
        taken = interviewing.take(place, begun.id)
        named = answers_by_name(taken.questionnaire, taken.answers, place.clock)
        diagnosis = interviewing.assess(place, taken, named)
        kept = interviewing.keep_diagnosis(place, taken, diagnosis)
        offers = deciding.offers(place, kept, diagnosis)
        chosen = self.dice.choice((offers[0], offers[0], self.dice.choice(offers)))
        choix = Choix(service=chosen.service, carnets=chosen.carnets, advised=expected["service"])
        if not choix.follows:
            choix = replace(choix, reason=place.convention.autre_choix[0])
        made = deciding.decide(place, begun.id, choix).prescription
        issue = Issue.PRESCRIPTION if chosen.carnets else Issue.ORIENTATION
        sheet = Fiche(sexe=self.dice.choice(("F", "M", "")), handicap=self.dice.choice(("oui", "")))
        deciding.finish(place, begun.id, issue, fiche=sheet)
        if made is not None:
            self.oracle.add(self.today, [(("prescription", "preparee"), 1)])
            self.waiting.append(made.id)
            if self.stock is not None:
                self.stock.services[made.id] = (chosen.service, self._categorie(expected))
        said = {
            "entretien": "1",
            "canal": canal.value,
            "issue": issue.value,
            "niveau": expected["niveau"],
            "motivation": expected["motivation"],
            "categorie": self._categorie(expected),
            "service": chosen.service,
        }
        if said["categorie"]:
            said["categorie*service"] = f"{said['categorie']}*{chosen.service}"
        asked = place.convention.indicateurs
        of_her = {"tranche_age": age, "sexe": sheet.sexe, "handicap": sheet.handicap}
        if not place.convention.allows(Champ.TRANCHE_AGE):
            of_her["tranche_age"] = ""
        if profile == "eurometropole-strasbourg":  # it asks who got a Pass (001, l. 163, 172)
            counts = counts and issue is Issue.PRESCRIPTION
            said["beneficiaire"] = "1" if issue is Issue.PRESCRIPTION else ""
        if counts:
            said |= {name: value for name, value in of_her.items() if name in asked}
        self.oracle.add(self.today, [(fact, 1) for fact in said.items() if fact[1]])

    def _categorie(self, expected: Mapping[str, str]) -> str:
        return expected["categorie"] if self.place.convention.allows(Champ.CATEGORIE) else ""

    def _answer(self, person: str, entretien_id: str) -> None:
        paths = {path.rpartition("/")[2]: path for path in self.place.questionnaire.form.by_path}
        given = {paths[name]: value for name, value in answers_of(person).items()}
        interviewing.keep_answers(
            self.place,
            entretien_id,  # type: ignore[arg-type]  # an id of an interview is a text
            given,
            position=next(iter(given)),
        )

    def _carnet(self) -> None:
        assert self.stock is not None
        self.stock.act(self.waiting)

    def _mandate(self) -> None:
        assert self.place.convention.profile == CONFLENT
        place = self.place
        self.people += 1
        lignes = [steps.faire(place)]
        if self.dice.random() < 0.5:
            lignes.append(steps.demander(place))
        name = f"Mandant{self.number}{_letters(self.people)}"
        mandat_id = steps.running(place, steps.draft(place, nom=name, lignes=lignes))
        facts: list[tuple[Fact, int]] = [(("mandat", "signe"), 1)]
        facts.append((("mandat_demarche", "famille"), 1))
        if len(lignes) > 1:
            facts.append((("mandat_demarche", "communication"), 1))
        self.oracle.add(self.today, facts)
        acting.act(place, mandat_id, lignes[0].id, NatureActe.DEPOT, Resultat.EN_ATTENTE)
        for ligne in lignes:
            ending.complete(place, mandat_id, ligne.id, Aboutissement.REPONSE)
        self.oracle.add(self.today, [(("mandat", "abouti"), 1), (("mandat_acte", "depot"), 1)])


def _activity(one: Aide | Atelier, kind: str, persons_: int) -> list[tuple[Fact, int]]:
    """Return what La Coop counts of any activity: acts once, the rest by person (peers 6.6)."""
    facts: list[tuple[Fact, int]] = [
        (("coop_type_activite", kind), 1),
        (("coop_accompagnements", kind), persons_),
        (("coop_minutes", kind), one.minutes),
        (("coop_type_lieu", "lieu_activite"), persons_),
        (("coop_duree_stat", bracket(one.minutes)), persons_),
    ]
    if one.lieu.nom:
        facts.append((("coop_lieu", one.lieu.nom), persons_))
    facts += [(("coop_thematique_mediation", theme), persons_) for theme in one.themes]
    if one.mission:
        facts.append((("mission", one.mission), 1))
    return facts


def _criteria(said: Mapping[str, str], persons_: int) -> list[tuple[Fact, int]]:
    """Return what 004's criteria count: its two kinds of act once each, its public by person."""
    names = {
        "aide": ("critere_aide", 1),
        "demarche": ("atelier_critere_demarche", 1),
        "public": ("critere_public", persons_),
    }
    return [((names[code][0], value), names[code][1]) for code, value in said.items()]


def _letters(number: int) -> str:
    """Return a number as letters, which a name may hold."""
    return "".join(chr(ord("a") + int(digit)) for digit in str(number))
