"""The way to the Département's service, with the system's proxy."""

from typing import TYPE_CHECKING
from urllib.parse import quote

from app.bootstrap.clock import SystemClock
from app.domain.clock import Clock
from app.storage.rapports import Rapport
from app.sync.outcomes import Outcome
from app.ui.shell.status import Network

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from app.domain.demarche import Demarche
    from app.sync.demarches.body import KnowsCommune
    from app.sync.demarches.ledger import Ledger
    from app.sync.demarches.pace import Pace
    from app.sync.gateway import Gateway
    from app.sync.keys import DeviceKeys, Link
    from app.usecases.exchange.activating import Connect


_UNSURE = (  # a line cut on the way, or a run that was stopped, tells nothing sure
    Outcome.COUPURE, Outcome.DELAI, Outcome.INTERROMPUE, Outcome.PORTAIL_CAPTIF,
)  # fmt: skip


def network_after(report: Rapport) -> Network:
    """Return what a synchronisation taught of the network, as the sentence it ended with says."""
    if report.code == Outcome.RESEAU_ABSENT:
        return Network.ABSENT
    return Network.UNKNOWN if report.code in _UNSURE else Network.AVAILABLE


class ServiceConnector:
    """Opens the ways to the Département: a `Connect` of `activating`, and its forms."""

    def __init__(self, clock: Clock | None = None, *, ca_file: "Path | None" = None) -> None:
        """Prepare; `ca_file` holds the only certificates that the service is believed with."""
        self._clock = clock or SystemClock()
        self._ca_file = ca_file
        self._pace: Pace | None = None

    def cancelled_by(self, cancelled: "Callable[[], bool]") -> "Connect":
        """Return the way to the service of a run that can be cancelled at any moment.

        Such a run asks again after a fault that passes; cancelling ends its waits too.
        """

        def connect(address: str, keys: "DeviceKeys", link: "Link | None") -> "Gateway":
            return self._connect(address, keys, link, cancelled)

        return connect

    def __call__(self, address: str, keys: "DeviceKeys", link: "Link | None") -> "Gateway":
        """Return a gateway; nothing is sent yet.

        Raises:
            ValueError: the address is not one of a service.
        """
        return self._connect(address, keys, link, None)

    def _connect(
        self,
        address: str,
        keys: "DeviceKeys",
        link: "Link | None",
        cancelled: "Callable[[], bool] | None",
    ) -> "Gateway":
        from app.sync.department_service import (  # noqa: PLC0415 - httpx is slow
            DepartmentService,
        )
        from app.sync.line import Surroundings, never  # noqa: PLC0415 - httpx is slow
        from app.sync.patience import Patience  # noqa: PLC0415 - with the run

        around = Surroundings(
            proxy_for=system_proxy,
            ca_file=self._ca_file,
            cancelled=cancelled or never,
            patience=Patience(),
        )
        return DepartmentService(
            address,
            keys=keys,
            link=link,
            now=self._clock.now,
            surroundings=around,
        )

    def open_form(
        self,
        demarche: "Demarche",
        ledger: "Ledger",
        knows_commune: "KnowsCommune",
        cancelled: "Callable[[], bool]",
    ) -> "Gateway":
        """Return a gateway to a form; an `OpenForm` of `demarches`. Nothing is sent yet.

        One pace serves every run of the program: the platform counts what comes from one place.
        """
        from app.sync.demarches.gateway import (  # noqa: PLC0415 - httpx is slow
            DemarchesSimplifiees,
        )
        from app.sync.demarches.pace import Pace  # noqa: PLC0415 - with the run
        from app.sync.line import Surroundings  # noqa: PLC0415 - httpx is slow

        self._pace = self._pace or Pace()
        return DemarchesSimplifiees(
            demarche,
            ledger=ledger,
            clock=self._clock,
            pace=self._pace,
            surroundings=Surroundings(proxy_for=system_proxy, cancelled=cancelled),
            knows_commune=knows_commune,
        )


def system_proxy(address: str) -> str | None:
    """Return the system's proxy for `address` (PAC scripts included), None for a direct way.

    Called in the network thread; asking a PAC script may take seconds.
    """
    from PySide6.QtCore import QUrl  # noqa: PLC0415 - with the run, not with the window
    from PySide6.QtNetwork import (  # noqa: PLC0415
        QNetworkProxy,
        QNetworkProxyFactory,
        QNetworkProxyQuery,
    )

    for proxy in QNetworkProxyFactory.systemProxyForQuery(QNetworkProxyQuery(QUrl(address))):
        if proxy.type() is QNetworkProxy.ProxyType.NoProxy:
            return None
        if proxy.type() is QNetworkProxy.ProxyType.HttpProxy:
            return f"http://{_who(proxy.user(), proxy.password())}{proxy.hostName()}:{proxy.port()}"
    return None


def _who(user: str, password: str) -> str:
    """Return « user:password@ » where the system knows them."""
    return f"{quote(user, safe='')}:{quote(password, safe='')}@" if user else ""
