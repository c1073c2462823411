"""YAML and tables go in, questionnaires, catalogues, crosswalks or answers come out, or every problem with its line."""

from wizard.library.aisvs import NO_CHAPTER, is_aisvs, part_aisvs, read_aisvs
from wizard.library.answers import read_answers, read_file
from wizard.library.catalogues import read_catalogues
from wizard.library.checking import among, check
from wizard.library.crosswalks import known_bad, read_crosswalks
from wizard.library.finos import is_finos, read_finos
from wizard.library.folders import (
    load,
    load_catalogues,
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
from wizard.library.sssom_reading import is_sssom, read_sssom

__all__ = [
    "NO_CHAPTER",
    "Problem",
    "among",
    "check",
    "is_aisvs",
    "is_finos",
    "is_sssom",
    "known_bad",
    "load",
    "load_catalogues",
    "load_crosswalks",
    "load_lists",
    "part_aisvs",
    "read",
    "read_aisvs",
    "read_answers",
    "read_catalogues",
    "read_crosswalks",
    "read_file",
    "read_finos",
    "read_lists",
    "read_shelves",
    "read_sssom",
    "shipped_texts",
    "tables_in",
    "text_of",
    "texts_at",
    "texts_in",
]
