from app.questionnaire.guide.changes import one_click_away
from app.questionnaire.guide.diagnosis import Diagnosis, changes, diagnose
from app.questionnaire.guide.model import Guide
from app.questionnaire.guide.reasons import Reason


def _person(guide: Guide, code: str) -> Diagnosis:
    case = next(case for case in guide.cases if case.case == code)
    return diagnose(
        guide,
        profile=case.profil,
        answers=case.answers,
        tranche_age=case.tranche_age,
        simulation=case.simulation,
    )


def _reason(found: Diagnosis, result: str) -> Reason:
    return next(reason for reason in found.reasons if reason.resultat == result)


def test_the_service_names_the_row_its_cell_and_the_conditions_that_held(guide: Guide) -> None:
    # X16: intermédiaire after the exercise, F1 « un peu »: S11 stands in row 12 of « services ».
    reason = _reason(_person(guide, "X16"), "service")
    assert (reason.code, reason.place) == ("S11", "services!C12")
    assert [held.texte for held in reason.conditions] == [
        "Niveau : Intermédiaire",
        "Avez-vous envie d’apprendre à faire plus de choses vous-même ? Oui, un peu",
    ]
    assert ("F1", "Oui, un peu") in [
        (answer.question, answer.reponse) for answer in reason.reponses
    ]


def test_the_level_adds_up_the_points_of_the_answers(guide: Guide) -> None:
    found = _person(guide, "X16")
    reason = _reason(found, "niveau")
    assert len(reason.reponses) == 12
    assert sum(answer.points or 0 for answer in reason.reponses) == found.score_total == 28
    assert "Observé à l’exercice : Débutant" in reason.explication


def test_a_level_without_points_says_what_kept_the_questions_away(guide: Guide) -> None:
    # X01 never used the internet and has a plain telephone.
    reason = _reason(_person(guide, "X01"), "niveau")
    assert [answer.question for answer in reason.reponses] == ["F4", "A1", "B1"]


def test_the_cap_applied_is_told_with_its_cell(guide: Guide) -> None:
    # X02: 3+3+2+1+3+1+1+0+1+1+1+0 = 17, intermédiaire by the score: no cap lowers it.
    assert _reason(_person(guide, "X02"), "niveau").plafonds == ()
    hesitant = {
        name: "seul_hesite" for name, q in guide.questions.items() if q.role == "competence"
    }
    answers = {"F4": "apprendre", "A1": ["smartphone"], "B1": "jour", **hesitant}
    found = diagnose(guide, profile="strasbourg", answers=answers)
    # 24 points say avancé; nothing is done without hesitation (PL5, row 5 of « plafonds »).
    (cap,) = _reason(found, "niveau").plafonds
    assert (cap.code, cap.niveau_max, cap.place) == ("PL5", "Intermédiaire", "plafonds!B5")


def test_the_one_answer_that_would_have_led_elsewhere_is_named(guide: Guide) -> None:
    found = {change.code: change for change in changes(guide, _person(guide, "X01"))}
    # X01 prefers to be accompanied (S06): an urgency would come first (S03).
    assert (found["S03"].question, found["S03"].instead) == ("D3", "Oui")
    assert (found["S08"].question, found["S08"].service) == ("F4", "formation")
    assert "S06" not in found


def test_one_click_adds_or_removes_a_tick_and_an_exclusive_answer_stands_alone(
    guide: Guide,
) -> None:
    ticked = frozenset({"smartphone", "connexion"})
    around = list(one_click_away(guide.questions["A1"], ticked))
    assert frozenset({"connexion"}) in around  # the smartphone unticked
    assert frozenset({"smartphone", "connexion", "tablette"}) in around
    assert frozenset({"aucun"}) in around
    assert ticked not in around
    alone = list(one_click_away(guide.questions["A1"], frozenset({"aucun"})))
    assert frozenset({"tablette"}) in alone
    assert not any("aucun" in codes for codes in alone)


def test_an_unsettled_service_has_no_other_way_out(guide: Guide) -> None:
    assert changes(guide, _person(guide, "X23")) == ()


