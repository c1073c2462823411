"""Nothing goes in, the field tables come out: every field of a module, a method, a catalogue and a file of answers."""

from wizard.core.assessment import ASSURANCE, STANDINGS
from wizard.core.catalogue import CELLS, ENTITIES, INTENTS, TIMINGS
from wizard.core.questionnaire import CLASSES, DEPTHS
from wizard.core.treatment import DECISIONS, LONGEST, MOST_STEPS, RECOMMENDATIONS
from wizard.library.shapes import (
    CHOICE_IDENTITY,
    EDITIONED,
    FLAG,
    IDENTITY,
    Field,
    Shape,
    keyed,
    list_of,
    number,
    one_of,
    table,
    text,
)

KINDS = ("one", "many", "number", "date", "short", "long", "control")
PAGES = ("what", "shape", "far")
RELATIONS = ("same", "retitled", "changed", "merged", "removed")
DECADES = 5
LARGEST = 10**12 - 1

LINE = text(300)
VALUE = Shape(
    lambda _page, node, _name: node,  # what it may be depends on the question, so the node itself is handed on
    {"type": ["string", "number", "boolean", "array"]},
)
CONDITION = keyed(list_of(CHOICE_IDENTITY, 1, 50))
REFERENCES = list_of(EDITIONED, 1, 50)
CAUSAL = list_of(
    one_of(CELLS, " / ".join(f"one of {', '.join(part)}" for part in (ENTITIES, INTENTS, TIMINGS))), 1, len(CELLS)
)

