"""Posters of permanences, from the schedule of each place; and who agreed to them.

Sources: documents.md b11; 002, l. 126 (displayed hours), l. 188 (free), l. 236 (prior agreement of
the other party), l. 240-242 (mention, logos).
"""

import hashlib
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final, cast

from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.typography import french_date
from app.domain.failures import AppError
from app.domain.habilitation import Acte
from app.domain.horaires import JOURS, Alternance, Nature, Periode, alternance, day_words
from app.domain.identifiers import AgentId
from app.domain.lieu import Lieu
from app.storage import agents, lieux, parametres
from app.usecases.interview.papers import ProducedPaper
from app.usecases.laptop.habilitations import require
from app.usecases.permanences.lieux import places, regles
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.documents.poster import Horaire

_KEY: Final = "affiche.validation"
_WEEK, _YEAR = timedelta(days=7), timedelta(days=365)


class PosterAgreementError(AppError):
    """Nobody is named who agreed, or the day is still to come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Validation:
    """Who agreed to the poster and when; `note_par` noted it here.

    `en_vigueur` is False once the text of the poster is not the one that was agreed to.
    """

    par: str
    le: date
    note_par: str
    en_vigueur: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AfficheVoulue:
    """What the schedule does not say; `du` and `au` are the days between which the hours hold."""

    lieu_id: str
    agent: str = ""
    telephone: str = ""
    du: date | None = None
    au: date | None = None


def affichables(workplace: Workplace) -> tuple[Lieu, ...]:
    """Return the places that a poster may announce.

    One that is closed, or on which the texts of the convention do not agree, is left out until the
    référent has confirmed it.
    """
    with workplace.database.reading() as session:
        return tuple(one for one in places(session, workplace) if one.confirme and not one.ferme)


def demande_validation(workplace: Workplace) -> bool:
    """Tell whether the poster is a draft until the other party agrees (002, l. 236)."""
    return regles(workplace).affiche_validee


def validation(workplace: Workplace) -> Validation | None:
    """Return who agreed to the poster, None when nobody has."""
    with workplace.database.reading() as session:
        kept = parametres.load(session, _KEY)
        if not isinstance(kept, dict):
            return None
        said = cast("dict[str, str]", kept)
        agent = agents.load(session, AgentId(said["note_par"]))
    return Validation(
        par=said["par"],
        le=date.fromisoformat(said["le"]),
        note_par=agent.display_name if agent else "",
        en_vigueur=said["texte"] == _fingerprint(workplace),
    )


def valider(workplace: Workplace, par: str, le: date) -> None:
    """Note that the other party agreed to the poster as it reads now.

    Raises:
        NotAllowedError: only the référent notes it.
        PosterAgreementError: nobody is named, or the day has not come.
    """
    require(workplace, Acte.VERSIONS)
    if not par.strip() or le > workplace.clock.today():
        raise PosterAgreementError
    said: parametres.Json = {
        "par": par.strip(),
        "le": le.isoformat(),
        "note_par": workplace.agent.id,
        "texte": _fingerprint(workplace),
    }
    with workplace.database.writing() as session:
        parametres.keep(session, _KEY, said)


def retirer_validation(workplace: Workplace) -> None:
    """Take the agreement back: posters are drafts again.

    Raises:
        NotAllowedError: only the référent does this.
    """
    require(workplace, Acte.VERSIONS)
    with workplace.database.writing() as session:
        parametres.remove(session, _KEY)


def affiche(workplace: Workplace, wanted: AfficheVoulue) -> ProducedPaper:
    """Make the poster of a place, a draft as long as nobody has agreed to it.

    Raises:
        ValueError: it is no place that may be announced.
    """
    from app.documents.poster import Horaire, PosterData, poster_pdf  # noqa: PLC0415 - slow
    from app.documents.sheet import pdf_hash  # noqa: PLC0415 - as above

    lieu = next((one for one in affichables(workplace) if one.id == wanted.lieu_id), None)
    if lieu is None:
        raise ValueError("a poster announces a place that is confirmed and open")
    agreed, today = validation(workplace), workplace.clock.today()
    with workplace.database.reading() as session:
        periodes = lieux.periodes(session, since=today)
    horaires = horaires_of(lieu)
    content = poster_pdf(
        PosterData(
            convention=workplace.convention,
            structure=workplace.structure,
            printed_on=today,
            lieu=lieu.nom,
            adresse=tuple(
                part for part in (lieu.adresse, lieu.commune) if part and part not in lieu.nom
            ),
            horaires=horaires
            or tuple(Horaire(duree=one.duree, frequence=one.frequence) for one in lieu.prevu),
            accessible=lieu.accessible,
            agent=wanted.agent,
            telephone=wanted.telephone,
            fermetures=(
                *semaines_paires(lieu, max(today, wanted.du or today), wanted.au),
                *fermetures(lieu, periodes),
            )
            if horaires
            else (),
            du=french_date(wanted.du) if wanted.du else "",
            au=french_date(wanted.au) if wanted.au else "",
            final=not demande_validation(workplace) or (agreed is not None and agreed.en_vigueur),
        )
    )
    return ProducedPaper(
        title=TEMPLATES[PapierKind.AFFICHE].title,
        file_name=f"{today.isoformat()}-affiche.pdf",
        content=content,
        pdf_hash=pdf_hash(content),
        code=PapierKind.AFFICHE.value,
    )


def horaires_of(lieu: Lieu) -> "tuple[Horaire, ...]":
    """Return the week in words, days of the same hours together, the earliest day first."""
    from app.documents.poster import Horaire  # noqa: PLC0415 - as above

    days: dict[str, list[str]] = {}
    for jour, name in enumerate(JOURS):
        if spans := day_words(lieu.semaine, jour):
            days.setdefault(spans, []).append(name)
    return tuple(Horaire(jour=_and(names), heures=hours) for hours, names in days.items())


def semaines_paires(lieu: Lieu, du: date, au: date | None) -> tuple[str, ...]:
    """Return in sentences which weeks are the even ones, where the hours alternate.

    Whoever counts every other week from there goes wrong after a week 53, which week 1 follows,
    odd too: the first even week after it is said, unless the hours hold until before (`au`).
    """
    if not lieu.semaine.alternates:
        return ()
    first = _even_week(du - timedelta(days=du.weekday()))
    last = first
    while alternance(last + 2 * _WEEK) is Alternance.PAIRES:
        last += 2 * _WEEK
    again = _even_week(last + _WEEK)
    said = [f"La semaine du lundi {french_date(first)} est une semaine paire."]
    if again <= (au or first + _YEAR):
        day = french_date(again)
        said.append(f"Après le 1er janvier, la première semaine paire est celle du lundi {day}.")
    return tuple(said)


def _even_week(monday: date) -> date:
    """Return this Monday, or the first later one of an even week."""
    while alternance(monday) is not Alternance.PAIRES:
        monday += _WEEK
    return monday


def fermetures(lieu: Lieu, periodes: tuple[Periode, ...]) -> tuple[str, ...]:
    """Return in sentences when the place is closed although its week says otherwise."""
    closed = [
        words
        for words, wanted in (
            ("les jours fériés", not lieu.feries),
            ("pendant les vacances scolaires", not lieu.vacances),
        )
        if wanted
    ]
    here = [one for one in periodes if one.lieu_id in {"", lieu.id}]
    closed += [period_words(one) for one in here if one.nature is Nature.FERMETURE]
    opened = [
        period_words(one)
        for one in here
        if one.nature is Nature.OUVERTURE and one.opens(lieu.semaine)  # where all open, not each
    ]
    return tuple(
        f"{word} {_and(said)}." for word, said in (("Fermé", closed), ("Ouvert", opened)) if said
    )


def period_words(one: Periode) -> str:
    """Return « du 3 au 29 août 2026 (congés) », « le 24 décembre 2026 »."""
    why = f" ({one.motif})" if one.motif else ""
    last = french_date(one.au)
    if one.du == one.au:
        return f"le {last}{why}"
    first = french_date(one.du)
    if (one.du.year, one.du.month) == (one.au.year, one.au.month):
        first = first.split("\u00a0")[0].split(" ")[0]
    elif one.du.year == one.au.year:
        first = first.removesuffix(str(one.du.year)).rstrip("\u00a0 ")
    return f"du {first} au {last}{why}"


def _fingerprint(workplace: Workplace) -> str:
    """Return what changes with the words of the poster and the mentions of the convention."""
    from app.documents.texts import load  # noqa: PLC0415 - as above

    texts = load("affiche.toml", workplace.convention.profile)
    model = TEMPLATES[PapierKind.AFFICHE].label
    words = "\n".join((model, texts.raw, *workplace.convention.mentions))
    return hashlib.sha256(words.encode()).hexdigest()


def _and(words: list[str]) -> str:
    return " et ".join(filter(None, (", ".join(words[:-1]), words[-1])))
