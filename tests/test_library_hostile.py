"""Whatever stands in a YAML file: a sentence with its line or the right text, soon, and never an exception."""

import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_library import BASE, SHELF, WHOLE, fixture
from wizard import library

BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(9 * [f'*{before}'])}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
MERGES = "a0: &a0 {x: 1}\n" + "".join(f"a{n}: &a{n} {{<<: [{', '.join(9 * [f'*a{n - 1}'])}]}}\n" for n in range(1, 20))

HOSTILE = {
    "brackets": (100_000 * "[", 1, "nested deeper than 20 levels"),
    "braces": (100_000 * "{a: ", 1, "nested deeper than 20 levels"),
    "dashes": (100_000 * "- ", 1, "nested deeper than 20 levels"),
    "questions": (100_000 * "? ", 1, "nested deeper than 20 levels"),
    "steps to the right": ("\n".join(" " * n + "a:" for n in range(1500)), 21, "nested deeper than 20 levels"),
    "an alias": ("module: &m x\ntitle: *m\n", 1, "the anchor '&m' is not allowed"),
    "an alias bomb": (BOMB, 2, "the alias '*a' is not allowed"),
    "a merge bomb": (MERGES, 2, "the merge key << is not allowed"),
    "a merge key in quotes": ("module: x\n'<<': {a: b}\n", 2, "the merge key << is not allowed"),
    "a duplicate": ("module: x\ntitle: a\ntitle: b\n", 3, "'title' is there twice; the first is on line 2"),
    "a tag": ("module: !!python/object/apply:os.system [ls]\n", 1, "the tag 'tag:yaml.org,2002:python/object"),
    "a short tag": ("module: x\ntitle: ! y\n", 2, "the tag '!' is not allowed"),
    "a second document": ("module: x\n---\nmodule: y\n", 2, "a second document begins here"),
    "a name that is a list": ("? [a, b]\n: c\n", 1, "a name has to be one plain text"),
    "NUL": ("module: x\ntitle: a\0b\n", 2, "NUL"),
    "a bell": ("module: x\ntitle: a\ab\n", 2, "U+0007"),
    "half a surrogate pair": ("module: x\n\ntitle: \ud83e\n", 3, "U+D83E"),
    "nothing": ("", 1, "the file is empty"),
    "only a remark": ("# nothing here\n", 1, "the file is empty"),
    "only a list": ("- a\n", 1, "has to begin with module: or method:"),
    "only a word": ("a", 1, "has to begin with module: or method:"),
    "a tab": ("module: x\n\ttitle: y\n", 2, "indent with spaces"),
    "a colon": ("module: x\ntitle: a: b\n", 2, "quote a text that has a colon"),
    "a quote": ("module: x\ntitle: 'a\n", 3, "a quote is opened and never closed"),
    "a bracket": ("module: x\nquestions: [a, b\ntitle: z\n", 3, "not closed with ]"),
    "a directive": ("%YAML 9.9\n---\nmodule: x\n", 1, "this is not YAML"),
    "a long word": ("module: x\n" + 100_000 * "y" + ": z\n", 2, "a colon is missing after a name"),
    "a long name": ("module: x\n? " + 100_000 * "y" + "\n: z\n", 2, "has no field 'yyyyyyyyyy"),
    "a long number": (WHOLE.replace("minimum: 0", "minimum: " + 100_000 * "9"), 39, "has to be a number"),
    "many values": ("module: x\nquestions:\n" + 150_000 * "- a\n", 99_998, "more than 100,000 values"),
    "many unknown names": ("module: x\n" + "".join(f"titel{n}: x\n" for n in range(20_000)), 2, "did you mean title?"),
    "many wrong references": (
        WHOLE.replace("[mit@v3:3.1]", "[" + ", ".join(f"mit@v3:{n}.9" for n in range(20_000)) + "]"),
        53,
        "references has 20,000 items",
    ),
}


@pytest.mark.parametrize(("text", "line", "message"), HOSTILE.values(), ids=HOSTILE)
def test_what_is_hostile_is_named_on_its_line_within_a_second(text, line, message):
    begun = time.perf_counter()
    found, problems = library.read((*BASE, ("it.yaml", text)), SHELF)
    assert time.perf_counter() - begun < 1
    assert found is None
    assert any(item.file == "it.yaml" and item.line == line and message in item.message for item in problems), problems[
        :5
    ]
    assert all(len(item.message) < 400 for item in problems)
    assert all("\n" not in item.message for item in problems)
    assert len(problems) <= 600


