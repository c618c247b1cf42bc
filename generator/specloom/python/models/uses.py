"""What a model is used for, and what its required fields are for that.

OpenAPI 3.0.4, Schema Object: a required property that is `readOnly` is required in answers
only, one that is `writeOnly` in requests only.
"""

from dataclasses import dataclass

from specloom.ir.shape import Field
from specloom.naming.declarations import Declaration


@dataclass(frozen=True, slots=True)
class Uses:
    """Whether callers make a model, and whether servers answer with it."""

    is_given: bool = False
    is_answered: bool = True

    def is_required(self, field: Field) -> bool:
        """Tell whether requests must have a field, or answers, if there are no requests."""
        return field.required and (self.is_given or not field.write_only)

    def is_read_only(self, field: Field) -> bool:
        """Tell whether a field is surely in answers, but nothing that a caller must give."""
        return field.required and field.read_only and self.is_given

    def is_write_only(self, field: Field) -> bool:
        """Tell whether a caller must give a field that no answer has."""
        both = self.is_given and self.is_answered
        return field.required and field.write_only and both

    def may_be_none(self, field: Field) -> bool:
        """Tell whether a field is None where it is absent."""
        return self.is_write_only(field) or not self.is_required(field)


def uses_of(declaration: Declaration) -> Uses:
    """Give the uses of a model; one that no operation uses is there to be made."""
    is_given = declaration.in_request or not declaration.is_used
    return Uses(is_given, declaration.in_response)
