"""Which surviving mutants change nothing that anyone could see.

Some kinds follow a rule. All others are listed by hand in `equivalents.toml`, each with its
reason, and named by what they change, never by a line number.
"""

import ast
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.mutants import Mutant

_LIST = Path(__file__).with_suffix(".toml")
_GROUP = re.compile(r"check_\w+_(path|query|header|cookie)")
_LOOKS_AGAIN = re.compile(r"missing|unknown_properties|wrong_\w+")


@dataclass(frozen=True, slots=True)
class Named:
    """A mutant of the list: the file and scope, the line before and after the change."""

    file: str
    scope: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Equivalents:
    """The list, with the reason of each entry."""

    reasons: dict[Named, str]

    @classmethod
    def read(cls, path: Path = _LIST) -> "Equivalents":
        """Read the list."""
        found = tomllib.loads(path.read_text("utf-8"))
        return cls(
            {
                Named(
                    entry["file"], entry.get("scope", ""), entry["line"], entry["after"]
                ): entry["reason"]
                for entry in found.get("equivalent", [])
            }
        )

    def reason(self, mutant: Mutant) -> str:
        """Give why a mutant changes nothing; empty if it does or nobody looked."""
        return rule(mutant) or self.reasons.get(name_of(mutant), "")

    def stale(self, survivors: Iterable[Mutant]) -> list[Named]:
        """Give the entries that no surviving mutant answers to."""
        known = {name_of(mutant) for mutant in survivors}
        return [entry for entry in self.reasons if entry not in known]


def name_of(mutant: Mutant) -> Named:
    """Name a mutant as the list does."""
    return Named(mutant.file, mutant.scope, mutant.before, mutant.after)


def rule(mutant: Mutant) -> str:
    """Give the rule by which a mutant changes nothing, if one does."""
    if _is_unread_name(mutant):
        return "nothing reads an operation's `name`: messages have method and path"
    if _is_unread_scheme(mutant):
        return "the hint of a 403 names scopes, not the scheme that they belong to"
    if _is_usual_style(mutant):
        return "what is in no other style is written in the style `form` or `simple`"
    if _is_of_one_variant(mutant):
        return "a union's one object is not compared with others by what it knows"
    if _asks_for_no_parameter(mutant):
        return (
            "no parameter has the name, so `missing` is asked each time and looks again"
        )
    if _asks_more_often(mutant):
        return "what the guard calls looks at the value again"
    return ""


def _is_unread_name(mutant: Mutant) -> bool:
    folder = mutant.file.partition("/")[0]
    return folder == "api" and re.match(r'name=".*",\Z', mutant.before) is not None


def _is_unread_scheme(mutant: Mutant) -> bool:
    """Tell whether only a key of `scopes` is another one."""
    lines = mutant.before, mutant.after
    if not all(re.fullmatch(r"scopes=\{.*\},", line) for line in lines):
        return False
    before, after = (ast.literal_eval(line[7:-1]) for line in lines)
    return list(before.values()) == list(after.values())


def _is_usual_style(mutant: Mutant) -> bool:
    """Tell whether a style that the runtime writes where it knows no other has another name."""
    usual = re.compile(r"Style\(['\"](form|simple)x?['\"]")
    lines = mutant.before, mutant.after
    if mutant.file.partition("/")[0] != "api" or lines[0] == lines[1]:
        return False
    before, after = (usual.sub(r"Style(\1", line) for line in lines)
    return before == after


def _is_of_one_variant(mutant: Mutant) -> bool:
    """Tell whether `known` of the one entry of a table of variants is another one."""
    if not mutant.file.startswith("models/"):
        return False
    before = _only_variant(mutant.source, mutant)
    after = _only_variant(mutant.mutated, mutant)
    return before is not None and before == after


def _only_variant(source: str, mutant: Mutant) -> str | None:
    """Give the table around a change without `known`, if it has one entry."""
    for node in ast.parse(source).body:
        if not isinstance(node, ast.AnnAssign) or not isinstance(node.value, ast.Tuple):
            continue
        is_around = node.lineno <= mutant.line <= (node.end_lineno or node.lineno)
        entries = node.value.elts
        if is_around and len(entries) == 1 and isinstance(entries[0], ast.Call):
            call = entries[0]
            rest = [part for part in call.keywords if part.arg != "known"]
            return ast.dump(ast.Tuple([*call.args, *(part.value for part in rest)]))
    return None


