"""The fictitious structure of the demonstration, its two agents and their passphrases."""

from datetime import date

from app.domain.agent import Structure
from app.domain.vie_convention import Saisie, Sorte
from app.usecases.laptop.installing import NewAgent

IN_FORCE = (  # convention 001 ended on 31/12/2023: what its référent would have entered since
    Saisie(sorte=Sorte.PRISE_EFFET, le=date(2021, 9, 1)),
    Saisie(
        sorte=Sorte.AVENANT,
        le=date(2023, 11, 20),
        reference="Avenant d’exemple no 1",
        terme=date(2029, 12, 31),
    ),
)
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
