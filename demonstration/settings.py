"""The fictitious structure of the demonstration, its two agents and their passphrases."""

from app.domain.agent import Structure
from app.usecases.laptop.installing import NewAgent

PROFILE = "eurometropole-strasbourg"
STRUCTURE = Structure(
    code="CCASILL",
    name="CCAS d’Illustration",
    adresse=("CCAS d’Illustration", "1 place de l’Exemple", "67400 ILLKIRCH GRAFFENSTADEN"),
    telephone="03 00 00 00 00",
    courriel="accueil@ccas-illustration.example",
)
CAMILLE = NewAgent(prenom="Camille", nom="Exemple", fonction="conseillère numérique")
DOMINIQUE = NewAgent(prenom="Dominique", nom="Fictif", fonction="agent d’accueil")
PASSPHRASE = "tilleul orange bateau lundi fenêtre"  # noqa: S105 - fictitious, shown on the page
COLLEAGUE_PASSPHRASE = "quatre canards traversent la grande place"  # noqa: S105 - as above
NOTE = (
    f"Démonstration, personnes fictives. Camille : « {PASSPHRASE} ». "
    f"Dominique : « {COLLEAGUE_PASSPHRASE} »."
)
