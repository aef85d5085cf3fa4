"""The information notice on two pages, simple and complete, and the slip for the person's answer.

Source: RGPD art. 13 and 7; 000 § 5 l. 122; 001 art. 4 l. 128-131; documents.md b4.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from app.documents.blocks import Block, Fields, PageBreak, Sections, Space, Style, Text, heading
from app.documents.forms import Box, Choice, Signatures, Statements
from app.documents.kinds import TEMPLATES, PapierKind
from app.documents.parties import contact_of, letterhead, mentions
from app.documents.sheet import Sheet, data_hash, largest_that_fits, render
from app.documents.texts import Texts, load
from app.documents.tokens import LARGE, MUTED
from app.documents.typography import Line, french_date, plain
from app.domain.agent import Structure
from app.domain.convention import Champ, Convention, Remise
from app.domain.entretien import Consentement, LectureNotice

_TEMPLATE: Final = TEMPLATES[PapierKind.NOTICE]
_FIELD_WORDS: Final = {
    Champ.NOM: "nom", Champ.PRENOM: "prénom", Champ.ADRESSE: "adresse postale",
    Champ.CIVILITE: "civilité", Champ.TRANCHE_AGE: "tranche d’âge",
    Champ.CATEGORIE: "catégorie de public",
}  # fmt: skip
_READ: Final = {
    LectureNotice.LUE: "Lue par la personne",
    LectureNotice.A_VOIX_HAUTE: "Lue à voix haute par l’agent",
    LectureNotice.EXPLIQUEE: "Expliquée avec un interprète",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeData:
    """What the notice needs.

    `answer` is None on the copy given at the counter: then no box is ticked. `oral` says that the
    answer was given by word of mouth and is attested by the agent. `indicateurs` are the words of
    what is counted without a name (« la tranche d’âge »), asked for purpose 3.
    """

    convention: Convention
    structure: Structure
    printed_on: date
    personne: str = ""
    agent: str = ""
    reference: str = ""
    answer: Consentement | None = None
    oral: bool = False
    indicateurs: tuple[str, ...] = ()
    final: bool = True


def notice_version(convention: Convention, structure: Structure) -> str:
    """Return the version that a proof of consent names: the text's and a mark of what it says.

    The same text under another convention, or filled in otherwise, is another version.
    """
    texts = load("notice.toml", convention.profile)
    said = [texts.raw, *(f"{key}={value}" for key, value in _values(convention, structure).items())]
    mark = hashlib.sha256("\n".join(said).encode()).hexdigest()[:6]
    return f"{texts.version}-{mark}"


def notice_pdf(data: NoticeData) -> bytes:
    """Return the notice: the simple page, the complete page, the slip."""
    texts = load("notice.toml", data.convention.profile)
    values = _values(data.convention, data.structure)
    simple = largest_that_fits(
        lambda size: _simple(data, texts, values, size), (15.5, 15, 14.5, LARGE)
    )
    complete = largest_that_fits(
        lambda size: _complete(data, texts, values, size), (11, 10.5, 10, 9.5)
    )
    slip = largest_that_fits(lambda size: _slip(data, texts, values, size), (LARGE, 13, 12))
    blocks = [*simple, PageBreak(), *complete, PageBreak(), *slip]
    sheet = Sheet(
        template=_TEMPLATE,
        title=_TEMPLATE.title,
        author=data.structure.name,
        reference=data.reference,
        printed_on=data.printed_on,
        digest=data_hash(_TEMPLATE, data),
        final=data.final,
    )
    return render(sheet, blocks)


def _values(convention: Convention, structure: Structure) -> dict[str, str]:
    protection = convention.protection
    hours = protection.droits_delai_h
    return {
        "structure": structure.name,
        "structure_adresse": ", ".join(structure.adresse),
        "structure_contact": contact_of(structure.telephone, structure.courriel),
        "role_structure": protection.role_structure,
        "responsable": protection.responsable,
        "responsable_adresse": _controller_address(convention, structure),
        "finalite": protection.finalite,
        "base_legale": protection.base_legale[:1].upper() + protection.base_legale[1:],
        "destinataires": " et ".join(protection.destinataires),
        "duree": protection.duree,
        "dpo_courriel": protection.dpo_courriel,
        "droits_courriel": protection.droits_courriel or structure.courriel,
        "droits_delai": "" if hours is None else str(hours),
        "operateur": convention.pass_numerique.operateur,
        "donnees": _kept_fields(convention),
    }


def _controller_address(convention: Convention, structure: Structure) -> str:
    """Return the controller's address, where the convention names one of its parties."""
    name = convention.protection.responsable.lower()
    for party in (convention.departement, convention.partenaire, structure):
        if party.name.lower() in name:
            return ", ".join(party.adresse)
    return ""


def _kept_fields(convention: Convention) -> str:
    words = [word for champ, word in _FIELD_WORDS.items() if convention.allows(champ)]
    return ", ".join(words).capitalize()


