"""Projects whose client is generated when they are built, for each build backend."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from environments import Done, Environment, succeed
from pages import block

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
PROJECT = """
[project]
name = "shop"
version = "1.0"
dependencies = ["httpx2>=2.0"]
"""
PAGE = "docs/build.md"
BACKENDS = ("hatchling", "setuptools", "pdm-backend")
# What setuptools has to be told where it finds no code.
ALONE = {"setuptools": '[tool.setuptools]\npackages = ["shop_client"]\n'}


@dataclass(frozen=True)
class Project:
    """A project on disk, and the environment that builds it."""

    folder: Path
    backend: str
    builder: Environment

    def configure(self, configuration: str, *, alone: bool = False) -> None:
        """Write its pyproject.toml; `alone` is for a project without code of its own."""
        tables = block(PAGE, self.backend, "toml").text
        listed = ALONE.get(self.backend, "") if alone else ""
        self.write("pyproject.toml", tables + listed + PROJECT + configuration)

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
