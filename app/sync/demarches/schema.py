"""The form as the platform describes it today, read at the edge.

`GET /preremplir/:path/schema` answers the stored query `getDemarcheDescriptor`, whose types have
other names than the platform's own (demarches-simplifiees.md § 1.1).
"""

from typing import Final, cast

from app.domain.demarche import ChampFormulaire, Formulaire

_SUFFIX: Final = "ChampDescriptor"
_TYPES: Final = {  # the others are the name in small letters, words joined by « _ »
    "Region": "regions",
    "Departement": "departements",
    "Commune": "communes",
}


class UnreadableSchemaError(ValueError):
    """What came is not the description of a form."""


def parse_schema(value: object) -> Formulaire:
    """Return the form that a decoded answer describes.

    Raises:
        UnreadableSchemaError: it describes none.
    """
    root = _mapping(value)
    revision = _mapping(root.get("revision"))
    champs = [_champ(one, prive=False) for one in _list(revision.get("champDescriptors"))]
    notes = [_champ(one, prive=True) for one in _list(revision.get("annotationDescriptors"))]
    return Formulaire(champs=tuple(champs + notes), etat=_text(root.get("state")))


def _champ(value: object, *, prive: bool) -> ChampFormulaire:
    given = _mapping(value)
    options = [one for one in _list(given.get("options") or []) if isinstance(one, str)]
    return ChampFormulaire(
        id=_text(given.get("id")).rstrip("="),
        type=_type(_text(given.get("__typename"))),
        libelle=_text(given.get("label")),
        obligatoire=given.get("required") is True,
        prive=prive,
        options=tuple(options),
        libre=given.get("otherOption") is True,
    )


def _type(name: str) -> str:
    bare = name.removesuffix(_SUFFIX)
    words = "".join(f"_{letter.lower()}" if letter.isupper() else letter for letter in bare)
    return _TYPES.get(bare, words.removeprefix("_"))


def _mapping(value: object) -> dict[str, object]:
    if not isinstance(value, dict):
        raise UnreadableSchemaError
    return cast("dict[str, object]", value)


def _list(value: object) -> list[object]:
    if not isinstance(value, list):
        raise UnreadableSchemaError
    return cast("list[object]", value)


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise UnreadableSchemaError
    return value
