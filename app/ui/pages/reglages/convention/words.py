"""The convention in words: where it stands, what was noted, its values, its versions."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from app.conventions.values import OPEN, Changed, Value
from app.domain.failures import UnusableFileError
from app.domain.vie_convention import Etat, Phase, Repere, Sorte
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.dates import day_words
from app.ui.dossiers.words import Fact, at_words, plural_words
from app.ui.pages.reglages.convention.key_words import key_words
from app.ui.pages.reglages.convention.state import ChangeWords
from app.ui.pages.reglages.questionnaire.state import Entry, VersionLine
from app.ui.widgets.tones import Pill, Tone
from app.usecases.laptop.vie import Notee, VieNotee
from app.usecases.records import Origine
from app.usecases.versions.convention_versions import Held, Shelved
from app.usecases.workplace import Workplace

SORTE, LE, REFERENCE, TERME = "vieSorte", "vieLe", "vieReference", "vieTerme"
_SORTES = (
    (Sorte.PRISE_EFFET, "Prise d’effet"),
    (Sorte.AVENANT, "Avenant"),
    (Sorte.FIN_ANTICIPEE, "Lettre qui y met fin"),
    (Sorte.RETRAIT, "Retrait de la dernière note"),
)
_PILLS = {
    Phase.ATTENTE: Pill("Pas encore en vigueur", Tone.WARNING),
    Phase.EN_VIGUEUR: Pill("En vigueur", Tone.SUCCESS),
    Phase.CLOSE: Pill("Terminée", Tone.DANGER),
}
_MAY_BE_EMPTY = {"service", "telephone", "courriel", "dpo_courriel", "droits_courriel"}
_ORIGINES = {
    Origine.PROGRAMME: "Livrée avec Passerelle",
    Origine.FICHIER: "Fichier signé",
    Origine.DEPARTEMENT: "Publiée par le Département",
    Origine.EDITION: "Modifiée sur ce poste",
}


def pill(found: Etat) -> Pill:
    """Return where the convention stands, in two words."""
    return _PILLS[found.phase]


def facts(found: Etat, workplace: Workplace) -> tuple[Fact, ...]:
    """Return when it began, when it ends, and what set its end."""
    vie = workplace.convention.vie
    begins = day_words(found.debut) if found.debut else f"non notée\u00a0: {vie.prise_effet}"
    if found.terme:
        end = day_words(found.terme)
    elif found.periode_fin:
        end = f"tacite reconduction\u00a0; la période va au {day_words(found.periode_fin)}"
    else:
        end = "tacite reconduction" if found.tacite else "non fixé"
    by = found.par.reference if found.par else "la convention elle-même"
    after = "onglet Fin\u00a0: rendre ce que la convention demande, puis détruire"
    return (
        Fact("Prise d’effet", begins),
        Fact("Dernier jour", end),
        Fact("Fixé par", by),
        Fact("Référence", workplace.convention.reference),
        *((Fact("Ensuite", after),) if found.phase is Phase.CLOSE else ()),
    )


def dates(found: VieNotee, workplace: Workplace) -> tuple[Entry, ...]:
    """Return the dated days of its life, then the notices that count from a letter."""
    today = workplace.clock.today()
    days = [
        Entry(
            title=f"{day_words(one.le)}\u00a0: {one.libelle}",
            lines=(one.source,),
            pill=Pill("Passé", Tone.NEUTRAL) if one.le < today else None,
        )
        for one in found.echeances
    ]
    letters = [
        Entry(title=one.libelle, lines=(one.source,))
        for one in workplace.convention.vie.preavis
        if one.repere is Repere.LETTRE
    ]
    return (*days, *letters)


def noted(entries: Sequence[Notee], workplace: Workplace) -> tuple[Entry, ...]:
    """Return what was entered, by whom and when; the latest prevails."""
    return tuple(_noted(one, workplace) for one in entries)


def _noted(one: Notee, workplace: Workplace) -> Entry:
    saisie = one.saisie
    what = dict(_SORTES)[saisie.sorte]
    title = f"{what} du {day_words(saisie.le)}"
    lines = [saisie.reference] if saisie.reference else []
    if saisie.terme:
        lines.append(f"Dernier jour de la convention\u00a0: {day_words(saisie.terme)}")
    if saisie.saisi_at:
        by = f" par {one.who}" if one.who else ""
        lines.append(f"Noté{by} {at_words(saisie.saisi_at, workplace)}")
    pill = Pill("Retiré", Tone.NEUTRAL) if one.retiree else None
    return Entry(title=title, lines=tuple(lines), pill=pill)


def life_form(values: Mapping[str, tuple[str, ...]]) -> Form:
    """Return what is asked to note something of the convention's life."""
    asked = (
        Asked(
            code=SORTE,
            words="Que faut-il noter\u00a0?",
            kind=Kind.ONE,
            choices=tuple((one.value, words) for one, words in _SORTES),
        ),
        Asked(
            code=LE,
            words="Jour",
            hint="De la prise d’effet, de la signature ou de la lettre\u00a0: 15/03/2027.",
            most=10,
        ),
        Asked(
            code=REFERENCE,
            words="Référence",
            hint="Numéro de l’avenant, du recommandé\u00a0; la raison d’un retrait. Rien pour une "
            "prise d’effet.",
        ),
        Asked(
            code=TERME,
            words="Nouveau dernier jour",
            hint="Si l’avenant le change. Pour une lettre, celui de la convention est proposé.",
            most=10,
        ),
    )
    return Form(asked=asked, values=values)


def field_code(key: str) -> str:
    """Return the name of the field in which the value `key` is typed."""
    return f"value-{key.replace('.', '-')}"


