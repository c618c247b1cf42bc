"""Projects whose client is generated when they are built, for each build backend."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from environments import Done, Environment, succeed

DOCUMENT = """\
openapi: 3.1.1
info: {title: Shop, version: "1.0"}
paths:
  /articles:
    get:
      operationId: listArticles
      tags: [articles]
      responses:
        "200":
          description: All of them
          content:
            application/json:
              schema: {$ref: schemas.yaml#/Articles}
"""
SCHEMAS = """\
Articles: {type: array, items: {$ref: "#/Article"}}
Article: {type: object, properties: {name: {type: string}}}
"""
OVERLAY = """\
overlay: 1.0.0
info: {title: Other words, version: "1"}
actions:
  - target: $.paths['/articles'].get
    update: {summary: List what the overlay calls goods.}
"""
CONFIGURATION = """
[tool.specloom]
spec = "api/openapi.yaml"
overlays = ["api/overlay.yaml"]
output = "generated"
package = "shop_client"
layout = "package"
"""
HEAD = """\
[build-system]
requires = [REQUIRES]
build-backend = "BACKEND"

[project]
name = "shop"
version = "1.0"
dependencies = ["httpx2>=2.0"]
"""


@dataclass(frozen=True)
class Backend:
    """A build backend, and what makes it generate clients."""

    module: str
    requires: str
    tables: str = ""
    alone: str = ""

    def head(self) -> str:
        """Write the tables of a pyproject.toml that it reads."""
        head = HEAD.replace("REQUIRES", f'"{self.requires}", "specloom"')
        return head.replace("BACKEND", self.module) + self.tables


BACKENDS = {
    "hatchling": Backend(
        "hatchling.build", "hatchling", "[tool.hatch.build.hooks.specloom]\n"
    ),
    "setuptools": Backend(
        "setuptools.build_meta",
        "setuptools>=69",
        '[tool.setuptools.cmdclass]\nbuild_py = "specloom.backends.setuptools.BuildPy"\n',
        '[tool.setuptools]\npackages = ["shop_client"]\n',
    ),
    "pdm": Backend("pdm.backend", "pdm-backend"),
}


@dataclass(frozen=True)
class Project:
    """A project on disk, and the environment that builds it."""

    folder: Path
    backend: Backend
    builder: Environment

    def configure(self, configuration: str, *, alone: bool = False) -> None:
        """Write its pyproject.toml; `alone` is for a project without code of its own."""
        tables = self.backend.alone if alone else ""
        text = self.backend.head() + tables + configuration
        self.write("pyproject.toml", text)

    def write(self, name: str, text: str) -> None:
        """Write a file below it."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")

    def try_build(self, *options: str) -> Done:
        """Run `python -m build` with what is installed."""
        python = str(self.builder.scripts / "python")
        command = [python, "-m", "build", "--no-isolation", *options]
        return self.builder.run(*command, folder=self.folder)

    def build(self, *options: str) -> Path:
        """Do the same, which must succeed; give the folder with the distributions."""
        shutil.rmtree(self.folder / "dist", ignore_errors=True)
        succeed(self.try_build(*options))
        return self.folder / "dist"
