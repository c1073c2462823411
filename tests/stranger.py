"""A stranger with a report and common tools: whether it was signed and not changed since, by whom, and whether it adds up.

    python tests/stranger.py report.pdf [certificate.pem]

Shares no code with the product: pdfsig, pdfdetach and pdftotext (poppler), openssl, and arithmetic. It stands here to
be compared with the product's verdict, and as an example for whoever wants a check of their own.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

HERE = Path(__file__).parent
RANGE = re.compile(rb"/ByteRange ?\[ ?(\d+) (\d+) (\d+) (\d+) ?\]")
SECONDS = 20


@dataclass
class Found:
    """What does not hold, question by question; `known` tells whether one of the given certificates vouches."""

    file: list[str]
    signer: list[str]
    numbers: list[str]
    known: bool = False
    fingerprint: str = ""

    @property
    def holds(self) -> bool:
        return not (self.file or self.signer or self.numbers)


class Bench:
    """An empty folder with the report in it, in which other people's programs are run."""

    def __init__(self, folder: Path, data: bytes) -> None:
        self.folder, self.data = folder, data
        (folder / "report.pdf").write_bytes(data)

    def run(self, *command: str) -> tuple[int, str]:
        """Give the exit code and everything that was said; the home folder holds nobody's certificates."""
        env = {**os.environ, "HOME": str(self.folder), "TZ": "UTC", "LC_ALL": "C.UTF-8"}
        try:
            done = subprocess.run(command, cwd=self.folder, env=env, capture_output=True, timeout=SECONDS, check=False)
        except subprocess.TimeoutExpired:
            return -1, f"{command[0]} takes longer than {SECONDS} seconds"
        return done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace")

    def text(self, name: str) -> str:
        return (self.folder / name).read_text(encoding="utf-8")


# -- is it the file that was signed? -----------------------------------------------------------------------------------


def as_pdfsig_sees_it(bench: Bench) -> list[str]:
    code, said = bench.run("pdfsig", "report.pdf")
    signatures = re.split(r"^Signature #\d+:$", said, flags=re.MULTILINE)[1:]
    # who is asked to approve has a place that stays open until they sign
    signatures = [one for one in signatures if "The signature form field is not signed." not in one]
    if code or not signatures:
        return ["pdfsig finds no signature"]
    wrong = [f"pdfsig does not call signature {at} valid" for at, one in enumerate(signatures, 1)
             if "Signature is Valid" not in one]  # fmt: skip
    return wrong + (["pdfsig: not the whole file is signed"] if "Total document signed" not in signatures[-1] else [])


def message_length(message: bytes) -> int:
    """Read from its first bytes how long a DER message is."""
    if len(message) < 2 or message[0] != 0x30 or message[1] < 0x81:
        return -1
    size = message[1] & 0x7F
    return 2 + size + int.from_bytes(message[2 : 2 + size], "big")


def as_bytes_say(bench: Bench, at: int, found: re.Match[bytes], *, last: bool) -> list[str]:
    """Take one signature out of the file, see that it covers all but itself, and ask openssl."""
    data, (start, end, gap, rest) = bench.data, [int(number) for number in found.groups()]
    if start or not end < gap < gap + rest <= len(data) or (last and gap + rest != len(data)):
        return [f"signature {at} does not cover the file from its first byte to its last"]
    written = data[end:gap]
    if not re.fullmatch(rb"<[0-9A-Fa-f]+>", written):
        return [f"between what signature {at} covers stands more than the signature"]
    padded = bytes.fromhex(written[1:-1].decode())
    length = message_length(padded)
    if not 0 < length <= len(padded) or padded[length:].strip(b"\0"):
        return [f"something was put behind signature {at}, where nobody signs"]
    (bench.folder / "bytes").write_bytes(data[:end] + data[gap : gap + rest])
    (bench.folder / f"message{at}").write_bytes(padded[:length])
    code, said = bench.run("openssl", "cms", "-verify", "-noverify", "-binary", "-inform", "DER", "-in",
                           f"message{at}", "-content", "bytes", "-signer", f"signer{at}.pem", "-out", os.devnull)  # fmt: skip
    return [] if code == 0 and "uccessful" in said else [f"openssl does not verify signature {at}"]


def is_it_the_file(bench: Bench) -> Iterator[str]:
    """Give complaint by complaint, each program started only when its turn comes: one complaint is enough to say no."""
    ranges = list(RANGE.finditer(bench.data))
    if not ranges:
        yield "there is no signature in it"
        return
    if not bench.data.rstrip(b"\r\n").endswith(b"%%EOF"):
        yield "it does not end as a PDF does"
    for at, found in enumerate(ranges, 1):
        yield from as_bytes_say(bench, at, found, last=at == len(ranges))
    yield from as_pdfsig_sees_it(bench)


# -- is the signer who they say? ---------------------------------------------------------------------------------------


def who_is_it(bench: Bench, known: bytes, now: datetime) -> tuple[list[str], bool, str]:
    said = bench.run("openssl", "x509", "-in", "signer1.pem", "-noout", "-fingerprint", "-sha256")[1]
    fingerprint = said.partition("=")[2].strip().replace(":", "").lower()
    if not re.fullmatch("[0-9a-f]{64}", fingerprint):
        return ["the signer's certificate cannot be read"], False, ""
    (bench.folder / "known.pem").write_bytes(known)
    signers = sorted(bench.folder.glob("signer*.pem"))
    vouched = all(
        bench.run("openssl", "verify", "-partial_chain", "-attime", str(int(now.timestamp())), "-purpose", "smimesign",
                  "-trusted", "known.pem", "-untrusted", path.name, path.name)[0] == 0
        for path in signers
    )  # fmt: skip
    return [], bool(known) and vouched, fingerprint


