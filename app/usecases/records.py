"""The kept values that use cases give and take, under the names by which the window knows them.

The window names them here and nowhere else: it reads and writes nothing by itself.
"""

from app.storage.acces import MotifAcces
from app.storage.attente import Attente
from app.storage.carnets import Detenteur
from app.storage.carnets_suivi import MoisConsomme, Versement, Volume
from app.storage.conservations import Conservation, MotifConservation
from app.storage.conventions import Origine
from app.storage.destructions import Destruction, MotifDestruction
from app.storage.evenements import Evenement
from app.storage.exports import Export
from app.storage.journal_sceaux import Etat, Mois
from app.storage.limitations import Limitation
from app.storage.papiers import Papier
from app.storage.prescriptions import SuiviPrescription
from app.storage.rapports import EtatRapport, IssueItem, Rapport
from app.storage.secours import Feuille
from app.storage.structures_recherche import Criteres, Placee
from app.storage.versions import Source, VersionQuestionnaire

__all__ = [
    "Attente",
    "Conservation",
    "Criteres",
    "Destruction",
    "Detenteur",
    "Etat",
    "EtatRapport",
    "Evenement",
    "Export",
    "Feuille",
    "IssueItem",
    "Limitation",
    "Mois",
    "MoisConsomme",
    "MotifAcces",
    "MotifConservation",
    "MotifDestruction",
    "Origine",
    "Papier",
    "Placee",
    "Rapport",
    "Source",
    "SuiviPrescription",
    "Versement",
    "VersionQuestionnaire",
    "Volume",
]
