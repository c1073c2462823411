"""A record in, the worst and best case of every scenario out; shares no code with the product.

    python tests/recompute.py record.json

Written from the method's description alone: a second pair of hands that must come to the same figures.
"""

import json
import sys
from decimal import Decimal
from functools import cache
from math import log10, prod
from pathlib import Path

import yaml

ASSURANCE = {None: 0, "claimed": 0, "documented": 0.25, "tested": 0.6, "verified": 0.85}
GRADES = {"absent": 0, "partial": 0.5, "full": 1}
NO, MAYBE, YES = 0, 1, 2


@cache
def document(text):
    return yaml.load(text, yaml.CBaseLoader)  # the pure one refuses "is it so?, ..." between braces


def documents(record):
    loaded = [document(item["text"]) for item in record["questionnaire"]]
    return [item for item in loaded if "module" in item], next(item for item in loaded if "method" in item)


def value(answer):
    found = answer.get("value")
    return Decimal(found["number"]) if isinstance(found, dict) else found


def complete(question, answer):
    standing = answer.get("standing", "given")
    if standing == "dont-know" or (standing != "given" and not answer.get("reason", "").strip()):
        return False
    if standing == "not-applicable":
        return True
    if question["kind"] != "control":
        return value(answer) not in (None, "", [])
    return value(answer) in GRADES and (GRADES[value(answer)] == 0 or "assurance" in answer)


def presence(when, seen, questions, answers):
    found = YES
    for key, choices in (when or {}).items():
        answer = answers.get(key, {})
        if seen[key] == NO:
            now = NO
        elif not complete(questions[key], answer):
            now = MAYBE
        else:
            given = [] if answer.get("standing") == "not-applicable" else value(answer)
            given = given if isinstance(given, list) else [given]
            now = min(seen[key], YES if set(given) & set(choices) else NO)
        found = min(found, now)
    return found


def wanted(seen, questions, answers):
    """Give the modules that somebody wants asked whatever their conditions say."""
    answer = answers.get("asked-anyway", {})
    if seen.get("asked-anyway") != YES or not complete(questions["asked-anyway"], answer):
        return []
    return [] if answer.get("standing") == "not-applicable" else value(answer)


def weight_of(question, weight, answer):
    if answer.get("standing") == "not-applicable":
        return 0.0
    if "steps" in weight:
        reached = [step for step in weight["steps"] if value(answer) >= Decimal(step["from"])]
        return float(reached[-1]["weight"]) if reached else 0.0
    given = value(answer) if question["kind"] == "many" else [value(answer)]
    return sum(float(weight.get("choices", {}).get(choice, 0)) for choice in given)


def weights_open(question, weight):
    if "steps" in weight:
        steps = weight["steps"]
        none = "minimum" not in question or Decimal(question["minimum"]) < Decimal(steps[0]["from"])
        each = [float(step["weight"]) for step in steps] + ([0.0] if none else [])
        return min(each), max([*each, 0.0])
    named = {key: float(part) for key, part in weight.get("choices", {}).items()}
    if question["kind"] == "many":
        return 0.0, sum(named.values())
    each = [named.get(choice["id"], 0.0) for choice in question["choices"]]
    return min(each), max(each)


def grades(question, answer):
    standing = answer.get("standing", "given")
    if standing == "not-applicable" and complete(question, answer):
        return None
    if standing in ("dont-know", "not-applicable") or (
        standing == "met-otherwise" and not answer.get("reason", "").strip()
    ):
        return 1, 0
    grade = GRADES.get(value(answer))
    return (1, 0) if grade is None else (grade, grade * ASSURANCE[answer.get("assurance")])


def clip(number, ends):
    return min(float(ends[1]), max(float(ends[0]), number))


def one_end(scenario, name, end, there, questions, answers, method):
    """Give one class of one scenario; end 0 is the best case, 1 the worst."""
    sums = {"frequency": float(scenario["frequency"]), name: float(scenario["severity"][name])}
    factors = {group["id"]: [] for group in scenario.get("groups", [])}
    for key, question in questions.items():
        answer, maybe = answers.get(key, {}), there[key] == MAYBE
        for weight in question.get("weights", []) if there[key] else []:
            if weight["scenario"] == scenario["id"] and weight["on"] in sums:
                exact = complete(question, answer)
                ends = (weight_of(question, weight, answer),) * 2 if exact else weights_open(question, weight)
                sums[weight["on"]] += 0.0 if maybe and end == 0 else ends[end]
        for control in question.get("controls", []) if there[key] else []:
            if control["scenario"] == scenario["id"]:
                grade = grades(question, answer)
                failed = 1.0 if grade is None else 1 - float(control["efficacy"]) * grade[end]
                factors[control["group"]].append(1.0 if maybe and end == 1 else failed)
    remaining = prod(
        float(group["beta"]) * min(factors[group["id"]]) + (1 - float(group["beta"])) * prod(factors[group["id"]])
        for group in scenario.get("groups", [])
        if factors[group["id"]] and (group["on"] == "frequency" or name in group.get("classes", [name]))
    )
    often, bad = clip(sums["frequency"], method["frequency"]), clip(sums[name], method["severity"])
    return often + bad + log10(max(float(method["floor"]), remaining))


def recompute(record):
    """Give {scenario: (best, worst)} and the overall (best, worst), in decades."""
    modules, method = documents(record)
    answers, there, questions = record["answers"], {}, {}
    asked = {}
    for module in modules:
        found = presence(module.get("when"), there, questions, answers)
        asked[module["module"]] = YES if module["module"] in wanted(there, questions, answers) else found
        for question in module["questions"]:
            when = presence(question.get("when"), there, questions, answers)
            there[question["id"]] = min(asked[module["module"]], when)
            questions[question["id"]] = question
    scenarios, certain = {}, []
    for module in modules:
        for scenario in module.get("scenarios", []):
            state = min(asked[module["module"]], presence(scenario.get("when"), there, questions, answers))
            if state == NO:
                continue
            facts = (there, questions, answers, method)
            scenarios[scenario["id"]] = tuple(
                max(one_end(scenario, name, end, *facts) for name in scenario["severity"]) for end in (0, 1)
            )
            certain += [scenarios[scenario["id"]][0]] if state == YES else []
    return scenarios, (max(certain), max(worst for _, worst in scenarios.values()))


if __name__ == "__main__":
    each, overall = recompute(json.loads(Path(sys.argv[1]).read_text(encoding="utf-8")))
    for name, (best, worst) in sorted(each.items(), key=lambda item: -item[1][1]):
        print(f"{best:12.9f} {worst:12.9f}  {name}")
    print(f"{overall[0]:12.9f} {overall[1]:12.9f}  overall")
