"""A questionnaire in; what makes an assessment out of date, whatever its answers were, out."""

from wizard.core.questionnaire import Questionnaire

TRIGGERS = "deployment-triggers"
"""The question whose choices end an assessment, as its report says."""
OTHER_VERSION = ("other-version", "A new model, prompt or tool")


def triggers_of(questionnaire: Questionnaire) -> tuple[tuple[str, str], ...]:
    """Give what makes an assessment out of date: id and words, the change that every version ends with first."""
    question = questionnaire.questions.get(TRIGGERS)
    listed = question.choices if question else ()
    return (OTHER_VERSION, *((choice.id, choice.text) for choice in listed if choice.id != "none"))
