"""The gestures of an agent at the window, by keyboard alone."""

from app.domain.convention import Champ, Convention
from app.questionnaire.guide.model import Guide
from demonstration.hand import Hand, Key
from demonstration.persons import Example
from demonstration.settings import PASSPHRASE

END = "Les questions sont finies"
TASKS, MOST_A_TASK = 5, 2  # the practical exercise: five tasks of two points
PURPOSES = ("prescription", "questionnaire", "indicateurs", "recontact")


def unlock(hand: Hand, passphrase: str, *, agent: str = "") -> None:
    """Open the vault; `agent` is part of the name where several have access."""
    hand.find("passphrase")
    if agent:
        hand.pick_by_words("agents", agent)
    hand.write("passphrase", passphrase)
    hand.press(Key.Key_Return)
    hand.find("doorQuickHelp")


def receive(hand: Hand, *, by_phone: bool = False) -> None:
    """Open an interview through its door."""
    hand.push("doorInterview")
    hand.push("channelPhone" if by_phone else "channelHere")
    hand.find("personRefuses")


def give_notice(hand: Hand, *, refused: tuple[str, ...] = ("recontact",)) -> None:
    """Give the notice, note how, answer each purpose, go on."""
    hand.find("choice-lue_a_voix_haute")
    hand.pick("choice-lue_a_voix_haute")
    hand.find("purpose-prescription")
    for purpose in PURPOSES:
        if hand.shows(f"purpose-{purpose}"):
            answer = "short-non" if purpose in refused else "short-oui"
            hand.pick(answer, inside=f"purpose-{purpose}")
    hand.push("goOn")
    hand.find("personSearch")


def enter_person(hand: Hand, person: Example, convention: Convention) -> None:
    """Look for the person, then enter her."""
    hand.write("personSearch", person.nom)
    hand.push("goOn")
    hand.find("nom")
    if convention.allows(Champ.CIVILITE) and person.civilite:
        hand.pick(f"short-{person.civilite}")
    hand.write("nom", person.nom)
    hand.write("prenom", person.prenom)
    if convention.allows(Champ.TRANCHE_AGE):
        hand.pick(f"short-{person.tranche_age}")
    adresse = person.adresse
    if adresse.domiciliation_ccas:
        hand.pick("short-ccas")
    elif adresse.chez:
        hand.pick("short-heberge")
        hand.write("chez", adresse.chez)
    hand.write("voie", adresse.voie)
    if adresse.complement or adresse.residence or adresse.lieu_dit:
        hand.push("addressDetails")
        for name in ("complement", "residence", "lieu_dit"):
            if value := getattr(adresse, name):
                hand.write(name, value)
    hand.write("code_postal", adresse.code_postal)
    if hand.shows(f"short-{adresse.code_insee}"):
        hand.pick(f"short-{adresse.code_insee}")
    hand.push("goOn")
    hand.find("review")


def answer(hand: Hand, person: Example, guide: Guide, *, until: int | None = None) -> int:
    """Answer the questions as they come, by arrows and Space; return how many were answered.

    Stops after `until` answers, or where the questions end. A question that the person's table does
    not answer is passed over by pressing Enter twice.
    """
    names = {question.label: name for name, question in guide.questions.items()}
    given = 0
    hand.until(lambda: hand.heading() in {*names, END}, "a question")
    while until is None or given < until:
        heading = hand.heading()
        if heading == END:
            break
        codes = person.answers.get(names[heading], ())
        for code in codes:
            hand.pick(f"choice-{code}")
        hand.press(Key.Key_Return)
        if not codes:
            hand.press(Key.Key_Return)
        given += bool(codes)
        hand.until_other_heading(heading)
    return given


def end_questions(hand: Hand) -> None:
    """Go on from the end of the questions."""
    hand.until(lambda: hand.heading() == END, END)
    hand.push("next")


def on_hold(hand: Hand) -> None:
    """Put the interview on hold."""
    hand.push("holdInterview")
    hand.find("doorInterview")


def exercise(hand: Hand, points: int | None, *, passphrase: str = PASSPHRASE) -> None:
    """Skip the practical exercise, or do it and reach `points` (0 to 10) in its five tasks.

    The laptop is in the person's hands; the agent takes it back with `passphrase`.
    """
    hand.see("petites tâches")
    if points is None:
        hand.push("skipExercise")
        return
    hand.push("startExercise")
    for task in range(TASKS):
        done = min(MOST_A_TASK, max(0, points - task * MOST_A_TASK))
        do_task(hand, task + 1, done)
    hand.find("exerciseOver")
    take_back(hand, passphrase)
    hand.push("endExercise")


def do_task(hand: Hand, number: int, points: int) -> None:
    """Let the person end a task of the exercise, then note it on her screen."""
    hand.see(f"Exercice {number} sur {TASKS}")
    hand.push("taskDone")
    hand.hold("holdToNote", until="noteTask")
    hand.pick(f"choice-{points}")
    hand.push("noteTask")


def take_back(hand: Hand, passphrase: str = PASSPHRASE, *, until: str = "endExercise") -> None:
    """Take the laptop back from the person; wait for the widget called `until` of one's page."""
    hand.push("takeBack")
    hand.write("returnPassphrase", passphrase)
    hand.push("confirmReturn")
    hand.find(until)


def follow_advice(hand: Hand) -> None:
    """Follow the advice of the guide and confirm it with the person."""
    hand.find("confirmDecision")
    hand.pick("choice-conseil")
    hand.push("confirmDecision")
    hand.find("finishInterview")


def finish(hand: Hand, *, ending: str = "refus") -> None:
    """End the interview on its papers; `ending` says how when there is no prescription."""
    if hand.shows(f"choice-{ending}"):
        hand.pick(f"choice-{ending}")
    hand.push("finishInterview")
    hand.find("doorInterview")


def interview(hand: Hand, person: Example, guide: Guide, convention: Convention) -> None:
    """Receive a person from the door to the diagnosis on screen."""
    receive(hand)
    give_notice(hand)
    enter_person(hand, person, convention)
    answer(hand, person, guide)
    end_questions(hand)
    hand.until(lambda: hand.shows("startExercise") or hand.shows("reviewAnswers"), "the advice")
    if hand.shows("startExercise"):
        exercise(hand, person.simulation)
    hand.find("reviewAnswers")


def synchronise(hand: Hand) -> None:
    """Press the one button of the end of the day and wait for the report."""
    hand.go_to("synchroniser")
    hand.push("synchronise")
