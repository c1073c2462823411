"""Damage a sealed report at random, many times: python -m tests.fuzz_verdict --count 20000 --seed 7."""

import argparse
import random
import sys
import time
from collections import Counter

from tests import sealed_samples as samples
from wizard import signing


def damaged(honest: bytes, chance: random.Random) -> tuple[str, bytes]:
    """Give the kind of damage and the damaged bytes, which differ from the honest ones."""
    while True:
        kind = chance.choice(("bit", "byte", "cut", "insert", "remove", "repeat", "swap"))
        at, length = chance.randrange(len(honest)), min(1 << chance.randrange(10), 600)
        data = _done(kind, honest, at, length, chance)
        if data != honest:
            return f"{kind} at {at}", data


def _done(kind: str, honest: bytes, at: int, length: int, chance: random.Random) -> bytes:
    head, tail = honest[:at], honest[at:]
    filling = chance.choice((chance.randbytes(length), b"0" * length, b" " * length, b"\n"))
    return {
        "bit": head + bytes([tail[0] ^ (1 << chance.randrange(8))]) + tail[1:],
        "byte": head + chance.randbytes(1) + tail[1:],
        "cut": head,
        "insert": head + filling + tail,
        "remove": head + tail[length:],
        "repeat": head + tail[:length] + tail,
        "swap": head + tail[length : 2 * length] + tail[:length] + tail[2 * length :],
    }[kind]


def accepted(count: int, seed: int, honest: bytes, trusted: tuple[bytes, ...]) -> tuple[list[str], Counter[str]]:
    """Judge so many damaged files; return those that passed for sealed, and how often each outcome came."""
    chance, wrong, outcomes = random.Random(seed), [], Counter()
    for _ in range(count):
        what, data = damaged(honest, chance)
        judgement = signing.judge(data, trusted, samples.NOW)
        outcomes[judgement.outcome] += 1
        if judgement.sealed:
            wrong.append(f"{what}: {judgement.reason}")
    return wrong, outcomes


def main() -> int:
    """Run the long form."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    wanted = parser.parse_args()
    start = time.perf_counter()
    wrong, outcomes = [], Counter()
    for honest in (samples.sealed(), samples.approved()):
        people = (*samples.signer().chain, *samples.signer("Jonas Ek").chain)
        found, counts = accepted(wanted.count // 2, wanted.seed, honest, people)
        wrong += found
        outcomes += counts
    print(f"{sum(outcomes.values())} damaged files, {len(wrong)} accepted, {time.perf_counter() - start:.1f} s")
    print(", ".join(f"{outcome} {number}" for outcome, number in outcomes.most_common()))
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