def _simple(
    data: NoticeData, texts: Texts, values: Mapping[str, str], size: float
) -> Sequence[Block]:
    convention = data.convention
    with_pass = convention.pass_numerique.remise is not Remise.AUCUNE
    answers = "reponses_gardees" if convention.answers_kept_linked else "reponses_effacees"
    keys = {
        "pourquoi": ("pourquoi", *(("pourquoi_pass",) if with_pass else ())),
        "donnees": ("donnees", answers),
        "qui": ("qui",),
        "duree": ("duree",),
        "droits": ("droits", "droits_ecrire"),
        "non": ("non", *(("non_pass",) if with_pass else ())),
        "decide": ("decide",),
    }
    rows = [
        (texts.word("simple", f"{name}_titre"), _said(texts, "simple", parts, values))
        for name, parts in keys.items()
    ]
    subtitle = Style(size=size, color=MUTED)
    return [
        *letterhead(convention, data.structure),
        heading(texts.word("titres", "simple"), 1, size=26, before=8, after=0),
        Text(texts.line("titres", "simple_sous_titre", {}), subtitle),
        Space(8),
        Sections(rows, size=size),
        *mentions(convention),
    ]


def _said(texts: Texts, part: str, keys: Sequence[str], values: Mapping[str, str]) -> list[Line]:
    return [line for key in keys for line in texts.lines(part, key, values)]


def _complete(
    data: NoticeData, texts: Texts, values: Mapping[str, str], size: float
) -> list[Block]:
    answers = "reponses_gardees" if data.convention.answers_kept_linked else "reponses_effacees"
    dpo = "dpo" if values["dpo_courriel"] else "dpo_absent"
    keys: dict[str, tuple[str, ...]] = {
        "responsable": ("responsable",),
        "structure": ("structure",),
        "dpo": (dpo,),
        "finalite": ("finalite",),
        "base": ("base",),
        "donnees": ("donnees", answers, "origine"),
        "destinataires": ("destinataires",),
        "hors_ue": ("hors_ue",),
        "duree": ("duree",),
        "obligatoire": ("obligatoire",),
        "decision": ("decision",),
        "droits": ("droits",),
        "exercer": ("exercer", "exercer_delai", "exercer_reponse"),
        "reclamation": ("reclamation",),
    }
    rows = [
        (texts.word("complete", f"{name}_titre"), _joined(_said(texts, "complete", parts, values)))
        for name, parts in keys.items()
    ]
    version = notice_version(data.convention, data.structure)
    intro = texts.line("complete", "intro", {"version": version})
    return [
        heading(texts.word("titres", "complete"), 1, size=20, before=0),
        Text(intro, Style(size=size, color=MUTED, after=6)),
        Fields(rows, size=size, label_share=0.27),
    ]


def _joined(lines: Sequence[Line]) -> str:
    return "\n".join("".join(run.text for run in line) for line in lines)


def _slip(data: NoticeData, texts: Texts, values: Mapping[str, str], size: float) -> list[Block]:
    given = data.answer.given_on if data.answer else data.printed_on
    version = notice_version(data.convention, data.structure)
    said = {
        **values,
        "version": data.answer.notice_version if data.answer else version,
        "personne": data.personne,
        "agent": data.agent,
        "date": french_date(given),
        "indicateurs": ", ".join(data.indicateurs),
    }
    style = Style(size=size)
    signatures = (
        texts.word("accord", "signature_personne"),
        _joined([_agent_signature(texts, said)]),
    )
    return [
        heading(texts.word("titres", "accord"), 1, size=24, before=0),
        *(Text(line, style) for line in texts.lines("accord", "pour", said)),
        Text(texts.line("accord", "consigne", said), style),
        Space(8),
        *_choices(data, texts, said, size),
        Text(texts.line("accord", "sans_effet", said), style),
        Text(texts.line("accord", "retrait", said), style),
        heading(texts.word("accord", "lecture_titre"), 2, size=size),
        *_reading(data, texts, said, size),
        Text(texts.line("accord", "fait", said), Style(size=size, before=12)),
        Signatures(signatures),
    ]


def _agent_signature(texts: Texts, said: Mapping[str, str]) -> Line:
    lines = texts.lines("accord", "signature_agent", said)
    return lines[0] if lines else plain("Signature de l’agent")


def _choices(data: NoticeData, texts: Texts, said: Mapping[str, str], size: float) -> list[Block]:
    convention, answer = data.convention, data.answer
    with_pass = convention.pass_numerique.remise is not Remise.AUCUNE
    linked = convention.answers_kept_linked
    purposes: list[tuple[str, bool | None]] = [
        (
            "demande" if with_pass else "demande_sans_pass",
            answer.prescription if answer else None,
        ),
        (
            "reponses_gardees" if linked else "reponses_effacees",
            answer.questionnaire if answer else None,
        ),
    ]
    if convention.indicateurs:
        key = "statistiques_detail" if data.indicateurs else "statistiques"
        purposes.append((key, answer.indicateurs if answer else None))
    purposes.append(("rappel", answer.recontact if answer else None))
    return [Choice(texts.line("accord", key, said), ticked, size=size) for key, ticked in purposes]


def _reading(data: NoticeData, texts: Texts, said: Mapping[str, str], size: float) -> list[Block]:
    read = data.answer.lecture if data.answer else None
    received = _joined(texts.lines("accord", "recu", said))
    boxes = [
        Box(received, data.answer is not None, size),
        *(Box(words, way is read, size) for way, words in _READ.items()),
        Box(texts.word("accord", "oral"), data.oral and data.answer is not None, size),
    ]
    return [Statements(boxes)]
