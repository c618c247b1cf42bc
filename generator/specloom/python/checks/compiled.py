"""The text that makes a pattern: for `re`, or for an automaton where `re` may never end."""

from collections.abc import Callable

from specloom.ecma.compiled import compiled
from specloom.python.text.imports import Imports
from specloom.python.text.layout import Piece, call, tuple_of
from specloom.python.text.source import Source, code, literal, pattern_literal


def compiled_pattern(
    pattern: str, imports: Imports, automaton: Callable[[], Source]
) -> Piece:
    """Write what makes an ECMA-262 pattern; `automaton` gives the name of that class.

    Raises:
        PatternProblem: nothing finds exactly what the pattern finds, in bearable time.
    """
    found = compiled(pattern)
    if found.regex is not None:
        compile_ = code("{}.compile", imports.module_("re"))
        return call(compile_, [pattern_literal(found.regex)])
    reads, rows = found.tables or ((), ())
    tables = [
        tuple_of([pattern_literal(read) for read in reads]),
        tuple_of([tuple_of([literal(number) for number in row]) for row in rows]),
    ]
    return call(automaton(), [pattern_literal(pattern), *tables])
