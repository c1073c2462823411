"""Nothing in, the content of reports out: the shipped example, and small questionnaires for single properties."""

import hashlib
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

from PIL import Image

from tests import shipped
from wizard import library
from wizard.core.approval import Approvals, Approver
from wizard.core.assessment import Answer, Assessment, Evidence
from wizard.core.questionnaire import Barrier, Choice, Group, Module, Question, Questionnaire, Scenario
from wizard.core.scoring import score, trace
from wizard.report import Content, render
from wizard.report.book import lay_out
from wizard.report.paper import PAPERS

ROOT = Path(__file__).parents[1]
AT = datetime(2026, 11, 22, 14, 2, 37, tzinfo=UTC)


def content_of(questionnaire, answers, shelf=None, **more):
    found = score(questionnaire, answers)
    record = json.dumps({"answers": sorted(answers)}, sort_keys=True).encode()
    assessment = Assessment("a-1", answers, plan=more.pop("plan", None))
    traces = {
        item.scenario.id: trace(questionnaire, answers, item.scenario.id, item.followed.name)
        for item in found.scenarios
    }
    parts = {
        "signer": "Tomasz Wierzba",
        "role": "Model Risk",
        "fingerprint": "5c1e90ab27d4660fb8314de29a7c05f1" * 2,
        "organisation": assessment.text("organisation"),
        "program_version": "1.0",
        "texts": (("modules/intake.yaml", "ab" * 32), ("methods/native.yaml", "cd" * 32)),
    }
    return Content(
        questionnaire=questionnaire,
        assessment=assessment,
        score=found,
        traces=traces,
        shelf=shelf or shipped.whole()[1],
        record=record,
        record_sha256=hashlib.sha256(record).hexdigest(),
        date=AT,
        **{**parts, **more},
    )


@cache
def example():
    questionnaire, shelf = shipped.whole()
    text = (ROOT / "questionnaires" / "examples" / "claims-triage.yaml").read_text(encoding="utf-8")
    answers, plan, problems = library.read_file(text, questionnaire)
    assert not problems, problems[:5]
    named = {
        key: replace(answer, who=answer.who or "M. Ferreira", at=answer.at or "2026-11-18T09:12:00Z")
        for key, answer in answers.items()
    }
    return content_of(questionnaire, named, shelf, plan=plan)