def _asks_for_no_parameter(mutant: Mutant) -> bool:
    """Tell whether a check of parameters asks for a name that none of them has.

    `if "id" not in value: missing(..., ("id",))`: another name is never in the group.
    """
    guard = _guard(mutant) if _GROUP.fullmatch(mutant.scope) else None
    if guard is None or not _takes_arguments(mutant):
        return False
    twin = _same_place(ast.parse(mutant.mutated), guard)
    before = set(_absent_names(guard))
    after = set(_absent_names(twin)) if twin is not None else set[str]()
    return bool(before) and len(before) == len(after) and before != after


def _takes_arguments(mutant: Mutant) -> bool:
    """Tell whether a check is of parameters: what it takes is always an object."""
    return any(
        isinstance(node, ast.FunctionDef)
        and node.name == mutant.scope
        and ast.unparse(node.args).startswith("value: dict[str, Any]")
        for node in ast.parse(mutant.source).body
    )


def _absent_names(guard: ast.expr) -> Iterable[str]:
    """Yield the names of `"a" not in value or "b" not in value`; none of other guards."""
    is_joined = isinstance(guard, ast.BoolOp) and isinstance(guard.op, ast.Or)
    parts = guard.values if isinstance(guard, ast.BoolOp) and is_joined else [guard]
    for part in parts:
        match part:
            case ast.Compare(ast.Constant(value=str() as name), [ast.NotIn()]):
                yield name
            case _:
                return


def _asks_more_often(mutant: Mutant) -> bool:
    """Tell whether only a guard is wider, of nothing but a report that looks again.

    `if a or b < 2: wrong_integer(...)` may ask `b < 3`: then more values reach the report,
    which finds nothing wrong with them.
    """
    guard = _guard(mutant)
    return guard is not None and _is_wider(guard, mutant)


def _guard(mutant: Mutant) -> ast.expr | None:
    """Give the condition around a change, if all it governs is such a report."""
    for node in ast.walk(ast.parse(mutant.source)):
        if isinstance(node, ast.If) and not node.orelse and len(node.body) == 1:
            first, last = node.test.lineno, node.test.end_lineno or node.test.lineno
            if first <= mutant.line <= last and _is_report(node.body[0]):
                return node.test
    return None


def _is_report(statement: ast.stmt) -> bool:
    return (
        isinstance(statement, ast.Expr)
        and isinstance(statement.value, ast.Call)
        and isinstance(statement.value.func, ast.Name)
        and _LOOKS_AGAIN.fullmatch(statement.value.func.id) is not None
    )


def _is_wider(guard: ast.expr, mutant: Mutant) -> bool:
    """Tell whether one comparison of the guard holds for more values than it did.

    It has to stand in the guard as it is or beside others joined by `or`: nothing denies it.
    """
    changed = ast.parse(mutant.mutated)
    twin = _same_place(changed, guard)
    parts = guard.values if isinstance(guard, ast.BoolOp) else [guard]
    twins = twin.values if isinstance(twin, ast.BoolOp) else [twin or guard]
    is_joined = not isinstance(guard, ast.BoolOp) or isinstance(guard.op, ast.Or)
    if twin is None or not is_joined or len(parts) != len(twins):
        return False
    pairs = zip(parts, twins, strict=True)
    different = [pair for pair in pairs if ast.dump(pair[0]) != ast.dump(pair[1])]
    return len(different) == 1 and _holds_for_more(*different[0])


def _same_place(tree: ast.AST, guard: ast.expr) -> ast.expr | None:
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and node.test.lineno == guard.lineno:
            return node.test
    return None


def _holds_for_more(before: ast.expr, after: ast.expr) -> bool:
    """Tell whether `a < 2` became `a <= 2` or `a < 3`, or the like with `>`."""
    one, other = _limit(before), _limit(after)
    if one is None or other is None or one[:2] != other[:2]:
        return False
    _, sign, is_closed, limit = one
    more = sign * (other[3] - limit)
    return more > 0 or (more == 0 and other[2] and not is_closed)


def _limit(condition: ast.expr) -> tuple[str, int, bool, float] | None:
    """Give what is compared, 1 for `<` or -1 for `>`, whether `=` is part of it, the limit."""
    match condition:
        case ast.Compare(
            left, [operator], [ast.Constant(value=int() | float() as limit)]
        ):
            sign = 1 if isinstance(operator, (ast.Lt, ast.LtE)) else -1
            is_closed = isinstance(operator, (ast.LtE, ast.GtE))
            if is_closed or isinstance(operator, (ast.Lt, ast.Gt)):
                return ast.dump(left), sign, is_closed, limit
    return None
