"""A repository in which a document is about to change."""

from dataclasses import dataclass
from pathlib import Path

from environments import Done, Environment


@dataclass(frozen=True)
class Reviewed:
    """The repository, and the Specloom that is installed."""

    folder: Path
    installed: Environment

    def shell(self, *commands: str, **variables: str) -> Done:
        """Run lines as a person types them, up to the first that fails."""
        text = "\n".join(
            (*(f"export {k}='{v}'" for k, v in variables.items()), *commands)
        )
        return self.installed.run("sh", "-e", "-c", text, folder=self.folder)

    def rename(self, old: str, new: str) -> None:
        """Change the document."""
        document = self.folder / "openapi.yaml"
        document.write_text(document.read_text("utf-8").replace(old, new), "utf-8")
