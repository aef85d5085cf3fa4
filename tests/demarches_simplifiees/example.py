"""A fictitious form: as the platform holds it, and as a convention describes and fills it."""

from functools import cache

from app.conventions.loading import parse_convention
from app.domain.convention import Convention
from tests.demarches_simplifiees.forms import Champ
from tests.demarches_simplifiees.platform import Demarche
from tests.paths import RESOURCES

NUMBER, PATH = 12345, "pass-numeriques-essai"
UUID = Champ(stable_id=11, type="text", label="Référence Passerelle", private=True)
REFERENCE = Champ(stable_id=12, type="text", label="Référence", required=True)
SERVICE = Champ(
    stable_id=13,
    type="drop_down_list",
    label="Service prescrit",
    required=True,
    options=("Formation", "Assistance"),
)
CARNETS = Champ(stable_id=14, type="integer_number", label="Nombre de carnets", required=True)
DAY = Champ(stable_id=15, type="date", label="Prescrit le", required=True)
COMMUNE = Champ(stable_id=16, type="communes", label="Commune", required=True)
ADDRESS = Champ(stable_id=17, type="address", label="Adresse", required=True)
CONSENT = Champ(stable_id=18, type="yes_no", label="Accord recueilli", required=True)
MANDATE = Champ(stable_id=19, type="piece_justificative", label="Mandat signé")
STRUCTURE = Champ(stable_id=20, type="text", label="Structure Passerelle", private=True)
CHAMPS = (UUID, REFERENCE, SERVICE, CARNETS, DAY, COMMUNE, ADDRESS, CONSENT, STRUCTURE, MANDATE)


def on_platform() -> Demarche:
    return Demarche(number=NUMBER, path=PATH, champs=CHAMPS)


def _table(champ: Champ, filled: str) -> str:
    options = f"options = {list(champ.options)}\n".replace("'", '"') if champ.options else ""
    return (
        f'[[demarches.champ]]\nchamp = "{champ.id}"\ntype = "{champ.type}"\n'
        f'libelle = "{champ.label}"\nobligatoire = {str(champ.required).lower()}\n'
        f"annotation = {str(champ.private).lower()}\n{options}{filled}\n\n"
    )


def section(origin: str) -> str:
    """Return the table [demarches] of a convention whose platform is at `origin`."""
    head = (
        f'[demarches]\nadresse = "{origin}"\nnumero = {NUMBER}\nchemin = "{PATH}"\n'
        'identite = true\nsource = "défaut : exemple fictif"\n\n'
    )
    return head + "".join(
        (
            _table(UUID, 'valeur = "identifiant"'),
            _table(REFERENCE, 'valeur = "reference"'),
            _table(
                SERVICE,
                'valeur = "service"\n'
                'traduction = { assistance = "Assistance", formation = "Formation" }',
            ),
            _table(CARNETS, 'valeur = "carnets"'),
            _table(DAY, 'valeur = "prescrite_le"'),
            _table(COMMUNE, 'valeur = "commune"'),
            _table(ADDRESS, 'valeur = "adresse"'),
            _table(CONSENT, 'constante = "true"'),
            _table(STRUCTURE, 'valeur = "structure"'),
            _table(MANDATE, "a_la_main = true"),
        )
    )


def text(origin: str, profile: str = "lot-et-garonne") -> str:
    """Return the convention of `profile` with this way to its Département."""
    file = RESOURCES / "conventions" / profile / "convention.toml"
    return f"{file.read_text('utf-8')}\n{section(origin)}"


@cache
def convention(origin: str, profile: str = "lot-et-garonne") -> Convention:
    return parsed(text(origin, profile), profile)


def parsed(content: str, profile: str) -> Convention:
    return parse_convention(content.encode(), name=f"{profile}/convention.toml", profile=profile)
