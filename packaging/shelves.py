"""A folder of facts in; the tables in questionnaires/shelves out: poe shelves FOLDER.

Ids, titles, codes and links are carried over, never a description. What is changed on the way stands above the rows.
"""

import argparse
import csv
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import yaml

SHELVES = Path(__file__).parents[1] / "questionnaires" / "shelves"
ENTITIES, INTENTS = ("human", "ai", "other"), ("intentional", "unintentional", "other")
TIMINGS = ("pre-deployment", "post-deployment", "other")
MIT = (
    "MIT AI Risk Repository",
    "CC BY 4.0",
    (
        "Slattery, Saeri, Grundy, Graham, Noetel, Uuk, Dao, Pour, Casper and Thompson (2024), The AI Risk Repository, "
        "doi:10.48550/arXiv.2408.12622, https://airisk.mit.edu"
    ),
)
SHARED_ALIKE = "Facts from the OWASP list, no descriptions. This file is under CC BY-SA 4.0, apart from the rest."
FOUNDATION, GENAI = "OWASP Foundation", "OWASP GenAI Security Project"

LISTS = (
    (
        *("agentic_threats", "owasp-agentic-threats", "1.1", "threat", "Agentic AI, Threats and Mitigations", GENAI),
        "https://genai.owasp.org, version 1.1 of December 2025, from two independent transcriptions",
    ),
    (
        *("ml_top10", "owasp-ml", "2023", "risk", "OWASP Machine Learning Security Top 10", FOUNDATION),
        (
            "https://github.com/OWASP/www-project-machine-learning-security-top-10, draft 0.3 of 2023-09-29, "
            "at commit f0b0ed2"
        ),
    ),
    (
        *("dsgai", "owasp-dsgai", "1.0", "risk", "OWASP GenAI Data Security Risks and Mitigations 2026", GENAI),
        (
            "https://github.com/GenAI-Security-Project/GenAI-Data-Security-Initiative, version 1.0 of 2026-03-17, "
            "at commit 2aa707a"
        ),
    ),
    (
        *("mcp_top10", "owasp-mcp", "2025", "risk", "OWASP MCP Top 10", FOUNDATION),
        "https://owasp.org/www-project-mcp-top-10, version 0.1",
    ),
    (
        *("agentic_skills_top10", "owasp-ast", "2026", "risk", "OWASP Agentic Skills Top 10", FOUNDATION),
        "https://owasp.org/www-project-agentic-skills-top-10",
    ),
    (
        *("nhi_top10", "owasp-nhi", "2025", "risk", "OWASP Non-Human Identities Top 10", FOUNDATION),
        (
            "https://owasp.org/www-project-non-human-identities-top-10, titles as cited in the appendix of the "
            "OWASP Top 10 for Agentic Applications 2026"
        ),
    ),
)
"""Name in the facts, catalogue, edition, kind, title, publisher and source of the lists that are only lists."""


def write(name: str, head: Iterable[str], remarks: Iterable[str], rows: Iterable[dict[str, str]]) -> None:
    """Write one table; `head` gives edition, title, publisher, licence and source, the rows give the columns."""
    names = ("catalogue", "edition", "title", "publisher", "licence", "source")
    lines = [f"# {remark}" for remark in remarks]
    lines += [f"#{field}: {value}" for field, value in zip(names, (name, *head), strict=True)]
    found = list(rows)
    lines.append("\t".join(found[0]))
    lines += ["\t".join(row.values()) for row in found]
    (SHELVES / f"{name}.tsv").write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def table(path: Path) -> list[dict[str, str]]:
    """Read a table with commas, its cells without blanks around them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [{name: cell.strip() for name, cell in row.items()} for row in csv.DictReader(file)]


def coded(code: str, values: tuple[str, ...]) -> str:
    """Give the word for a causal code; 4 is "not coded", which is no value."""
    return values[int(code) - 1] if code in ("1", "2", "3") else ""


def page(written: str) -> str:
    """Give pages as they were before a spreadsheet took "8-9" for a date."""
    date = re.fullmatch(r"\d{4}-(\d\d)-(\d\d) 00:00:00", written)
    if date:
        return f"{int(date[1])}-{int(date[2])}"
    return "" if written in ("-", "NA") else written


def risks(rows: list[dict[str, str]], quickrefs: dict[str, str]) -> Iterator[dict[str, str]]:
    """Give the rows of MIT's risk index; an id that is there twice is told apart by the row of the sheet."""
    ids = [row["ev_id"] for row in rows]
    above: dict[str, str] = {}
    for row in rows:
        code = row["ev_id"] if ids.count(row["ev_id"]) == 1 else f"{row['ev_id']}/{row['sheet_row']}"
        category = row["level"] == "category"
        if category:
            above[row["ev_id"]] = code
        group = ".".join(row["ev_id"].split(".")[:2]) + ".00"
        excluded = row["subdomain"] == "X.1"
        yield {
            "id": code,
            "kind": "risk-category" if category else "risk-subcategory",
            "title": row["risk_category" if category else "risk_subcategory"],
            "parent": "" if category else above.get(group, ""),
            "subdomain": "" if excluded else row["subdomain"].removesuffix(".0"),
            "entity": coded(row["entity"], ENTITIES),
            "intent": coded(row["intent"], INTENTS),
            "timing": coded(row["timing"], TIMINGS),
            "document": quickrefs[row["paper_id"]],
            "page": page(row["page"]),
            "row": row["sheet_row"],
            "described": "yes" if row["has_description"] == "1" else "no",
        }


