"""Methods under the names that they had before, and where they were before."""

from collections.abc import Iterator
from dataclasses import dataclass

from specloom.ir.api import Operation, Tag
from specloom.naming.names import Moved
from specloom.python.context import Context
from specloom.python.operations.arguments import Argument, arguments_of
from specloom.python.operations.docstrings import method_docstring
from specloom.python.operations.signatures import MethodView, class_names, method_head
from specloom.python.text.imports import Imports, Scope
from specloom.python.text.layout import assignment, call, keyword, statement
from specloom.python.text.source import Source, code, identifier, literal


@dataclass(frozen=True, slots=True)
class OldMethods:
    """The old names of the methods of a tag, those of other tags by now included."""

    tag: Tag
    context: Context
    imports: Imports

    @property
    def names(self) -> frozenset[str]:
        """All of them."""
        left = (name for moved in self._left for name in moved.names)
        return frozenset(left).union(*(old for _, old in self._here))

    @property
    def answered(self) -> Iterator[tuple[str, Source | None]]:
        """Those of operations whose answer is no stream, with the class of its headers."""
        classes = self.context.names.header_classes
        for operation, names in self._here:
            class_ = classes.get(operation.at)
            if not operation.streaming:
                headers = identifier(class_) if class_ is not None else None
                yield from ((name, headers) for name in names)
        for moved in self._left:
            class_ = classes.get(moved.operation.at)
            if not moved.operation.streaming:
                headers = self._there(moved, class_) if class_ is not None else None
                yield from ((name, headers) for name in moved.names)

    def renamed(self, scope: Scope) -> Iterator[Source]:
        """Assign methods to the names that they had before."""
        since = literal(self.context.api.version)
        for operation, names in self._here:
            now = self.context.names.methods[operation.at]
            for old in names:
                wrap = scope.runtime("renamed", "renamed")
                arguments = (identifier(now), literal(old), since)
                yield assignment(identifier(old), call(wrap, arguments), 1)

    def moved(self, scope: Scope, is_async: bool) -> Iterator[MethodView]:
        """View methods that have gone to another tag: they warn, and call that one's."""
        for moved in self._left:
            arguments = arguments_of(moved.operation, self.context)
            for name in moved.names:
                yield MethodView(
                    (),
                    method_head(
                        moved.operation, name, self.context, scope, is_async=is_async
                    ),
                    method_docstring(moved.operation, arguments),
                    self._warning(moved, name, is_async),
                    self._passed_on(moved, arguments, is_async),
                )

    def _warning(self, moved: Moved, name: str, is_async: bool) -> Source:
        classes = class_names(self.context.names.tags[self.tag.name].class_)
        owner = classes["async" if is_async else "sync"]
        texts = (
            f"{owner}.{name}",
            f"{moved.tag.attribute}.{moved.method}",
            self.context.api.version,
        )
        warn = self.imports.inside(frozenset()).runtime("renamed", "warn_renamed")
        return statement("", call(warn, [*map(literal, texts)]), 2)

    def _passed_on(
        self, moved: Moved, arguments: tuple[Argument, ...], is_async: bool
    ) -> Source:
        """Call the method where it is now; its module may itself need this one."""
        class_ = class_names(moved.tag.class_)["async" if is_async else "sync"]
        names = [*(argument.name for argument in arguments), "options"]
        service = code("{}(self._client)", self._there(moved, class_))
        passed = call(
            code("{}.{}", service, identifier(moved.method)),
            [keyword(identifier(name), identifier(name)) for name in names],
        )
        if is_async and not moved.operation.streaming:
            return statement("return await ", passed, 2)
        return statement("return ", passed, 2)

    def _there(self, moved: Moved, class_: str) -> Source:
        """Name a class of the module that a method has gone to."""
        module = self.imports.use_as(".", moved.tag.module, f"_{moved.tag.module}")
        return code("{}.{}", module, identifier(class_))

    @property
    def _here(self) -> Iterator[tuple[Operation, tuple[str, ...]]]:
        for operation in self.context.api.operations:
            if operation.tag == self.tag.name:
                names = self.context.names.old.methods.get(operation.at, ())
                yield operation, names

    @property
    def _left(self) -> tuple[Moved, ...]:
        return self.context.names.old.moved.get(self.tag.name, ())
