"""Names of before that a client still knows, and those that it knows no more."""

from collections.abc import Iterator

from specloom.diff.both import Both, Finding
from specloom.diff.side import Method, Side


def is_still_called(method: Method, side: Side) -> bool:
    """Tell whether a method of an older client can be called as it was."""
    return method.subject in side.old_subjects


def is_still_there(model: str, side: Side) -> bool:
    """Tell whether a model of an older client has its name still."""
    return model in side.old_models


def old_name_findings(both: Both) -> Iterator[Finding]:
    """Find names of before that worked in the old client and do not in the new one."""
    now = {method.subject for method in both.new.methods.values()}
    for subject in both.old.old_subjects:
        if subject not in now and subject not in both.new.old_subjects:
            yield Finding("operation-old-name-removed", subject, f"{subject}()")
    for name in both.old.old_models:
        if name not in both.new.declared and not is_still_there(name, both.new):
            yield Finding("model-old-name-removed", f"models.{name}", f"models.{name}")
