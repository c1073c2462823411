"""Every storm in turn, a line for each: python -m tests.storm --count 100 --seed 7, or --only archival."""

import argparse
import random
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests import (
    fuzz_verdict,
    sealed_samples,
    storm_archival,
    storm_cuts,
    storm_faults,
    storm_identities,
    storm_seals,
    storm_store,
)
from wizard import library

QUESTIONNAIRES = Path(__file__).parents[1] / "questionnaires"
LONGEST = 5.0  # seconds that reading one set of texts may take on a busy machine
PIECES = ("\n", "  ", "\t", "- ", ": ", "[", "]", "{", "}", "'", '"', "&a ", "*a", "!t ", "<<: ", "no", "\0", "\ud83e")


def mutated(text: str, chance: random.Random) -> str:
    """Change a text in one to four places."""
    for _ in range(chance.randint(1, 4)):
        at, length = chance.randrange(len(text) + 1), 1 << chance.randrange(8)
        middle = chance.choice((chance.choice(PIECES), "", 2 * text[at : at + length], chr(chance.randrange(0x11000))))
        text = text[:at] + middle + text[at + chance.choice((0, 1, length)) :]
    return text


def storm_library(count: int, seed: int) -> list[str]:
    """Read the shipped questionnaires with one file mutated, so many times; give what raised or took too long."""
    chance, troubles = random.Random(seed), []
    honest = library.shipped_texts(QUESTIONNAIRES)
    shelf = library.load(QUESTIONNAIRES)[1]
    for turn in range(count):
        which = chance.randrange(len(honest))
        texts = tuple((name, mutated(text, chance) if i == which else text) for i, (name, text) in enumerate(honest))
        begun = time.perf_counter()
        try:
            found, problems = library.read(texts, shelf)
        except Exception as error:  # noqa: BLE001 - whatever is raised is the finding
            troubles.append(f"turn {turn}, {honest[which][0]}: {error!r}")
            continue
        taken = time.perf_counter() - begun
        if (found is None) != bool(problems) or taken > LONGEST:
            troubles.append(f"turn {turn}, {honest[which][0]}: {len(problems)} problems in {taken:.1f} s")
    return troubles


def storm_verdict(count: int, seed: int) -> list[str]:
    """Damage a sealed report so many times; give those that still passed for sealed."""
    people = sealed_samples.signer().chain
    return fuzz_verdict.accepted(count, seed, sealed_samples.sealed(), tuple(people))[0]


STORMS: dict[str, Callable[[int, int], list[str]]] = {
    "store: kills": storm_store.run,
    "store: power cuts": storm_cuts.run,
    "store: calls that fail": storm_faults.run,
    "seal: calls that fail": storm_seals.run,
    "identity: calls that fail": storm_identities.run,
    "verdict: damaged reports": storm_verdict,
    "library: mutated questionnaires": storm_library,
    "archival: signed reports by veraPDF": storm_archival.run,
}


def main(arguments: list[str] | None = None) -> int:
    """Run all storms; 1 when any of them found something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="the storms whose name begins so")
    wanted = parser.parse_args(arguments)
    failed = 0
    for name in (name for name in STORMS if name.startswith(wanted.only)):
        storm = STORMS[name]
        begun = time.perf_counter()
        troubles = storm(wanted.count, wanted.seed)
        taken = time.perf_counter() - begun
        print(f"{name}: count {wanted.count}, seed {wanted.seed}, {len(troubles)} failed, {taken:.1f} s", flush=True)
        print("".join(f"  {trouble}\n" for trouble in troubles[:20]), end="")
        failed += len(troubles)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
