"""A line of a list → a place: refused where nobody could go there, put right where it can be."""

from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

from app.conventions.communes import Communes
from app.conventions.structures import cells, words
from app.conventions.structures.report import Ligne, Remarque
from app.conventions.structures.table import Line
from app.conventions.structures.words import known, parts, sorted_out
from app.domain.mediation import (
    V01_CONDITION_ACCEPTE,
    V01_LABEL_ACCEPTE,
    AcceptePass,
    Acces,
    Accompagnement,
    Frais,
    PriseEnCharge,
    Public,
    Service,
    StructureMediation,
)
from app.domain.territoire import Commune

_LONGEST_TEXT: Final = 600
_LONGEST_NAME: Final = 200
_SHOWN: Final = 80  # characters of a cell in the report
_LABELS: Final = ("formations_labels", "autres_formations_labels", "labels_nationaux")
WordT = TypeVar("WordT", bound=StrEnum)


class RefusedError(Exception):
    """The line cannot be taken; it holds the remark that says why."""

    def __init__(self, remarque: Remarque) -> None:
        self.remarque = remarque
        super().__init__()


def read_line(line: Line, communes: Communes, today: date | None = None) -> Ligne:
    """Read one line of a list, whatever stands in it; days after `today` are mistakes."""
    reader = _Reader(line, communes, today)
    try:
        structure = reader.structure()
    except RefusedError as refused:
        reader.remarques.append(refused.remarque)
        structure = None
    name = line.cells.get("nom", "")[:_SHOWN]
    return Ligne(
        numero=line.number, nom=name, structure=structure, remarques=tuple(reader.remarques)
    )


