"""A form with every kind of question, in two languages, and a workplace that asks it."""

from dataclasses import replace
from functools import cache

from app.questionnaire.form.definition import load_form
from app.questionnaire.form.model import FormDefinition
from app.usecases.workplace import Workplace

PERSON = "/data/personne"
_TEXTS = {  # name of the text: in French, in English
    "accueil": ("Bienvenue", "Welcome"),
    "vu": ("J'ai expliqué le questionnaire", "I explained the questionnaire"),
    "moyen": ("Comment venez-vous ?", "How do you come?"),
    "bus": ("En bus", "By bus"),
    "pied": ("À pied", "On foot"),
    "services": ("Quels services ?", "Which services?"),
    "caf": ("La CAF", "Family allowance"),
    "impots": ("Les impôts", "Taxes"),
    "ordre": ("Du plus utile au moins utile", "From most to least useful"),
    "papiers": (
        "Remplir mes papiers en ligne avec quelqu'un, puis les refaire seul la fois suivante",
        "Fill in forms",
    ),
    "photos": ("Ranger mes photos", "Sort my photos"),
    "famille": ("Parler à ma famille", "Talk to my family"),
    "aise": ("À quel point êtes-vous à l'aise ?", "How much at ease are you?"),
    "heures": ("Combien d'heures par jour ?", "How many hours a day?"),
    "age": ("Votre âge", "Your age"),
    "age_faux": ("Entre 16 et 110 ans.", "Between 16 and 110."),
    "age_requis": ("L'âge est demandé pour la suite.", "The age is needed to go on."),
    "naissance": ("Date de naissance", "Date of birth"),
    "venue": ("Prochain rendez-vous", "Next appointment"),
    "heure": ("À quelle heure se lève-t-on ?", "At what time does one get up?"),
    "remarques": ("Vos remarques", "Your remarks"),
    "double": ("Deux fois votre âge", "Twice your age"),
    "personne": ("Personne du foyer", "Person of the household"),
    "prenom": ("Prénom", "First name"),
    "lien": ("Lien", "Relation"),
    "appareil": ("Appareil", "Device"),
    "marque": ("Marque de l'appareil", "Brand of the device"),
    "nombre": ("Combien d'ordinateurs ?", "How many computers?"),
    "ordinateur": ("Ordinateur", "Computer"),
    "etat": ("Son état", "Its state"),
}


def _itext() -> str:
    def texts(place: int) -> str:
        return "".join(
            f'<text id="{name}"><value>{words[place]}</value></text>'
            for name, words in _TEXTS.items()
        )

    return (
        f'<itext><translation lang="Français (fr)" default="true()">{texts(0)}</translation>'
        f'<translation lang="English (en)">{texts(1)}</translation></itext>'
    )


def _label(name: str) -> str:
    return f"""<label ref="jr:itext('{name}')"/>"""


def _item(name: str) -> str:
    return f"<item>{_label(name)}<value>{name}</value></item>"


_MODEL = """
<instance><data id="tout"><accueil/><vu/><moyen/><services/><ordre/><aise/><heures/><age/>
<naissance/><venue/><heure/><remarques/><double/>
<personne jr:template=""><prenom/><appareil jr:template=""><marque/></appareil></personne>
<nombre/><ordinateur jr:template=""><etat/></ordinateur></data></instance>
<bind nodeset="/data/accueil" readonly="true()"/>
<bind nodeset="/data/moyen" required="true()"/>
<bind nodeset="/data/aise" type="int"/>
<bind nodeset="/data/heures" type="decimal"/>
<bind nodeset="/data/age" type="int" required="true()" jr:requiredMsg="jr:itext('age_requis')"
 constraint=". &gt;= 16 and . &lt;= 110" jr:constraintMsg="jr:itext('age_faux')"/>
<bind nodeset="/data/naissance" type="date"/>
<bind nodeset="/data/venue" type="dateTime"/>
<bind nodeset="/data/heure" type="time"/>
<bind nodeset="/data/double" type="int" readonly="true()" relevant="/data/age != ''"
 calculate="/data/age * 2"/>
<bind nodeset="/data/nombre" type="int"/>
"""


def _question(tag: str, name: str, inner: str = "", more: str = "", group: str = "") -> str:
    path = f"/data/{group}/{name}" if group else f"/data/{name}"
    return f'<{tag} ref="{path}" {more}>{_label(name)}{inner}</{tag}>'


def _group(name: str, inner: str, path: str, more: str = "") -> str:
    repeat = f'<repeat nodeset="{path}" {more}>{inner}</repeat>'
    return f'<group ref="{path}">{_label(name)}{repeat}</group>'


def _body() -> str:
    device = _group(
        "appareil",
        _question("input", "marque", group="personne/appareil"),
        f"{PERSON}/appareil",
    )
    return "".join(
        (
            _question("input", "accueil"),
            _question("trigger", "vu"),
            _question("select1", "moyen", _item("bus") + _item("pied")),
            _question("select", "services", _item("caf") + _item("impots")),
            _question("odk:rank", "ordre", _item("papiers") + _item("photos") + _item("famille")),
            _question("range", "aise", more='start="0" end="10" step="1"'),
            _question("range", "heures", more='start="0" end="4" step="0.5"'),
            _question("input", "age"),
            _question("input", "naissance"),
            _question("input", "venue"),
            _question("input", "heure"),
            _question("input", "remarques", more='appearance="multiline"'),
            _question("input", "double"),
            _group(
                "personne",
                _question("input", "prenom", group="personne") + device,
                "/data/personne",
            ),
            _question("input", "nombre"),
            _group(
                "ordinateur",
                _question("input", "etat", group="ordinateur"),
                "/data/ordinateur",
                'jr:count=" /data/nombre "',
            ),
        )
    )


@cache
def form() -> FormDefinition:
    """Return the form."""
    text = (
        '<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml" '
        'xmlns:jr="http://openrosa.org/javarosa" xmlns:odk="http://www.opendatakit.org/xforms">'
        f"<h:head><h:title>Tout</h:title><model>{_itext()}{_MODEL}</model></h:head>"
        f"<h:body>{_body()}</h:body></h:html>"
    )
    return load_form(text.encode())


def ask_all_kinds(workplace: Workplace) -> Workplace:
    """Let the workplace ask this form instead of its own, and return it."""
    workplace.shelf.current = replace(workplace.questionnaire, form=form())
    return workplace
