"""A questionnaire that was read once is opened from its JSON copy; without one, or with a wrong one, from its texts."""

import json
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from tests import shipped, small_samples
from wizard import library
from wizard.core.questionnaire import Questionnaire
from wizard.core.telling import heard, told
from wizard.session import copies, new_assessment, open_assessment
from wizard.store import open_workspace

TEXTS, SHIPPED = shipped.texts(), shipped.whole()[0]


@pytest.fixture
def workspace(tmp_path):
    with closing(open_workspace(tmp_path / "w.plimsoll")) as found:
        yield found


def test_every_part_of_the_shipped_questions_survives_the_copy():
    assert heard(Questionnaire, json.loads(json.dumps(told(SHIPPED)))) == SHIPPED


def test_the_second_opening_reads_the_copy(workspace):
    key = new_assessment(workspace, TEXTS, SHIPPED).assessment.id
    digest = workspace.assessment(key).questionnaire
    assert copies.find(workspace, digest) is None
    first = open_assessment(workspace, key)
    assert copies.find(workspace, digest) == first.questionnaire == SHIPPED
    assert open_assessment(workspace, key).score == first.score
    assert open_assessment(workspace, key).texts == TEXTS


@pytest.mark.parametrize("copy", ["", "{", "[]", '{"modules": 1, "method": {}}', '{"modules": [], "method": null}'])
def test_a_copy_that_does_not_fit_is_as_good_as_none(workspace, copy):
    few = library.read(small_samples.texts())[0]
    key = new_assessment(workspace, small_samples.texts(), few).assessment.id
    digest = workspace.assessment(key).questionnaire
    workspace.cache({copies._key(digest): copy})
    assert open_assessment(workspace, key).questionnaire == few
    assert copies.find(workspace, digest) == few


def test_with_a_copy_neither_yaml_nor_openssl_is_loaded(tmp_path):
    path = tmp_path / "w.plimsoll"
    with closing(open_workspace(path)) as workspace:
        open_assessment(workspace, new_assessment(workspace, TEXTS, SHIPPED).assessment.id)
    code = """
import sys
from pathlib import Path
from wizard.session import open_assessment
from wizard.store import open_workspace
workspace = open_workspace(Path(sys.argv[1]))
session = open_assessment(workspace, workspace.assessments()[0].id)
assert session.score.scenarios
workspace.close()
print(*[name for name in ("yaml", "_hashlib", "sqlite_utils", "wizard.library") if name in sys.modules])
"""
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", code, str(path)], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