class _Reader:
    """Reads the cells of one line and notes what it put right."""

    def __init__(self, line: Line, communes: Communes, today: date | None) -> None:
        self._line, self._cells, self._communes = line, line.cells, communes
        self._today = today
        self.remarques: list[Remarque] = []

    def structure(self) -> StructureMediation:
        """Return the place.

        Raises:
            RefusedError: it has no identifier, name, commune or postal code.
        """
        if self._line.problem:
            raise self._refused("", self._line.problem)
        id_, nom = self._needed("id"), self._needed("nom")
        code_postal, code_insee, commune = self._somewhere()
        found = cells.commune_of(self._communes, code_insee, code_postal, commune)
        latitude, longitude = self._cell("latitude"), self._cell("longitude")
        point, wrong = cells.point(latitude, longitude, found or self._near(code_postal))
        if wrong:
            kept = f"{point.latitude} ; {point.longitude}" if point else ""
            self._note("latitude", f"{latitude} ; {longitude}", kept, wrong)
        adresse = self._cell("adresse")
        if not adresse:
            self._note("adresse", "", "", "adresse absente : le lieu est pris sans elle")
        services = self._words("services", Service, words.SERVICES_01)
        publics = self._words("publics_specifiquement_adresses", Public)
        prises = self._words("prise_en_charge_specifique", PriseEnCharge)
        theirs, cared = self._publics_01()
        date_maj = self._day("date_maj")
        pass_, verified = self._pass()
        return StructureMediation(
            id=id_,
            pivot=self._pivot(),
            nom=nom[:_LONGEST_NAME],
            commune=commune,
            code_postal=code_postal,
            code_insee=found.code_insee
            if found
            else code_insee,  # Paris for its 1st arrondissement
            adresse=adresse,
            complement_adresse=self._cell("complement_adresse"),
            point=point,
            telephone=self._phone(),
            courriels=self._courriels(),
            sites=tuple(one for one in parts(self._cell("site_web")) if _is_link(one)),
            horaires=self._cell("horaires")[:_LONGEST_TEXT],
            presentation=self._cell("presentation_resume")[:_LONGEST_TEXT],
            itinerant="itinerant" in words.plain(self._cell("itinerance")),
            services=services,
            publics=publics | theirs,
            prises_en_charge=prises | cared,
            frais=self._frais(),
            acces=self._words("modalites_acces", Acces),
            accompagnements=self._words(
                "modalites_accompagnement", Accompagnement, words.ACCOMPAGNEMENTS_01
            ),
            programmes=parts(self._cell("dispositif_programmes_nationaux")),
            labels=tuple(one for name in _LABELS for one in parts(self._cell(name))),
            fiche_acces_libre=self._link("fiche_acces_libre") or self._link("accessibilite"),
            prise_rdv=self._link("prise_rdv"),
            date_maj=date_maj,
            accepte_pass=pass_,
            pass_verifie_le=(verified or date_maj) if pass_ is not AcceptePass.INCONNU else None,
        )

    def _cell(self, column: str) -> str:
        return self._cells.get(column, "")

    def _note(self, column: str, read: str, kept: str, reason: str) -> None:
        found = Remarque(colonne=column, lu=read[:_SHOWN], garde=kept[:_SHOWN], raison=reason)
        self.remarques.append(found)

    def _refused(self, column: str, reason: str) -> RefusedError:
        read = self._cells.get(column, "")[:_SHOWN]
        return RefusedError(Remarque(colonne=column, lu=read, garde="", raison=reason))

    def _needed(self, column: str) -> str:
        found = self._cell(column)
        if not found:
            raise self._refused(column, "cette colonne est obligatoire et vide")
        return found

    def _somewhere(self) -> tuple[str, str, str]:
        """Return postal code, INSEE code (empty where unknown) and commune."""
        commune = self._needed("commune")
        read_insee, read_postal = self._cell("code_insee"), self._needed("code_postal")
        code_insee, code_postal = cells.insee(read_insee), cells.postal(read_postal)
        if read_insee and read_insee != code_insee:
            self._note("code_insee", read_insee, code_insee, "code INSEE mal écrit")
        if not code_postal:
            known_ = self._communes.by_insee.get(code_insee)
            if known_ is None or len(known_.codes_postaux) != 1:
                raise self._refused("code_postal", "ce n’est pas un code postal")
            code_postal = known_.codes_postaux[0]
        if code_postal != read_postal:
            self._note("code_postal", read_postal, code_postal, "code postal mal écrit")
        return code_postal, code_insee, commune

    def _near(self, code_postal: str) -> Commune | None:
        """Return a commune of the postal code: enough to see that a place is not where it says."""
        return next(iter(self._communes.at(code_postal)), None)

    def _pivot(self) -> str:
        read = self._cell("pivot")
        found = cells.pivot(read)
        if found != read or not found:
            reason = "SIRET ou RNA mal écrit" if read else "SIRET ou RNA absent"
            self._note("pivot", read, found, reason)
        return found

    def _phone(self) -> str:
        read = self._cell("telephone")
        found = cells.phone(read)
        if found != read:
            reason = "écrit comme le veut le standard" if found else "ce n’est pas un téléphone"
            self._note("telephone", read, found, reason)
        return found

    def _courriels(self) -> tuple[str, ...]:
        read = self._cell("courriels") or self._cell("courriel")
        given = parts(read)
        found = tuple(one for one in given if 0 < one.find("@") < len(one) - 1 and " " not in one)
        if found != given:
            self._note("courriels", read, "|".join(found), "ce n’est pas une adresse électronique")
        return found

    def _link(self, column: str) -> str:
        found = self._cell(column)
        return found if _is_link(found) else ""

    def _day(self, column: str) -> date | None:
        read = self._cell(column)
        found = cells.day(read)
        if found is not None and self._today is not None and found > self._today:
            self._note(column, read, "", "ce jour n’est pas encore venu")
            return None
        if found is None and (read or column == "date_maj"):
            self._note(column, read, "", "ce n’est pas une date")
        elif found is not None and not read.startswith(found.isoformat()):
            self._note(column, read, found.isoformat(), "date écrite comme le veut le standard")
        return found

    def _words(self, column: str, kind: type[WordT], *former: dict[str, WordT]) -> frozenset[WordT]:
        read = self._cell(column)
        found, strangers = sorted_out(parts(read), known(kind), *former)
        kept = frozenset(one for one in found if isinstance(one, kind))
        self._strange(column, strangers)
        return kept

    def _publics_01(self) -> tuple[frozenset[Public], frozenset[PriseEnCharge]]:
        found, strangers = sorted_out(parts(self._cell("publics_accueillis")), words.PUBLICS_01)
        self._strange("publics_accueillis", strangers)
        publics = frozenset(one for one in found if isinstance(one, Public))
        return publics, frozenset(one for one in found if isinstance(one, PriseEnCharge))

    def _frais(self) -> frozenset[Frais]:
        found = self._words("frais_a_charge", Frais)
        condition = words.plain(V01_CONDITION_ACCEPTE)
        given = [
            one for one in parts(self._cell("conditions_acces")) if words.plain(one) != condition
        ]
        former, strangers = sorted_out(given, words.FRAIS_01)
        self._strange("conditions_acces", strangers)
        return found | frozenset(one for one in former if isinstance(one, Frais))

    def _strange(self, column: str, strangers: list[str]) -> None:
        for one in strangers:
            self._note(column, one, "", "le standard ne connaît pas cette valeur")

    def _pass(self) -> tuple[AcceptePass, date | None]:
        """Return whether a Pass pays there: our own column, else what 0.1 said of it."""
        read = self._cell("accepte_pass_numerique") or self._cell("accepte_pass")
        said = cells.yes(read)
        verified = self._day("pass_verifie_le")
        if said is not None:
            return AcceptePass.OUI if said else AcceptePass.NON, verified
        if read:
            self._note("accepte_pass_numerique", read, "", "« oui » ou « non » est attendu")
        conditions = {words.plain(one) for one in parts(self._cell("conditions_acces"))}
        labels = {words.plain(one) for one in parts(self._cell("labels_nationaux"))}
        if (
            words.plain(V01_CONDITION_ACCEPTE) in conditions
            or words.plain(V01_LABEL_ACCEPTE) in labels
        ):
            return AcceptePass.OUI, verified
        return AcceptePass.INCONNU, None


def _is_link(text: str) -> bool:
    return text.startswith(("https://", "http://")) and " " not in text
