"""What the user can mend: a sentence about what happened, and a hint what to do about it."""


class UserError(Exception):
    """Something in the world went wrong: the sentence says what and what is safe, the hint what to do."""

    def __init__(self, sentence: str, hint: str = "") -> None:
        """Keep both parts; a face shows them in its own way."""
        super().__init__(f"{sentence} {hint}".strip())
        self.sentence = sentence
        self.hint = hint
