"""The forms of the double, and what it stores of a prefilled value.

Source: demarches-simplifiees.md § 1.3, itself read in the platform's code and rspecs. A value that
the platform does not take is dropped in silence: that is what these functions are for.
"""

import base64
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, cast

DROPPED: Final = object()
_NOT_PREFILLABLE: Final = frozenset(
    [
        "number",
        "piece_justificative",
        "titre_identite",
        "carte",
        "rna",
        "annuaire_education",
        "cnaf",
        "dgfip",
        "pole_emploi",
        "mesri",
        "header_section",
        "explication",
        "linked_drop_down_list",
    ]
)
_REGIONS: Final = frozenset(
    [
        "01",
        "02",
        "03",
        "04",
        "06",
        "11",
        "24",
        "27",
        "28",
        "32",
        "44",
        "52",
        "53",
        "75",
        "76",
        "84",
        "93",
        "94",
    ]
)
_DEPARTEMENT: Final = re.compile(r"0[1-9]|1\d|2[1-9AB]|[3-8]\d|9[0-5]|97[1-6]")
_DECIMAL: Final = re.compile(r"-?\d+([.,]\d{1,3})?")
COMMUNES: Final = {("01540", "01457"), ("67400", "67218"), ("67000", "67482"), ("47600", "47195")}
_PAYS: Final = {"FR": "France", "BE": "Belgique", "DE": "Allemagne"}
_EPCIS: Final = {("01", "200042935")}
_NAMES: Final = {
    "text": "Text", "textarea": "Textarea", "decimal_number": "DecimalNumber",
    "integer_number": "IntegerNumber", "email": "Email", "phone": "Phone", "iban": "Iban",
    "civilite": "Civilite", "pays": "Pays", "regions": "Region", "date": "Date",
    "datetime": "Datetime", "yes_no": "YesNo", "checkbox": "Checkbox",
    "drop_down_list": "DropDownList", "departements": "Departement", "communes": "Commune",
    "address": "Address", "multiple_drop_down_list": "MultipleDropDownList", "epci": "Epci",
    "siret": "Siret", "dossier_link": "DossierLink", "repetition": "Repetition",
    "header_section": "HeaderSection", "explication": "Explication",
    "piece_justificative": "PieceJustificative", "titre_identite": "TitreIdentite",
    "linked_drop_down_list": "LinkedDropDownList", "carte": "Carte", "number": "Number",
    "cnaf": "Cnaf", "dgfip": "Dgfip", "pole_emploi": "PoleEmploi", "mesri": "Mesri",
}  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Champ:
    """A field of a form; `private` ones are annotations of the administration."""

    stable_id: int
    type: str
    label: str = "Champ"
    required: bool = False
    private: bool = False
    options: tuple[str, ...] = ()
    other: bool = False
    children: tuple["Champ", ...] = ()

    @property
    def id(self) -> str:
        return typed_id("Champ", self.stable_id)

    @property
    def key(self) -> str:
        return f"champ_{self.id.rstrip('=')}"

    def descriptor(self) -> dict[str, object]:
        """Return what the schema says of it."""
        found: dict[str, object] = {
            "__typename": f"{_NAMES[self.type]}ChampDescriptor",
            "id": self.id,
            "label": self.label,
            "description": None,
            "required": self.required,
        }
        if self.type == "drop_down_list":
            found |= {"options": list(self.options), "otherOption": self.other}
        elif self.type == "multiple_drop_down_list":
            found["options"] = list(self.options)
        elif self.type == "repetition":
            found["champDescriptors"] = [child.descriptor() for child in self.children]
        return found


def typed_id(kind: str, number: int) -> str:
    return base64.urlsafe_b64encode(f"{kind}-{number}".encode()).decode()


def stored(champ: Champ, value: object, dossiers: Collection[int]) -> object:
    """Return what is stored of `value`, `DROPPED` when the platform ignores it."""
    blank = value is None or value is False or value in ("", [], {})
    if blank or champ.type in _NOT_PREFILLABLE:
        return DROPPED
    if champ.type in _STRUCTURED:
        return _STRUCTURED[champ.type](champ, value)
    if isinstance(value, (list, dict)):
        return DROPPED
    text = "t" if value is True else str(value)
    if champ.type == "dossier_link":
        return text if text.isdigit() and int(text) in dossiers else DROPPED
    scalar = _SCALARS.get(champ.type)
    return scalar(text) if scalar else text


def commune(value: object) -> object:
    """Return postal code and INSEE code, or what is known of them."""
    if not isinstance(value, list):
        return DROPPED
    given = [str(one) for one in cast("list[object]", value)]
    code = given[0]
    if code not in {known for known, _ in COMMUNES}:
        return DROPPED
    if len(given) == 1:
        return {"code_postal": code}
    pair = (code, given[1])
    return {"code_postal": code, "external_id": given[1]} if pair in COMMUNES else DROPPED


def _rows(champ: Champ, value: object) -> object:
    """Return the rows that hold a known field; their values are not validated."""
    if not isinstance(value, list):
        return DROPPED
    found: list[list[object]] = []
    for row in cast("list[object]", value):
        if isinstance(row, Mapping):
            given = cast("Mapping[str, object]", row)
            cells = [given[child.key] for child in champ.children if child.key in given]
            if cells:
                found.append(cells)
    return found or DROPPED


def _listed(champ: Champ, value: object) -> object:
    given = cast("Sequence[object]", value) if isinstance(value, list) else [value]
    texts = [str(one) for one in given]
    if champ.type == "epci":
        return texts if tuple(texts) in _EPCIS else DROPPED
    return texts if set(texts) <= set(champ.options) else DROPPED


def _if(condition: Callable[[str], object]) -> Callable[[str], object]:
    return lambda text: text if condition(text) else DROPPED


def _integer(text: str) -> object:
    bare = text.replace(" ", "")
    return bare if re.fullmatch(r"-?\d+", bare) else DROPPED


def _decimal(text: str) -> object:
    return text.replace(",", ".") if _DECIMAL.fullmatch(text) else DROPPED


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _said_true(text: str) -> object:
    return "true" if text == "true" else "false"


_SCALARS: Final[Mapping[str, Callable[[str], object]]] = {
    "integer_number": _integer,
    "decimal_number": _decimal,
    "date": _if(_is_day),
    "civilite": _if({"M.", "Mme"}.__contains__),
    "yes_no": _said_true,
    "checkbox": _said_true,
    "pays": _if(lambda text: text in _PAYS or text in _PAYS.values()),
    "regions": _if(_REGIONS.__contains__),
    "departements": _if(_DEPARTEMENT.fullmatch),
}
_STRUCTURED: Final[Mapping[str, Callable[[Champ, object], object]]] = {
    "repetition": _rows,
    "communes": lambda _champ, value: commune(value),
    "multiple_drop_down_list": _listed,
    "epci": _listed,
}
