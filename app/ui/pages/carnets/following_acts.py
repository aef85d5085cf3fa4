"""The acts about those who supply carnets: asking, confirming, their monthly return, the year."""

from typing import TYPE_CHECKING, Final

from app.ui.asking.asked import Asked, Form, Kind
from app.ui.clock_words import day_line
from app.ui.pages.carnets.acts import Act, Outcome, day_of, only
from app.usecases.carnets import following, monthly_return
from app.usecases.carnets.words import day_text

if TYPE_CHECKING:
    from app.usecases.records import Versement
    from app.usecases.workplace import Workplace

CONDITIONS, DAY, VOLUME = "conditions", "jour", "volume"
MONTH, SCANNED, PAID = "mois", "scannes", "payes"
YEAR, PASS = "annee", "pass"
_DAY_HINT: Final = "Jour/mois/année"


def amorcage() -> Act:
    """The first volume, asked once its conditions are fulfilled (003 l. 101-108)."""

    def prepare(place: "Workplace") -> Form:
        terms = place.convention.carnets.versements if place.convention.carnets else None
        conditions = terms.conditions if terms else ()
        asked = Asked(
            code=CONDITIONS,
            words="Conditions remplies",
            kind=Kind.MANY,
            choices=tuple((one.code, one.texte) for one in conditions),
        )
        return Form(asked=(asked,)) if conditions else Form()

    def run(place: "Workplace", form: Form) -> Outcome:
        following.ask_amorcage(place, form.values.get(CONDITIONS, ()))
        return Outcome(
            said="La demande est notée. Envoyez le courriel\u00a0: «\u00a0Courriel de demande "
            "(.eml)\u00a0», puis notez la confirmation quand elle arrive."
        )

    return Act(
        title="Demander l’amorçage",
        intro="Le premier volume se demande par courriel, quand toutes les conditions de la "
        "convention sont remplies.",
        keep="&Noter la demande",
        prepare=prepare,
        run=run,
        nothing="Cette convention ne prévoit pas d’amorçage.",
    )


def confirmation() -> Act:
    """The Métropole's confirmation, from which working days run (003 l. 110)."""

    def prepare(place: "Workplace") -> Form:
        awaited = [one for one in following.follow(place).versements if one.is_open]
        waiting = sorted(awaited, key=lambda one: one.confirmed_on is not None)
        if not waiting:
            return Form()
        volume = Asked(
            code=VOLUME,
            words="Volume confirmé",
            kind=Kind.ONE,
            choices=tuple((one.id, _volume_words(place, one)) for one in waiting),
        )
        day = Asked(code=DAY, words="Confirmé le", hint=_DAY_HINT, most=10)
        values = {VOLUME: (waiting[0].id,), DAY: (_today(place),)}
        return Form(asked=(volume, day), values=values)

    def run(place: "Workplace", form: Form) -> Outcome:
        found = following.confirm(place, form.text(VOLUME), day_of(form, DAY))
        due = day_text(found.expected_on) if found.expected_on else ""
        return Outcome(said=f"Confirmation notée. Livraison attendue au plus tard le {due}.")

    return Act(
        title="Confirmation reçue",
        intro="Le délai de livraison court de ce jour, en jours ouvrés. Un jour mal noté se note "
        "de nouveau.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        needed={VOLUME: "Choisissez le volume."},
        days=(DAY,),
        nothing="Aucune demande n’attend de confirmation.",
    )


def arrival() -> Act:
    """A volume whose carnets are here, by slices or by a delivery that did not say (003 l. 146)."""

    def prepare(place: "Workplace") -> Form:
        awaited = [one for one in following.follow(place).versements if one.is_open]
        if not awaited or not following.came_of_no_volume(place):
            return Form()
        volume = Asked(
            code=VOLUME,
            words="Volume arrivé",
            kind=Kind.ONE,
            choices=tuple((one.id, _volume_words(place, one)) for one in awaited),
        )
        day = Asked(code=DAY, words="Arrivé le", hint=_DAY_HINT, most=10)
        return Form(asked=(volume, day), values={VOLUME: only(volume), DAY: (_today(place),)})

    def run(place: "Workplace", form: Form) -> Outcome:
        following.arrived(place, form.text(VOLUME), day_of(form, DAY))
        return Outcome(said="Le volume est noté reçu\u00a0: il n’est plus attendu.")

    return Act(
        title="Volume arrivé",
        intro="Pour des carnets déjà dans le stock\u00a0: venus par tranches du Département, ou "
        "par une livraison notée sans dire de quel volume elle était.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        needed={VOLUME: "Choisissez le volume."},
        days=(DAY,),
        nothing="Aucun volume attendu n’est dans le stock. Les carnets comptés ici se notent par "
        "«\u00a0Noter une livraison\u00a0», sous Stock, qui dit de quel volume ils sont.",
    )


