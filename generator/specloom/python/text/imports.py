"""The import block of one generated module: what it uses and no more, in a fixed order."""

from dataclasses import dataclass, field

from specloom.python.text.layout import Group, lay_out
from specloom.python.text.source import WIDTH, Source, code, dotted, identifier, joined

FUTURE = "__future__"
_WHOLE = "import "
_THIRD_PARTY = frozenset({"httpx2", "pytest"})


@dataclass(frozen=True, slots=True)
class Imports:
    """Gathers imports while a module is being written.

    `module` is where the text will stand, as a path inside the package: `("models",
    "media")`. `taken` are names the module defines itself.
    """

    module: tuple[str, ...]
    taken: frozenset[str] = frozenset()
    _used: dict[tuple[str, str, str], None] = field(default_factory=dict)
    _bound: dict[str, tuple[str, str]] = field(default_factory=dict)

    def inside(self, shadowed: frozenset[str]) -> "Scope":
        """Give the scope of a class whose own names hide those of the module."""
        return Scope(self, shadowed)

    def use(
        self, module: str, name: str, shadowed: frozenset[str] = frozenset()
    ) -> Source:
        """Import a name and give what it is called here: with `_` where that is taken."""
        local = name
        while (
            local in self.taken
            or local in shadowed
            or self._bound.setdefault(local, (module, name)) != (module, name)
        ):
            local = f"{local}_"
        self._used[module, name, local] = None
        return identifier(local)

    def own(
        self, module: tuple[str, ...], name: str, shadowed: frozenset[str]
    ) -> Source:
        """Import a name of the generated package, given by its module's path inside it."""
        if module == self.module:
            return identifier(name)
        if not module[:-1] or module[:-1] != self.module[:-1]:
            dots = "." * len(self.module)
            return self.use(f"{dots}{'.'.join(module)}", name, shadowed)
        return self.use(f".{module[-1]}", name, shadowed)

    def use_as(self, module: str, name: str, local: str) -> Source:
        """Import a name under another one."""
        self._used[module, name, local] = None
        return identifier(local)

    def module_(self, name: str) -> Source:
        """Import a whole module and give its name."""
        self._used[f"{_WHOLE}{name}", name, name] = None
        return identifier(name)

    def builtin(self, name: str, shadowed: frozenset[str] = frozenset()) -> Source:
        """Give a builtin, by way of its module where something here hides it."""
        if name in shadowed or name in self.taken:
            return code("{}.{}", self.module_("builtins"), identifier(name))
        return identifier(name)

    def statements(self) -> tuple[tuple[Source, ...], ...]:
        """Give the statements in groups: future, standard library, third party, own."""
        groups: dict[int, list[Source]] = {}
        by_module: dict[str, list[tuple[str, str]]] = {}
        for module, name, local in self._used:
            by_module.setdefault(module, []).append((name, local))
        for module in sorted(by_module, key=_module_order):
            statement = _statement(module, sorted(by_module[module], key=_name_order))
            groups.setdefault(_module_order(module)[0], []).append(statement)
        return tuple(tuple(groups[rank]) for rank in sorted(groups))


@dataclass(frozen=True, slots=True)
class Scope:
    """A place inside a module where some names are hidden by nearer ones."""

    imports: Imports
    shadowed: frozenset[str] = frozenset()

    def use(self, module: str, name: str) -> Source:
        """Import a name for use in this scope."""
        return self.imports.use(module, name, self.shadowed)

    def own(self, module: tuple[str, ...], name: str) -> Source:
        """Import a name of the generated package for use in this scope."""
        return self.imports.own(module, name, self.shadowed)

    def runtime(self, module: str, name: str) -> Source:
        """Import a name of `_runtime` for use in this scope."""
        return self.own(("_runtime", module), name)

    def builtin(self, name: str) -> Source:
        """Give a builtin for use in this scope."""
        return self.imports.builtin(name, self.shadowed)


def _module_order(module: str) -> tuple[int, bool, int, str]:
    """Order as isort does: plain imports before `from`, far relatives before near ones."""
    dots = len(module) - len(module.lstrip("."))
    if dots:
        return (3, True, -dots, module.lstrip("."))
    is_from = not module.startswith(_WHOLE)
    name = module.removeprefix(_WHOLE)
    rank = 0 if name == FUTURE else 2 if name in _THIRD_PARTY else 1
    return (rank, is_from, 0, name)


def _name_order(entry: tuple[str, str]) -> tuple[int, str, str]:
    name, local = entry
    rank = 0 if name.isupper() and len(name) > 1 else 1 if name[:1].isupper() else 2
    return (rank, name, local)


def _statement(module: str, names: list[tuple[str, str]]) -> Source:
    if module.startswith(_WHOLE):
        return code("import {}", dotted(module.removeprefix(_WHOLE)))
    return import_statement(module, names, 0, renames_all=False)


def import_statement(
    module: str, names: list[tuple[str, str]], indent: int, *, renames_all: bool = True
) -> Source:
    """Write `from module import ...` of names and what they are called here.

    With `renames_all` every name gets an `as`, which says that it is given further.
    """
    pieces = tuple(
        (
            identifier(name)
            if name == local and not renames_all
            else code("{} as {}", identifier(name), identifier(local))
        )
        for name, local in names
    )
    head = code("from {} import ", dotted(module))
    line = joined("", (head, joined(", ", pieces)))
    if 4 * indent + len(line.text) <= WIDTH:
        return line
    return lay_out(Group(head, "(", pieces, ")"), indent, before=WIDTH)
