"""Plimsoll: an offline wizard for AI risk assessments."""

__version__ = "0.1.0"
