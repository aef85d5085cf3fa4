"""Where the way to the Département leads in practice: nowhere."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.bootstrap.network import ServiceConnector
from app.usecases.practice.departement import PracticeGateway
from app.usecases.workplace import Workplace

if TYPE_CHECKING:
    from app.domain.demarche import Demarche
    from app.sync.demarches.body import KnowsCommune
    from app.sync.demarches.ledger import Ledger
    from app.sync.gateway import Gateway
    from app.sync.keys import DeviceKeys, Link


class PracticeConnector(ServiceConnector):
    """Opens the way to a Département in this process, whatever address is asked for."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace.clock)
        self._workplace = workplace

    def _connect(
        self,
        address: str,
        keys: "DeviceKeys",
        link: "Link | None",
        cancelled: Callable[[], bool] | None,
    ) -> "Gateway":
        del address, keys, cancelled
        return PracticeGateway(self._workplace, link)

    def open_form(
        self,
        demarche: "Demarche",
        ledger: "Ledger",
        knows_commune: "KnowsCommune",
        cancelled: Callable[[], bool],
    ) -> "Gateway":
        """Return the same: no draft is prepared on the platform."""
        del demarche, ledger, knows_commune, cancelled
        return PracticeGateway(self._workplace, None)
