"""Reading: what authors write becomes values, and each mistake is named with its line, all at once."""

from decimal import Decimal
from pathlib import Path

import pytest

from wizard import library
from wizard.core.questionnaire import Questionnaire, Weight
from wizard.errors import UserError
from wizard.library.schema import published

HERE = Path(__file__).parent
FIXTURES = HERE / "questionnaires_by_feature"
SHIPPED = HERE.parent / "questionnaires"
METHOD = ("native.yaml", (SHIPPED / "methods" / "native.yaml").read_text("utf-8"))
SHELF, SHELF_PROBLEMS = library.read_catalogues(library.texts_in(SHIPPED / "catalogues"))


def fixture(name: str) -> tuple[str, str]:
    return f"{name}.yaml", (FIXTURES / f"{name}.yaml").read_text("utf-8")


BASE = (fixture("appetite"), fixture("readers"), METHOD)
WHOLE = fixture("whole")[1]


def readable(*names: str) -> Questionnaire:
    found, problems = library.read((*BASE, *(fixture(name) for name in names)), SHELF)
    assert problems == ()
    assert found is not None
    return found


def complaints(text: str, method: str = METHOD[1]) -> list[tuple[int, str]]:
    found, problems = library.read((*BASE[:2], ("native.yaml", method), ("it.yaml", text)), SHELF)
    assert (found is None) == bool(problems)
    return [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize("name", sorted(path.stem for path in FIXTURES.glob("*.yaml")))
def test_every_fixture_reads_without_a_problem(name):
    readable(*({name} - {"appetite", "readers"}))


def test_every_field_of_a_module_arrives_in_its_value():
    found = readable("whole")
    module = found.modules[-1]
    assert (module.id, module.version, module.deployment_time) == ("whole", "1", True)
    assert (module.reason, module.skipped) == ("It talks to customers", "It talks to nobody")
    assert module.when == (("readers", frozenset({"staff", "public"})),)
    scenario = module.scenarios[0]
    assert (scenario.frequency, dict(scenario.severity)) == (0.5, {"people": 0, "money": 1.25})
    assert [(group.id, group.beta, group.on, group.classes) for group in scenario.groups] == [
        ("before", 0.1, "frequency", ()),
        ("after", 0.3, "severity", ("money",)),
    ]
    assert (scenario.gates[0].level, scenario.gates[0].unless) == ("High", "price-looked-up")
    assert (scenario.when, scenario.causal) == (
        (("readers", frozenset({"public"})),),
        ("ai/unintentional/post-deployment",),
    )


def test_every_field_of_a_question_arrives_in_its_value():
    questions = readable("whole").questions
    assert questions["channels"].weights == (Weight("wrong-price", "frequency", "More doors", {"phone": 0.2}),)
    number = questions["answers-a-day"]
    assert (number.unit, number.minimum, number.maximum) == ("answers", Decimal(0), Decimal(1_000_000))
    assert [(step.start, step.weight) for step in number.weights[0].steps] == [
        (Decimal(100), 0.1),
        (Decimal(1000), 0.4),
    ]
    control = questions["price-looked-up"]
    assert [(choice.id, choice.text, choice.grade) for choice in control.choices] == [
        ("absent", "Never", 0.0),
        ("partial", "For some goods", 0.5),
        ("full", "For all goods", 1.0),
    ]
    assert (control.page, control.required, control.depth, control.role) == (
        "what",
        True,
        "standard",
        "platform engineer",
    )
    assert (control.engineered, questions["answers-read-again"].engineered) == (True, False)
    assert control.help.how == "Ask for the code that fetches it."
    assert control.line == WHOLE[: WHOLE.index("id: price-looked-up")].count("\n") + 1


def test_words_that_look_like_something_else_stay_words():
    found = readable("words-stay-words")
    module = found.modules[-1]
    assert (module.title, module.version, module.questions[0].text) == ("no", "014", "22:30")
    assert [(choice.id, choice.text) for choice in module.questions[0].choices] == [
        ("no", "off"),
        ("null", "~"),
        ("1e3", ".inf"),
        ("2026-11-23", "0x1F"),
    ]


def test_texts_arrive_as_they_were_written():
    module = readable("folded-text").modules[-1]
    assert module.title == "R&D <b>bold</b> — 漢字, עברית, 🦑"
    assert module.questions[0].text == "A question that goes on over two lines?"
    assert module.questions[0].help.why == "First line.\nSecond line."


@pytest.mark.parametrize(
    ("there", "instead", "said"),
    [
        (
            "subdomain: mit@v3:3.1",
            "subdomian: mit@v3:3.1",
            "a scenario has no field 'subdomian'; did you mean subdomain?",
        ),
        ("type: engineered", "tpye: engineered", "a question has no field 'tpye'; did you mean type?"),
        (
            "causal: [ai/unintentional/post-deployment]",
            "causal: [ai]",
            "an item of causal cannot be 'ai'; use one of human, ai, other / one of intentional, unintentional, other / one of pre-deployment, post-deployment, other",
        ),
    ],
)
def test_one_slip_of_the_pen_is_one_short_sentence(there, instead, said):
    assert there in WHOLE
    assert [message for _, message in complaints(WHOLE.replace(there, instead, 1))] == [said]


def test_a_list_of_one_is_said_to_have_one_item():
    assert "choices has 1 item; it has to have 2 to 50" in [
        message for _, message in complaints(WHOLE.replace("      - {id: phone, text: By phone}\n", "", 1))
    ]


def test_the_method_arrives_whole():
    method = readable().method
    assert (method.floor, method.frequency, method.severity, method.confirmed) == (
        0.001,
        (-3.0, 2.0),
        (0.0, 5.0),
        False,
    )
    assert [(band.name, band.start) for band in method.bands] == [
        ("Low", float("-inf")),
        ("Moderate", 0.0),
        ("High", 1.5),
        ("Critical", 3.0),
    ]
    assert list(method.assurance.items()) == [
        ("claimed", 0.0),
        ("documented", 0.25),
        ("tested", 0.6),
        ("verified", 0.85),
    ]
    assert len(method.anchors["people"]) == 5
    assert method.appetite["money"] == "appetite-money"


MISTAKES = [
    # what stands there, what is written instead, where the problem is, what it says
    ("title: A shop", "titel: A shop", "titel", "did you mean title?"),
    ("title: A shop", "names: A shop", "module: whole", "a module lacks the field title"),
    ("module: whole", "module: Whole_Thing", "Whole_Thing", "small letters"),
    ("module: whole", "modul: whole", "modul: whole", "did you mean module?"),
    ("module: whole", "module: readers", "module: readers", "is taken; it stands in readers.yaml"),
    ("id: channels", "id: readers", "id: readers", "is taken; it stands in readers.yaml, line 6"),
    ("id: channels", "id: wrong-price", "id: wrong-price\n    text: Where", "is taken"),
    ("id: channels", "id: x", "id: x", "is not a good id"),
    ("id: channels", "id: [a]", "id: [a]", "id has to be a text, not a list"),
    ("id: channels", "id: ''", "id: ''", "id is empty"),
    ("kind: many", "kind: mani", "kind: mani", "did you mean many?"),
    ("kind: many", "kind: short", "choices:\n      - {id: web", "choices belongs to questions of kind one or many"),
    ("kind: many", "kind: number", "{scenario: wrong-price, on: frequency", "needs the field steps"),
    (
        "  - id: channels\n",
        "  - chanels\n  - id: channels\n",
        "chanels",
        "a question has to be a mapping of fields, not a text",
    ),
    ("{id: phone, text", "{id: web, text", "{id: web, text: By", "the choice 'web' is there twice"),
    ("{id: phone, text: By phone}", "{id: phone, text: By phone, or mail}", "or mail", "put that text in quotes"),
    ("{id: phone, text: By phone}", "{id: phone, text: By phone, mail}", "mail", "put that text in quotes"),
    ("choices: {phone: 0.2}", "choices: {phon: 0.2}", "{phon:", "did you mean phone?"),
    ("choices: {phone: 0.2}", "choices: {phone: -0.2}", "phone: -0.2", "it has to be between 0 and 5"),
    ("choices: {phone: 0.2}", "choices: {phone: a lot}", "a lot", "has to be a number like 2 or 0.35, not 'a lot'"),
    ("choices: {phone: 0.2}", "choices: {}", "choices: {}", "choices is empty"),
    ("choices: {phone: 0.2}", "steps: [{from: 1, weight: 1}]", "steps: [{from: 1", "use choices"),
    ("on: frequency, because: More", "on: frequenzy, because: More", "frequenzy", "did you mean frequency?"),
    ("on: money, because", "on: society, because", "on: society", "no base severity for society"),
    (
        "scenario: wrong-price, on: money",
        "scenario: wrong-prices, on: money",
        "wrong-prices",
        "did you mean wrong-price?",
    ),
    ("{from: 1000, weight", "{from: 100, weight", "{from: 100, weight: 0.4", "steps have to rise"),
    ("{from: 1000, weight", "{from: 2000000, weight", "2000000", "past the maximum of the question, 1000000"),
    ("minimum: 0", "minimum: 1000000", "maximum: 1000000", "it has to be more than minimum"),
    ("minimum: 0", "minimum: 1e9999", "1e9999", "has to be a number"),
    ("minimum: 0", "minimum: 014", "014", "has to be a number"),
    ("minimum: 0", "minimum: 99999999999999999999", "99999999999999999999", "has to be a number"),
    ("type: engineered", "type: engineerd", "engineerd", "did you mean engineered?"),
    (
        "    type: engineered\n",
        "",
        "kind: control\n    grades: [Never",
        "a question of kind control needs the field type",
    ),
    (
        "grades: [Never, For some goods,",
        "grades: [Never,",
        "grades: [Never,",
        "grades has 2 items; it has to have exactly 3",
    ),
    ("efficacy: 0.99", "efficacy: 1", "efficacy: 1", "it has to be between 0 and 0.99"),
    ("efficacy: 0.99", "efficacy: 0", "efficacy: 0,", "is no control"),
    ("efficacy: 0.9,", "efficacy: 0.95,", "efficacy: 0.95", "a procedural control can have 0.90 at most"),
    ("group: before", "group: befor", "group: befor,", "did you mean before?"),
    ("group: before", "group: after", "id: before", "no control question names the group 'before'"),
    ("required: true", "required: yes", "required: yes", "has to be true or false, not 'yes'"),
    ("page: what", "page: whatever", "page: whatever", "did you mean what?"),
    ("depth: standard", "depth: normal", "depth: normal", "use quick, standard or deep"),
    ("help: {why", "help: {wy", "{wy", "did you mean why?"),
    ("[mit@v3:3.1]", "[mit:3.1]", "[mit:3.1]", "names no edition; did you mean mit@v3:3.1?"),
    ("[mit@v3:3.1]", "[mit@v3:3.9]", "[mit@v3:3.9]", "is not in any catalogue"),
    ("[mit@v3:3.1]", "mit@v3:3.1", "references: mit@v3:3.1", "references has to be a list"),
    (
        "[owasp-llm@2026:LLM07]",
        "[owasp-llm@2025:LLM07]",
        "[owasp-llm@2025",
        "it meant System Prompt Leakage; did you mean",
    ),
    ("subdomain: mit@v3:3.1", "subdomain: mit@v3:3", "subdomain: mit@v3:3", "is no subdomain"),
    ("subdomain: mit@v3:3.1", "subdomain: 3.1", "subdomain: 3.1", "did you mean mit@v3:3.1?"),
    (
        "causal: [ai/unintentional/post-deployment]",
        "causal: [ai/accidental/post-deployment]",
        "ai/accidental",
        "did you mean ai/",
    ),
    ("title: A customer", "title: >-\n      " + 12 * "A customer", "title: >-", "it"),
    ("wrong price\n    text", "wrong price.\n    text", "wrong price.\n", "without a full stop"),
    ("frequency: 0.5", "frequency: 2.5", "frequency: 2.5", "frequency is 2.5; the method takes -3 to 2"),
    ("money: 1.25}", "money: 6}", "money: 6}", "money is 6; the method takes 0 to 5"),
    ("money: 1.25}", "monney: 1.25}", "monney", "did you mean money?"),
    ("beta: 0.1", "beta: 1.1", "beta: 1.1", "it has to be between 0 and 1"),
    ("on: severity, classes", "on: frequency, classes", "classes: [money]", "belongs to groups with on: severity"),
    ("classes: [money]", "classes: [rights]", "classes: [rights]", "no base severity for rights"),
    ("id: after,", "id: before,", "{id: before, title: After", "the group 'before' is there twice"),
    ("level: High", "level: Hihg", "level: Hihg", "did you mean High?"),
    ("unless: price-looked-up", "unless: price-lookedup", "unless: price-lookedup", "did you mean price-looked-up?"),
    ("unless: price-looked-up", "unless: channels", "unless: channels", "is no control question"),
    ("when: {readers: [staff, public]}", "when: {reader: [staff]}", "when: {reader:", "did you mean readers?"),
    ("when: {readers: [staff, public]}", "when: {readers: [staf]}", "when: {readers: [staf]}", "did you mean staff?"),
    ("when: {readers: [staff, public]}", "when: {channels: [web]}", "when: {channels", "is asked later"),
    ("when: {readers: [staff, public]}", "when: {appetite-people: [few]}", "when: {app", "kinds one and many only"),
    ("when: {readers: [staff, public]}", "when: readers", "when: readers", "when has to be a mapping"),
    ("when: {readers: [staff, public]}", "when: {readers: staff}", "when: {readers: staff", "has to be a list"),
    ("skipped: It talks to nobody\n", "", "when: {readers: [staff, public]}", "needs the field skipped"),
]


@pytest.mark.parametrize(("there", "instead", "place", "message"), MISTAKES, ids=lambda text: text[:30])
def test_a_mistake_is_named_on_its_line(there, instead, place, message):
    assert there in WHOLE
    text = WHOLE.replace(there, instead, 1)
    line = text[: text.index(place)].count("\n") + 1
    found = complaints(text)
    assert any(at == line and message in said for at, said in found), found


METHOD_MISTAKES = [
    ("method: native", "methode: native", "methode", "did you mean method?"),
    ("frequency: [-3, 2]", "frequency: [2, -3]", "frequency: [2", "has to rise"),
    ("name: Low", "name: Low, from: -1", "name: Low", "leave from out"),
    ("from: 1.5", "from: 0", "{name: High", "bands have to rise"),
    ("{name: High, from: 1.5}", "{name: High}", "{name: High}", "needs the field from"),
    ("tested: 0.6", "tested: 0.9", "assurance:", "assurance has to rise"),
    ("tested: 0.6", "testd: 0.6", "testd", "did you mean tested?"),
    ("people: appetite-people", "people: appetite-peple", "appetite-peple", "did you mean appetite-people?"),
    ("people: appetite-people", "people: readers", "people: readers", "has to be of kind number"),
    ("confirmed: false", "confirmed: no", "confirmed: no", "true or false"),
    ("floor: 0.001", "floor: 0", "floor: 0", "between"),
]


@pytest.mark.parametrize(("there", "instead", "place", "message"), METHOD_MISTAKES)
def test_a_mistake_in_the_method_is_named_on_its_line(there, instead, place, message):
    text = METHOD[1].replace(there, instead, 1)
    line = text[: text.index(place)].count("\n") + 1
    found = complaints(WHOLE, text)
    assert any(at == line and message in said for at, said in found), found


def test_all_problems_come_at_once_from_top_to_bottom():
    text = WHOLE
    for there, instead in (("title: A shop", "names: A shop"), ("beta: 0.1", "beta: 7"), ("kind: many", "kind: some")):
        text = text.replace(there, instead)
    found = complaints(text)
    assert len({line for line, _ in found}) == 4
    assert [line for line, _ in found] == sorted(line for line, _ in found)


def test_more_than_eight_controls_in_a_group_are_refused():
    control = WHOLE[WHOLE.index("  - id: answers-read-again") :]
    more = "".join(control.replace("answers-read-again", f"answers-read-again-{place}") for place in range(8))
    assert complaints(WHOLE + more[: -len(control) - 2]) == []
    assert any("more than 8 controls" in said for _, said in complaints(WHOLE + more))


ANYWAY = """
  - id: asked-anyway
    text: Which all the same?
    kind: many
    choices: [{id: none, text: None}, {id: price-promises, text: Prices}]
"""


def test_what_can_be_asked_anyway_is_a_later_module_with_a_condition():
    intake = fixture("readers")[1].rstrip() + ANYWAY

    def found(text: str, promises: str) -> list[str]:
        texts = (BASE[0], ("readers.yaml", text), METHOD, ("it.yaml", promises))
        return [problem.message for problem in library.read(texts, SHELF)[1]]

    whole = WHOLE.replace("module: whole", "module: price-promises", 1)
    assert found(intake, whole) == []
    assert found(intake.replace("id: price-promises", "id: price-promise"), whole) == [
        "no module 'price-promise' with a condition is asked after this; did you mean price-promises?"
    ]
    assert found(intake.replace("id: price-promises", "id: readers"), whole) == [
        "no module 'readers' with a condition is asked after this"
    ]
    one = intake.replace("text: Which all the same?\n    kind: many", "text: Which all the same?\n    kind: one")
    assert found(one, whole) == ["the question asked-anyway has to be of kind many: its choices are modules"]
    late = whole.rstrip() + ANYWAY
    assert found(fixture("readers")[1], late) == ["no module 'price-promises' with a condition is asked after this"]


def test_the_question_of_gaps_is_written_line_by_line():
    asked = "\n  - id: gaps\n    text: What is missing?\n    kind: long\n"
    intake = fixture("readers")[1].rstrip() + asked

    def found(text: str) -> list[str]:
        return [problem.message for problem in library.read((BASE[0], ("readers.yaml", text), METHOD), SHELF)[1]]

    assert found(intake) == []
    assert found(intake.replace("kind: long", "kind: short")) == [
        "the question gaps has to be of kind long: each line is a gap"
    ]


def test_a_scenario_may_look_at_any_question():
    text = WHOLE.replace("    when: {readers: [public]}\n    groups", "    when: {channels: [phone]}\n    groups")
    assert complaints(text) == []


def test_without_a_shelf_references_are_not_followed_but_need_an_edition():
    text = WHOLE.replace("[mit@v3:3.1]", "[mit@v9:3.1]")
    assert library.read((*BASE, ("it.yaml", text)))[1] == ()
    problems = library.read((*BASE, ("it.yaml", WHOLE.replace("[mit@v3:3.1]", "['3.1']"))))[1]
    assert ["names no edition" in problem.message for problem in problems] == [True]


def test_a_questionnaire_has_one_method_and_some_module():
    assert "no method" in library.read(BASE[:2])[1][0].message
    assert "no module" in library.read((METHOD,))[1][-1].message
    assert library.read(())[0] is None
    twice = library.read((*BASE, ("second.yaml", METHOD[1])))[1]
    assert [(problem.file, "second method" in problem.message) for problem in twice] == [("second.yaml", True)]


def test_a_catalogue_among_the_modules_is_called_one():
    problems = library.read((*BASE, *library.texts_in(SHIPPED / "catalogues")[:1]))[1]
    assert "this is a catalogue; here belongs a module or a method" in problems[0].message


def test_files_are_given_in_the_order_of_asking(tmp_path):
    for name in ("zebra.yaml", "ant.yaml", "intake.yaml", "notes.txt"):
        (tmp_path / name).write_text("x: y", "utf-8")
    assert [name for name, _ in library.texts_in(tmp_path)] == ["intake.yaml", "ant.yaml", "zebra.yaml"]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UserError, match="cannot be read"):
        library.texts_in(tmp_path / "nowhere")
    with pytest.raises(UserError, match="is not a file"):
        library.text_of(tmp_path)


