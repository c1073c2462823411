"""Nothing goes in, the published JSON Schema comes out: what editors can check while an author types.

Run as a program it writes the schema to its output.
"""

import json
import sys

from wizard.library.fields import ANSWER, DOCUMENTS, RECOMMENDATION, TREATMENT
from wizard.library.shapes import Field, keyed, table

TITLES = {"module": "A module of questions", "method": "A scoring method", "catalogue": "A catalogue"}


def published() -> str:
    """Write the schema of questionnaires/schema.json; made from the tables that the reader uses."""
    parts = {
        "answers": Field(keyed(table("an answer", ANSWER)), required=True),
        "plan": Field(keyed(table("a decision about a risk", TREATMENT))),
        "recommendation": Field(table("the recommendation", RECOMMENDATION)),
    }
    answers = table("a file of answers", parts).schema
    answer = answers["properties"]["answers"]["additionalProperties"]
    value = answer["properties"]["value"]
    answers["properties"]["answers"]["additionalProperties"] = {"anyOf": [value, answer]}
    kinds = {kind: {"title": TITLES[kind], **shape.schema} for kind, shape in DOCUMENTS.items()}
    kinds["answers"] = {"title": "A file of answers", **answers}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Plimsoll: modules, methods, catalogues and answers",
        "description": "What an editor can check; plimsoll check says the rest, such as links that lead nowhere.",
        "oneOf": [{"$ref": f"#/$defs/{kind}"} for kind in kinds],
        "$defs": kinds,
    }
    return json.dumps(schema, indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    sys.stdout.write(published())