def values_form(found: Sequence[Value]) -> Form:
    """Return a line for each value that may be changed; a list has its items parted by « ; »."""
    asked = tuple(
        Asked(
            code=field_code(one.key),
            words=OPEN[one.key],
            hint="Séparez par un point-virgule." if one.many else "",
            optional=one.key.rpartition(".")[2] in _MAY_BE_EMPTY,
            most=2000,
        )
        for one in found
    )
    typed = {field_code(one.key): (_in_a_line(one),) for one in found if one.lines}
    return Form(asked=asked, values=typed)


def _in_a_line(one: Value) -> str:
    return " ; ".join(one.lines)


def typed_values(form: Form, found: Sequence[Value]) -> dict[str, tuple[str, ...]]:
    """Return what stands in the form, by key; what nobody touched is left as it is.

    An item of a list may hold a « ; » of its own, at which it must not be cut.
    """
    typed: dict[str, tuple[str, ...]] = {}
    for one in found:
        text = form.text(field_code(one.key))
        if text == _in_a_line(one):
            typed[one.key] = one.lines
            continue
        parts = [part.strip() for part in text.split(";")] if one.many else [text]
        typed[one.key] = tuple(part for part in parts if part)
    return typed


def mistake_at(failure: UnusableFileError) -> dict[str, str]:
    """Return what the reader refuses, under the field of its key; nothing for another key."""
    key = failure.place.removeprefix("clé «\u00a0").removeprefix("clé « ")
    key = key.removesuffix("\u00a0»").removesuffix(" »")
    return {field_code(key): failure.problem} if key in OPEN else {}


def value_entries(found: Sequence[Value]) -> tuple[Entry, ...]:
    """Return the values, a part of the file an entry, each table with its source.

    One line of text a part: a widget for each value would take a second to make.
    """
    entries: list[Entry] = []
    for part, group in groupby(found, key=lambda one: _table(one).partition(".")[0].split("[")[0]):
        ones = tuple(group)
        tables = [
            _table_lines(tuple(inside), table if table != part else "")
            for table, inside in groupby(ones, key=_table)
        ]
        entries.append(
            Entry(
                title=key_words(part) or "La convention",
                lines=("\n".join(tables),),
                pill=_table_pill(ones),
            )
        )
    return tuple(entries)


def _table(one: Value) -> str:
    return one.key.rpartition(".")[0]


def _table_lines(ones: Sequence[Value], table: str) -> str:
    lines = [f"{key_words(table)}\u00a0:"] if table else []
    for one in ones:
        name = key_words(one.key.rpartition(".")[2])
        lines.append(f"{name}\u00a0: {' ; '.join(one.lines) or '–'}")
    sources = dict.fromkeys(one.source for one in ones if one.source)
    return "\n".join([*lines, *(f"Source\u00a0: {one}" for one in sources)])


def _table_pill(ones: Sequence[Value]) -> Pill | None:
    if any(one.typed_here for one in ones):
        return Pill("Saisi ici", Tone.INFO)
    if any(one.key in OPEN and not one.lines for one in ones):
        return Pill("À compléter", Tone.WARNING)
    return Pill("Par défaut", Tone.NEUTRAL) if any(one.is_default for one in ones) else None


def kept_words(sha256: str) -> ChangeWords:
    """Return what choosing the version that serves changes: nothing, and the other choice goes."""
    return ChangeWords(
        id=sha256,
        heading="Garder la version qui sert",
        sentence="Celle qui devait servir à la prochaine ouverture reste gardée, sans servir.",
        can_serve=True,
    )


def change_words(found: Sequence[Changed], *, heading: str, sha256: str) -> ChangeWords:
    """Return what another version changes, value by value."""
    entries = tuple(
        Entry(
            title=OPEN.get(one.key) or key_words(one.key),
            lines=(
                f"Avant\u00a0: {' ; '.join(one.before) or '–'}",
                f"Après\u00a0: {' ; '.join(one.after) or '–'}",
            ),
        )
        for one in found
    )
    if found:
        sentence = f"{plural_words(len(found), 'valeur change', 'valeurs changent')}."
    elif sha256:
        sentence = "Aucune valeur ne change\u00a0: les sources ou les notes, seules, diffèrent."
    else:
        sentence = "Aucune valeur ne change."
    return ChangeWords(
        id=sha256,
        heading=heading,
        sentence=sentence,
        entries=entries,
        can_serve=bool(found or sha256),
    )


def version_title(held: Held) -> str:
    """Return what a version is called."""
    name = f" «\u00a0{held.version.fichier}\u00a0»" if held.version.fichier else ""
    return f"{_ORIGINES[held.version.source]}{name}"


def version_line(held: Held, workplace: Workplace) -> VersionLine:
    """Return a version: how it came, when, by whom."""
    version = held.version
    came: tuple[str, ...] = ()
    if version.kept_at and version.source is not Origine.PROGRAMME:
        by = f" par {held.by}" if held.by else ""
        came = (f"Gardée{by} {at_words(version.kept_at, workplace)}",)
    if version.sha256 == workplace.convention.hash:
        came = (*came, "Sert jusqu’à la prochaine ouverture du poste")
    return VersionLine(
        id=version.sha256, title=version_title(held), facts=came, code=version.sha256[:8]
    )


def next_words(found: Shelved) -> str:
    """Return which version serves from the next opening on, empty when it is the present one."""
    if found.next_one is None:
        return ""
    return (
        f"À la prochaine ouverture du poste\u00a0: {version_title(found.next_one)}. Verrouillez le "
        "poste, puis ouvrez-le, pour qu’elle serve."
    )


def waiting_words(found: Shelved) -> str:
    """Return that a version waits for a decision, empty when none does."""
    if found.waiting is None:
        return ""
    return f"{version_title(found.waiting)}\u00a0: une autre version attend une décision."
