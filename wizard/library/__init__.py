"""YAML goes in, a questionnaire, catalogues or answers come out, or every problem with its file and line."""

from wizard.library.answers import read_answers
from wizard.library.catalogues import read_catalogues
from wizard.library.checking import check
from wizard.library.folders import digest, load, shipped_texts, text_of, texts_at, texts_in
from wizard.library.nodes import Problem
from wizard.library.questionnaires import Texts, read

__all__ = [
    "Problem",
    "Texts",
    "check",
    "digest",
    "load",
    "read",
    "read_answers",
    "read_catalogues",
    "shipped_texts",
    "text_of",
    "texts_at",
    "texts_in",
]
