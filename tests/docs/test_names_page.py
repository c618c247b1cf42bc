"""Run the session of docs/names.md."""

from environments import succeed
from pages import block
from reviewed import Reviewed

from specloom.document.load import load
from specloom.lower.api import lower
from specloom.naming.lock import Lock
from specloom.naming.lock_file import LOCK, write_lock
from specloom.naming.stable import stable_names


def test_the_page_about_names_tells_what_the_command_prints(work: Reviewed) -> None:
    """Each command is followed by all that it says."""
    lock = work.folder / "client" / LOCK
    if not lock.exists():
        api = lower(load(work.folder / "openapi.yaml")).api
        lock.write_bytes(write_lock(stable_names(api, Lock())[1]))
    session = block("docs/names.md", "See and choose names", "console").text
    for entry in session.split("$ ")[1:]:
        command, _, printed = entry.partition("\n")
        done = work.shell(command)
        assert succeed(done) + done.stderr == printed
