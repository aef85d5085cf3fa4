from datetime import UTC, datetime

import pytest

from app.bootstrap.network import network_after
from app.storage.rapports import EtatRapport, Rapport
from app.ui.shell.status import Network


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
