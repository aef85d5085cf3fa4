"""The words that the conformity papers share: values of their texts, and short sentences."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Final

from app.documents.conformity import Section
from app.documents.notice_data import FIELD_WORDS
from app.documents.texts import Texts, load
from app.documents.typography import Line, french_date
from app.domain.conformite import EtatAipd, Rubrique
from app.domain.convention import Champ, Convention
from app.domain.essais import FREE, wait_after
from app.domain.journal import MOIS_GARDES, month_of
from app.domain.mandat_listes import ChampMandat
from app.domain.retention import SAUVEGARDES, Horloge
from app.storage.sauvegarde.counts import Counts
from app.storage.vault.strength import SHORTEST
from app.usecases.conformity.conformite_facts import Facts
from app.usecases.destruction.retention_words import OBJECTS
from app.usecases.interview.papers import INDICATEURS
from app.usecases.workplace import Workplace

NBSP: Final = "\u00a0"
TO_FILL: Final = "………………………………………………"
_FIELDS: Final = {**FIELD_WORDS, Champ.REPONSES: "réponses au questionnaire et diagnostic"}
_MANDATE_FIELDS: Final = {
    ChampMandat.NOM_USAGE: "nom d’usage",
    ChampMandat.DATE_NAISSANCE: "date de naissance",
    ChampMandat.LIEU_NAISSANCE: "lieu de naissance",
}
_MANDATE: Final = (
    "nature de la pièce d’identité vue (ni numéro, ni copie), organismes, démarches et actes du "
    "mandat"
)
_TITLE: Final = "_titre"
_MANY_TRIES: Final = 100  # past the longest wait
MISSING: Final = {
    Rubrique.REPRESENTANT: "Le représentant de la structure (fonction).",
    Rubrique.DPO: "Le délégué à la protection des données de la structure, avec son courriel.",
    Rubrique.RESPONSABLE: "L’interlocuteur chez le responsable de traitement.",
    Rubrique.AIPD_ON: "La date de l’analyse d’impact (AIPD) et qui l’a validée.",
}
AIPD: Final = {
    EtatAipd.A_RENSEIGNER: "Date à renseigner",
    EtatAipd.A_REVOIR: "À revoir",
    EtatAipd.VALIDEE: "Validée",
}


def texts_of(convention: Convention) -> Texts:
    """Return the wording, the convention's own before the common one."""
    return load("conformite.toml", convention.profile)


