"""Build the wheel, install it away from the checkout, and generate with it."""

import os
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SPEC = ROOT / "specs" / "x_media_upload_initialize.yaml"

pytest.importorskip("hatchling", reason="the build backend is not installed")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build from the checkout with the backend that is installed."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation"]
    run([*command, "--outdir", str(folder), str(ROOT)], ROOT)
    [built] = folder.glob("specloom-*.whl")
    return built


def test_the_wheel_holds_templates_and_runtime(wheel: Path) -> None:
    """Each file of both is inside; nothing of the tests is."""
    inside = set(zipfile.ZipFile(wheel).namelist())
    templates = ROOT / "templates"
    wanted = {
        f"specloom/templates/{path.relative_to(templates).as_posix()}"
        for path in templates.rglob("*.jinja")
    }
    runtime = ROOT / "generator" / "specloom" / "runtime"
    wanted |= {f"specloom/runtime/{path.name}" for path in runtime.glob("*.py")}
    wanted |= {f"specloom/mock/page.{ending}" for ending in ("html", "css", "js")}
    wanted |= {"specloom/configuration/specloom.schema.json"}
    assert wanted <= inside
    assert {name.split("/")[0].partition("-")[0] for name in inside} == {"specloom"}


def test_an_installed_specloom_generates(wheel: Path, tmp_path: Path) -> None:
    """The script of the wheel works where there is no checkout."""
    scripts = install(wheel, tmp_path / "env")
    output = tmp_path / "client"
    text = run(
        [str(scripts / "specloom"), "generate", str(SPEC), "--output", str(output)]
    )
    assert "1 operation" in text
    assert (output / ".specloom.json").exists()
    code = "import specloom; print(specloom.__file__)"
    assert str(tmp_path) in run([str(scripts / "python"), "-c", code], tmp_path)


def install(wheel: Path, folder: Path) -> Path:
    """Install the wheel alone; its dependencies are those of this interpreter.

    A path file shows them without carrying out the path files beside them, so that an
    editable install of the checkout is not seen.
    """
    venv.create(folder, with_pip=False)
    scripts = folder / "bin"
    python = str(scripts / "python")
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--no-deps"]
    run([*pip, "--no-index", "--disable-pip-version-check", str(wheel)])
    [site] = folder.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n")
    return scripts


def run(command: list[str], folder: Path | None = None) -> str:
    """Run a command that must succeed, and return what it printed."""
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        command,
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
