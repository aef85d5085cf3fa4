"""Where the acts are done and for how long, with the end in words."""

from dataclasses import replace

from app.domain.mandat import Mandat, ends_at
from app.domain.mandat_listes import DureeMandat, EtatMandat, Forme, Mode, Portee
from app.ui.asking.asked import Asked, Form, Kind
from app.ui.pages.mandats.prise import forms
from app.ui.pages.mandats.prise.form_presenter import FormPresenter
from app.ui.pages.mandats.prise.state import FormState
from app.ui.pages.mandats.prise.steps import Step
from app.ui.pages.mandats.prise.words import until_words
from app.ui.widgets.tones import Tone
from app.usecases.mandats import drafting
from app.usecases.mandats import words as listed
from app.usecases.mandats.overview import MandatComplet

_AGAIN = (
    "Vous changez ce qui a déjà été expliqué\u00a0: l’information, l’identité et l’impression "
    "seront à refaire."
)
_MISTAKES = {
    forms.MODE: "Choisissez où se feront les démarches.",
    forms.DUREE: "Choisissez la durée.",
}


class TermsPresenter(FormPresenter):
    """Nothing is picked beforehand: a mandate is as short as it can be."""

    step = Step.DUREE
    _mandat: Mandat

    def go_on(self) -> None:
        """Keep the terms and go on with the information, if nothing is missing."""
        if self._wrong(self._mistakes()):
            return
        self._do(self._keep, lambda _: self._next())

    def _loaded(self, found: MandatComplet) -> None:
        self._mandat = mandat = found.mandat
        values: dict[str, tuple[str, ...]] = {}
        if mandat.explique:  # it was answered: the person was told
            values = {forms.MODE: (mandat.mode.value,), forms.DUREE: (str(mandat.duree.value),)}
        if self._verbal:
            values[forms.FORME] = (mandat.forme.value,)
        self._show(
            self._follow(replace(self._state, form=Form(asked=self._asked(), values=values)))
        )

    def _follow(self, state: FormState) -> FormState:
        duree = state.form.text(forms.DUREE)
        if not duree:
            return replace(state, note="")
        clock = self._workplace.clock
        end = ends_at(clock.now(), DureeMandat(int(duree)), clock.zone())
        words = f"Signé maintenant, il prendrait fin {until_words(end)}."
        if self._mandat.etat is not EtatMandat.BROUILLON and self._differs(state.form):
            return replace(state, note=f"{words} {_AGAIN}", note_tone=Tone.WARNING)
        return replace(state, note=words, note_tone=Tone.INFO)

    @property
    def _verbal(self) -> bool:
        profil = self._workplace.convention.mandat
        return profil is not None and profil.verbal

    def _asked(self) -> tuple[Asked, ...]:
        profil = self._workplace.convention.mandat
        durees = profil.durees if profil else ()
        asked = (
            Asked(
                code=forms.MODE,
                words="Où se feront les démarches\u00a0?",
                hint="La signature, elle, se fait toujours ici, ensemble.",
                kind=Kind.ONE,
                choices=forms.pairs(listed.MODES),
            ),
            Asked(
                code=forms.DUREE,
                words="Pour combien de temps\u00a0?",
                hint="Le plus court qui suffit. Il s’arrête dès que tout a abouti.",
                kind=Kind.SHORT,
                choices=tuple((str(one.value), listed.DURATIONS[one]) for one in durees),
            ),
        )
        if not self._verbal:
            return asked
        how = Asked(
            code=forms.FORME,
            words="Comment donne-t-elle son accord\u00a0?",
            kind=Kind.ONE,
            choices=(
                (Forme.ECRIT.value, "Elle signe"),
                (
                    Forme.VERBAL_CONSTATE.value,
                    "Elle ne peut pas signer\u00a0: deux témoins majeurs signent, pas vous",
                ),
            ),
        )
        return (how, *asked)

    def _forme(self, form: Form) -> Forme:
        return Forme(form.text(forms.FORME) or Forme.ECRIT.value)

    def _mistakes(self) -> dict[str, str]:
        form = self._state.form
        wrong = {code: said for code, said in _MISTAKES.items() if not form.text(code)}
        profil = self._workplace.convention.mandat
        if self._forme(form) is Forme.VERBAL_CONSTATE and profil is not None:
            if form.text(forms.DUREE) not in ("", str(profil.shortest.value)):
                wrong[forms.DUREE] = f"Sans signature, {listed.DURATIONS[profil.shortest]} au plus."
            if any(one.portee is Portee.DEMANDER for one in self._mandat.lignes):
                wrong[forms.FORME] = (
                    "Sans signature, on ne demande pas ses informations\u00a0: retirez ces lignes."
                )
        return wrong

    def _differs(self, form: Form) -> bool:
        mandat = self._mandat
        now = (form.text(forms.MODE), form.text(forms.DUREE), self._forme(form))
        return now != (mandat.mode.value, str(mandat.duree.value), mandat.forme)

    def _keep(self) -> None:
        form = self._state.form
        if self._mandat.etat is not EtatMandat.BROUILLON:
            if not self._differs(form):
                return
            drafting.restart(self._workplace, self._id)
        drafting.write(
            self._workplace,
            self._id,
            self._mandat.lignes,
            Mode(form.text(forms.MODE)),
            DureeMandat(int(form.text(forms.DUREE))),
            self._forme(form),
        )