def abondement() -> Act:
    """An abondement that the Métropole announced (003 l. 125-127)."""

    def prepare(place: "Workplace") -> Form:
        day = Asked(code=DAY, words="Annoncé et confirmé le", hint=_DAY_HINT, most=10)
        return Form(asked=(day,), values={DAY: (_today(place),)})

    def run(place: "Workplace", form: Form) -> Outcome:
        found = following.announce_abondement(place, day_of(form, DAY))
        due = day_text(found.expected_on) if found.expected_on else ""
        return Outcome(said=f"Abondement noté. Livraison attendue au plus tard le {due}.")

    return Act(
        title="Abondement annoncé",
        intro="L’abondement ne se demande pas\u00a0: qui suit la consommation prend contact avec "
        "le référent.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        days=(DAY,),
    )


def month() -> Act:
    """The monthly return of consumption, typed (003 l. 70 and 125)."""

    def prepare(place: "Workplace") -> Form:
        today = place.clock.today()
        number = 12 * today.year + today.month - 2  # the month that is over
        asked = (
            Asked(code=MONTH, words="Mois", hint="Année-mois, comme 2021-04", most=7),
            Asked(code=SCANNED, words="Pass scannés", hint="Pendant ce mois", most=12),
            Asked(
                code=PAID,
                words="Dont mis en contre-paiement",
                hint="Eux seuls sont consommés",
                beside=True,
                most=12,
            ),
        )
        return Form(asked=asked, values={MONTH: (f"{number // 12}-{number % 12 + 1:02}",)})

    def run(place: "Workplace", form: Form) -> Outcome:
        monthly_return.tell_month(place, form.text(MONTH), form.text(SCANNED), form.text(PAID))
        return Outcome(said="Le retour du mois est noté.")

    return Act(
        title="Retour mensuel de consommation",
        intro="Ce que dit le tableau de bord de l’émetteur. Un mois noté de nouveau remplace "
        "l’ancien.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        needed={
            MONTH: "Indiquez le mois.",
            SCANNED: "Indiquez combien.",
            PAID: "Indiquez combien.",
        },
    )


def allotment() -> Act:
    """What a year is allotted (001 l. 145)."""

    def prepare(place: "Workplace") -> Form:
        asked = (
            Asked(code=YEAR, words="Année", most=4),
            Asked(code=PASS, words="Pass attribués", beside=True, most=9),
        )
        return Form(asked=asked, values={YEAR: (str(place.clock.today().year),)})

    def run(place: "Workplace", form: Form) -> Outcome:
        year, given = form.text(YEAR), "".join(form.text(PASS).split())  # « 1 000 » too
        following.allot(
            place,
            int(year) if year.isdecimal() else 0,
            int(given) if given.isdecimal() else -1,
        )
        return Outcome(said="La dotation de l’année est notée.")

    return Act(
        title="Dotation de l’année",
        intro="Le nombre de Pass défini à la réunion de lancement\u00a0; revu au rapport annuel, "
        "notez-le de nouveau.",
        keep="&Noter",
        prepare=prepare,
        run=run,
        needed={YEAR: "Indiquez l’année.", PASS: "Indiquez combien."},
    )


def _volume_words(place: "Workplace", one: "Versement") -> str:
    carnets = f"{one.pass_count // place.convention.pass_numerique.pass_par_carnet} carnets"
    return carnets + (f", confirmés le {day_text(on)}" if (on := one.confirmed_on) else "")


def _today(place: "Workplace") -> str:
    return day_line(place.clock.now().astimezone(place.clock.zone()))
