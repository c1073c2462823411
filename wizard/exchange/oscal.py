"""Findings in, NIST's OSCAL assessment results (JSON) out, and the rows that can be read off it back.

Every scenario is a risk with its figures as facets of our own naming system; every answer is an observation, named by its
question as a control. Ids are made from the content: equal findings give equal bytes. Words are escaped, because OSCAL
reads its texts as Markdown.
"""

import json
import re
import uuid
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from wizard.core.findings import Cell, Findings, Read, in_one_line

OSCAL = "1.2.3"
SYSTEM = "urn:plimsoll:score:1"
NAMES = "urn:plimsoll:names:1"
NO_PLAN = "The questions were asked by Plimsoll; no OSCAL assessment plan was made, so this document imports none."
NOT_SEALED = "This file proves nothing by itself; only the sealed report shows every later change."
FACETS = (
    "before_points", "worst_level", "worst_points", "worst_decades", "best_level", "best_points", "best_decades",
    "appetite_points",
)  # fmt: skip
RISK_PROPS = ("scenario", "module", "subdomain", "harm", "over_appetite", "over_at_best", "over_for", "held_by")
ANSWER_PROPS = ("question_id", "number", "module", "kind", "state", "value", "assurance", "standing", "flagged", "who")
EVIDENCE_PROPS = ("number", "kind", "date", "size", "sha256")
METHODS = {"documented": "EXAMINE", "tested": "TEST", "verified": "TEST"}
MISSING = "(empty)"
"""Stands where OSCAL takes no empty text."""

NOTHING_ASKED = "nothing-asked"
"""Stands among the controls where there are none: all that OSCAL knows beside a list of them is "all"."""

_FROM = uuid.uuid5(uuid.NAMESPACE_URL, NAMES)
_MARKUP = re.compile(r'([\\`*_{}\[\]<>#|~^$"&!])')
_BLOCK = re.compile(r"^([ \t]*)([-+=]|\d+(?=[.)]))", re.MULTILINE)
_ESCAPED = re.compile(r'\\([\\`*_{}\[\]<>#|~^$"&!=+.)-])')
_TOKEN = re.compile(r"[^\W\d][\w.-]*")
_WEB = re.compile(r"https?://[!-~]+")

Row = Mapping[str, Cell]
Parts = dict[str, Any]


def write(findings: Findings) -> bytes:
    """Give the bytes of the document."""
    return json.dumps(_Writing(findings).document(), ensure_ascii=False, indent=1).encode()


def read(data: bytes) -> tuple[Read, ...]:
    """Read risks, answers and evidence back. Raises ValueError where a part is missing."""
    try:
        result = json.loads(data)["assessment-results"]["results"][0]
        seen = result.get("observations", [])
        risks = tuple(_risk_row(risk, seen) for risk in result.get("risks", []))
        return ("risks", risks), ("answers", tuple(map(_answer_row, seen))), ("evidence", tuple(_evidence_rows(seen)))
    except (KeyError, IndexError, TypeError, AttributeError) as error:
        raise ValueError(f"a part is missing: {error!r}") from error


def expected(findings: Findings) -> tuple[Read, ...]:
    """Give what has to be read back."""
    answers, backing = list(_observed(findings)), _backing(findings)
    exhibits = tuple(
        (_one(row["question_id"]), _some(row["name"]), _one(row["link"]), *_ones(row, EVIDENCE_PROPS))
        for answer in answers
        for row in backing.get(answer["question_id"], ())
    )
    risks = tuple(
        (
            _one(row["title"]), _some(row["text"]), *_ones(row, RISK_PROPS), *_ones(row, FACETS),
            " ".join(str(answer["question_id"]) for answer in answers if row["scenario"] in _moved(answer)),
        )
        for row in findings.findings.by_key()
    )  # fmt: skip
    said = tuple(
        (_one(row["question"]), _answered(row), _some(row["note"]), *_ones(row, ANSWER_PROPS)) for row in answers
    )
    return ("risks", risks), ("answers", said), ("evidence", exhibits)


