"""How long an answer with figures may be kept, and whether somebody has it already."""

import hashlib
import json


# What is published is of months that are over; but old matters are still rated.
PUBLIC_SECONDS = 600


class Answered:
    """Sets the headers of an answer."""

    def __init__(self, request, public: bool):
        """Of this request.

        :param public: whether everybody gets the same answer
        """
        self._request = request
        self._public = public

    def is_known(self, told) -> bool:
        """Whether the asker has this answer; only of one that is right."""
        response = self._request.response
        if response.getStatus() >= 400 or not isinstance(told, dict):
            return False
        tag = _tag(told)
        response.setHeader("ETag", tag)
        response.setHeader("Vary", "Accept, Accept-Language, Authorization, Cookie")
        how = "private, no-cache"
        if self._public:
            how = f"public, max-age={PUBLIC_SECONDS}"
        response.setHeader("Cache-Control", how)
        known = self._request.getHeader("If-None-Match", "") or ""
        # Whatever there is, or this one; a proxy may have taken the mark of weak ones.
        names = {one.strip().removeprefix("W/") for one in known.split(",")}
        return bool(names & {"*", tag.removeprefix("W/")})


def _tag(told: dict) -> str:
    """What names an answer: all of it but when it was made."""
    rest = {name: value for name, value in told.items() if name != "made"}
    said = json.dumps(rest, sort_keys=True, default=str).encode()
    return f'W/"{hashlib.sha256(said).hexdigest()[:20]}"'
