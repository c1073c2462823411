"""YAML and tables go in, questionnaires, catalogues, crosswalks or answers come out, or every problem with its line."""

from wizard.library.answers import read_answers
from wizard.library.catalogues import read_catalogues
from wizard.library.checking import check
from wizard.library.crosswalks import read_crosswalks
from wizard.library.folders import load, load_crosswalks, shipped_texts, tables_in, text_of, texts_at, texts_in
from wizard.library.nodes import Problem
from wizard.library.questionnaires import read

__all__ = [
    "Problem",
    "check",
    "load",
    "load_crosswalks",
    "read",
    "read_answers",
    "read_catalogues",
    "read_crosswalks",
    "shipped_texts",
    "tables_in",
    "text_of",
    "texts_at",
    "texts_in",
]
