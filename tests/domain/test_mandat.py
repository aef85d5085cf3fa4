"""The life of a mandate under random events, against a short oracle; its hours and limits."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from app.domain.entretien import LectureNotice
from app.domain.identifiers import ActeMandatId, AgentId, LigneId, MandatId, PersonneId
from app.domain.mandat import ActeMandat, LectureFaite, Ligne, Mandant, Mandat, PieceVue, ends_at
from app.domain.mandat_evenements import (
    Aboutir,
    Agir,
    Declarer,
    Designer,
    EvenementMandat,
    Expirer,
    Expliquer,
    Imprimer,
    Rediger,
    Remettre,
    Reprendre,
    Signer,
    Terminer,
    Verifier,
)
from app.domain.mandat_listes import (
    Aboutissement,
    CanalMandat,
    ChampMandat,
    DureeMandat,
    EtatMandat,
    Explication,
    Forme,
    Mandataire,
    Mode,
    NatureActe,
    NatureFin,
    Piece,
    Portee,
    RefusMandat,
    Resultat,
)
from app.domain.mandat_profil import MandatProfil
from app.domain.mandat_regles import appliquer, peut_detruire

if TYPE_CHECKING:
    from collections.abc import Callable

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 11, 22, 11, 0, tzinfo=UTC)
ME = AgentId("agent")
PROFIL = MandatProfil(
    mandataire=Mandataire.AGENT,
    durees=tuple(DureeMandat),
    champs=frozenset({ChampMandat.DATE_NAISSANCE}),
    verbal=False,
    delai_jours=0,
    regle="002, l. 160",
    delai_source="002, l. 160",
    papier_annees=6,
    retrait="24 quai Sadi Carnot",
)
A = Ligne(
    id=LigneId("a"), portee=Portee.FAIRE, organisme="CAF", objet="x", canal=CanalMandat.EN_LIGNE
)
B = Ligne(id=LigneId("b"), portee=Portee.DEMANDER, organisme="CARSAT", objet="y")


def new() -> Mandat:
    return Mandat(
        id=MandatId("m"),
        reference="2026-X-M0001",
        agent_id=ME,
        mandataire=Mandataire.AGENT,
        convention_hash="0",
        touched_at=NOON,
    )


def terms(
    *lignes: Ligne, forme: Forme = Forme.ECRIT, duree: DureeMandat = DureeMandat.JOUR
) -> Rediger:
    return Rediger(lignes=lignes, mode=Mode.EN_PRESENCE, duree=duree, forme=forme, at=NOON)


def signature(at: datetime, **changed: object) -> Signer:
    made = Signer(lieu="Prades", at=at, sur_place=True, par_le_mandant=True, par_le_mandataire=True)
    return replace(made, **changed)  # type: ignore[arg-type]


def acte(ligne: Ligne, at: datetime, agent: AgentId = ME) -> Agir:
    return Agir(
        acte=ActeMandat(
            id=ActeMandatId("1"),
            ligne_id=ligne.id,
            agent_id=agent,
            nature=NatureActe.DEPOT,
            on=at.astimezone(PARIS).date(),
            resultat=Resultat.FAIT,
        ),
        at=at,
    )


def event(code: str, at: datetime) -> EvenementMandat:
    """Return the event of a code; a figure at its end says which line, or which explanation."""
    kind, _, which = code.partition(":")
    ligne = B if which == "b" else A
    made: dict[str, Callable[[], EvenementMandat]] = {
        "person": lambda: Designer(personne_id=PersonneId("p"), mandant=Mandant(), at=at),
        "terms": lambda: replace(terms(*((A, B) if which == "b" else (A,))), at=at),
        "explain": lambda: Expliquer(quoi=list(Explication)[int(which or 0)], at=at),
        "declare": lambda: Declarer(lecture=LectureFaite(maniere=LectureNotice.LUE), at=at),
        "check": lambda: Verifier(
            piece=PieceVue(piece=Piece.CNI, en_cours_de_validite=True, at=at, agent_id=ME)
        ),
        "restart": lambda: Reprendre(at=at),
        "print": lambda: Imprimer(modele="v1", pdf_hash="0", at=at),
        "sign": lambda: signature(at, sur_place=which != "a", par_le_mandant=which != "b"),
        "hand": lambda: Remettre(at=at),
        "act": lambda: acte(ligne, at),
        "complete": lambda: Aboutir(ligne_id=ligne.id, par=Aboutissement.REPONSE, at=at),
        "withdraw": lambda: Terminer(nature=NatureFin.RETIRE, lignes=(ligne.id,), at=at),
        "void": lambda: Terminer(nature=NatureFin.CADUC, at=at),
        "expire": lambda: Expirer(at=at),
    }
    return made[kind]()


USUAL = ["person", "terms:b", "explain:0", "explain:1", "explain:2", "declare", "check", "print"]
LIFE = [*USUAL, "sign", "hand"]
CODES = [
    *LIFE, "terms", "restart", "sign:a", "sign:b", "act:a", "act:b",
    "complete:a", "complete:b", "withdraw:a", "withdraw:b", "void", "expire",
]  # fmt: skip


class Oracle:
    """What 002 l. 160-169 allows, in the fewest words."""

    def __init__(self) -> None:
        self.begin_again(everything=True)
        self.signed_at: datetime | None = None
        self.handed = self.over = False

    def begin_again(self, *, everything: bool) -> None:
        if everything:
            self.named, self.lines = False, dict[str, bool]()
        self.told = set[str]()
        self.seen = self.declared = False
        self.printed_at: datetime | None = None

    def may_sign(self, code: str, at: datetime) -> bool:
        gates = self.named and self.lines and len(self.told) == 3 and self.seen and self.declared
        today = self.printed_at is None or day(self.printed_at) == day(at)
        return bool(gates) and today and self.signed_at is None and code == "sign"

    def may_act(self, line: str, at: datetime) -> bool:
        start = self.printed_at or self.signed_at
        within = start is not None and at < start + timedelta(days=1)  # every one runs a day
        return self.handed and within and self.lines.get(line, False) and not self.over

    def happened(self, code: str, at: datetime) -> bool:
        kind, _, which = code.partition(":")
        if kind == "terms":
            lines = {"a": True, "b": True} if which else {"a": True}
            self.told = self.told if lines.keys() == self.lines.keys() else set()
            self.lines = lines
        elif kind == "explain":
            self.told.add(which)
        elif kind == "restart":
            self.begin_again(everything=False)
        elif kind in {"complete", "withdraw"}:
            self.lines[which] = False
        elif kind in {"void", "expire"}:
            self.lines = dict.fromkeys(self.lines, False)
        else:
            self.noted(kind, at)
        self.over = self.signed_at is not None and not any(self.lines.values())
        return self.over

    def noted(self, kind: str, at: datetime) -> None:
        if kind == "sign":
            self.signed_at = at
        elif kind == "print" and self.signed_at is None:
            known = self.printed_at
            self.printed_at = known if known and day(known) == day(at) else at
        elif kind == "check":
            self.printed_at = None  # what was printed states the former check
        self.named |= kind == "person"
        self.declared |= kind == "declare"
        self.seen |= kind == "check"
        self.handed |= kind == "hand"


def day(at: datetime) -> date:
    return at.astimezone(PARIS).date()


@example(usual=8, codes=[("check", 600), ("sign", 1200)])
@settings(max_examples=120, deadline=None)
@given(
    usual=some.integers(min_value=0, max_value=len(LIFE)),
    codes=some.lists(
        some.tuples(some.sampled_from(CODES), some.sampled_from([1, 30, 600])), max_size=25
    ),
)
def test_no_order_of_events_signs_too_early_acts_without_a_line_or_goes_on_after_the_end(
    usual: int, codes: list[tuple[str, int]]
) -> None:
    mandat, oracle, at = new(), Oracle(), NOON
    for code, minutes in [*((code, 0) for code in LIFE[:usual]), *codes]:
        at += timedelta(minutes=minutes)
        found = appliquer(mandat, event(code, at), PROFIL, PARIS)
        if isinstance(found, RefusMandat):
            assert code != "sign" or not oracle.may_sign(code, at)
            assert not code.startswith("act") or not oracle.may_act(code[-1], at)
            continue
        assert not oracle.over, code  # nothing is possible after the end
        if code.startswith("sign"):
            assert oracle.may_sign(code, at), found
        if code.startswith("act"):
            assert oracle.may_act(code[-1], at)
        over = oracle.happened(code, at)
        mandat = found
        assert mandat.etat.is_over == over
        assert (mandat.signature is not None) == (oracle.signed_at is not None)
        assert (peut_detruire(mandat) is None) == (over or oracle.signed_at is None)


def applied(mandat: Mandat, *codes: str, at: datetime = NOON) -> Mandat:
    for code in codes:
        found = appliquer(mandat, event(code, at), PROFIL, PARIS)
        assert not isinstance(found, RefusMandat), code
        mandat = found
    return mandat


def test_the_last_line_to_end_names_the_end_of_the_mandate() -> None:
    ready = applied(new(), *USUAL, "sign", "hand")
    first = applied(ready, "withdraw:a", at=NOON + timedelta(hours=1))
    assert first.etat is EtatMandat.ACTIF
    last = applied(first, "complete:b", at=NOON + timedelta(hours=2))
    assert (last.etat, last.ended_at) == (EtatMandat.ABOUTI, NOON + timedelta(hours=2))


@pytest.mark.parametrize(
    ("duree", "end"),
    [
        (DureeMandat.JOUR, datetime(2026, 3, 29, 15, 30, tzinfo=PARIS)),  # the clocks change
        (DureeMandat.MOIS, datetime(2026, 4, 28, 15, 30, tzinfo=PARIS)),
        (DureeMandat.SEMESTRE, datetime(2026, 9, 26, 15, 30, tzinfo=PARIS)),
        (DureeMandat.ANNEE, datetime(2027, 3, 28, 15, 30, tzinfo=PARIS)),
    ],
)
def test_a_mandate_ends_at_the_same_hour_of_the_wall(duree: DureeMandat, end: datetime) -> None:
    start = datetime(2026, 3, 28, 15, 30, 42, tzinfo=PARIS).astimezone(UTC)
    assert ends_at(start, duree, PARIS) == end


def test_terms_written_anew_are_explained_anew() -> None:
    half = applied(new(), "person", "terms", "explain:0", "explain:1")
    assert applied(half, "terms").explique == half.explique  # the same terms
    assert applied(half, "terms:b").explique == ()


def test_another_person_is_informed_and_declares_for_herself() -> None:
    told = applied(new(), "person", "terms", "explain:0", "explain:1", "explain:2", "declare")
    assert told.etat is EtatMandat.INFORME
    said = Mandant(date_naissance=date(1951, 4, 3))
    same = Designer(personne_id=PersonneId("p"), mandant=said, at=NOON)
    other = Designer(personne_id=PersonneId("q"), mandant=Mandant(), at=NOON)
    kept, changed = (appliquer(told, one, PROFIL, PARIS) for one in (same, other))
    assert isinstance(kept, Mandat)
    assert kept.etat is EtatMandat.INFORME
    assert isinstance(changed, Mandat)
    assert changed.lignes == told.lignes
    assert (changed.etat, changed.explique) == (EtatMandat.BROUILLON, ())
    assert (changed.capacite_at, changed.lecture) == (None, None)


def test_originals_printed_on_another_day_are_printed_again() -> None:
    ready = applied(new(), *USUAL)
    tomorrow = NOON + timedelta(days=1)
    assert appliquer(ready, event("sign", tomorrow), PROFIL, PARIS) is RefusMandat.A_REIMPRIMER
    later = applied(ready, "print", at=NOON + timedelta(hours=2))
    assert later.imprime is not None
    assert later.imprime.at == NOON  # both originals bear the same end
    signed = applied(applied(ready, "print", at=tomorrow), "sign", at=tomorrow)
    assert signed.fin_at == tomorrow + timedelta(days=1)
    copy = Imprimer(modele="MANDAT v2", pdf_hash="of a copy", at=tomorrow + timedelta(days=3))
    again = appliquer(signed, copy, PROFIL, PARIS)
    assert isinstance(again, Mandat)
    assert again.imprime == signed.imprime  # the file that was signed


def test_a_mandate_that_is_only_noted_has_its_limits() -> None:
    verbal = replace(PROFIL, verbal=True)
    noted = terms(A, forme=Forme.VERBAL_CONSTATE)
    long = terms(A, forme=Forme.VERBAL_CONSTATE, duree=DureeMandat.MOIS)
    asks = terms(A, B, forme=Forme.VERBAL_CONSTATE)
    for profil, event_, refus in (
        (PROFIL, noted, RefusMandat.VERBAL_INTERDIT),
        (verbal, long, RefusMandat.VERBAL_TROP_LONG),
        (verbal, asks, RefusMandat.VERBAL_SANS_DEMANDE),
    ):
        assert appliquer(new(), event_, profil, PARIS) is refus
    draft = appliquer(new(), noted, verbal, PARIS)
    assert isinstance(draft, Mandat)
    ready = applied(draft, "person", "explain:0", "explain:1", "explain:2", "declare", "check")
    alone = signature(NOON, par_le_mandant=False, temoins=1)
    assert appliquer(ready, alone, verbal, PARIS) is RefusMandat.VERBAL_TEMOINS
    signed = appliquer(ready, replace(alone, temoins=2), verbal, PARIS)
    assert isinstance(signed, Mandat)
    assert signed.etat is EtatMandat.SIGNE


@pytest.mark.parametrize(
    ("born", "refus"),
    [
        (date(2008, 11, 22), None),  # eighteen that day
        (date(2008, 11, 23), RefusMandat.MINEUR),
        (date(1951, 4, 3), None),
    ],
)
def test_a_minor_gives_no_mandate(born: date, refus: RefusMandat | None) -> None:
    said = Designer(personne_id=PersonneId("p"), mandant=Mandant(date_naissance=born), at=NOON)
    found = appliquer(new(), said, PROFIL, PARIS)
    assert isinstance(found, Mandat) if refus is None else found is refus


def test_a_field_that_the_profile_does_not_name_is_refused() -> None:
    said = Designer(personne_id=PersonneId("p"), mandant=Mandant(lieu_naissance="Elne"), at=NOON)
    assert appliquer(new(), said, PROFIL, PARIS) is RefusMandat.CHAMP_HORS_PROFIL


def test_under_a_mandate_to_the_structure_a_colleague_may_act() -> None:
    mine = applied(new(), *USUAL, "sign", "hand")
    other = acte(A, NOON, agent=AgentId("collègue"))
    assert appliquer(mine, other, PROFIL, PARIS) is RefusMandat.AUTRE_MANDATAIRE
    ours = replace(mine, mandataire=Mandataire.STRUCTURE)
    assert appliquer(ours, other, PROFIL, PARIS) == ours
