"""Choose among the media types of an answer by the header Accept (RFC 9110, section 12.5.1)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from specloom.ir.api import MediaType
from specloom.runtime.media_types import bare

_QUALITY = re.compile(r"(?:0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)\Z")
_USUAL = {
    "application": "application/octet-stream",
    "audio": "audio/mpeg",
    "image": "image/png",
    "text": "text/plain",
    "video": "video/mp4",
}


@dataclass(frozen=True, slots=True)
class Range:
    """One media range of an Accept header, and its quality."""

    name: str
    quality: float

    def fits(self, media_type: str) -> bool:
        """Tell whether a media type is in the range."""
        kind, _, subtype = self.name.partition("/")
        known_kind, _, known_subtype = media_type.partition("/")
        return kind in ("*", known_kind) and subtype in ("*", known_subtype)

    @property
    def is_exact(self) -> tuple[bool, bool]:
        """What sorts `text/html` after `text/*` after `*/*`."""
        return not self.name.startswith("*"), not self.name.endswith("*")


def ranges(accept: str) -> Iterator[Range]:
    """Yield the media ranges of a header; what is none is passed over."""
    for entry in accept.split(","):
        name, *parameters = (part.strip() for part in entry.split(";"))
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q" and _QUALITY.match(value.strip()):
                quality = float(value)
        if name == "*" or name.count("/") == 1:
            yield Range("*/*" if name == "*" else name.lower(), quality)


def acceptable(
    content: tuple[MediaType, ...], accept: str | None
) -> tuple[MediaType, ...]:
    """Give the media types that a client accepts, best first, else in their order."""
    wanted = [*ranges(accept)] if accept and accept.strip() else []
    if not wanted:
        return content
    rated = [(_quality(concrete(entry), wanted), entry) for entry in content]
    rated = [entry for entry in rated if entry[0] > 0]
    return tuple(entry for _, entry in sorted(rated, key=lambda entry: -entry[0]))


def concrete(media_type: MediaType) -> str:
    """Give the media type to send; one is chosen where a range is documented."""
    name = media_type.name.strip()
    if "*" not in name:
        return name
    if name == "*/*":
        is_opaque = media_type.schema is None
        return "application/octet-stream" if is_opaque else "application/json"
    kind = bare(name).partition("/")[0]
    return _USUAL.get(kind, "application/octet-stream")


def _quality(name: str, wanted: list[Range]) -> float:
    """Give the quality that the most exact fitting range has."""
    fitting = [entry for entry in wanted if entry.fits(bare(name))]
    best = max(fitting, key=lambda entry: entry.is_exact, default=None)
    return 0.0 if best is None else best.quality
