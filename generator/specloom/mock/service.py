"""Answer a request by a description: route, credentials, values, then the answer.

What is wrong is told as problem details (RFC 9457) with status 400, whatever statuses the
document has, so that it cannot be taken for an answer of the document.
"""

from collections import deque
from dataclasses import dataclass, field, replace
from hashlib import sha256

from specloom.ir.api import SecurityScheme
from specloom.mock.answers import Answer, Answerer
from specloom.mock.bodies import BodyReader
from specloom.mock.checks import Checks
from specloom.mock.credentials import ask
from specloom.mock.description import Description
from specloom.mock.directed import Directed
from specloom.mock.incoming import Incoming
from specloom.mock.parameters import ParameterReader
from specloom.mock.prefer import Fault, Preferences, read_preferences
from specloom.mock.refusal import Refusal, refuse_values
from specloom.mock.routes import Found, NotAllowed, Routes, Unknown, routes_of
from specloom.mock.synthesis import Synthesis
from specloom.runtime.json_text import write_json
from specloom.runtime.violations import Violation

PROBLEM = "application/problem+json"
_REMEMBERED = 1000


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer, how it is to be spoiled, and what the log says of it."""

    answer: Answer
    delay: int = 0
    fault: Fault | None = None
    violations: tuple[Violation, ...] = ()


@dataclass(slots=True)
class Service:
    """Answers all operations of one description."""

    description: Description
    seed: int = 0
    routes: Routes = field(init=False)
    requests: Checks = field(init=False)
    synthesis: Synthesis = field(init=False)
    _schemes: dict[str, SecurityScheme] = field(init=False)
    # Requests that were answered 503 and shall not be so the next time.
    _spared: deque[tuple[str, ...]] = field(
        default_factory=lambda: deque(maxlen=_REMEMBERED)
    )

    def __post_init__(self) -> None:
        description = self.description
        self.routes = Routes(
            route
            for operation in description.api.operations
            for route in routes_of(operation, description.base_paths(operation))
        )
        self.requests = Checks(Directed(description.schemas, "request"))
        answers = Checks(Directed(description.schemas, "response"))
        self.synthesis = Synthesis(answers, self.seed)
        self._schemes = {entry.key: entry for entry in description.api.security_schemes}

    def reply(self, incoming: Incoming) -> Reply:
        """Answer a request; nothing is raised for what is wrong with it."""
        preferences = Preferences()
        try:
            found = self._found(incoming)
            preferences = read_preferences(incoming.header("prefer") or "")
            self._check(found, incoming)
            return self._answered(found, incoming, preferences)
        except Refusal as refusal:
            return Reply(
                problem_answer(refusal),
                preferences.delay,
                violations=refusal.violations,
            )

    def _found(self, incoming: Incoming) -> Found:
        match self.routes.find(incoming.method, incoming.path):
            case Found() as found:
                return found
            case NotAllowed(allowed):
                names = ", ".join(allowed)
                detail = f"{incoming.method} is not documented here; {names} is"
                raise Refusal(405, detail, headers={"Allow": names})
            case Unknown():
                title = self.description.api.title
                raise Refusal(404, f"no path of '{title}' matches {incoming.path}")

    def _check(self, found: Found, incoming: Incoming) -> None:
        operation = found.operation
        ask(operation, self._schemes, incoming)
        reader = ParameterReader(operation, incoming, found.texts, self.requests)
        violations = [*reader.violations()]
        if operation.request_body is not None:
            body = BodyReader(operation.request_body, incoming, self.requests)
            violations += body.violations()
        if violations:
            raise refuse_values(violations)

    def _answered(
        self, found: Found, incoming: Incoming, preferences: Preferences
    ) -> Reply:
        answerer = Answerer(
            found.operation, self.description, self.synthesis, preferences
        )
        answer = answerer.answer(incoming.header("accept"))
        if self._is_unavailable(incoming, preferences):
            refusal = Refusal(
                503, "the request prefers it so", headers={"Retry-After": "0"}
            )
            answer = problem_answer(refusal)
        applied = ", ".join(preferences.applied)
        if applied:
            line = ("preference-applied", applied)
            answer = replace(answer, headers=(*answer.headers, line))
        return Reply(answer, preferences.delay, preferences.fault)

    def _is_unavailable(self, incoming: Incoming, preferences: Preferences) -> bool:
        """Tell whether to answer 503: each time, or only the first of two."""
        if preferences.fault != "once":
            return preferences.fault == "503"
        query, body = incoming.query_string, sha256(incoming.body).hexdigest()
        key = (incoming.method, incoming.path, query, body)
        if key in self._spared:
            self._spared.remove(key)
            return False
        self._spared.append(key)
        return True


def problem_answer(refusal: Refusal) -> Answer:
    """Write problem details."""
    headers = [("content-type", PROBLEM)]
    headers += [(name.lower(), _one_line(v)) for name, v in refusal.headers.items()]
    return Answer(refusal.status, tuple(headers), write_json(refusal.problem))


def _one_line(text: str) -> str:
    return "".join(char for char in text if char.isascii() and char.isprintable())
