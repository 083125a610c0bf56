"""Links between the pages of a list, as plone.restapi gives them.

Its own batch needs the whole list; ours knows one page and the total.
"""

from urllib.parse import parse_qsl
from urllib.parse import urlencode


def batching(request, total: int, start: int, size: int) -> dict | None:
    """The links, or None where one page holds everything."""
    if total <= size:
        return None
    last = (total - 1) // size * size
    places = {"first": 0, "last": last}
    if start + size < total:
        places["next"] = start + size
    if start > 0:
        places["prev"] = max(0, start - size)
    links = {name: _url(request, place) for name, place in places.items()}
    return {"@id": _here(request), **links}


def canonical(request) -> str:
    """The address of the list as a whole."""
    return _address(request, [(n, v) for n, v in _query(request) if n[:2] != "b_"])


def _here(request) -> str:
    return _address(request, _query(request))


def _url(request, start: int) -> str:
    rest = [(name, value) for name, value in _query(request) if name != "b_start"]
    return _address(request, [("b_start", str(start)), *rest])


def _query(request) -> list[tuple[str, str]]:
    return parse_qsl(request["QUERY_STRING"], keep_blank_values=True)


def _address(request, query: list[tuple[str, str]]) -> str:
    url = request["ACTUAL_URL"]
    return f"{url}?{urlencode(query)}" if query else url
