"""Names of before that a client still knows, and those that it knows no more."""

from collections.abc import Iterator

from specloom.diff.both import Both, Finding
from specloom.diff.side import Method, Side


def is_still_called(method: Method, side: Side) -> bool:
    """Tell whether a method of an older client can be called as it was."""
    return method.subject in {*_methods(side)}


def is_still_there(model: str, side: Side) -> bool:
    """Tell whether a model of an older client has its name still."""
    return model in {*_models(side)}


def old_name_findings(both: Both) -> Iterator[Finding]:
    """Find names of before that worked in the old client and do not in the new one."""
    now = {method.subject for method in both.new.methods.values()}
    for subject in dict.fromkeys(_methods(both.old)):
        if subject not in now and subject not in {*_methods(both.new)}:
            yield Finding("operation-old-name-removed", subject, f"{subject}()")
    for name in dict.fromkeys(_models(both.old)):
        if name not in both.new.declared and not is_still_there(name, both.new):
            yield Finding("model-old-name-removed", f"models.{name}", f"models.{name}")


def _methods(side: Side) -> Iterator[str]:
    old = side.context.names.old
    for method in side.methods.values():
        names = old.methods.get(method.operation.at, ())
        for attribute in (method.attribute, *old.tags.get(method.operation.tag, ())):
            for name in (method.name, *names):
                if (attribute, name) != (method.attribute, method.name):
                    yield f"client.{attribute}.{name}"
    for tag, left in old.moved.items():
        attribute = side.context.names.tags[tag].attribute
        yield from (f"client.{attribute}.{name}" for one in left for name in one.names)


def _models(side: Side) -> Iterator[str]:
    for names in side.context.names.old.types.values():
        yield from names
