"""Hold what a run of the benchmarks works with: documents, scratch folder, repetitions."""

from dataclasses import dataclass
from pathlib import Path

from benchmarks.processes import ROOT, usage_of

INITIALIZE = ROOT / "specs" / "x_media_upload_initialize.yaml"
POSTS = Path(__file__).parent / "posts.yaml"
CORPUS = ROOT.parent / "shared" / "corpus"
X = CORPUS / "openapi/xdevplatform__docs/openapi.json"


@dataclass(frozen=True, slots=True)
class Setting:
    """How a run measures; each process is started once more, unmeasured, before."""

    scratch: Path
    x: Path | None
    """X's whole document, where it is beside the checkout."""
    repetitions: int = 9
    long_repetitions: int = 3
    """The same for what takes seconds."""
    rounds: int = 40
    """How often two ways of doing the same are measured in turn."""

    @property
    def home(self) -> Path:
        """The user's folder of processes whose caches do not matter."""
        return self.scratch / "home"


def full(scratch: Path) -> Setting:
    """Measure everything that can be measured here."""
    return Setting(scratch, X if X.is_file() else None)


def quick(scratch: Path) -> Setting:
    """Measure once, without X's document: the figures mean little."""
    return Setting(scratch, None, repetitions=1, long_repetitions=1, rounds=2)


def generate(document: Path, output: Path, home: Path, *options: str) -> Path:
    """Generate a client and give the folder of its import package."""
    usage_of(command(document, output, *options), home)
    [runtime] = output.glob("*/_runtime")
    return runtime.parent


def command(document: Path, output: Path, *options: str) -> tuple[str, ...]:
    """Give the arguments of Python that generate a client."""
    start = ("-m", "specloom", "generate", str(document), "--output", str(output))
    return (*start, *options)


def contents(folder: Path) -> dict[str, bytes]:
    """Give the files of a folder but its user's, and what Python and mypy leave there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not {"__pycache__", "custom"} & {*path.parts}
    }
