"""Build and install projects whose client is generated at build time, without a network."""

import tarfile
from pathlib import Path, PurePosixPath

from environments import Environment, make_environment, succeed
from pages import block
from projects import CONFIGURATION, DOCUMENT, PAGE, Project

TITLE = "Generate when something is built"
CALL = "import {0}; print({0}.Client().articles.{1}.__doc__, {0}.__file__)"


def members(sdist: Path) -> set[str]:
    """Name the files of an sdist, without its one folder."""
    with tarfile.open(sdist) as archive:
        paths = [PurePosixPath(entry.name) for entry in archive if entry.isfile()]
    return {PurePosixPath(*path.parts[1:]).as_posix() for path in paths}


def test_a_wheel_has_the_client_and_an_sdist_the_documents(
    project: Project, bare: Environment
) -> None:
    """The wheel is built from the sdist, which has nothing that is generated again."""
    dist = project.build()
    [sdist], [wheel] = dist.glob("*.tar.gz"), dist.glob("*.whl")
    assert {f"api/{name}.yaml" for name in ("openapi", "schemas", "overlay")} < members(
        sdist
    )
    assert not [name for name in members(sdist) if name.endswith("client.py")]
    succeed(bare.install(str(wheel)))
    printed = bare.python("-c", CALL.format("shop_client", "list_articles"))
    assert "List what the overlay calls goods." in printed
    assert str(bare.site) in printed
    assert "shop_client.client" in bare.python("-c", "import shop; print(shop.Client)")


def test_code_of_one_s_own_in_the_client_is_built(
    project: Project, bare: Environment
) -> None:
    """The folder `custom` of a generated package goes into sdists and wheels."""
    project.write(
        "generated/shop_client/custom/__init__.py", "from shop_client import Client\n"
    )
    project.write(".gitignore", block(PAGE, TITLE, "gitignore").text)
    [wheel] = project.build().glob("*.whl")
    succeed(bare.install(str(wheel)))
    printed = bare.python("-c", CALL.format("shop_client.custom", "list_articles"))
    assert str(bare.site) in printed


def test_an_editable_install_shows_the_client_where_it_is_generated(
    project: Project, installed: Environment
) -> None:
    """What `generate` writes later is what is imported; building again changes nothing."""
    own = make_environment(project.folder.parent / "own", installed.site)
    editable = ("--no-build-isolation", "--editable", str(project.folder))
    succeed(own.install(*editable))
    printed = own.python("-c", CALL.format("shop_client", "list_articles"))
    assert str(project.folder / "generated" / "shop_client") in printed
    project.write("api/openapi.yaml", DOCUMENT.replace("listArticles", "readArticles"))
    own.python("-m", "specloom", "generate", folder=project.folder)
    assert own.python("-c", CALL.format("shop_client", "read_articles"))
    client = project.folder / "generated" / "shop_client" / "client.py"
    written = client.stat().st_mtime_ns
    succeed(own.install(*editable))
    assert client.stat().st_mtime_ns == written


def test_an_error_in_the_document_ends_the_build(project: Project) -> None:
    """The finding is told with its place; no traceback leads into Specloom."""
    project.write("api/openapi.yaml", "openapi: 3.1.1\ninfo: {\n")
    done = project.try_build("--wheel")
    told = done.stdout + done.stderr
    assert done.returncode == 1
    assert "api/openapi.yaml:3:1 #: this is not YAML: " in told
    assert "specloom/backends" not in told
    assert not [*project.folder.glob("dist/*.whl")]


def test_a_client_can_be_a_part_of_the_package(
    project: Project, bare: Environment
) -> None:
    """Its folder is inside a package: it is imported, and installed, below that."""
    inside = CONFIGURATION.replace('"generated"', '"src/shop"')
    project.configure(inside.replace("shop_client", "client"))
    project.write("src/shop/__init__.py", "")
    project.write(".gitignore", "/src/shop/client/\n/src/shop/.specloom.*\n")
    [wheel] = project.build().glob("*.whl")
    succeed(bare.install(str(wheel)))
    printed = bare.python("-c", CALL.format("shop.client", "list_articles"))
    assert str(bare.site / "shop" / "client") in printed


def test_a_project_can_be_the_client_alone(project: Project, bare: Environment) -> None:
    """It consists of a pyproject.toml and documents."""
    (project.folder / "src" / "shop" / "__init__.py").unlink()
    (project.folder / "src" / "shop").rmdir()
    (project.folder / "src").rmdir()
    project.configure(CONFIGURATION, alone=True)
    [wheel] = project.build().glob("*.whl")
    succeed(bare.install(str(wheel)))
    assert bare.python("-c", CALL.format("shop_client", "list_articles"))


def test_several_clients_are_built(project: Project, bare: Environment) -> None:
    """Each has a folder of its own and a package of its own."""
    project.configure(
        '\n[tool.specloom]\nspec = "api/openapi.yaml"\nlayout = "package"\n'
        '[[tool.specloom.client]]\noutput = "generated/a"\npackage = "shop_client"\n'
        '[[tool.specloom.client]]\noutput = "generated/b"\npackage = "other_client"\n'
    )
    [wheel] = project.build().glob("*.whl")
    succeed(bare.install(str(wheel)))
    for package in ("shop_client", "other_client"):
        assert bare.python("-c", CALL.format(package, "list_articles"))


def test_an_sdist_does_not_leave_a_document_behind(project: Project) -> None:
    """One outside of the project is refused; a wheel can be built from it in its place."""
    outside = project.folder.parent / "other.yaml"
    outside.write_text(DOCUMENT.replace("schemas.yaml#/Articles", "'#/info'"))
    project.configure(
        CONFIGURATION.replace("api/openapi.yaml", "../other.yaml").replace(
            'overlays = ["api/overlay.yaml"]\n', ""
        )
    )
    done = project.try_build("--sdist")
    assert done.returncode == 1
    assert (
        "../other.yaml: an sdist holds files of its project alone, and shop_client is"
        " generated from this one; move it below pyproject.toml"
    ) in done.stdout + done.stderr
    assert [*project.build("--wheel").glob("*.whl")]
