"""Nothing in; the lines that compute the score of a record again, without anything of ours, out."""

SCORE = """\
# Computes the score of assessment.json again: python3 score.py assessment.json  (needs PyYAML)
import json, math, sys, yaml

record = json.load(open(sys.argv[1], encoding="utf-8"))
load = getattr(yaml, "CBaseLoader", yaml.BaseLoader)  # libyaml also reads "is it so?, ..." between braces
files = [yaml.load(item["text"], load) for item in record["questionnaire"]]
method = next(part for part in files if "method" in part)
modules = [part for part in files if "module" in part]
answers, floor = record["answers"], float(method["floor"])
share = {name: float(value) for name, value in method["assurance"].items()}
questions = {q["id"]: q for m in modules for q in m.get("questions", [])}
GRADE = {"absent": 0.0, "partial": 0.5, "full": 1.0}

def complete(q):
    a = answers.get(q["id"], {})
    standing, value, reason = a.get("standing", "given"), a.get("value"), a.get("reason", "").strip()
    if standing == "dont-know" or standing == "met-otherwise" and not reason: return False
    if standing == "not-applicable": return bool(reason)
    if not value: return False
    return q["kind"] != "control" or GRADE.get(value) == 0 or value in GRADE and a.get("assurance") in share

def chosen(q):
    a = answers.get(q["id"], {})
    if a.get("standing") in ("dont-know", "not-applicable"): return []
    value = a.get("value") or []
    return [value] if isinstance(value, str) else list(value) if isinstance(value, list) else []

there = {}  # 0 not on the path, 1 an open answer decides it, 2 on the path
def holds(when):
    found = 2
    for key, wanted in (when or {}).items():
        if not there.get(key): return 0
        fits = set([wanted] if isinstance(wanted, str) else wanted) & set(chosen(questions[key]))
        found = min(found, 1 if not complete(questions[key]) else there[key] if fits else 0)
    return found

for m in modules:
    for q in m.get("questions", []): there[q["id"]] = min(holds(m.get("when")), holds(q.get("when")))

def removed(q): return answers.get(q["id"], {}).get("standing") == "not-applicable" and complete(q)

def weight(q, w):  # decades that an exposure answer adds: (best, worst)
    if removed(q): return 0.0, 0.0
    each = {key: float(value) for key, value in w.get("choices", {}).items()}
    steps = [(float(s["from"]), float(s["weight"])) for s in w.get("steps", [])]
    if complete(q):
        low = high = math.fsum(each.get(key, 0.0) for key in chosen(q))
        if q["kind"] == "number":
            value = float(answers[q["id"]]["value"]["number"])
            low = high = next((add for start, add in reversed(steps) if value >= start), 0.0)
    elif q["kind"] == "many": low, high = 0.0, math.fsum(each.values())
    elif q["kind"] == "number":
        below = "minimum" not in q or not steps or float(q["minimum"]) < steps[0][0]
        adds = [add for _, add in steps]
        low, high = min([0.0] + adds if below else adds), max([0.0] + adds)
    else:
        adds = [each.get(c["id"], 0.0) for c in q.get("choices", [])]
        low, high = min(adds), max(adds)
    return (0.0 if there[q["id"]] == 1 else low), high

def failure(q, c):  # how often a control fails: (best, worst)
    if removed(q): return 1.0, 1.0
    a = answers.get(q["id"], {})
    standing = a.get("standing", "given")
    known = standing == "given" or standing == "met-otherwise" and a.get("reason", "").strip()
    best, worst = 1.0, 0.0
    if known and a.get("value") in GRADE:
        best, worst = GRADE[a["value"]], GRADE[a["value"]] * share.get(a.get("assurance"), 0.0)
    e = float(c["efficacy"])
    return 1 - e * best, 1.0 if there[q["id"]] == 1 else 1 - e * worst

def clip(value, ends): return min(float(ends[1]), max(float(ends[0]), value))

def gated(gate):  # not below the gate's level unless its control is at least partly there and tested
    q = questions[gate["unless"]]
    a = answers.get(q["id"], {})
    lifted = complete(q) and a.get("standing") != "not-applicable" and GRADE.get(a.get("value"), 0) >= 0.5
    return there[q["id"]] and not (lifted and a.get("assurance") in ("tested", "verified"))

bands = [(b["name"], float(b.get("from", "-inf"))) for b in method["bands"]]
def rank(risk): return max(i for i, (_, start) in enumerate(bands) if risk >= start)

best, worst, level = [], [], [0]
for m in modules:
    for s in m.get("scenarios", []):
        presence = min(holds(m.get("when")), holds(s.get("when")))
        if not presence: continue
        used = [q for q in questions.values() if there[q["id"]]]
        own = lambda q, key: [part for part in q.get(key, []) if part["scenario"] == s["id"]]
        weights = [(w["on"], weight(q, w)) for q in used for w in own(q, "weights")]
        fails = [(c["group"], failure(q, c)) for q in used for c in own(q, "controls")]
        for end, into in ((0, best), (1, worst)):
            risks = []
            for name, base in s["severity"].items():
                adds = lambda where: math.fsum(v[end] for on, v in weights if on == where)
                f = clip(float(s["frequency"]) + adds("frequency"), method["frequency"])
                h = clip(float(base) + adds(name), method["severity"])
                r = 1.0
                for g in s.get("groups", []):
                    q = [v[end] for group, v in fails if group == g["id"]]
                    acts = g["on"] == "frequency" or not g.get("classes") or name in g["classes"]
                    beta = float(g.get("beta", 0.1))
                    if q and acts: r *= beta * min(q) + (1 - beta) * math.prod(q)
                risks.append(f + h + math.log10(max(floor, r)))
            if end or presence == 2: into.append(max(risks))
        level.append(rank(worst[-1]))
        level += [[name for name, _ in bands].index(g["level"]) for g in s.get("gates", []) if gated(g)]
lowest = float(method["frequency"][0]) + float(method["severity"][0])
high, low = 10 * max(worst, default=lowest), 10 * max(best, default=lowest)
print(f"{bands[max(level)][0]}; worst {high:.1f}, best {low:.1f} points")
"""
