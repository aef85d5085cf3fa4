"""The carnets of a laptop: what comes, is handed over, lost, given back; each carnet apart."""

from datetime import timedelta
from random import Random

from app.domain.carnets_registre import STRUCTURE, of_prescripteur
from app.domain.identifiers import PrescriptionId
from app.storage import carnets
from app.usecases.carnets import handing, holders, moving, receiving, reversing, stock
from app.usecases.carnets.moving import Part
from app.usecases.carnets.receiving import Livraison
from app.usecases.workplace import Workplace
from tests.usecases.year.oracle import Oracle

DELIVERED = 40


class Stock:
    """The référent's acts on the stock, and the agent's hand-overs."""

    def __init__(self, place: Workplace, dice: Random, oracle: Oracle, laptop: int) -> None:
        self._place, self._dice, self._oracle = place, dice, oracle
        self._next = laptop * 100_000 + 1
        self._lots: dict[int, str] = {}
        self._source = STRUCTURE
        self.services: dict[PrescriptionId, tuple[str, str]] = {}

    def act(self, waiting: list[PrescriptionId]) -> None:
        """Hand a carnet over where somebody waits for one, else move the stock."""
        free = [one for one in self._oracle.places if self._oracle.here(one) == "structure"]
        if len(free) < 5:
            self._deliver()
        elif waiting and self._dice.random() < 0.8:
            self._hand_over(waiting.pop(), min(free))
        else:
            self._move(self._dice.choice(free), self._dice.choice(("lose", "steal", "give_back")))

    def _deliver(self) -> None:
        first, today = self._next, self._place.clock.today()
        self._next += DELIVERED
        name = f"LOT-{first}"
        until = self._place.convention.carnets
        assert until is not None
        last = until.valable_jusqu_au or today + timedelta(days=900)
        receiving.receive(
            self._place,
            Livraison(
                name=name,
                operator="#APTIC",
                numbers=f"{first}-{first + DELIVERED - 1}",
                valid_until=last,
                lieu="Armoire du secrétariat",
            ),
        )
        with self._place.database.reading() as session:
            lot = carnets.lot_named(session, name)
        assert lot is not None
        self._entrust(lot.id, f"{first}-{first + DELIVERED - 1}")
        for carnet in range(first, first + DELIVERED):
            self._lots[carnet] = lot.id
            self._oracle.move(carnet, today, "structure")
        self._oracle.add(today, [(("carnet_recu", "1"), DELIVERED)])

    def _entrust(self, lot_id: str, numbers: str) -> None:
        """Entrust what came to the prescripteur, where carnets are handed out so (003 l. 157)."""
        profil = self._place.convention.carnets
        if profil is None or not profil.confies:
            return
        if self._source == STRUCTURE:
            me = self._place.agent.id
            made = holders.add(self._place, "", "Tiroir fermé à clé", agent_id=me)
            self._source = of_prescripteur(made.id)
        moving.transfer(
            self._place, Part(lot_id=lot_id, numbers=numbers, source=STRUCTURE), self._source
        )

    def _hand_over(self, prescription: PrescriptionId, carnet: int) -> None:
        today = self._place.clock.today()
        service, categorie = self.services[prescription]
        made = handing.hand_over(self._place, prescription, str(carnet))
        facts = [(("carnet_remis", service), 1)]
        if categorie:
            facts.append((("carnet_categorie*service", f"{categorie}*{service}"), 1))
        self._oracle.move(carnet, today, "remis")
        self._oracle.add(today, facts)
        if self._dice.random() < 0.1:
            handing.undo(self._place, made.remise.id)
            self._oracle.move(carnet, today, "structure")
            self._oracle.add(today, facts, sign=-1)

    def _move(self, carnet: int, how: str) -> None:
        today = self._place.clock.today()
        part = Part(lot_id=self._lots[carnet], numbers=str(carnet), source=self._source)
        if how == "give_back":
            moving.give_back(self._place, part)
            self._oracle.move(carnet, today, "rendu")
            self._oracle.add(today, [(("carnet_rendu", "1"), 1)])
            return
        stolen = how == "steal"
        moving.lose(self._place, part, stolen=stolen)
        self._oracle.move(carnet, today, "manquant")
        self._oracle.add(today, [(("carnet_perdu", "vol" if stolen else "perte"), 1)])
        if self._dice.random() < 0.3:
            reversing.take_back(self._place, stock.history(self._place)[0].ecriture.number)
            self._oracle.add(today, [(("carnet_perdu", "vol" if stolen else "perte"), 1)], sign=-1)
            self._oracle.move(carnet, today, "structure")