# -- does the level follow? --------------------------------------------------------------------------------------------


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def do_the_numbers_follow(bench: Bench, fingerprint: str) -> list[str]:
    code, said = bench.run("pdfdetach", "-saveall", "report.pdf")
    if code or not (bench.folder / "assessment.json").is_file():
        return [f"pdfdetach takes no record out of it: {said.strip()[:80]}"]
    data = (bench.folder / "assessment.json").read_bytes()
    try:
        record = json.loads(data)
        complaints = [*form_of(record, data, fingerprint), *scores_of(bench, record)]
        return complaints + cover_of(bench, record["result"], sha256(data))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        return [f"the record is not one: {type(error).__name__} {str(error)[:80]}"]


def form_of(record: dict, data: bytes, fingerprint: str) -> list[str]:
    written = json.dumps(record, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    escaped = re.sub("[\ud800-\udfff]", lambda half: f"\\u{ord(half.group()):04x}", written).encode()
    complaints = [] if escaped == data else ["the record is not in its one form"]
    complaints += [f"the text of {item['name']} is another one" for item in record["questionnaire"]
                   if sha256(item["text"].encode()) != item["sha256"]]  # fmt: skip
    method, texts = record["method"], [item["text"] for item in record["questionnaire"]]
    if not any(re.search(rf"^method: *{re.escape(method['id'])}$", text, re.MULTILINE) for text in texts):
        complaints.append("the record names another method than the one inside")
    if record["sealing"]["fingerprint"] != fingerprint:
        complaints.append("the record names another signer")
    return complaints


def scores_of(bench: Bench, record: dict) -> list[str]:
    """Score it again, by a program that shares no code with the product either."""
    code, said = bench.run(sys.executable, str(HERE / "recompute.py"), "assessment.json")
    if code:
        return ["the record cannot be scored again"]
    lines = [line.split() for line in said.splitlines()]
    again = {name: (best, worst) for best, worst, name in lines}
    result = record["result"]
    claimed = {item["id"]: (item["best"], item["worst"]) for item in result["scenarios"]}
    claimed["overall"] = (result["best"], result["worst"])
    differ = sorted(name for name in again.keys() | claimed.keys() if not near(again.get(name), claimed.get(name)))
    return [f"{name}: the record says otherwise" for name in differ]


def near(one: tuple[str, str] | None, other: tuple[str, str] | None) -> bool:
    """Compare to the last printed place but one: two ways to add up may round the last."""
    return bool(one and other) and all(abs(float(a) - float(b)) < 2e-9 for a, b in zip(one, other, strict=True))


def cover_of(bench: Bench, result: dict, digest: str) -> list[str]:
    said = " ".join(bench.run("pdftotext", "-l", "1", "report.pdf", "-")[1].split())
    printed = " ".join(digest[at : at + 4] for at in range(0, 16, 4))
    complaints = [] if f"Record {printed}" in said else ["the cover names another record"]
    if not re.search(rf"\b{re.escape(result['worst_level'])}\b", said.split(" Sealed ")[0]):
        complaints.append("the cover states another level")
    points = [
        int(number.replace("\N{MINUS SIGN}", "-"))
        for number in re.findall("(\N{MINUS SIGN}?[0-9]+) residual, worst", said)
    ]
    if result["scenarios"] and not any(abs(10 * float(result["worst"]) - number) <= 0.5 for number in points):
        complaints.append("the cover states another number")
    return complaints


def check(data: bytes, known: bytes = b"", now: datetime | None = None) -> Found:
    """Ask the three questions of a report; `known` are certificates in PEM."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), data)
        return answered(bench, list(is_it_the_file(bench)), [known], now)[0]


def holds_for(data: bytes, readers: Sequence[bytes], now: datetime) -> list[Found]:
    """Ask for several readers at once, each with certificates of their own, and no further than the first complaint."""
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), data)
        wrong = next(is_it_the_file(bench), None)
        return answered(bench, [], readers, now) if wrong is None else [Found([wrong], [], []) for _ in readers]


def answered(bench: Bench, file: list[str], readers: Sequence[bytes], now: datetime | None) -> list[Found]:
    told = [who_is_it(bench, known, now or datetime.now(UTC)) for known in readers]
    fingerprint = told[0][2]
    numbers = do_the_numbers_follow(bench, fingerprint)
    return [Found(file, signer, numbers, vouched, fingerprint) for signer, vouched, _ in told]


def main(arguments: list[str]) -> int:
    given = [Path(name).read_bytes() for name in arguments]
    found = check(given[0], b"".join(given[1:]))
    for question, complaints in (
        ("Is it the file that was signed?", found.file),
        ("Is the signer who they say?", found.signer),
        ("Does the level follow from the answers?", found.numbers),
    ):
        print(question, "; ".join(complaints) or "Yes, as far as can be seen.")
    print(
        f"Fingerprint {found.fingerprint}: {'vouched for by what you gave' if found.known else 'compare it yourself'}"
    )
    return 0 if found.holds else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
