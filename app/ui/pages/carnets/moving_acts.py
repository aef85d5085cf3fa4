"""The acts that move carnets: delivery, transfer, count, loss, return."""

from typing import TYPE_CHECKING, Final

from app.domain.carnets_registre import STRUCTURE, Comptage, of_prescripteur
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.clock_words import day_line
from app.ui.pages.carnets.acts import Act, Outcome, day_of, only
from app.usecases.carnets import counting, following, holders, moving, receiving, stock
from app.usecases.carnets.moving import Done, Part
from app.usecases.carnets.papers import slip
from app.usecases.carnets.receiving import Livraison
from app.usecases.carnets.stock import LigneLieu
from app.usecases.carnets.words import count_words, day_text, numbers

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.usecases.workplace import Workplace

LOT, NUMBERS, DAY, WHERE, TO, HOW = "lot", "numeros", "jour", "ou", "vers", "comment"
PREFIX, DIGITS, VALID, LOCKED, VOLUME, OPERATOR = (
    "prefixe",
    "chiffres",
    "validite",
    "lieu",
    "volume",
    "operateur",
)
_NO_VOLUME: Final = "aucun"
_HINT: Final = "Comme sur les carnets, sans le préfixe\u00a0: 101-150, 160"
_NEEDED: Final = {
    NUMBERS: "Indiquez les numéros.",
    WHERE: "Choisissez où sont ces carnets.",
    TO: "Choisissez à qui ils vont.",
    HOW: "Choisissez.",
    LOT: "Donnez un nom à ce lot.",
    OPERATOR: "Indiquez qui émet ces Pass.",
    VOLUME: "Choisissez.",
    LOCKED: "Dites où ils sont sous clé.",
}


def _day(place: "Workplace") -> tuple[Asked, tuple[str, ...]]:
    words = day_line(place.clock.now().astimezone(place.clock.zone()))
    return Asked(code=DAY, words="Jour", hint="Jour/mois/année", most=10), (words,)


def _numbers(words: str = "Numéros", hint: str = _HINT) -> Asked:
    return Asked(code=NUMBERS, words=words, hint=hint, most=2000)


def _where(place: "Workplace", words: str, *, blind: bool = False) -> Asked:
    """Ask which carnets: those of a lot in a place, with their numbers unless they are counted."""
    lines = stock.etat(place).places
    return Asked(
        code=WHERE,
        words=words,
        kind=Kind.ONE,
        choices=tuple(
            (f"{one.lot.id}|{one.place}", _line_words(one, blind=blind))
            for one in lines
            if not one.place.startswith("poste:")
        ),
    )


def _line_words(one: LigneLieu, *, blind: bool) -> str:
    if blind:
        return f"{one.nom}, lot {one.lot.name}"
    said = f"{one.nom}, lot {one.lot.name}\u00a0: {numbers(one.lot, one.runs)}"
    return f"{said} ({count_words(one.carnets)})"


def _part(form: Form) -> Part:
    lot_id, _, place = form.text(WHERE).partition("|")
    return Part(
        lot_id=lot_id,
        numbers=form.text(NUMBERS),
        source=place,
        on=day_of(form, DAY),
    )


def _moved(place: "Workplace", done: Done, words: str) -> Outcome:
    return Outcome(
        said=f"{words}\u00a0: {count_words(done.carnets)}, bordereau {done.piece}.",
        paper=slip(place, done.piece),
    )


def delivery() -> Act:
    """A delivery counted on arrival (003 l. 146)."""

    def prepare(place: "Workplace") -> Form:
        awaited = [one for one in following.follow(place).versements if one.is_open]
        each = place.convention.pass_numerique.pass_par_carnet
        last = receiving.last_day_of_pass(place)
        _, today = _day(place)
        volumes = Asked(
            code=VOLUME,
            words="C’est la livraison",
            kind=Kind.ONE,
            choices=(
                *(
                    (one.id, f"du volume attendu de {one.pass_count // each} carnets")
                    for one in awaited
                ),
                (_NO_VOLUME, "d’autres carnets"),
            ),
        )
        asked = (
            *((volumes,) if awaited else ()),
            Asked(code=LOT, words="Nom du lot", hint="Par exemple celui du colis", most=60),
            Asked(
                code=OPERATOR,
                words="Émetteur des Pass",
                hint="Écrit sur les carnets",
                beside=True,
                most=60,
            ),
            Asked(code=PREFIX, words="Préfixe des numéros", optional=True, most=12),
            Asked(code=DIGITS, words="Chiffres d’un numéro", optional=True, beside=True, most=2),
            _numbers("Numéros reçus, comptés"),
            Asked(code=VALID, words="Valables jusqu’au", hint="Jour/mois/année", most=10),
            Asked(code=DAY, words="Reçus le", hint="Jour/mois/année", beside=True, most=10),
            Asked(code=LOCKED, words="Lieu sécurisé où ils sont rangés", most=80),
        )
        values = {
            DAY: today,
            OPERATOR: (place.convention.pass_numerique.operateur,),
            VALID: (day_text(last),) if last else (),
            LOCKED: (stock.etat(place).secure_place,),
            VOLUME: (awaited[0].id,) if awaited else (_NO_VOLUME,),
        }
        return Form(asked=asked, values=values)

    def run(place: "Workplace", form: Form) -> Outcome:
        volume, digits = form.text(VOLUME), form.text(DIGITS)
        wanted = Livraison(
            name=form.text(LOT),
            operator=form.text(OPERATOR),
            numbers=form.text(NUMBERS),
            valid_until=day_of(form, VALID),
            lieu=form.text(LOCKED),
            prefix=form.text(PREFIX),
            digits=min(int(digits), 15) if digits.isdecimal() and int(digits) else 1,
            versement_id="" if volume == _NO_VOLUME else volume,
            on=day_of(form, DAY),
        )
        return _moved(place, receiving.receive(place, wanted), "Livraison notée")

    return Act(
        title="Livraison de carnets",
        intro="Comptez les carnets à l’arrivée, puis notez leurs numéros. Chacun sera suivi.",
        keep="&Noter la livraison",
        prepare=prepare,
        run=run,
        needed={one: _NEEDED[one] for one in (VOLUME, LOT, OPERATOR, NUMBERS, LOCKED)},
        days=(VALID, DAY),
    )


