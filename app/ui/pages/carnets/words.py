"""The stock in sentences: alerts, rows of places, lots, movements, volumes."""

from datetime import date
from typing import Final

from app.domain.carnets_registre import DEPARTEMENT, MANQUANT, PERIME, REMIS, Mouvement
from app.domain.convention import Convention
from app.ui.dates import day_words, month_words
from app.ui.dossiers.rows import Row
from app.ui.dossiers.words import Fact
from app.ui.widgets.tones import Pill, Tone
from app.usecases.carnets.following import Suivi
from app.usecases.carnets.stock import BilanLot, Etat, LigneHistoire, LigneLieu
from app.usecases.carnets.words import MOVEMENTS, count_words, day_text, numbers
from app.usecases.records import Detenteur, MoisConsomme, Versement, Volume

VOLUMES: Final = {
    Volume.AMORCAGE: "Volume d’amorçage",
    Volume.ABONDEMENT: "Abondement",
    Volume.DOTATION: "Dotation",
}
_ELSEWHERE: Final = {REMIS: "une personne", MANQUANT: "manquant", PERIME: "périmé"}


def alerts(
    found: Etat, suivi: Suivi, today: date, convention: Convention
) -> tuple[tuple[Tone, str], ...]:
    """Return what presses, the most pressing first."""
    said: list[tuple[Tone, str]] = []
    for one in found.alertes:
        carnets = count_words(one.carnets)
        lot, last = one.lot.name, day_words(one.lot.valid_until)
        if one.palier == 0:
            over = "périmés" if one.carnets > 1 else "périmé"
            words = f"Lot {lot}\u00a0: {carnets} {over}, dernier jour le {last}."
            said.append((Tone.DANGER, words))
        else:
            near = {0: "aujourd’hui", 1: "demain"}
            when = near.get(one.days_left, f"dans {one.days_left} jours")
            words = f"Lot {lot}\u00a0: {carnets} à remettre au plus tard le {last}, {when}."
            said.append((Tone.DANGER if one.palier == 7 else Tone.WARNING, words))  # noqa: PLR2004
    said += [
        (Tone.WARNING, f"{VOLUMES[one.volume]}\u00a0: livraison attendue le {day_words(day)}.")
        for one in suivi.versements
        if one.is_open and (day := one.expected_on) and day < today
    ]
    if found.inventory_due:
        places = "\u00a0; ".join(found.inventory_due)
        said.append((Tone.WARNING, f"Inventaire à faire\u00a0: {places}."))
    if suivi.consommation is not None and suivi.consommation.reached:
        words = (
            f"{suivi.consommation.percent}\u00a0% des Pass reçus sont consommés\u00a0: un "
            f"abondement peut être proposé. {_who(convention)} prend contact avec le référent."
        )
        said.append((Tone.INFO, words))
    return tuple(said)


def summary(found: Etat) -> tuple[Fact, ...]:
    """Return the stock in figures."""
    lots = found.lots
    return (
        Fact("À remettre", count_words(found.stock)),
        Fact("Reçus", str(sum(one.recus for one in lots))),
        Fact("Remis", str(sum(one.remis for one in lots))),
        Fact("Rendus", _unless_none(sum(one.rendus for one in lots))),
        Fact("Perdus ou volés", _unless_none(sum(one.manquants for one in lots))),
        Fact("Périmés", _unless_none(sum(one.perimes for one in lots))),
        Fact("Lieu sécurisé", found.secure_place),
    )


def place_row(one: LigneLieu) -> Row:
    """Return what is in a place."""
    where = f" Rangés\u00a0: {one.lieu}." if one.lieu else ""
    return Row(
        id=f"{one.lot.id}|{one.place}",
        title=one.nom,
        about=f"Lot {one.lot.name}\u00a0: {numbers(one.lot, one.runs)}.{where}",
        pill=Pill(count_words(one.carnets), Tone.INFO),
    )


def lot_row(one: BilanLot, today: date) -> Row:
    """Return a lot with its last day."""
    over = one.lot.is_over(today)
    return Row(
        id=one.lot.id,
        title=f"Lot {one.lot.name}",
        about=f"{one.lot.operator}\u00a0; {one.recus} reçu{'s' if one.recus > 1 else ''}, "
        f"{one.stock} à remettre, {one.remis} remis",
        pill=Pill(
            f"{'Périmé, dernier jour le' if over else 'Jusqu’au'} {day_text(one.lot.valid_until)}",
            Tone.DANGER if over else Tone.NEUTRAL,
        ),
    )