def test_too_many_files_are_refused(tmp_path):
    assert "more than 500 files" in library.read(BASE * 200)[1][0].message
    for place in range(501):
        (tmp_path / f"{place}.yaml").touch()
    with pytest.raises(UserError, match="more than 500"):
        library.texts_in(tmp_path)


def write_questionnaires(folder: Path, module: str) -> None:
    for name in ("modules", "methods", "catalogues"):
        (folder / name).mkdir()
    for name, text in (*BASE[:2], ("whole.yaml", module)):
        (folder / "modules" / name).write_text(text, "utf-8")
    (folder / "methods" / METHOD[0]).write_text(METHOD[1], "utf-8")
    for name, text in library.texts_in(SHIPPED / "catalogues"):
        (folder / "catalogues" / name).write_text(text, "utf-8")


def test_a_folder_loads_whole_or_names_every_problem(tmp_path):
    write_questionnaires(
        tmp_path, WHOLE.replace("when: {readers: [staff, public]}", "reason: again").replace("beta: 0.3", "beta: 3")
    )
    with pytest.raises(UserError) as caught:
        library.load(tmp_path)
    assert "whole.yaml:8: 'reason' is there twice; the first is on line 5" in caught.value.sentence
    assert "whole.yaml:22: beta is 3" in caught.value.sentence
    (tmp_path / "modules" / "whole.yaml").write_text(WHOLE.replace("when: {readers: [staff, public]}", ""), "utf-8")
    questionnaire, shelf = library.load(tmp_path)
    assert "wrong-price" in questionnaire.scenarios
    assert "mit@v3:7.6" in shelf.entries
    assert library.load_catalogues(tmp_path) == shelf
    (tmp_path / "catalogues" / "mine.yaml").write_text("catalog: mine\n", "utf-8")
    with pytest.raises(UserError, match=r"mine\.yaml:1: "):
        library.load_catalogues(tmp_path)


