"""Démarches simplifiées as a `Gateway`: it prepares drafts and follows them; people deposit.

A run asks first what became of every draft, then makes what is missing. Sending the same item again
makes no second draft unless the first one is surely gone unclaimed; every possible double is told
(demarches-simplifiees.md § 7, docs/decisions/0030). Import it when a run begins: it brings httpx.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from app.domain.clock import Clock
from app.domain.demarche import Demarche, Formulaire
from app.domain.dossier import Dossier, EtatDossier, followed, must_forget
from app.sync.demarches.body import Filled, KnowsCommune, fill, newly_required
from app.sync.demarches.client import TOKENS_AT_ONCE, Client, Draft, RefusedDraftError
from app.sync.demarches.ledger import Ledger
from app.sync.demarches.pace import LONGEST_S, Pace
from app.sync.demarches.standing import decisions, doubles, standing, withdrawal
from app.sync.demarches.unable import Unable
from app.sync.gateway import (
    Capabilities,
    Channel,
    Cursor,
    GatewayError,
    ItemResult,
    Outgoing,
    Pulled,
)
from app.sync.line import Surroundings
from app.sync.outcomes import Outcome
from app.sync.protocol.errors import ProtocolError
from app.sync.protocol.payload import Kind, Payload, parse_payload

CAPABILITIES: Final = Capabilities(
    channel=Channel.DEMARCHES_SIMPLIFIEES,
    activates=False,
    acknowledges=False,
    deposits=False,
    deduplicates=False,
    corrects=False,
    withdraws=False,
    returns_decisions=True,
    states_motives=False,
    publishes_material=False,
    most_items=1,  # each draft its own transaction; a run can be left between any two
)
_PUBLISHED: Final = "publiee"


class DemarchesSimplifiees(Unable):
    """A `Gateway` to one form. One thread at a time; close it at the end of a run."""

    def __init__(  # noqa: PLR0913 - the ports of a whole channel
        self,
        demarche: Demarche,
        *,
        ledger: Ledger,
        clock: Clock,
        pace: Pace,
        surroundings: Surroundings | None = None,
        knows_commune: KnowsCommune = lambda _code, _insee: True,
    ) -> None:
        """Prepare a gateway; nothing is opened yet.

        Raises:
            ValueError: the form's address is no `https://` origin.
        """
        self._surroundings = surroundings or Surroundings()
        self._client = Client(demarche, self._surroundings)
        self._demarche = demarche
        self._ledger = ledger
        self._clock = clock
        self._pace = pace
        self._knows_commune = knows_commune
        self._formulaire: Formulaire | None = None
        self._asked_form = False

    @property
    def capabilities(self) -> Capabilities:
        """Return what can be done by this way."""
        return CAPABILITIES

    def close(self) -> None:
        """Close the connection."""
        self._client.close()

    def pull(self, cursor: Cursor) -> Pulled:
        """Ask what became of every draft; return the decisions, and the possible doubles.

        The decisions come all together when one of them is new: receiving one again is harmless.

        Raises:
            GatewayError: the form is closed, or no answer was understood.
        """
        formulaire = self._form()
        found = self._follow()
        entries, epoch = decisions(found, self._clock)
        longer = formulaire is not None and newly_required(self._demarche, formulaire)
        notices = [("", Outcome.FORMULAIRE_ELARGI)] if longer else []
        return Pulled(
            entries=[] if epoch == cursor.epoch else entries,
            cursor=Cursor(epoch=epoch, seq=len(entries)),
            more=False,
            notices=[*notices, *doubles(found)],
        )

    def push(self, outgoing: Sequence[Outgoing]) -> Sequence[ItemResult]:
        """Make the drafts that are missing; say of the others where they stand.

        Raises:
            GatewayError: the form takes no draft, or no answer was understood.
        """
        if len(outgoing) > CAPABILITIES.most_items:
            raise ValueError("one item at a time: cut the queue with `batches`")
        return [self._push(one) for one in outgoing]

    def _follow(self) -> list[Dossier]:
        """Ask about every dossier; each answer is kept at once."""
        asked = list(self._ledger.followed())
        found: list[Dossier] = []
        for start in range(0, len(asked), TOKENS_AT_ONCE):
            part = asked[start : start + TOKENS_AT_ONCE]
            shown = self._client.states([one.jeton for one in part])
            now = self._clock.now()
            for dossier in part:
                known = followed(dossier, shown.get(dossier.numero), now)
                if must_forget(known, now):
                    known = replace(known, jeton="", url="")
                self._ledger.keep(known)
                found.append(known)
        return found

    def _push(self, one: Outgoing) -> ItemResult:
        dossiers = self._ledger.of(one.item)
        if one.kind is Kind.WITHDRAWAL:
            outcome = withdrawal(dossiers)
            if outcome is Outcome.RIEN_A_RETIRER:
                self._ledger.forget(one.item)
            return _result(one, outcome)
        try:
            payload = parse_payload(one.payload)
        except ProtocolError as fault:
            return _result(one, Outcome.A_CORRIGER, fault.place)
        described = self._filled(self._demarche.formulaire, payload, one.item)
        known = standing(dossiers, described.empreinte, one.revision)
        if known is not None:
            return _result(one, known)
        if described.faults:
            return _result(one, Outcome.A_CORRIGER, described.faults[0].libelle)
        return self._make(one, payload)

    def _make(self, one: Outgoing, payload: Payload) -> ItemResult:
        formulaire = self._form()
        day = self._demarche.fermeture
        if (
            formulaire is None
            or formulaire.etat != _PUBLISHED
            or (day is not None and self._clock.today() > day)
        ):
            raise GatewayError(Outcome.CAMPAGNE_FERMEE)
        filled = self._filled(formulaire, payload, one.item)
        if filled.faults:
            return _result(one, Outcome.FORMULAIRE_CHANGE, filled.faults[0].libelle)
        self._pace.wait(self._surroundings.cancelled)
        begun = self._ledger.begin(one.item, revision=one.revision, empreinte=filled.empreinte)
        if begun is None:  # erased or undone since the run took it
            return _result(one, Outcome.INTERROMPUE)
        try:
            draft = self._create(filled)
        except RefusedDraftError:
            return _result(one, Outcome.A_CORRIGER)
        now = self._clock.now()
        self._ledger.keep(
            replace(
                begun,
                etat=EtatDossier.PREREMPLI,
                since=now,
                numero=draft.numero,
                jeton=draft.jeton,
                url=draft.url,
                prefilled_at=now,
                seen_at=now,
            )
        )
        return _result(one, Outcome.A_DEPOSER)

    def _create(self, filled: Filled) -> Draft:
        """Ask for a draft, once more if the platform only wanted a short wait."""
        try:
            return self._client.create(filled.body)
        except GatewayError as failure:
            wait = failure.retry_after_s
            if failure.outcome is not Outcome.TROP_DE_DEMANDES or wait is None:
                raise
            self._pace.hold(wait)
            if wait > LONGEST_S:
                raise
        self._pace.wait(self._surroundings.cancelled)
        return self._client.create(filled.body)

    def _filled(self, formulaire: Formulaire, payload: Payload, item: str) -> Filled:
        knows = self._knows_commune
        return fill(self._demarche, formulaire, payload, item, knows_commune=knows)

    def _form(self) -> Formulaire | None:
        """Return the form as it is today, asked for once a run; None when it is closed."""
        if not self._asked_form:
            self._formulaire = self._client.schema()
            self._asked_form = True
        return self._formulaire


def _result(one: Outgoing, outcome: Outcome, place: str = "") -> ItemResult:
    return ItemResult(item=one.item, revision=one.revision, outcome=outcome, place=place)