def values_of(workplace: Workplace, facts: Facts) -> dict[str, str]:
    """Return what the texts take; an empty value leaves its sentence out."""
    convention = workplace.convention
    protection = convention.protection
    hours = protection.droits_delai_h
    longest = wait_after(_MANY_TRIES)
    return {
        "structure": workplace.structure.name,
        "representant": facts.etat.said.representant or TO_FILL,
        "responsable": controller(workplace),
        "finalite": convention.traitement.finalite or protection.finalite,
        "base_legale": convention.traitement.base_legale or protection.base_legale,
        "destinataires": " et ".join(protection.destinataires),
        "operateur": convention.pass_numerique.operateur,
        "donnees": kept_words(convention),
        "transmises": fields_words(convention.fields_sent),
        "indicateurs": indicators(convention),
        "duree": protection.duree,
        "source_duree": convention.retention.source,
        "convention": convention.title,
        "reference": convention.reference,
        "delai_droits": "" if hours is None else str(hours),
        "delai_violation": str(convention.delais.violation_h),
        "droits_courriel": protection.droits_courriel,
        "notice": facts.notice,
        "kdf_mio": str(facts.kdf.memory_kib // 1024),
        "kdf_passes": str(facts.kdf.iterations),
        "kdf_voies": str(facts.kdf.lanes),
        "phrase_longueur": str(SHORTEST),
        "essais_libres": str(FREE),
        "attente_longue": duration(longest),
        "verrouillage": str(facts.idle_minutes),
        "journal_mois": str(MOIS_GARDES),
        "sauvegarde_jours": str(SAUVEGARDES.days),
    }


def controller(workplace: Workplace) -> str:
    """Return who decides about the data, by name: the structure where the convention says so."""
    protection = workplace.convention.protection
    return workplace.structure.name if protection.structure_decides else protection.responsable


def fields_words(fields: frozenset[Champ]) -> str:
    """Return « nom, prénom, adresse postale » in the order of the form."""
    return ", ".join(_FIELDS[champ] for champ in Champ if champ in fields)


def kept_words(convention: Convention) -> str:
    """Return what is kept of a person, with what a mandate adds where the convention has any."""
    said = fields_words(convention.fields_kept)
    profil = convention.mandat
    if profil is None:
        return said
    of_her = [_MANDATE_FIELDS[champ] for champ in ChampMandat if champ in profil.champs]
    return ", ".join([said, *of_her, _MANDATE])


def indicators(convention: Convention) -> str:
    """Return what is counted without a name, empty where nothing is."""
    return ", ".join(words for code, words in INDICATEURS.items() if code in convention.indicateurs)


def duration(length: timedelta) -> str:
    """Return « 1 h 30 », « 15 min »."""
    hours, minutes = divmod(int(length.total_seconds()) // 60, 60)
    if not hours:
        return f"{minutes}{NBSP}min"
    return f"{hours}{NBSP}h{NBSP}{minutes:02}" if minutes else f"{hours}{NBSP}h"


def moment(workplace: Workplace, at: datetime) -> str:
    """Return « 22 novembre 2026 à 10 h 12 » on the laptop's wall."""
    local = at.astimezone(workplace.clock.zone())
    return f"{french_date(local.date())} à {local.hour}{NBSP}h{NBSP}{local:%M}"


def said(texts: Texts, part: str, key: str, values: Mapping[str, str]) -> tuple[str, ...]:
    """Return the sentences under a key as they are printed: no bold in these papers."""
    return tuple(_text(line) for line in texts.lines(part, key, values))


def titled(texts: Texts, part: str, values: Mapping[str, str]) -> tuple[Section, ...]:
    """Return each titled list of a part, in the order of the file, one step under a title."""
    keys = [key.removesuffix(_TITLE) for key in texts.parts[part] if key.endswith(_TITLE)]
    return tuple(
        Section(
            title=texts.word(part, f"{key}{_TITLE}"),
            points=said(texts, part, key, values),
            under=True,
        )
        for key in keys
        if key in texts.parts[part]
    )


def clock_rows(clocks: Sequence[Horloge]) -> tuple[tuple[str, str], ...]:
    """Return what is kept, how long, from when and by which source: one row a clock."""
    return tuple((OBJECTS[one.objet], _clock(one)) for one in clocks)


def _clock(clock: Horloge) -> str:
    counted = clock.depart not in {"sans objet", clock.duree}
    start = f", à partir de : {clock.depart}" if counted else ""
    return f"{clock.duree[:1].upper()}{clock.duree[1:]}{start}.\nSource : {clock.source}"


def _text(line: Line) -> str:
    return "".join(run.text for run in line)


def capital(sentence: str) -> str:
    """Return a sentence that begins with a capital; the rest stays as it is."""
    return sentence[:1].upper() + sentence[1:]


def volume(counts: Counts) -> str:
    """Return « 3 personnes, 3 entretiens, 2 prescriptions »."""
    parts = (
        (counts.personnes, "personne"),
        (counts.entretiens, "entretien"),
        (counts.prescriptions, "prescription"),
    )
    return ", ".join(f"{number} {word}{'s' if number > 1 else ''}" for number, word in parts)


def month(segment: str) -> str:
    """Return « Novembre 2026 » for « 2026-11 »."""
    month = month_of(segment)
    _, name, year = french_date(date.fromisoformat(f"{month}-02")).split(NBSP)
    return f"{capital(name)} {year}" + ("" if segment == month else " (suite)")


def lacks(facts: Facts) -> tuple[Rubrique, ...]:
    """Return what the register lacks: the assessment is a paper of its own."""
    return tuple(one for one in facts.etat.manques if one is not Rubrique.AIPD_ON)