ENCODED = {
    "Latin-1": (WHOLE.replace("shop", "shöp").encode("latin-1"), 3, "the byte 0xF6 is not UTF-8"),
    "UTF-16": (WHOLE.encode("utf-16"), 1, "is not UTF-8"),
    "UTF-32": (WHOLE.encode("utf-32"), 1, "is not UTF-8"),
    "a picture": (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), 1, "is not UTF-8"),
    "zeros": (bytes(1000), 1, "NUL"),
    "50 MB": (50_000_000 * b"x", 1, "larger than 2 MB"),
    "50 MB of umlauts": (25_000_000 * "ü".encode(), 1, "larger than 2 MB"),
}


@pytest.mark.parametrize(("data", "line", "message"), ENCODED.values(), ids=ENCODED)
def test_bytes_that_are_no_text_are_named_on_their_line(tmp_path, data, line, message):
    path = tmp_path / "it.yaml"
    path.write_bytes(data)
    begun = time.perf_counter()
    problems = library.read((*BASE, ("it.yaml", library.text_of(path))))[1]
    assert time.perf_counter() - begun < 1
    assert [(item.line, message in item.message) for item in problems] == [(line, True)]


def test_a_mark_at_the_beginning_and_windows_line_ends_are_read_past(tmp_path):
    path = tmp_path / "it.yaml"
    path.write_bytes(b"\xef\xbb\xbf" + fixture("whole")[1].replace("\n", "\r\n").encode())
    assert library.read((*BASE, ("it.yaml", library.text_of(path))), SHELF)[1] == ()


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="the peak of one process is read from Linux's own books"
)
def test_the_interpreter_survives_what_kills_composing_and_stays_under_200_mb():
    program = (
        "import re\n"
        "from wizard import library\n"
        "for text in (100_000 * '[', 100_000 * '{a: ', 666_000 * '- ', 2_000_000 * '[', 499_000 * '- a\\n'):\n"
        "    assert library.read((('it.yaml', text),))[0] is None\n"
        "print(int(re.search('VmHWM:.*?([0-9]+)', open('/proc/self/status').read())[1]) // 1024)\n"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    assert int(done.stdout) < 200


def test_suggestions_never_quote_signs_that_change_the_line():
    text = WHOLE.replace("kind: many", 'kind: "many\\u202e\\u2028\\e[31m"')
    problems = library.read((*BASE, ("it.yaml", text)))[1]
    assert problems
    assert all(item.message.isprintable() for item in problems)


PIECES = st.sampled_from(
    [
        "module: x\n",
        "title: y\n",
        "questions:\n",
        "  - id: a-b\n",
        "    kind: one\n",
        "    choices:\n",
        "- ",
        "[",
        "]",
        "{",
        "}",
        ": ",
        ", ",
        "? ",
        "&a ",
        "*a",
        "!t ",
        "<<: ",
        "'",
        '"',
        "|\n",
        ">-\n",
        "---\n",
        "...\n",
        "%",
        "\t",
        " ",
        "\n",
        "#",
        "no",
        "014",
        "\x00",
        "�",
        "é漢",
        "\u2028",
        "\x85",
        "\ufeff",
        "method: n\n",
        "catalogue: c\n",
        "answers: {",
    ]
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(st.characters(codec=None), max_size=200), st.lists(PIECES, max_size=40).map("".join)))
def test_any_text_is_read_or_refused_and_never_raises(text):
    texts = (("it.yaml", text),)
    found, problems = library.read(texts, SHELF)
    assert (found is None) == bool(problems)
    library.read_catalogues(texts)
    library.check(texts, BASE, SHELF)
    assert all(item.line >= 1 and item.message for item in problems)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(WHOLE) - 1), st.integers(0, 40), st.text(st.characters(codec=None), max_size=10))
def test_any_change_to_a_good_file_is_read_or_refused(place, length, text):
    changed = WHOLE[:place] + text + WHOLE[place + length :]
    found, problems = library.read((*BASE, ("it.yaml", changed)), SHELF)
    assert (found is None) == bool(problems)
