"""What of a description becomes a client, and how that is called.

A job says it when a client is generated, its folder when it is compared: both are made here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from specloom.config import Job, Selector
from specloom.ir.api import Api
from specloom.lower.select import select
from specloom.naming.lock import Lock
from specloom.naming.lock_file import lock_in
from specloom.naming.stable import stable_names
from specloom.python.context import RETRIES, Context, Http
from specloom.python.operations.alternatives import with_alternatives


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which operations a client has, the names that are given, and those of before."""

    package: str | None = None
    include: tuple[Selector, ...] = ()
    exclude: tuple[Selector, ...] = ()
    names: Mapping[str, str] = field(default_factory=dict)
    http: Http = field(default_factory=Http)
    lock: Lock = field(default_factory=Lock)

    def named(self, api: Api) -> tuple[Context, Lock]:
        """Name what was chosen, and give the lock for what comes after it.

        Raises:
            UsageError: a selector chooses nothing, or a name cannot be given.
        """
        chosen = with_alternatives(select(api, self.include, self.exclude))
        names, lock = stable_names(chosen, self.lock, self.package, self.names)
        return Context(chosen, names, self.http), lock


def chosen_by(job: Job) -> Chosen:
    """Give what a job asks for, with the names in its output folder.

    Raises:
        UsageError: the names there cannot be understood.
    """
    retries = RETRIES if job.retries is None else job.retries
    http = Http(job.timeout, retries)
    lock = lock_in(job.output)
    return Chosen(job.package, job.include, job.exclude, job.names, http, lock)
