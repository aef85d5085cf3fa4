"""`convention.toml` → `Convention`: read whole, refused whole."""

import hashlib
import tomllib
from datetime import date
from pathlib import Path

from app.conventions.activites import read_activites
from app.conventions.bilans import read_bilans
from app.conventions.carnets import read_carnets
from app.conventions.demarches import read_demarches
from app.conventions.echeances import read_echeances
from app.conventions.fin import read_fin
from app.conventions.lieux import read_lieux
from app.conventions.mandat import read_mandat
from app.conventions.orientation import read_orientation
from app.conventions.permanences import read_permanences
from app.conventions.reading import ConventionError, Table
from app.conventions.roles import read_habilitations
from app.conventions.service import read_service
from app.conventions.traitement import read_traitement
from app.conventions.vie import read_vie
from app.domain.convention import (
    RESPONSABLE_DE_TRAITEMENT,
    SOUS_TRAITANT,
    Champ,
    Convention,
    Motif,
    Party,
    Pass,
    Porte,
    Protection,
    Remise,
    Territory,
)
from app.domain.delais import Delais
from app.domain.droits import BaseLegale
from app.domain.retention import RetentionRule
from app.domain.vie_convention import Vie

FORMAT = 1
MAX_BYTES = 512 * 1024
INDICATEURS = ["tranche_age", "sexe", "csp", "allophone", "handicap"]


def load_convention(folder: Path) -> Convention:
    """Read the profile kept in `folder`.

    Raises:
        ConventionError: the file is missing, is not TOML, or states something impossible; the
            message names the file, the key and the reason.
    """
    file = folder / "convention.toml"
    name = f"{folder.name}/convention.toml"
    try:
        content = file.read_bytes()
    except OSError as error:
        raise ConventionError(name, "ce fichier est introuvable ou illisible.") from error
    return parse_convention(content, name=name, profile=folder.name)


