"""score(questionnaire, answers) -> Score: the barrier model with bounds, exact by monotonicity, no clock, no chance."""

from wizard.core.scoring.advice import next_best
from wizard.core.scoring.bounds import level, points, score
from wizard.core.scoring.parts import trace
from wizard.core.scoring.values import Harm, NextBest, Range, ScenarioScore, Score, StepKind, TraceStep

__all__ = [
    "Harm",
    "NextBest",
    "Range",
    "ScenarioScore",
    "Score",
    "StepKind",
    "TraceStep",
    "level",
    "next_best",
    "points",
    "score",
    "trace",
]