GROUP = {
    "id": Field(IDENTITY, required=True),
    "title": Field(text(80), required=True),
    "beta": Field(number(0, 1), required=True),
    "on": Field(one_of(("frequency", "severity")), required=True),
    "classes": Field(list_of(one_of(CLASSES), 1, len(CLASSES))),
}
GATE = {
    "level": Field(text(40), required=True),
    "unless": Field(IDENTITY, required=True),
    "reason": Field(LINE, required=True),
}
SCENARIO = {
    "id": Field(IDENTITY, required=True),
    "title": Field(text(70), required=True),
    "text": Field(text(1200), required=True),
    "subdomain": Field(EDITIONED, required=True),
    "frequency": Field(number(-20, 20), required=True),
    "severity": Field(keyed(number(-20, 20), CLASSES), required=True),
    "rationale": Field(LINE, required=True),
    "references": Field(REFERENCES),
    "causal": Field(CAUSAL),
    "when": Field(CONDITION),
    "groups": Field(list_of(table("a group", GROUP), 1, 20)),
    "gates": Field(list_of(table("a gate", GATE), 1, 20)),
}
CHOICE = {"id": Field(CHOICE_IDENTITY, required=True), "text": Field(LINE, required=True)}
HELP = {"why": Field(text(1200)), "how": Field(text(1200)), "evidence": Field(text(1200))}
STEP = {
    "from": Field(number(-LARGEST, LARGEST), required=True),
    "weight": Field(number(0, DECADES), required=True),
}
WEIGHT = {
    "scenario": Field(IDENTITY, required=True),
    "on": Field(one_of(("frequency", *CLASSES)), required=True),
    "because": Field(LINE, required=True),
    "choices": Field(keyed(number(0, DECADES))),
    "steps": Field(list_of(table("a step", STEP), 1, 50)),
}
CONTROL = {
    "scenario": Field(IDENTITY, required=True),
    "group": Field(IDENTITY, required=True),
    "efficacy": Field(number(0, 0.99), required=True),
    "because": Field(LINE, required=True),
}
QUESTION = {
    "id": Field(IDENTITY, required=True),
    "text": Field(LINE, required=True),
    "kind": Field(one_of(KINDS), required=True),
    "page": Field(one_of(PAGES)),
    "required": Field(FLAG),
    "choices": Field(list_of(table("a choice", CHOICE), 2, 50)),
    "unit": Field(text(40)),
    "minimum": Field(number(-LARGEST, LARGEST)),
    "maximum": Field(number(-LARGEST, LARGEST)),
    "type": Field(one_of(("engineered", "procedural"))),
    "grades": Field(list_of(LINE, 3, 3)),
    "when": Field(CONDITION),
    "depth": Field(one_of(DEPTHS)),
    "role": Field(text(80)),
    "help": Field(table("the help", HELP)),
    "references": Field(REFERENCES),
    "causal": Field(CAUSAL),
    "weights": Field(list_of(table("a weight", WEIGHT), 1, 50)),
    "controls": Field(list_of(table("a control", CONTROL), 1, 50)),
}
MODULE = {
    "module": Field(IDENTITY, required=True),
    "title": Field(text(120), required=True),
    "version": Field(text(40), required=True),
    "reason": Field(LINE),
    "skipped": Field(LINE),
    "deployment_time": Field(FLAG),
    "when": Field(CONDITION),
    "scenarios": Field(list_of(table("a scenario", SCENARIO), 1, 1000)),
    "questions": Field(list_of(table("a question", QUESTION), 1, 5000), required=True),
}
BAND = {"name": Field(text(40), required=True), "from": Field(number(-50, 50))}
METHOD = {
    "method": Field(IDENTITY, required=True),
    "version": Field(text(40), required=True),
    "title": Field(text(120), required=True),
    "confirmed": Field(FLAG, required=True),
    "floor": Field(number(0.000001, 1), required=True),
    "frequency": Field(list_of(number(-20, 20), 2, 2), required=True),
    "severity": Field(list_of(number(-20, 20), 2, 2), required=True),
    "bands": Field(list_of(table("a band", BAND), 2, 20), required=True),
    "assurance": Field(keyed(number(0, 1), ASSURANCE, whole=True), required=True),
    "anchors": Field(keyed(list_of(LINE, 5, 5), CLASSES, whole=True), required=True),
    "appetite": Field(keyed(IDENTITY, CLASSES, whole=True), required=True),
}
ENTRY = {
    "id": Field(text(80), required=True),
    "title": Field(LINE, required=True),
    "kind": Field(text(40)),
    "parent": Field(text(80)),
    "url": Field(LINE),
}
ALIAS = {
    "old": Field(EDITIONED, required=True),
    "title": Field(LINE, required=True),
    "relation": Field(one_of(RELATIONS), required=True),
    "new": Field(EDITIONED),
}
CATALOGUE = {
    "catalogue": Field(IDENTITY, required=True),
    "edition": Field(text(40), required=True),
    "title": Field(LINE, required=True),
    "publisher": Field(LINE, required=True),
    "licence": Field(LINE, required=True),
    "source": Field(text(1000), required=True),
    "entries": Field(list_of(table("an entry", ENTRY), 1, 10_000), required=True),
    "aliases": Field(list_of(table("an alias", ALIAS), 1, 10_000)),
}
EVIDENCE = {"name": Field(LINE, required=True), "link": Field(text(2000), required=True), "date": Field(text(10))}
ANSWER = {
    "value": Field(VALUE),
    "assurance": Field(one_of(ASSURANCE)),
    "standing": Field(one_of(STANDINGS)),
    "reason": Field(text(20_000)),
    "note": Field(text(200_000)),
    "flagged": Field(FLAG),
    "evidence": Field(list_of(table("a piece of evidence", EVIDENCE), 1, 500)),
}
DAY = text(10)
PLANNED_STEP = {
    "what": Field(text(LONGEST), required=True),
    "question": Field(IDENTITY),
    "value": Field(VALUE),
    "assurance": Field(one_of(ASSURANCE)),
    "owner": Field(text(LONGEST)),
    "due": Field(DAY),
    "cost": Field(text(LONGEST)),
    "proof": Field(text(LONGEST)),
    "done": Field(DAY),
}
TREATMENT = {
    "decision": Field(one_of(DECISIONS), required=True),
    "steps": Field(list_of(table("a step of a plan", PLANNED_STEP), 1, MOST_STEPS)),
    "by": Field(text(LONGEST)),
    "role": Field(text(LONGEST)),
    "why": Field(text(LONGEST)),
    "until": Field(DAY),
}
RECOMMENDATION = {"choice": Field(one_of(RECOMMENDATIONS), required=True), "condition": Field(text(LONGEST))}
DOCUMENTS = {
    "module": table("a module", MODULE),
    "method": table("a method", METHOD),
    "catalogue": table("a catalogue", CATALOGUE),
}
"""What a file can be, by the field that it begins with; a file of answers is read by its questions."""