def parse_convention(content: bytes, *, name: str, profile: str) -> Convention:
    """Validate the bytes of a convention file; `profile` is the name it must bear.

    Raises:
        ConventionError: as `load_convention`.
    """
    if len(content) > MAX_BYTES:
        raise ConventionError(name, "ce fichier est trop volumineux pour une convention.")
    try:
        values = tomllib.loads(content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ConventionError(name, "ce fichier n’est pas un texte UTF-8.") from error
    except tomllib.TOMLDecodeError as error:
        place, problem = _where(str(error))
        raise ConventionError(name, problem, place=place) from error
    root = Table(name, "", values)
    convention = _convention(root, hashlib.sha256(content).hexdigest())
    if convention.profile != profile:
        raise root.refuse("profil", f"« {profile} » est attendu, comme le nom du dossier.")
    return convention


def _where(message: str) -> tuple[str, str]:
    """Turn « Expected '=' (at line 3, column 4) » into a place and a French sentence."""
    _, _, tail = message.partition("(at ")
    place = tail.rstrip(")").replace("line", "ligne").replace("column", "colonne")
    place = place.replace("end of document", "fin du fichier")
    return place, "l’écriture n’est pas du TOML valable (signe =, guillemet ou crochet ?)."


def _convention(root: Table, digest: str) -> Convention:
    if (found := root.whole("format", low=1, high=999)) != FORMAT:
        raise root.refuse("format", f"version {found} : ce programme lit la version {FORMAT}.")
    profile, title = root.text("profil"), root.text("titre")
    reference = root.text("reference")
    starts_on, ends_on, vie = _life(root)
    departement = _party(root.table("departement"))
    partenaire = _party(root.table("partenaire"), somewhere=False)  # 004 leaves it blank
    territory = _territory(root.table("territoire"))
    donnees = root.table("donnees")
    kept, sent, linked = _fields(donnees)
    questionnaire = root.table("questionnaire")
    workbook, guide_profile = questionnaire.text("classeur"), questionnaire.text("profil_guide")
    exercice = questionnaire.flag("exercice")
    questionnaire.close()
    pass_numerique = _pass(root.table("pass"))
    retention = _retention(root.table("conservation"))
    without_pass = pass_numerique.remise is Remise.AUCUNE  # nothing that may be refused
    motifs = _motifs(root) if root.has("motif") or not without_pass else ()
    listes = root.table("listes")
    autre_choix = listes.texts("autre_choix", empty=without_pass)
    ailleurs = listes.texts("hors_territoire", empty=without_pass)
    listes.close()
    protection = _protection(root.table("protection"))
    delais = _delais(root.table("delais"), protection) if root.has("delais") else Delais()
    traitement = read_traitement(root)
    mentions = _mentions(root.table("mentions"))
    indicateurs_table = root.table("indicateurs")
    indicateurs = indicateurs_table.choices("demandes", str, INDICATEURS)
    seuls = indicateurs_table.has("public") and (
        indicateurs_table.choice("public", str, ["accueillis", "beneficiaires"]) == "beneficiaires"
    )
    indicateurs_table.close()
    portes_table = root.table("portes")
    portes = portes_table.choices("ouvertes", Porte, list(Porte))
    portes_table.close()
    habilitations = read_habilitations(root)
    mandat = read_mandat(root, portes, habilitations)
    _check_named(donnees, kept, portes)
    carnets = read_carnets(root, portes, habilitations, pass_numerique)
    permanences = read_permanences(root)
    lieux, echeances = read_lieux(root), read_echeances(root)
    activites = read_activites(root, portes)
    orientation = read_orientation(root, with_pass=not without_pass)
    demarche = read_demarches(root, sent)
    fin = read_fin(root, protection.role_structure)
    autorite, par_fichier = read_service(root)
    bilans = read_bilans(root, habilitations)
    root.close()
    return Convention(
        profile=profile,
        hash=digest,
        title=title,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        vie=vie,
        departement=departement,
        partenaire=partenaire,
        territory=territory,
        fields_kept=kept,
        fields_sent=sent,
        answers_kept_linked=linked,
        questionnaire=workbook,
        guide_profile=guide_profile,
        exercice=exercice,
        pass_numerique=pass_numerique,
        retention=retention,
        motifs=motifs,
        autre_choix=autre_choix,
        hors_territoire=ailleurs,
        protection=protection,
        mentions=mentions,
        indicateurs=frozenset(indicateurs),
        beneficiaires_seuls=seuls,
        portes=portes,
        sources=dict(root.sources),
        delais=delais,
        habilitations=habilitations,
        traitement=traitement,
        demarche=demarche,
        autorite=autorite,
        par_fichier=par_fichier,
        fin=fin,
        mandat=mandat,
        carnets=carnets,
        permanences=permanences,
        lieux=lieux,
        echeances=echeances,
        activites=activites,
        orientation=orientation,
        bilans=bilans,
    )


def _mentions(table: Table) -> tuple[str, ...]:
    mentions = table.texts("textes")
    table.close()
    return mentions


def _life(root: Table) -> tuple[date | None, date | None, Vie]:
    duree = root.table("duree")
    starts_on = duree.day("debut") if duree.has("debut") else None
    ends_on = duree.day("fin") if duree.has("fin") else None
    if starts_on and ends_on and ends_on <= starts_on:
        raise duree.refuse("fin", "la fin vient avant le début.")
    duree.close()
    return starts_on, ends_on, read_vie(root, ends_on=ends_on)


def _party(table: Table, *, somewhere: bool = True) -> Party:
    party = Party(
        name=table.text("nom"),
        service=table.text("service", empty=True),
        adresse=table.texts("adresse", empty=not somewhere),
        telephone=table.text("telephone", empty=True),
        courriel=table.text("courriel", empty=True),
        representant=table.text("representant"),
    )
    table.close()
    return party


def _territory(table: Table) -> Territory:
    territory = Territory(
        name=table.text("nom"),
        residents=table.text("habitants"),
        departements=table.texts("departements", empty=True),
        epcis=table.texts("epcis", empty=True),
    )
    if not territory.departements and not territory.epcis:
        raise table.refuse("departements", "le territoire est vide : un département ou un EPCI.")
    table.close()
    return territory


def _fields(table: Table) -> tuple[frozenset[Champ], frozenset[Champ], bool]:
    kept = frozenset(table.choices("conservees", Champ, list(Champ)))
    sent = frozenset(table.choices("transmises", Champ, list(Champ)))
    linked = table.flag("reponses_liees")
    if extra := sent - kept:
        names = ", ".join(sorted(extra))
        raise table.refuse("transmises", f"{names} : transmis sans être conservé.")
    if linked != (Champ.REPONSES in kept):
        raise table.refuse(
            "reponses_liees",
            "contredit « conservees » : « reponses » doit y être, ou non, de même.",
        )
    table.close()
    return kept, sent, linked


def _check_named(table: Table, kept: frozenset[Champ], portes: tuple[Porte, ...]) -> None:
    """Refuse people without a name, or fields of people behind no door (004: nobody is kept)."""
    if Porte.DIAGNOSTIC in portes or Porte.MANDAT in portes:
        if not {Champ.NOM, Champ.PRENOM} <= kept:
            raise table.refuse("conservees", "« nom » et « prenom » sont nécessaires.")
    elif kept:
        raise table.refuse("conservees", "aucune porte ouverte n’enregistre de personne.")


def _pass(table: Table) -> Pass:
    remise = table.choice("remise", Remise, list(Remise))
    found = Pass(
        remise=remise,
        pass_par_carnet=table.whole("pass_par_carnet", low=0, high=100),
        valeur_pass_eur=table.whole("valeur_pass_eur", low=0, high=1000),
        operateur=table.text("operateur", empty=True),
        financement=table.text("financement") if table.has("financement") else "",
    )
    if (remise is Remise.AUCUNE) != (found.pass_par_carnet == 0):
        raise table.refuse("remise", "« aucune » va avec 0 Pass par carnet, et seulement alors.")
    table.close()
    return found


def _retention(table: Table) -> RetentionRule:
    years = table.whole("annees", low=1, high=30)
    rule = RetentionRule(years=years, source=table.text("regle"))
    table.close()
    return rule


def _motifs(root: Table) -> tuple[Motif, ...]:
    found: list[Motif] = []
    for table in root.tables("motif"):
        root.sources[table.place] = table.source()
        motif = Motif(
            code=table.text("code"),
            label=table.text("libelle"),
            explanation=table.text("explication"),
        )
        if any(other.code == motif.code for other in found):
            raise table.refuse("code", f"« {motif.code} » y figure deux fois.")
        found.append(motif)
        table.close()
    return tuple(found)


def _protection(table: Table) -> Protection:
    delai = table.whole("droits_delai_h", low=1, high=720) if table.has("droits_delai_h") else None
    found = Protection(
        responsable=table.text("responsable"),
        role_structure=table.choice(
            "role_structure", str, [SOUS_TRAITANT, RESPONSABLE_DE_TRAITEMENT]
        ),
        finalite=table.text("finalite"),
        base_legale=table.text("base_legale"),
        destinataires=table.texts("destinataires"),
        duree=table.text("duree"),
        dpo_courriel=table.text("dpo_courriel", empty=True),
        droits_courriel=table.text("droits_courriel", empty=True),
        droits_delai_h=delai,
        base=table.choice("base", BaseLegale, [one.value for one in BaseLegale])
        if table.has("base")
        else BaseLegale.CONSENTEMENT,
    )
    table.close()
    return found


def _delais(table: Table, protection: Protection) -> Delais:
    """Read the hours within which something is passed on (decision 0025 where there is none)."""
    hours = {
        key: table.whole(key, low=1, high=720)
        for key in ("droits_h", "violation_h", "orange_h", "rouge_h")
    }
    if protection.droits_delai_h not in {None, hours["droits_h"]}:
        raise table.refuse("droits_h", "contredit « droits_delai_h » de [protection].")
    try:
        found = Delais(**hours)
    except ValueError as error:
        raise table.refuse("rouge_h", "orange, puis rouge, puis le terme : dans cet ordre.") from (
            error
        )
    table.close()
    return found
