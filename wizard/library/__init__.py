"""YAML and tables go in, questionnaires, catalogues, crosswalks or answers come out, or every problem with its line."""

from wizard.library.answers import read_answers
from wizard.library.catalogues import read_catalogues
from wizard.library.checking import check
from wizard.library.crosswalks import read_crosswalks
from wizard.library.folders import (
    load,
    load_crosswalks,
    load_lists,
    read_lists,
    shipped_texts,
    tables_in,
    text_of,
    texts_at,
    texts_in,
)
from wizard.library.nodes import Problem
from wizard.library.questionnaires import read
from wizard.library.shelves import read_shelves

__all__ = [
    "Problem",
    "check",
    "load",
    "load_crosswalks",
    "load_lists",
    "read",
    "read_answers",
    "read_catalogues",
    "read_crosswalks",
    "read_lists",
    "read_shelves",
    "shipped_texts",
    "tables_in",
    "text_of",
    "texts_at",
    "texts_in",
]