def test_what_is_missing_is_named_with_its_question(guide: Guide) -> None:
    found = _person(guide, "X23").as_json()["raisons"]
    assert isinstance(found, dict)
    first = found["manquants"][0]
    assert first["question"] == "E6"
    assert "service" in first["pour"]


def test_the_person_reads_labels_never_codes_or_scores(guide: Guide) -> None:
    for case in guide.cases:
        for sentence in _person(guide, case.case).texts:
            assert "{" not in sentence.text
            assert "/36" not in sentence.text
            assert "score" not in sentence.text.lower()


def test_the_level_is_told_with_its_name_and_explanation(guide: Guide) -> None:
    texts = {sentence.source: sentence.text for sentence in _person(guide, "X02").texts}
    assert texts["E_NIV"] == (
        "Votre point de départ : Intermédiaire. Vous savez faire plusieurs choses. "
        "D’autres demandent encore un coup de main."
    )
    assert texts["service"] == "Vous voulez apprendre. Des séances à votre niveau vous aideront."


def test_a_sentence_waiting_for_something_unknown_is_left_out(guide: Guide) -> None:
    assert "E_NIV" not in [sentence.source for sentence in _person(guide, "X23").texts]


def test_a_service_settled_before_its_rule_is_explained_and_announced(guide: Guide) -> None:
    answers = {"F4": "accompagnement", "D2": "renonce"}
    found = diagnose(guide, profile="strasbourg", answers=answers)
    reason = _reason(found, "service")
    assert (reason.valeur, reason.code) == ("Assistance", "S03, S04, S06")
    assert reason.explication == "Les réponses qui manquent ne changeront pas ce service."
    assert [answer.question for answer in reason.reponses] == ["F4", "D2"]
    assert found.texts[0].text == "Une personne fera vos démarches avec vous."


def test_after_an_urgency_the_suite_names_the_next_service(guide: Guide) -> None:
    # Urgent, wants to learn, blocked nowhere: assistance first (S03), then formation (S08).
    answers: dict[str, str | list[str]] = {
        "F4": "apprendre",
        "D1": ["caf"],
        "D3": "oui",
        "D2": "avec_quelquun",
        "E4": ["groupe"],
        "E6": "possible",
        "A1": ["telephone_simple"],
        "B1": "jamais",
        "F1": "beaucoup",
        "F3": ["emploi"],
    }
    found = diagnose(guide, profile="strasbourg", answers=answers)
    assert (found.code_service, found.suite) == ("S03", "puis_formation")
    texts = {sentence.source: sentence.text for sentence in found.texts}
    assert texts["suite"] == (
        "Après cette urgence, nous vous proposons : des séances pour apprendre."
    )
    assert _reason(found, "suite").explication == texts["suite"]
    assert found.seances == 10  # the modules are those of the formation to come


def test_what_was_denied_reads_as_french(guide: Guide) -> None:
    # X14-like: nothing is difficult, everything is known (S02); then « autre que » (S04).
    gestes = {name: "seul" for name, q in guide.questions.items() if q.role == "competence"}
    answers: dict[str, str | list[str]] = {
        **gestes,
        "F4": "apprendre",
        "D1": ["caf"],
        "D2": "seul_facile",
        "D3": "non",
        "E4": ["groupe"],
        "E6": "possible",
        "A1": ["ordinateur"],
        "B1": "jour",
        "F1": "beaucoup",
        "F3": ["emploi"],
    }
    held = _reason(diagnose(guide, profile="strasbourg", answers=answers), "service").conditions
    assert [part.texte for part in held] == [
        "Difficulté dans les démarches en ligne : non",
        "Niveau : Confirmé",
    ]
    blocked = {**answers, "D2": "renonce", "E6": "lecture"}
    held = _reason(diagnose(guide, profile="strasbourg", answers=blocked), "service").conditions
    assert held[1].texte == (
        "Souhait de la personne : autre que "
        "« Une aide sur une démarche précise, puis continuer sans aide »"
    )
