"""The identity: a document is looked at and given back; its kind is kept, nothing else of it."""

from dataclasses import replace
from datetime import date, datetime

from app.domain.mandat import Mandant
from app.domain.mandat_listes import ChampMandat, Empechement, EtatMandat, Piece, RefusMandat
from app.ui.asking.asked import Asked, Form
from app.ui.clock_words import parse_day
from app.ui.dates import moment_words
from app.ui.pages.mandats.prise import forms
from app.ui.pages.mandats.prise.by_hand import is_by_hand, when_asked, when_of, when_said
from app.ui.pages.mandats.prise.form_presenter import FormPresenter, blocked_words
from app.ui.pages.mandats.prise.steps import Step
from app.usecases.mandats import drafting, identity
from app.usecases.mandats.errors import MandateRefusedError
from app.usecases.mandats.overview import MandatComplet

NAISSANCE, USAGE, LIEU = "naissance", "nom_usage", "lieu_naissance"
_KEPT = (
    "Gardés\u00a0: le genre de document, sa validité, l’heure et votre nom. "
    "Jamais un numéro, jamais une copie."
)
_FIELDS = {
    ChampMandat.NOM_USAGE: Asked(
        code=USAGE,
        words="Nom d’usage",
        hint="S’il n’est pas le nom de naissance",
        optional=True,
        most=60,
    ),
    ChampMandat.DATE_NAISSANCE: Asked(
        code=NAISSANCE,
        words="Date de naissance",
        hint="Jour/mois/année. En partie inconnue\u00a0: laissez vide.",
        optional=True,
        most=10,
    ),
    ChampMandat.LIEU_NAISSANCE: Asked(code=LIEU, words="Lieu de naissance", optional=True, most=60),
}
_MISTAKES = {
    forms.PIECE: "Choisissez le document que vous avez vu.",
    forms.VALIDE: "Dites s’il est en cours de validité.",
}
_NO_DAY = "Écrivez le jour, le mois et l’année, par exemple 15/03/1958."
_AGAIN = (
    "L’état civil a changé\u00a0: redites ce qui sera fait, puis vérifiez l’identité de nouveau."
)


class IdentityPresenter(FormPresenter):
    """The document is in the hand: what the paper says of the person is read off it."""

    step = Step.IDENTITE
    _found: MandatComplet

    def go_on(self) -> None:
        """Keep what was seen and go on to the signatures, if nothing is missing."""
        form = self._state.form
        born = parse_day(form.text(NAISSANCE))
        wrong = {code: said for code, said in _MISTAKES.items() if not form.text(code)}
        if form.text(NAISSANCE) and born is None:
            wrong[NAISSANCE] = _NO_DAY
        at = None
        if is_by_hand(self._found.mandat):
            at = when_of(form, self._workplace.clock.zone(), wrong)
        if not self._wrong(wrong):
            self._do(lambda: self._keep(form, born, at), self._kept)

    def _loaded(self, found: MandatComplet) -> None:
        self._found = found
        profil = self._workplace.convention.mandat
        champs = profil.champs if profil else frozenset[ChampMandat]()
        asked = tuple(one for champ, one in _FIELDS.items() if champ in champs)
        values = _values(found)
        if is_by_hand(found.mandat):  # the proof was seen after the explanations, on that day
            asked = (*when_asked("Vérifiée le"), *asked)
            seen = found.mandat.piece
            at = seen.at if seen else max(one.at for one in found.mandat.explique)
            values |= when_said(at, self._workplace.clock.zone())
        form = Form(asked=(*forms.IDENTITE, *asked), values=values)
        self._show(replace(self._state, form=form, note=self._note()))

    def _note(self) -> str:
        piece = self._found.mandat.piece
        if piece is None:
            return _KEPT
        clock = self._workplace.clock
        when = moment_words(piece.at, today=clock.today(), zone=clock.zone())
        return f"Vérifiée {when}. {_KEPT}"

    def _keep(self, form: Form, born: date | None, at: datetime | None) -> bool:
        """Keep what the document says; False when the preparation begins again because of it."""
        place, mandat, personne = self._workplace, self._found.mandat, self._found.personne
        mandant = Mandant(
            nom_usage=form.text(USAGE), date_naissance=born, lieu_naissance=form.text(LIEU)
        )
        piece, valid = Piece(form.text(forms.PIECE)), form.text(forms.VALIDE) == forms.YES
        seen = mandat.piece
        same = seen is not None and (seen.piece, seen.en_cours_de_validite) == (piece, valid)
        same = same and at is None
        if mandant != mandat.mandant and personne is not None:
            again = mandat.etat is EtatMandat.IDENTITE_VERIFIEE
            if again:
                drafting.restart(place, self._id)
            drafting.name_known(place, self._id, personne, mandant)
            if again:
                return False
        if not same:
            identity.check(place, self._id, piece, en_cours_de_validite=valid, at=at)
        return True

    def _kept(self, went_on: bool) -> None:  # noqa: FBT001 - a result
        if went_on:
            self._next()
        else:
            self._ways.step(self._id, Step.INFORMATION)
            self._navigate.show_message(_AGAIN)

    def _failed(self, failure: Exception) -> None:
        if isinstance(failure, MandateRefusedError) and failure.refus is RefusMandat.MINEUR:
            blocked = blocked_words(Empechement.MINEUR)
            self._show(replace(self._state, working=False, blocked=blocked))
            return
        super()._failed(failure)


def _values(found: MandatComplet) -> dict[str, tuple[str, ...]]:
    mandat = found.mandat
    values = dict[str, tuple[str, ...]]()
    if mandat.piece is not None:
        values[forms.PIECE] = (mandat.piece.piece.value,)
        values[forms.VALIDE] = (forms.YES if mandat.piece.en_cours_de_validite else forms.NO,)
    born = mandat.mandant.date_naissance
    if born is not None:
        values[NAISSANCE] = (f"{born:%d/%m/%Y}",)
    values[USAGE], values[LIEU] = (mandat.mandant.nom_usage,), (mandat.mandant.lieu_naissance,)
    return values
