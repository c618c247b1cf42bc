"""Why a pattern (ECMA-262, 22.2) is not checked; the text is the reason."""


class PatternProblem(Exception):
    """A pattern that has no exact Python twin; the text says why."""


class HazardousPattern(PatternProblem):
    """A pattern that Python can only match in time that explodes on hostile text."""
