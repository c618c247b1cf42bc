"""Write the line of a request in the terminal: no credentials, no control characters."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from specloom.errors import printable
from specloom.ir.api import SecurityScheme
from specloom.mock.service import Reply
from specloom.mock.written import split_pairs
from specloom.runtime.violations import Violation

_SECRET = frozenset({"access_token", "api_key", "apikey", "token"})
_HIDDEN = "***"
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class AccessLog:
    """Knows the names under which credentials travel."""

    secrets: frozenset[str]

    def line(self, method: str, target: str, reply: Reply, seconds: float) -> str:
        """Say what was asked and answered, how long it took, and what was wrong first."""
        how = {"drop": "dropped", "torn": f"{reply.answer.status} torn"}
        status = how.get(reply.fault or "", str(reply.answer.status))
        shown = self._target(target)
        text = f"{method} {_cut(shown)} {status} {seconds * 1000:.0f} ms"
        for violation in reply.violations[:1]:
            text += f": {_cut(self._violation(violation))}"
        return printable(text)

    def _target(self, target: str) -> str:
        path, mark, query = target.partition("?")
        return path + mark + "&".join(self._pairs(query))

    def _pairs(self, query: str) -> Iterator[str]:
        for written in query.split("&"):
            [(name, _)] = split_pairs(written) or (("", ""),)
            is_secret = self._is_secret(name)
            yield f"{written.partition('=')[0]}={_HIDDEN}" if is_secret else written

    def _violation(self, violation: Violation) -> str:
        name = violation.instance_path.removeprefix("/")
        where = f"{violation.in_} {violation.instance_path}".strip()
        if violation.in_ != "body" and self._is_secret(name):
            return f"{where}: breaks `{violation.keyword}`"
        return f"{where}: {violation.message}"

    def _is_secret(self, name: str) -> bool:
        return name.lower() in _SECRET or name.lower() in self.secrets


def _cut(text: str) -> str:
    """Shorten a text, so that what stands behind it is seen."""
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."


def access_log(schemes: Iterable[SecurityScheme]) -> AccessLog:
    """Make the log of a description with these security schemes."""
    return AccessLog(frozenset(entry.name.lower() for entry in schemes if entry.name))