def transfer() -> Act:
    """Carnets entrusted to a prescriber, or taken back (003 l. 147)."""

    def prepare(place: "Workplace") -> Form:
        known = holders.holders(place)
        to = Asked(
            code=TO,
            words="Vers",
            kind=Kind.ONE,
            choices=(
                *((of_prescripteur(one.id), f"{one.nom} ({one.lieu})") for one in known),
                (STRUCTURE, "Structure"),
            ),
        )
        where = _where(place, "Carnets à transférer")
        day, today = _day(place)
        if not where.choices:
            return Form()
        values = {DAY: today, WHERE: only(where)}
        return Form(asked=(where, _numbers(), to, day), values=values)

    def run(place: "Workplace", form: Form) -> Outcome:
        done = moving.transfer(place, _part(form), form.text(TO))
        return _moved(place, done, "Transfert noté")

    return Act(
        title="Transfert de carnets",
        intro="Le bordereau se signe à deux\u00a0: qui confie, qui reçoit.",
        keep="&Noter et imprimer",
        prepare=prepare,
        run=run,
        needed={one: _NEEDED[one] for one in (WHERE, NUMBERS, TO)},
        days=(DAY,),
        nothing="Il n’y a pas de carnet à transférer. Notez d’abord une livraison.",
    )


def restitution() -> Act:
    """Carnets given back to whoever supplied them (001 l. 235, 003 l. 205)."""

    def run(place: "Workplace", form: Form) -> Outcome:
        return _moved(place, moving.give_back(place, _part(form)), "Restitution notée")

    return Act(
        title="Restitution de carnets",
        intro="Les carnets que personne n’a reçus repartent, avec un bordereau signé.",
        keep="&Noter et imprimer",
        prepare=_of_stock("Carnets à rendre"),
        run=run,
        needed={one: _NEEDED[one] for one in (WHERE, NUMBERS)},
        days=(DAY,),
        nothing="Il n’y a pas de carnet à rendre.",
    )


def loss() -> Act:
    """Carnets lost or stolen (003 l. 172)."""
    how = Asked(
        code=HOW,
        words="Que s’est-il passé\u00a0?",
        kind=Kind.ONE,
        choices=(("perte", "Perdus, ou abîmés"), ("vol", "Volés")),
    )

    def run(place: "Workplace", form: Form) -> Outcome:
        done = moving.lose(place, _part(form), stolen=form.text(HOW) == "vol")
        return _moved(place, done, "Noté")

    return Act(
        title="Perte ou vol",
        intro="Ces carnets ne pourront plus être remis. Un procès-verbal est à signer.",
        keep="&Noter et imprimer",
        prepare=_of_stock("Carnets manquants", how),
        run=run,
        needed={one: _NEEDED[one] for one in (WHERE, NUMBERS, HOW)},
        days=(DAY,),
        nothing="Il n’y a pas de carnet dans le stock.",
    )


def inventory() -> Act:
    """Carnets counted in a place, against the ledger."""

    def preview(place: "Workplace", form: Form) -> str:
        return _compared(counting.preview(place, _part(form)))

    def run(place: "Workplace", form: Form) -> Outcome:
        found = counting.take(place, _part(form))
        return Outcome(said=f"Inventaire noté. {_compared(found)}")

    return Act(
        title="Inventaire",
        intro="Comptez ce qui est vraiment là, puis notez tous les numéros trouvés. Les écarts "
        "sont montrés avant d’être écrits.",
        keep="&Comparer",
        prepare=_of_stock(
            "Lieu et lot comptés",
            found=_numbers("Numéros trouvés", f"{_HINT}\u00a0; rien s’il n’y en a aucun"),
            blind=True,
        ),
        run=run,
        needed={WHERE: _NEEDED[WHERE]},
        days=(DAY,),
        preview=preview,
        nothing="Il n’y a pas de carnet à compter.",
    )


def _of_stock(
    words: str, *more: Asked, found: Asked | None = None, blind: bool = False
) -> "Callable[[Workplace], Form]":
    def prepare(place: "Workplace") -> Form:
        where = _where(place, words, blind=blind)
        day, today = _day(place)
        if not where.choices:
            return Form()
        values = {DAY: today, WHERE: only(where)}
        return Form(asked=(*more, where, found or _numbers(), day), values=values)

    return prepare


def _compared(found: Comptage) -> str:
    missing = sum(run.carnets for run in found.missing)
    strays = sum(run.carnets for run in found.strays)
    counted, expected = (
        f"{number} {word}{'s' if number > 1 else ''}"
        for number, word in ((found.found, "compté"), (found.expected, "attendu"))
    )
    words = f"{counted}, {expected}."
    if missing == 1:
        words += " 1 manque\u00a0: il sortira du stock."
    elif missing:
        words += f" {missing} manquent\u00a0: ils sortiront du stock."
    if strays == 1:
        words += " 1 était écrit ailleurs\u00a0: il revient ici."
    elif strays:
        words += f" {strays} étaient écrits ailleurs\u00a0: ils reviennent ici."
    return words if missing or strays else f"{words} Aucun écart."
