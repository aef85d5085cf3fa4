from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtNetwork import QNetworkProxy, QNetworkProxyFactory, QNetworkProxyQuery

import app.ui  # noqa: F401  # pyright: ignore[reportUnusedImport] - before any other use of Qt
from app.bootstrap.network import ServiceConnector, network_after, system_proxy
from app.storage.rapports import EtatRapport, Rapport
from app.sync.gateway import GatewayError
from app.sync.keys import new_device_keys
from app.sync.outcomes import Outcome
from app.sync.protocol.activation_code import new_activation_code
from app.ui.shell.status import Network
from tests.sync.scene import serving_tls


def report(state: EtatRapport, code: str) -> Rapport:
    at = datetime(2026, 11, 22, 9, 12, tzinfo=UTC)
    return Rapport(
        id=1,
        agent_id=None,
        started_at=at,
        finished_at=at,
        state=state,
        code=code,
        decisions=0,
        items=(),
    )


@pytest.mark.parametrize(
    ("state", "code", "network"),
    [
        (EtatRapport.REUSSIE, "", Network.AVAILABLE),
        (EtatRapport.ECHOUEE, "reseau_absent", Network.ABSENT),
        (EtatRapport.PARTIELLE, "reseau_absent", Network.ABSENT),  # it went in the middle
        (EtatRapport.ECHOUEE, "serveur_injoignable", Network.AVAILABLE),  # « le réseau marche »
        (EtatRapport.ECHOUEE, "poste_non_autorise", Network.AVAILABLE),
        (EtatRapport.INTERROMPUE, "interrompue", Network.UNKNOWN),
    ],
)
def test_the_strip_says_of_the_network_what_the_report_says(
    state: EtatRapport, code: str, network: Network
) -> None:
    assert network_after(report(state, code)) is network


def test_the_system_s_proxy_is_used_and_this_machine_is_reached_directly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On Linux without a desktop Qt reads the environment; elsewhere the settings and the PAC."""
    asked: list[str] = []

    def through(proxies: list[QNetworkProxy]) -> None:
        def for_query(query: QNetworkProxyQuery) -> list[QNetworkProxy]:
            asked.append(query.url().toString())
            return proxies

        monkeypatch.setattr(QNetworkProxyFactory, "systemProxyForQuery", for_query)

    http, direct = QNetworkProxy.ProxyType.HttpProxy, QNetworkProxy.ProxyType.NoProxy
    through([QNetworkProxy(http, "mandataire.example", 3128)])
    assert system_proxy("https://service.example") == "http://mandataire.example:3128"
    through([QNetworkProxy(http, "mandataire.example", 3128, "agent", "p@ss:é")])
    assert system_proxy("https://service.example") == (
        "http://agent:p%40ss%3A%C3%A9@mandataire.example:3128"
    )
    through([QNetworkProxy(direct), QNetworkProxy(http, "mandataire.example", 3128)])
    assert system_proxy("https://service.example") is None
    through([])
    assert system_proxy("https://service.example") is None
    assert set(asked) == {"https://service.example"}


def test_a_convention_s_certificates_replace_the_computer_s_store(tmp_path: Path) -> None:
    with serving_tls(tmp_path, days=10) as (origin, ca):
        pinned = ServiceConnector(ca_file=ca)(origin, new_device_keys(), None)
        unknown = ServiceConnector()(origin, new_device_keys(), None)
        code = new_activation_code(bytes(32))
        outcomes: list[Outcome] = []
        for gateway in (pinned, unknown):
            with pytest.raises(GatewayError) as caught:
                gateway.activate(code)
            outcomes.append(caught.value.outcome)
            gateway.close()
    assert outcomes[0] is not Outcome.INTERCEPTION_TLS  # it was spoken to: it is no service
    assert outcomes[1] is Outcome.INTERCEPTION_TLS
