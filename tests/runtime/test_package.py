"""Test the runtime as part of somebody else's package."""

from __future__ import annotations

import importlib
import inspect
import pickle
import shutil
import subprocess
import sys
import typing
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import specloom.runtime
from specloom.runtime.operation import Operation
from specloom.runtime.raw import AsyncRawCaller, RawCaller, RawResponse, async_raw, raw
from specloom.runtime.sync_client import SyncCaller

FOLDER = Path(specloom.runtime.__file__).parent
MODULES = sorted(path.stem for path in FOLDER.glob("*.py"))

TYPED = """
from __future__ import annotations
from copied._runtime.model import Model, wire
from copied._runtime.decoders import Json
from copied._runtime.model import adopt
from copied._runtime.operation import Operation
from copied._runtime.raw import RawCaller, RawResponse, raw
from copied._runtime.service import Service
from copied._runtime.sync_client import SyncClient, SyncCaller

class A(Model):
    id: str
    made_at: str | None = wire("madeAt", default=None)
    count: int = wire("theCount")

OP: Operation[A] = Operation(
    name="a", method="GET", path="/", responses={"200": {"a/b": Json(lambda j: adopt(A, j))}}
)

class Api:
    def __init__(self, caller: SyncCaller) -> None:
        self.caller = caller
    def get(self, *, id: str) -> A:
        return self.caller.perform(OP, path={"id": id})

client = SyncClient(Service())
good: str | None = A(id="1", count=2).made_at
value: A = Api(client).get(id="1")
answer: RawResponse[A] = raw(Api(RawCaller(client)).get)(id="1")
A(id="1")
A(id="1", count=2, other=3)
value.other
raw(Api(client).get)(id=1)
"""


@pytest.mark.parametrize("name", MODULES)
def test_each_module_imports_alone(name: str) -> None:
    """The order of imports does not matter, and nothing warns."""
    code = f"import specloom.runtime.{name}"
    subprocess.run(
        [sys.executable, "-W", "error", "-c", code],
        check=True,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    )


@pytest.mark.parametrize("name", MODULES)
def test_type_hints_resolve(name: str) -> None:
    """Everything public can be inspected."""
    module = importlib.import_module(f"specloom.runtime.{name}")
    for member in vars(module).values():
        if getattr(member, "__module__", None) != module.__name__:
            continue
        if inspect.isclass(member):
            typing.get_type_hints(member)
            for method in vars(member).values():
                if inspect.isfunction(method):
                    typing.get_type_hints(method)
        elif inspect.isfunction(member):
            assert "return" in typing.get_type_hints(member)


@pytest.mark.parametrize("name", MODULES)
def test_the_text_belongs_to_the_package_it_is_copied_into(name: str) -> None:
    """No word of the generator, no exception for a type checker."""
    text = (FOLDER / f"{name}.py").read_text("utf-8")
    for word in ("specloom", "type: ignore", "pyright:", "TODO"):
        assert word.lower() not in text.lower()
    assert len(text.splitlines()) <= 250


def test_a_copy_is_complete_and_typed(tmp_path: Path) -> None:
    """Copied verbatim it works and infers constructors, values and raw answers."""
    package = tmp_path / "copied"
    shutil.copytree(
        FOLDER, package / "_runtime", ignore=shutil.ignore_patterns("__pycache__")
    )
    (package / "__init__.py").touch()
    (package / "py.typed").touch()
    (tmp_path / "use.py").write_text(TYPED, "utf-8")
    result = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "use.py", "copied"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    errors = [line.partition(" error: ")[2] for line in result.stdout.splitlines()]
    assert [error for error in errors if error] == [
        'Missing named argument "count" for "A"  [call-arg]',
        'Unexpected keyword argument "other" for "A"  [call-arg]',
        '"A" has no attribute "other"  [attr-defined]',
        'Argument "id" has incompatible type "int"; expected "str"  [arg-type]',
    ], (
        result.stdout + result.stderr
    )
    code = "import copied._runtime.call as c; print(c.logger.name)"
    output = subprocess.run(
        [sys.executable, "-c", code],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert output == "copied\n"


def test_making_a_client_loads_little() -> None:
    """No event loop, no connection pool, none of what only errors need."""
    code = (
        "import sys; from specloom.runtime.sync_client import SyncClient;"
        "from specloom.runtime.service import Service; SyncClient(Service('https://a'));"
        "print([m for m in ('asyncio', 'orjson', 'fractions', 'difflib',"
        " 'uuid', 'httpcore2') if m in sys.modules])"
    )
    output = subprocess.run(
        [sys.executable, "-c", code],
        check=True,
        capture_output=True,
        text=True,
        env={"PYTHONPATH": str(FOLDER.parents[1])},
    ).stdout
    assert output == "[]\n"


def test_raw_callers_stand_in_for_clients() -> None:
    """They give raw answers, and refuse streams."""

    class Client:
        """Answer with the name of the operation."""

        def perform_raw(self, operation: Operation[Any], **arguments: Any) -> Any:
            return (operation.name, arguments)

        async def araw(self) -> None:
            """Do nothing."""

    facts: Operation[Any] = Operation(name="op", method="GET", path="/", responses={})
    caller = RawCaller(Client())
    accepted: SyncCaller = caller

    def method(name: int) -> str:
        result: str = accepted.perform(facts, query={"name": name})
        return result

    retyped: Callable[[int], RawResponse[str]] = raw(method)
    answer: Any = retyped(5)
    assert answer == ("op", {"query": {"name": 5}})
    with pytest.raises(TypeError, match="op is a stream, which has no raw response"):
        caller.perform_stream(facts)
    assert async_raw(AsyncRawCaller.perform) is AsyncRawCaller.perform
    assert pickle.loads(pickle.dumps(facts)).name == "op"