class _Writing:
    """Makes the document; the same path always has the same id."""

    def __init__(self, findings: Findings) -> None:
        self.findings, self.answers, self.backing = findings, list(_observed(findings)), _backing(findings)
        self.platform, self.system = self.id("platform"), self.id("system")

    def id(self, *path: str) -> str:
        """Make the id of what stands at a path."""
        return str(uuid.uuid5(_FROM, "/".join((self.findings.basis, *path))))

    def document(self) -> Parts:
        """Make the whole."""
        found = self.findings
        metadata = {
            "title": _line(found.title),
            "last-modified": found.at,
            "version": found.basis[:16],
            "oscal-version": OSCAL,
            "remarks": _markup(f"{found.state} {NOT_SEALED}"),
        }
        about = "\n".join(f"{row['fact']}: {row['words']}" for row in found.about.by_key())
        plan, facts = self.id("no-plan"), self.id("about")
        return {
            "assessment-results": {
                "uuid": self.id("results"),
                "metadata": metadata,
                "import-ap": {"href": f"#{plan}", "remarks": NO_PLAN},
                "results": [self._result()],
                "back-matter": {
                    "resources": [
                        {"uuid": plan, "title": "No assessment plan", "description": NO_PLAN},
                        {"uuid": facts, "title": "About this assessment", "description": _markup(about)},
                    ]
                },
            }
        }

    def _result(self) -> Parts:
        found = self.findings
        start = min((_time(row["at"], found.at) for row in self.answers), default=found.at, key=datetime.fromisoformat)
        asked = [row for row in found.answers.by_key() if row["number"]]
        controls = [{"control-id": _token(row["question_id"])} for row in asked]
        selection = {
            "description": "The questions that were asked, by their ids.",
            "include-controls": controls or [{"control-id": NOTHING_ASKED}],
        }
        parts = {
            "uuid": self.id("result"),
            "title": _line(found.title),
            "description": _markup(found.state),
            "start": start,
            "local-definitions": self._local(),
            "reviewed-controls": {"control-selections": [selection]},
            "observations": [self._observation(row) for row in self.answers],
            "risks": [self._risk(row) for row in found.findings.by_key()],
        }
        return _filled(parts)

    def _local(self) -> Parts:
        name = _line(self.findings.system)
        system = {"uuid": self.system, "type": "this-system", "title": name, "description": name}
        platform = {"uuid": self.platform, "title": self.findings.program}
        return {
            "components": [{**system, "status": {"state": "other", "remarks": "It was not asked in these terms."}}],
            "assessment-assets": {"assessment-platforms": [platform]},
        }

    def _origin(self) -> Parts:
        return {"actors": [{"type": "assessment-platform", "actor-uuid": self.platform}]}

    def _observation(self, row: Row) -> Parts:
        key = str(row["question_id"])
        evidence = [self._evidence(item) for item in self.backing.get(key, ())]
        parts = {
            "uuid": self.id("observation", key),
            "title": _line(row["question"]),
            "description": _markup(_answered(row)),
            "props": _props(row, ANSWER_PROPS),
            "methods": [METHODS.get(str(row["assurance"]), "INTERVIEW")],
            "origins": [self._origin()],
            "subjects": [{"subject-uuid": self.system, "type": "component"}],
            "relevant-evidence": evidence,
            "collected": _time(row["at"], self.findings.at),
            "remarks": _markup(str(row["note"])) if str(row["note"]).strip() else "",
        }
        return _filled(parts)

    def _evidence(self, row: Row) -> Parts:
        link = str(row["link"])
        props = [*_props(row, EVIDENCE_PROPS), *_props(row, ("link",))]
        parts = {
            "href": link if _WEB.fullmatch(link) else "",
            "description": _markup(_some(row["name"])),
            "props": props,
        }
        return _filled(parts)

    def _risk(self, row: Row) -> Parts:
        key = str(row["scenario"])
        seen = [answer for answer in self.answers if key in _moved(answer)]
        facets = [{"name": _name(name), "system": SYSTEM, "value": _one(row[name])} for name in FACETS]
        statement = (
            f"Worst case {row['worst_level']}, {row['worst_points']} points; at best {row['best_level']}, "
            f"{row['best_points']} points. Appetite for {row['harm']}: {row['appetite_points']} points."
        )
        parts = {
            "uuid": self.id("risk", key),
            "title": _line(row["title"]),
            "description": _markup(_some(row["text"])),
            "statement": _markup(statement),
            "props": _props(row, RISK_PROPS),
            "status": "open",
            "origins": [self._origin()],
            "characterizations": [{"origin": self._origin(), "facets": facets}],
            "related-observations": [
                {"observation-uuid": self.id("observation", str(answer["question_id"]))} for answer in seen
            ],
        }
        return _filled(parts)


