"""The conformity file as data: docs/dossier-conformite.md says what each key means.

Dates are ISO, instants UTC. It names nobody who is helped; workers stand by their function. A key
is never renamed: a change of meaning makes another number in `format`.
"""

import json
from typing import Final

from app import __version__
from app.documents.kinds import TEMPLATES
from app.domain.convention import Party
from app.domain.retention import Horloge
from app.usecases.conformity import conformite_words as words
from app.usecases.conformity.conformite_aipd import limits
from app.usecases.conformity.conformite_facts import Facts
from app.usecases.workplace import Workplace

FORMAT: Final = "passerelle/dossier-conformite/1"
Json = dict[str, object]


def file_json(workplace: Workplace, facts: Facts) -> bytes:
    """Return the file, readable by people too: indented, in UTF-8."""
    content: Json = {
        "format": FORMAT,
        "etabli_le": facts.today.isoformat(),
        "etabli_a": facts.made_at.isoformat(timespec="seconds"),
        "programme": __version__,
        "convention": _convention(workplace),
        "registre": _register(workplace, facts),
        "durees": [_clock(one) for one in facts.clocks],
        "mesures": _measures(workplace, facts),
        "aipd": _aipd(workplace, facts),
        "manque": [one.value for one in facts.etat.manques],
        "information": _information(facts),
        "poste": _device(facts),
        "habilitations": [
            {
                "fonction": one.fonction,
                "roles": list(one.roles),
                "depuis": one.since.isoformat() if one.since else None,
                "information_journal_lue": one.told,
            }
            for one in facts.agents
        ],
        "journal": _journal(facts),
        "destructions": [
            {
                "numero": one.numero,
                "motif": one.motif.value,
                "achevee_le": one.ended_on.isoformat() if one.ended_on else None,
            }
            for one in facts.destructions
        ],
        "sauvegardes": _backups(facts),
        "registres": _registers(facts),
        "instructions": [
            {
                "numero": one.numero,
                "recue_le": one.recue_on.isoformat(),
                "auteur": one.auteur,
                "reference": one.reference,
                "objet": one.objet,
            }
            for one in facts.instructions
        ],
    }
    return (json.dumps(content, ensure_ascii=False, indent=2) + "\n").encode()


def _convention(workplace: Workplace) -> Json:
    convention = workplace.convention
    return {
        "profil": convention.profile,
        "titre": convention.title,
        "reference": convention.reference,
        "empreinte": convention.hash,
        "debut": convention.starts_on.isoformat() if convention.starts_on else None,
        "fin": convention.ends_on.isoformat() if convention.ends_on else None,
        "departement": _party(convention.departement),
        "partenaire": _party(convention.partenaire),
        "engagements": [
            {"code": one.code.value, "texte": one.texte, "source": one.source}
            for one in convention.traitement.engagements
        ],
    }


def _party(party: Party) -> Json:
    return {
        "nom": party.name,
        "service": party.service,
        "adresse": list(party.adresse),
        "telephone": party.telephone,
        "courriel": party.courriel,
    }


def _register(workplace: Workplace, facts: Facts) -> Json:
    convention, structure = workplace.convention, workplace.structure
    protection, said = convention.protection, facts.etat.said
    treated = convention.traitement
    return {
        "article": "30.1" if protection.structure_decides else "30.2",
        "role": protection.role_structure,
        "structure": {
            "nom": structure.name,
            "code": structure.code,
            "adresse": list(structure.adresse),
            "telephone": structure.telephone,
            "courriel": structure.courriel,
            "representant": said.representant,
            "dpo": said.dpo,
        },
        "responsable": words.controller(workplace),
        "responsable_dpo": protection.dpo_courriel,
        "responsable_interlocuteur": said.responsable,
        "activite": treated.activite,
        "operations": list(treated.operations),
        "finalite": protection.finalite,
        "base_legale": protection.base_legale,
        "personnes": list(treated.personnes),
        "donnees": sorted(champ.value for champ in convention.fields_kept),
        "donnees_transmises": sorted(champ.value for champ in convention.fields_sent),
        "reponses_gardees": convention.answers_kept_linked,
        "indicateurs_sans_nom": sorted(convention.indicateurs),
        "destinataires": list(protection.destinataires),
        "transferts_hors_ue": list(treated.transferts),
        "sous_traitants": list(said.sous_traitants),
    }


def _clock(clock: Horloge) -> Json:
    return {
        "objet": clock.objet.value,
        "duree": clock.duree,
        "depart": clock.depart,
        "source": clock.source,
    }


def _measures(workplace: Workplace, facts: Facts) -> Json:
    texts, values = words.texts_of(workplace.convention), words.values_of(workplace, facts)
    return {
        "version": texts.version,
        "en_place": [
            {"titre": one.title, "phrases": list(one.points)}
            for one in words.titled(texts, "mesures", values)
        ],
        "non_couvert": list(limits(texts, values).points),
    }


def _aipd(workplace: Workplace, facts: Facts) -> Json:
    said = facts.etat.said
    return {
        "etat": facts.etat.aipd.value,
        "date": said.aipd_on.isoformat() if said.aipd_on else None,
        "validee_par": said.aipd_par,
        "convention": said.aipd_sous,
        "consultes": said.consultes,
        "faite_par": words.controller(workplace),
    }


def _information(facts: Facts) -> Json:
    return {
        "notice": facts.notice,
        "modeles": [one.label for one in TEMPLATES.values()],
        "questionnaires": [
            {
                "titre": one.titre,
                "numero": one.numero,
                "empreinte": one.sha256,
                "source": one.source,
                "depuis": one.since.isoformat() if one.since else None,
                "en_service": one.in_force,
            }
            for one in facts.versions
        ],
    }


def _device(facts: Facts) -> Json:
    return {
        "identifiant": facts.device,
        "cle": facts.key,
        "autorise": facts.active,
        "chiffrement": "SQLCipher, AES 256",
        "argon2id": {
            "memoire_kio": facts.kdf.memory_kib,
            "passes": facts.kdf.iterations,
            "voies": facts.kdf.lanes,
        },
        "trousseau": facts.pepper,
        "cle_de_la_structure": facts.structure_key,
        "feuille_de_secours_verifiee": facts.sheet_checked,
        "verrouillage_min": facts.idle_minutes,
        "personnes": facts.counts.personnes,
        "entretiens": facts.counts.entretiens,
        "prescriptions": facts.counts.prescriptions,
    }


def _journal(facts: Facts) -> Json:
    return {
        "entier": all(one.etat.is_whole for one in facts.journal),
        "mois": [
            {"mois": one.segment, "lignes": one.entrees, "etat": one.etat.value}
            for one in facts.journal
        ],
    }


def _backups(facts: Facts) -> Json:
    found = facts.backups
    last = found.last_success
    return {
        "reglees": found.chosen,
        "accessibles": found.there,
        "autre_disque": found.elsewhere,
        "derniere_reussie": last.isoformat(timespec="seconds") if last else None,
        "gardees": found.kept,
    }


def _registers(facts: Facts) -> Json:
    held = facts.registres
    return {
        "demandes_en_cours": held.demandes_ouvertes,
        "demandes_closes": held.demandes_closes,
        "demandes_en_retard": held.demandes_late,
        "violations_en_cours": held.violations_ouvertes,
        "violations_closes": held.violations_closes,
    }