def move_row(one: LigneHistoire) -> Row:
    """Return a movement in a line."""
    written = one.ecriture
    ways = " → ".join(part for part in (place_of(one, source=True), place_of(one)) if part)
    what = numbers(one.lot, [written.run])
    if written.kind is Mouvement.INVENTAIRE:
        found, _, expected = written.detail.partition("/")
        ways, what = place_of(one), f"{found} comptés, {expected} attendus"
    about = f"{ways}\u00a0: {what}"
    return Row(
        id=str(written.number),
        title=f"{MOVEMENTS[written.kind]}, {day_words(written.happened_on)}",
        about=f"{about}. {one.agent}" if one.agent else about,
        pill=Pill("Contre-passé", Tone.NEUTRAL)
        if one.reversed_
        else Pill(written.piece, Tone.NEUTRAL)
        if written.piece
        else None,
    )


def place_of(one: LigneHistoire, *, source: bool = False) -> str:
    """Return where carnets came from or went, in words."""
    name = one.source if source else one.target
    place = one.ecriture.source if source else one.ecriture.target
    if name:
        return name
    if place == DEPARTEMENT:
        return "livraison" if source else "rendu"
    return _ELSEWHERE.get(place, "un autre poste")


def holder_row(one: Detenteur, found: Etat) -> Row:
    """Return somebody with how many carnets are entrusted to him."""
    held = sum(line.carnets for line in found.places if line.place.endswith(f":{one.id}"))
    return Row(
        id=one.id,
        title=one.nom,
        about=f"Rangés\u00a0: {one.lieu}" if one.lieu else "",
        pill=Pill(count_words(held), Tone.INFO if held else Tone.NEUTRAL),
    )


def volume_row(one: Versement, each: int, today: date) -> Row:
    """Return a volume on its way, or come."""
    if one.received_on:
        pill = Pill(f"Reçu le {day_text(one.received_on)}", Tone.SUCCESS)
    elif one.dropped_on:
        pill = Pill("Abandonné", Tone.NEUTRAL)
    elif one.expected_on:
        late = one.expected_on < today
        pill = Pill(
            f"Attendu au plus tard le {day_text(one.expected_on)}",
            Tone.WARNING if late else Tone.INFO,
        )
    else:
        pill = Pill("Confirmation attendue", Tone.INFO)
    asked = f"demandé le {day_text(one.asked_on)}" if one.asked_on else ""
    confirmed = f"confirmé le {day_text(one.confirmed_on)}" if one.confirmed_on else ""
    about = ", ".join(part for part in (asked, confirmed) if part)
    return Row(
        id=one.id,
        title=f"{VOLUMES[one.volume]}\u00a0: {one.pass_count} Pass, {one.pass_count // each} "
        "carnets",
        about=about.capitalize(),
        pill=pill,
    )


def month_row(one: MoisConsomme) -> Row:
    """Return the return of a month."""
    return Row(
        id=one.month,
        title=month_words(one.month).capitalize(),
        about=f"{one.scannes} scannés, {one.contre_paiement} mis en contre-paiement",
    )


def follow_facts(suivi: Suivi, convention: Convention, today: date) -> tuple[Fact, ...]:
    """Return consumption against its threshold, and the year's allotment against what was given."""
    facts: list[Fact] = []
    terms = convention.carnets.versements if convention.carnets else None
    if terms is not None and suivi.consommation is not None:
        found = suivi.consommation
        facts += [
            Fact(
                "Pass consommés",
                f"{found.consumed} sur {found.received} reçus, soit {found.percent}\u00a0% "
                f"(abondement à {terms.seuil_pourcent}\u00a0%)",
            ),
            Fact("Consommé veut dire", terms.consomme),
            Fact("Suivi par", terms.suivi_par),
            Fact("Demandes closes à compter du", day_words(terms.close_le)),
        ]
    if convention.carnets and convention.carnets.allocation_annuelle:
        allotted = {one.year: one.pass_count for one in suivi.allocations}
        for year in (today.year, *(one for one in allotted if abs(one - today.year) == 1)):
            facts.append(Fact(f"Dotation {year}", _of_year(suivi.handed[year], allotted.get(year))))
    return tuple(facts)


def _of_year(handed: int, allotted: int | None) -> str:
    """Return what a year is allotted against what was handed over in it."""
    if allotted is None:
        return f"pas encore notée\u00a0; {handed} Pass remis"
    left = allotted - handed
    rest = f"il en reste {left}" if left >= 0 else f"dépassée de {-left}"
    return f"{allotted} Pass, {handed} remis\u00a0; {rest}"


def _who(convention: Convention) -> str:
    terms = convention.carnets.versements if convention.carnets else None
    who = terms.suivi_par if terms else convention.departement.name
    return who[:1].upper() + who[1:]


def _unless_none(number: int) -> str:
    return str(number) if number else ""
