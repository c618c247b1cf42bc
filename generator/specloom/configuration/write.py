"""Write a first configuration: appended to pyproject.toml, or a specloom.toml of its own."""

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeAlias

from specloom.configuration.find import OWN_FILE, PROJECT_FILE, find_configuration
from specloom.errors import UsageError

Value: TypeAlias = str | tuple[str, ...]


def write_configuration(folder: Path, values: Mapping[str, Value]) -> Path:
    """Write the keys of one client, and give the file they stand in.

    What a pyproject.toml says already keeps its bytes.

    Raises:
        UsageError: there is a configuration already, here or above.
    """
    if (there := find_configuration(folder)) is not None:
        raise UsageError(
            f"{there}: there is a configuration already; add a client to it instead"
        )
    project, own = folder / PROJECT_FILE, folder / OWN_FILE
    keys = [f"{key} = {_text(value)}" for key, value in values.items()]
    if project.is_file() and (whole := _appended(project.read_bytes(), keys)):
        project.write_bytes(whole)
        return project
    own.write_text("\n".join((*keys, "")), "utf-8", newline="\n")
    return own


def _appended(content: bytes, keys: list[str]) -> bytes:
    """Give a pyproject.toml with the table; empty where `tool` takes no more tables."""
    end = "\r\n" if b"\r\n" in content else "\n"
    apart = "" if not content else end if content.endswith(b"\n") else end + end
    table = end.join(("[tool.specloom]", *keys, ""))
    whole = content + (apart + table).encode()
    try:
        tomllib.loads(whole.decode())
    except tomllib.TOMLDecodeError:
        return b""
    return whole


def _text(value: Value) -> str:
    """Write a string or array (TOML 1.0.0); the escapes of JSON are those of TOML."""
    if not isinstance(value, str):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F")
