"""The Python types of texts that have one (JSON Schema 2020-12, Validation, section 7.3)."""

from collections.abc import Mapping
from dataclasses import dataclass

from specloom.ir.shape import ScalarKind


@dataclass(frozen=True, slots=True)
class Converted:
    """A type, by its module ("" for a builtin) and name, and what reads and writes it.

    `module` and `name` are those of the functions in the runtime: `read_…` and `write_…`.
    """

    type_: tuple[str, str]
    module: str
    name: str


CONVERTED: Mapping[ScalarKind, Converted] = {
    "date-time": Converted(("datetime", "datetime"), "readers", "datetime"),
    "date": Converted(("datetime", "date"), "readers", "date"),
    "time": Converted(("datetime", "time"), "times", "time"),
    "uuid": Converted(("uuid", "UUID"), "formats", "uuid"),
    "decimal": Converted(("decimal", "Decimal"), "formats", "decimal"),
    "byte": Converted(("", "bytes"), "formats", "base64"),
}