# -- what goes in ----------------------------------------------------------------------------------------------------


def _observed(findings: Findings) -> Iterator[Row]:
    """Give the answers that stand on the path; what is open was not observed."""
    return (row for row in findings.answers.by_key() if row["number"] and row["state"] not in ("open", "empty"))


def _backing(findings: Findings) -> Mapping[Cell, list[Row]]:
    """Give the evidence of each question."""
    found: dict[Cell, list[Row]] = {}
    for row in findings.evidence.by_key():
        found.setdefault(row["question_id"], []).append(row)
    return found


def _moved(row: Row) -> list[str]:
    return str(row["scenarios"]).split()


def _answered(row: Row) -> str:
    reason = f"\n{row['reason']}" if row["reason"] else ""
    return f"{row['answer'] or row['state']}{reason}"


def _some(cell: Cell) -> str:
    return str(cell) if str(cell).strip() else MISSING


def _one(cell: Cell) -> str:
    """Give a cell as OSCAL takes a value: one line, not empty."""
    return in_one_line(format(cell, "f") if isinstance(cell, Decimal) else cell) or MISSING


def _ones(row: Row, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(_one(row[name]) for name in names)


def _name(key: str) -> str:
    return key.replace("_", "-")


def _props(row: Row, names: tuple[str, ...]) -> list[Parts]:
    return [{"name": _name(name), "ns": NAMES, "value": _one(row[name])} for name in names]


def _filled(parts: Mapping[str, Any]) -> Parts:
    """Leave out what is empty: OSCAL takes no empty list."""
    return {key: part for key, part in parts.items() if part not in ("", [])}


def _token(cell: Cell) -> str:
    return str(cell) if _TOKEN.fullmatch(str(cell)) else f"_{re.sub('[^A-Za-z0-9._-]', '_', str(cell))}"


def _time(cell: Cell, otherwise: str) -> str:
    try:
        return str(cell) if datetime.fromisoformat(str(cell)).tzinfo is not None else otherwise
    except ValueError:
        return otherwise


def _line(cell: Cell) -> str:
    return _markup(_one(cell))


def _markup(text: str) -> str:
    """Escape what Markdown would take for more than a sign."""
    return _BLOCK.sub(_escaped_block, _MARKUP.sub(r"\\\1", text))


def _escaped_block(found: re.Match[str]) -> str:
    return f"{found[1]}{found[2]}\\" if found[2].isdigit() else f"{found[1]}\\{found[2]}"


# -- what comes back -------------------------------------------------------------------------------------------------


def _plain(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def _found(items: list[Parts], names: tuple[str, ...]) -> tuple[str, ...]:
    values = {item["name"]: item["value"] for item in items}
    return tuple(values[_name(name)] for name in names)


def _risk_row(risk: Parts, seen: list[Parts]) -> tuple[Cell, ...]:
    facets = risk["characterizations"][0]["facets"]
    linked = {item["observation-uuid"] for item in risk.get("related-observations", [])}
    backed = " ".join(_found(item["props"], ("question_id",))[0] for item in seen if item["uuid"] in linked)
    words = (_plain(risk["title"]), _plain(risk["description"]))
    return (*words, *_found(risk["props"], RISK_PROPS), *_found(facets, FACETS), backed)


def _answer_row(item: Parts) -> tuple[Cell, ...]:
    words: list[str] = [_plain(item["title"]), _plain(item["description"]), _plain(item.get("remarks", MISSING))]
    return (*words, *_found(item["props"], ANSWER_PROPS))


def _evidence_rows(seen: list[Parts]) -> Iterator[tuple[Cell, ...]]:
    for item in seen:
        for piece in item.get("relevant-evidence", []):
            key = _found(item["props"], ("question_id",))[0]
            name, link = _plain(piece["description"]), _found(piece["props"], ("link",))[0]
            yield (key, name, link, *_found(piece["props"], EVIDENCE_PROPS))