def test_a_checked_file_is_read_among_the_shipped_ones():
    shipped = (*BASE, ("whole.yaml", WHOLE))
    assert library.check((("/home/ada/my-whole.yaml", WHOLE),), shipped, SHELF) == ()
    found = library.check(
        (("/home/ada/readers.yaml", fixture("readers")[1].replace("id: public", "id: anybody")),), shipped, SHELF
    )
    assert found == (), "what breaks in other files is not this file's problem"
    found = library.check((("mine.yaml", WHOLE.replace("beta: 0.3", "beta: 3")),), shipped, SHELF)
    assert [(problem.file, problem.line) for problem in found] == [("mine.yaml", 22)]
    new = WHOLE.replace("whole", "other").replace("wrong-price", "other-price")
    assert any("is taken" in problem.message for problem in library.check((("other.yaml", new),), shipped, SHELF))


def test_a_checked_catalogue_is_read_as_one():
    text = dict(library.texts_in(SHIPPED / "catalogues"))["mit.yaml"].replace('parent: "7"', 'parent: "9"', 1)
    found = library.check((("mit.yaml", text),), BASE, SHELF)
    assert ["there is no entry '9'" in problem.message for problem in found] == [True]


def test_the_published_schema_is_the_one_that_the_reader_follows():
    assert (SHIPPED / "schema.json").read_text("utf-8") == published(), "write it anew: python -m wizard.library.schema"