def plain_questionnaire(scenarios=1, *, base=1.0, efficacy=0.9, severity=None, gates=(), controls=1):
    """Give `scenarios` scenarios with so many controls each."""
    method = shipped.whole()[0].method
    questions, made = [], []
    names = ("system-name", "system-version", "organisation", "system-purpose")
    questions.extend(Question(name, f"What is the {name.replace('-', ' ')}?", "long") for name in names)
    for number in range(scenarios):
        key = f"risk-{number}"
        later = range(1, (controls + 7) // 8)
        groups = (
            Group("stop-0", "Stopping it", 0.1, "frequency"),
            *(Group(f"stop-{place}", f"Stopping it at place {place}", 0.1, "frequency") for place in later),
        )
        spread_out = base - number * 0.02
        made.append(
            Scenario(key, f"Something goes wrong in way {number}", "It goes wrong. People notice late.", "mit@v3:7.1",
                     spread_out, severity or {"people": 1.0}, "a made-up rate", groups=groups, gates=gates)
        )  # fmt: skip
        grades = tuple(
            Choice(name, name.title(), grade) for name, grade in (("absent", 0.0), ("partial", 0.5), ("full", 1.0))
        )
        for control in range(controls):
            ending = f"-{control}" if control else ""
            barrier = Barrier(key, f"stop-{control // 8}", efficacy, "it holds")
            asked = f"Is way {number} blocked{f' by block {control}' if control else ''}?"
            made_of = {"barriers": (barrier,), "role": "engineer"}
            questions.append(Question(f"control-{number}{ending}", asked, "control", grades, **made_of))
    questions.append(Question("gaps", "What is missing?", "long"))
    module = Module("plain", "Plain questions", "1", questions=tuple(questions), scenarios=tuple(made))
    return Questionnaire((module,), method)


def plain_content(answers=None, scenarios=1, **more):
    """Give the content of a report on `plain_questionnaire`; texts by question id."""
    values = {"system-name": "Tiny", "system-version": "1", **(answers or {})}
    found = {key: value if isinstance(value, Answer) else Answer(value=value) for key, value in values.items()}
    shape = {key: more.pop(key) for key in ("base", "efficacy", "severity", "gates", "controls") if key in more}
    return content_of(plain_questionnaire(scenarios, **shape), found, **more)


TYPED = "R&D <b>bold</b> \"q\" 'x' café Ελληνικά Русский Tiếng Việt 山本彩 日本語 한국어 🙂 ∑ ≤ ☂ ไทย"
RIGHT_TO_LEFT = "שלום עולם זה טקסט\nمرحبا بالعالم مرحبا"

SCRIPTS = {
    "Gurmukhi": "ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ। ਦੁਨੀਆਂ",
    "Gujarati": "નમસ્તે દુનિયા ક્ષમતા",
    "Odia": "ନମସ୍କାର ବିଶ୍ୱ କ୍ଷମତା",
    "Telugu": "నమస్కారం ప్రపంచం క్షమ",
    "Kannada": "ನಮಸ್ಕಾರ ಜಗತ್ತು ಕ್ಷಮೆ",
    "Malayalam": "നമസ്കാരം ലോകം ക്ഷമ",
    "Sinhala": "ආයුබෝවන් ලෝකය ශ්\u200dරී",
    "Lao": "ສະບາຍດີ ໂລກ",
    "Khmer": "សួស្តី ពិភពលោក",
    "Myanmar": "မင်္ဂလာပါ ကမ္ဘာ",
    "Tibetan": "བཀྲ་ཤིས་བདེ་ལེགས། འཛམ་གླིང་",
    "Devanagari": "नमस्ते दुनिया क्षमता।",
    "Bengali": "নমস্কার বিশ্ব ক্ষমতা।",
    "Tamil": "வணக்கம் உலகம் க்ஷமா",
    "Thai": "สวัสดีชาวโลก",
    "Armenian": "Բարեւ աշխարհ",
    "Georgian": "გამარჯობა მსოფლიო",
    "Ethiopic": "ሰላም ልዑል",
}


def forty_pictures():
    """Give forty different pictures, wide and high, as evidence with their bytes."""
    found = {}
    for number in range(40):
        size = (320, 180) if number % 3 else (120, 300)
        image = Image.new("RGB", size, (number * 6, 120, 255 - number * 6))
        image.paste("white", (4, 4, 20 + number, 20 + number))
        out = io.BytesIO()
        image.save(out, "PNG")
        found[hashlib.sha256(out.getvalue()).hexdigest()] = out.getvalue()
    proof = tuple(
        Evidence(f"picture-{place}.png", "image", digest, len(data), "", "2026-10-01")
        for place, (digest, data) in enumerate(found.items(), 1)
    )
    return plain_content({"control-0": Answer("full", "tested", evidence=proof)}, images=found)


def typed(note=TYPED, **more):
    answer = Answer(value="partial", assurance="tested", note=note, who="Rūta Žemaitė 山")
    return plain_content({"system-name": "R&D <b> 山本", "control-0": answer}, **more)


THREE = Approvals((Approver("Head of Claims", "Jonas Ek"), Approver("Board", "", "ab" * 32), Approver("Η Επιτροπή")), 2)
TWELVE = Approvals(
    tuple(
        Approver(f"{'A role with a long name and more of it, '[: 8 + 6 * number]}{number}", "W" * 64)
        for number in range(12)
    ),
    12,
    "given",
)

SAMPLES = {
    "example": example,
    "typed": lambda: typed(TYPED + "\n" + RIGHT_TO_LEFT + "\n\x00 \u202e \ud800 नमस्ते"),
    "names that steer": lambda: plain_content(
        {
            "system-name": "Claims\u202eagent\U00012000and\u2066more",
            "system-version": "\u202e1",
            "control-0": Answer("full", "tested", "met-otherwise", "\u202e" * 9, "a\u202ed", who="\u202eJo"),
        },
        organisation="\u202eOrg" * 9,
        signer="Jo\u202e\u202d",
    ),
    "nothing answered": lambda: plain_content(scenarios=3),
    "a trace of many rows": lambda: plain_content(scenarios=2, controls=60, efficacy=0.2, severity={"people": 1.0}),
    "sixty scenarios": lambda: plain_content(scenarios=60),
    "all proven": lambda: plain_content(
        {"control-0": Answer(value="full", assurance="verified")}, base=-3.0, efficacy=0.99
    ),
    "highest": lambda: plain_content(base=6.0),
    "draft on Letter": lambda: plain_content(draft=True, paper="Letter"),
    "long names": lambda: plain_content({"system-name": "A name of a system " * 16}, organisation="Org " * 75),
    "off the scale": lambda: plain_content(
        {"control-0": Answer(value="full", assurance="claimed")}, base=2.0, severity={"people": 5.0}
    ),
    "one letter and a long word": lambda: plain_content(
        {"system-name": "X", "control-0": Answer(value="full", assurance="claimed", note="ab" * 1500)}, organisation="Y"
    ),
    "long names and over": lambda: plain_content(
        {
            "system-name": "A name of a system " * 16,
            "system-purpose": "It is for many things. " * 40,
            **{f"control-{number}": Answer(value="full", assurance="tested") for number in range(3)},
        },
        scenarios=5,
        organisation="Org " * 75,
    ),
    "name without a space": lambda: plain_content({"system-name": "ab" * 150}, organisation="c" * 300),
    "long everything": lambda: plain_content(
        {
            "system-version": "v" * 300,
            "control-0": Answer(
                value="full",
                assurance="tested",
                standing="met-otherwise",
                reason="because " * 400,
                note="n\n" * 90,
                who="Who " * 200,
                at="not a date " * 30,
                evidence=(
                    Evidence("name" * 1500, "file", "ab" * 32, 2048, "", "2026-10-01"),
                    Evidence("A link " * 900, "link", "", 0, "https://example.org/" + "path/" * 1500, "date " * 60),
                ),
            ),
        },
        signer="Signer " * 60,
        role="Role " * 60,
        classification="Secret " * 60,
        program_version="1.0" * 60,
        texts=tuple((f"modules/{'name' * 60}-{number}.yaml", "ab" * 32) for number in range(9)),
    ),
    "scripts": lambda: typed(
        "\n".join(SCRIPTS.values()) + "\n" + " ".join(text.replace(" ", "") * 40 for text in SCRIPTS.values())
    ),
    "forty pictures": forty_pictures,
    "gaps of any kind": lambda: plain_content(
        {
            "gaps": "7.1: R&D <b>bold</b> & more\n"
            + "ab" * 1500
            + "\n"
            + RIGHT_TO_LEFT
            + "\n\u202e9.9\n"
            + "7.3 gap\n" * 90,
            "control-0": Answer(standing="not-applicable", reason="<b>because</b> " * 60),
        },
        scenarios=2,
    ),
    "twelve approvers": lambda: plain_content(approvals=TWELVE),
    "three approvers": lambda: plain_content(approvals=THREE, paper="Letter"),
    "no scenario": lambda: plain_content(scenarios=0),
    "one scenario": plain_content,
    "a note of thirty pages": lambda: typed("".join(f"word{number} of a long note. " for number in range(4_500))),
    "waterline on the mark": lambda: plain_content(base=-1.0),
    "deck on the waterline": lambda: plain_content({"control-0": Answer(value="absent")}, base=1.0),
}


@cache
def rendered(name):
    """Draw a sample once for all tests."""
    return render(SAMPLES[name]())


@cache
def laid_out(name):
    """Lay a sample out once for all tests."""
    content = SAMPLES[name]()
    return lay_out(content, PAPERS[content.paper])
