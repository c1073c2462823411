"""score(questionnaire, answers) -> Score: the barrier model with bounds, exact by monotonicity, no clock, no chance."""

from wizard.core.scoring.advice import next_best
from wizard.core.scoring.bounds import counts, level, score
from wizard.core.scoring.parts import trace
from wizard.core.scoring.values import Harm, NextBest, ScenarioScore, Score, StepKind, TraceStep
from wizard.core.units import points

__all__ = [
    "Harm",
    "NextBest",
    "ScenarioScore",
    "Score",
    "StepKind",
    "TraceStep",
    "counts",
    "level",
    "next_best",
    "points",
    "score",
    "trace",
]
