"""YAML goes in, a questionnaire, catalogues or answers come out, or every problem with its file and line."""

from wizard.library.answers import read_answers
from wizard.library.catalogues import read_catalogues
from wizard.library.checking import check
from wizard.library.folders import load, shipped_texts, text_of, texts_at, texts_in
from wizard.library.nodes import Problem
from wizard.library.questionnaires import read

__all__ = [
    "Problem",
    "check",
    "load",
    "read",
    "read_answers",
    "read_catalogues",
    "shipped_texts",
    "text_of",
    "texts_at",
    "texts_in",
]
