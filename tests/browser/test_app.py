"""The addresses of the app are those that the reader sees, whatever stands in front."""

from jiesu.addon.interfaces import IBrowserLayer
from plone import api
from zope.interface import alsoProvides

import json
import pytest


@pytest.fixture
def proxied(demo):
    """The desk as a site of its own: https://jiesu.example.edu.cn/."""
    request = demo.REQUEST
    before = request["SERVER_URL"]
    alsoProvides(request, IBrowserLayer)
    request.other["SERVER_URL"] = "https://jiesu.example.edu.cn"
    request["VirtualRootPhysicalPath"] = demo.getPhysicalPath()
    yield lambda name: api.content.get_view(name, demo, request)()
    request.other.pop("VirtualRootPhysicalPath", None)
    request.other["SERVER_URL"] = before


class TestBehindAProxy:
    """Manifest and worker."""

    def test_manifest(self, proxied):
        told = json.loads(proxied("manifest.webmanifest"))
        assert told["start_url"] == told["scope"] == "https://jiesu.example.edu.cn"
        assert told["id"] == "/"
        assert told["icons"][0]["src"].startswith("https://jiesu.example.edu.cn/++")

    def test_worker(self, proxied, demo):
        worker = proxied("sw.js")
        assert demo.REQUEST.response.getHeader("Service-Worker-Allowed") == "/"
        assert '"desk": ""' in worker
        assert "https://jiesu.example.edu.cn/@@offline" in worker
        assert "localhost" not in worker
        assert "nohost" not in worker