def documents(facts: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Give the documents that MIT's risk index draws on."""
    for item in facts:
        doi = re.search(r"10\.\d{4,}/\S+", str(item["doi"] or ""))
        yield {
            "id": f"{item['paper_id']:02}",
            "kind": "document",
            "title": item["title"].strip(),
            "url": f"https://doi.org/{doi[0]}" if doi else "",
            "document": item["quickref"].strip(),
        }


def mitigations(taxonomy: dict[str, Any], rows: list[dict[str, str]]) -> Iterator[dict[str, str]]:
    """Give MIT's categories and subcategories of mitigations, then the mitigations."""
    for category in taxonomy["categories"]:
        yield _mitigation(category["id"], "category", category["name"])
        for item in category["subcategories"]:
            yield _mitigation(item["id"], "subcategory", item["name"], category["id"])
    for row in rows:
        yield _mitigation(
            row["mitigation_id"], "mitigation", row["name"], row["mitigation_category"], row["source_doc"]
        )


def _mitigation(code: str, kind: str, title: str, parent: str = "", document: str = "") -> dict[str, str]:
    return {"id": code, "kind": kind, "title": title, "parent": parent, "document": document}


def requirements(chapters: list[dict[str, Any]]) -> Iterator[dict[str, str]]:
    """Give AISVS as chapters, sections and requirements, which have no titles of their own."""
    for chapter in chapters:
        yield _requirement(chapter["id"], "chapter", chapter["title"])
        for section in chapter["sections"]:
            yield _requirement(section["id"], "section", section["title"], chapter["id"])
            for code, level in section["requirements"].items():
                title = f"{section['title']}, requirement {code.rpartition('.')[2]}"
                yield _requirement(code, "requirement", title, section["id"], str(level))


def _requirement(code: str, kind: str, title: str, parent: str = "", level: str = "") -> dict[str, str]:
    return {"id": code, "kind": kind, "title": title, "parent": parent, "level": level}


def write_mit(folder: Path) -> None:
    """Write the tables of MIT, from its taxonomy and its two indexes."""
    facts = yaml.safe_load((folder / "mit_taxonomy.yaml").read_text(encoding="utf-8"))
    quickrefs = {str(item["paper_id"]): item["quickref"].strip() for item in facts["documents_v3"]}
    publisher, licence, source = MIT
    v3 = "Facts from the MIT AI Risk Repository V3, tabs updated 26 March 2025: ids, titles and codes, no descriptions."
    write(
        "mit-risks",
        ("v3", "MIT AI Risk Repository, risk index", publisher, licence, source),
        (
            v3,
            "Changed here: five ids are there twice and carry their row of the sheet; codes are in words, and what was",
            "not coded or excluded is left empty; a domain's general code (7.0) is the domain; three pages that a",
            "spreadsheet had taken for dates are pages again; a document has one name.",
        ),
        risks(table(folder / "mit_risks_v3_index.csv"), quickrefs),
    )
    write(
        "mit-documents",
        ("v3", "MIT AI Risk Repository, documents", publisher, licence, source),
        (v3, "Changed here: links are written in one form."),
        documents(facts["documents_v3"]),
    )
    taxonomy = facts["mitigation_taxonomy"]
    write(
        "mit-mitigations",
        (
            "v1",
            taxonomy["title"],
            publisher,
            licence,
            f"version 1, draft of {taxonomy['date']}, https://airisk.mit.edu",
        ),
        (
            "Facts from MIT's draft taxonomy of mitigations: ids, titles and places, no descriptions. Written as a table.",
        ),
        mitigations(taxonomy, table(folder / "mit_mitigations_index.csv")),
    )


def write_owasp(folder: Path) -> None:
    """Write the tables of OWASP, each in a file of its own."""
    facts = yaml.safe_load((folder / "owasp.yaml").read_text(encoding="utf-8"))
    for key, name, edition, kind, title, publisher, source in LISTS:
        rows = ({"id": item["id"], "kind": kind, "title": item["title"]} for item in facts[key]["entries"])
        write(name, (edition, title, publisher, "CC BY-SA 4.0", source), (SHARED_ALIKE,), rows)
    write(
        "owasp-aisvs",
        (
            *("1.0", "OWASP AI Security Verification Standard", FOUNDATION, "CC BY-SA 4.0"),
            "https://github.com/OWASP/AISVS, version 1.0, at commit 94fbad5 of 2026-07-15",
        ),
        (SHARED_ALIKE, "Requirements have no titles of their own, so they are named after their section."),
        requirements(facts["aisvs"]["chapters"]),
    )


def main() -> None:
    """Write all tables anew."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="holds mit_taxonomy.yaml, owasp.yaml and the two indexes of MIT")
    folder = parser.parse_args().folder
    SHELVES.mkdir(exist_ok=True)
    write_mit(folder)
    write_owasp(folder)


if __name__ == "__main__":
    main()
