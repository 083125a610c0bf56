"""WeCom and WeChat, against a server that plays their documented APIs."""

from datetime import timedelta
from jiesu.addon.calendar.moment import at
from jiesu.addon.notifications.channels.tencent import cut
from jiesu.addon.notifications.channels.wechat import WeChatChannel
from jiesu.addon.notifications.channels.wecom import WeComChannel
from jiesu.addon.notifications.errors import Permanent
from jiesu.addon.notifications.errors import Temporary
from tests.handling.world import MONDAY
from tests.notifications.channels.conftest import message
from tests.notifications.channels.servers import free_port
from tests.notifications.channels.servers import Reply
from tests.notifications.channels.servers import say
from tests.notifications.channels.servers import Web

import pytest


ID = "1a21670139d33e1ae"
SECRET = "application-secret"


class Api:
    """Either API: gives tokens and takes messages; errors come as they are set.

    codes: the `errcode` of the next messages, 0 afterwards
    """

    def __init__(self, token_path: str, send_path: str):
        """With these paths."""
        self.token_path, self.send_path = token_path, send_path
        self.tokens = 0
        self.token_code = 0
        self.codes: list[int] = []
        self.more: dict = {}
        self.raw: Reply | None = None
        self.silent = False

    def __call__(self, request):
        if self.silent or self.raw:
            return self.raw
        if request.path == self.token_path:
            return self._token()
        assert request.path == self.send_path
        if request.query["access_token"] != f"token-{self.tokens}":
            return say(errcode=40014, errmsg="invalid access_token")
        code = self.codes.pop(0) if self.codes else 0
        return say(errcode=code, errmsg="said for tests", **self.more)

    def _token(self):
        if self.token_code:
            return say(errcode=self.token_code, errmsg="no")
        self.tokens += 1
        return say(errcode=0, access_token=f"token-{self.tokens}", expires_in=7200)


WECOM = ("/cgi-bin/gettoken", "/cgi-bin/message/send")
WECHAT = ("/cgi-bin/token", "/cgi-bin/message/template/send")


def set_up_wecom(settings, url):
    settings(
        wecom_url=url,
        wecom_corp_id="corp",
        wecom_agent_id="1000002",
        wecom_secret=SECRET,
    )


def set_up_wechat(settings, url):
    settings(
        wechat_url=url,
        wechat_app_id="wx1",
        wechat_secret=SECRET,
        wechat_template_id="template-1",
    )


@pytest.fixture(params=["wecom", "wechat"])
def both(request, desk, settings):
    """(channel, API, server) of both, one after the other."""
    wecom = request.param == "wecom"
    api = Api(*(WECOM if wecom else WECHAT))
    with Web(api) as web:
        (set_up_wecom if wecom else set_up_wechat)(settings, web.url)
        yield WeComChannel() if wecom else WeChatChannel(), api, web


@pytest.fixture
def wecom(desk, settings):
    """(channel, API, server) of WeCom."""
    api = Api(*WECOM)
    with Web(api) as web:
        set_up_wecom(settings, web.url)
        yield WeComChannel(), api, web


@pytest.fixture
def wechat(desk, settings):
    """(channel, API, server) of WeChat."""
    api = Api(*WECHAT)
    with Web(api) as web:
        set_up_wechat(settings, web.url)
        yield WeChatChannel(), api, web


def paths(web) -> list[str]:
    return [request.path for request in web.requests]


class TestBoth:
    """What they have in common."""

    def test_the_token_is_kept(self, both, desk):
        channel, api, web = both
        for _ in range(3):
            channel.send(desk, (ID,), message())
        assert paths(web) == [api.token_path, *[api.send_path] * 3]

    def test_the_token_ends(self, both, desk):
        channel, api, _web = both
        with at(MONDAY):
            channel.send(desk, (ID,), message())
        with at(MONDAY + timedelta(seconds=7200)):
            channel.send(desk, (ID,), message())
        assert api.tokens == 2

    @pytest.mark.parametrize("code", [42001, 40014, 40001])
    def test_a_token_that_is_over_is_got_anew_once(self, both, desk, code):
        channel, api, web = both
        channel.send(desk, (ID,), message())
        api.codes = [code]
        channel.send(desk, (ID,), message())
        assert api.tokens == 2
        assert paths(web)[-3:] == [api.send_path, api.token_path, api.send_path]

    def test_a_token_that_another_process_made_void(self, both, desk):
        channel, api, _web = both
        channel.send(desk, (ID,), message())
        api.tokens += 1
        channel.send(desk, (ID,), message())
        assert api.tokens == 3

    def test_a_token_that_is_refused_again_is_no_endless_loop(self, both, desk):
        channel, api, web = both
        api.codes = [42001] * 10
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.pause
        assert len(web.requests) == 4

    def test_too_many_calls(self, both, desk):
        channel, api, _web = both
        api.codes = [45009]
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.retry_after >= 3600
        assert raised.value.pause

    @pytest.mark.parametrize("code,wait", [(40013, None), (45009, 3600)])
    def test_no_token_is_given(self, both, desk, code, wait):
        channel, api, web = both
        api.token_code = code
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.pause
        assert raised.value.retry_after == wait
        assert str(code) in raised.value.reason
        assert paths(web) == [api.token_path]

    @pytest.mark.parametrize("code", [-1, 45033, 99999])
    def test_any_other_code_is_tried_again(self, both, desk, code):
        channel, api, _web = both
        api.codes = [code]
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert str(code) in raised.value.reason

    def test_no_answer(self, both, desk, settings):
        channel, api, _web = both
        settings(timeout=0.1)
        api.silent = True
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.pause

    def test_nobody_listens(self, both, desk, settings):
        channel, _api, _web = both
        nowhere = f"http://127.0.0.1:{free_port()}"
        settings(wecom_url=nowhere, wechat_url=nowhere)
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.pause
        assert SECRET not in raised.value.reason

    @pytest.mark.parametrize(
        "reply", [Reply(502, b"<html>"), Reply(200, b"[]"), Reply(200, b"x" * 100_000)]
    )
    def test_an_answer_that_is_none(self, both, desk, reply):
        channel, api, _web = both
        api.raw = reply
        with pytest.raises(Temporary):
            channel.send(desk, (ID,), message())

    def test_a_receiver_without_an_id(self, both, desk):
        channel, _api, web = both
        with pytest.raises(Permanent):
            channel.send(desk, (ID,), message(address={"userid": "student1"}))
        assert not web.requests

    def test_is_not_available_unless_all_is_set(self, both, desk, settings):
        channel, _api, web = both
        assert channel.available(desk)
        settings(wecom_secret="", wechat_secret="")
        assert not channel.available(desk)
        with pytest.raises(Temporary) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.pause
        assert not web.requests


class TestWeCom:
    def test_a_card_with_a_link(self, wecom, desk):
        channel, _api, web = wecom
        channel.send(desk, (ID,), message(text="a < b"))
        token, sent = web.requests
        assert token.query == {"corpid": "corp", "corpsecret": SECRET}
        assert sent.json == {
            "touser": "S2026001",
            "msgtype": "textcard",
            "agentid": 1000002,
            "textcard": {
                "title": "有了答复",
                "description": "a &lt; b",
                "url": message().url,
            },
            "enable_duplicate_check": 1,
            "duplicate_check_interval": 600,
        }

    @pytest.mark.parametrize("code,more", [(81013, {}), (0, {"invaliduser": "S2"})])
    def test_an_unknown_user(self, wecom, desk, code, more):
        channel, api, _web = wecom
        api.codes, api.more = [code], more
        with pytest.raises(Permanent) as raised:
            channel.send(desk, (ID,), message())
        assert raised.value.reason == f"unknown: {code}"

    def test_long_texts_are_cut_as_it_wants(self, wecom, desk):
        channel, _api, web = wecom
        channel.send(desk, (ID,), message(title="长" * 100, text="文" * 500))
        card = web.requests[-1].json["textcard"]
        assert len(card["title"].encode()) <= 128
        assert len(card["description"].encode()) <= 512
        assert card["title"].endswith("长…")


class TestWeChat:
    def test_a_template_message_with_a_link(self, wechat, desk):
        channel, _api, web = wechat
        channel.send(desk, (ID,), message())
        token, sent = web.requests
        assert token.query == {
            "grant_type": "client_credential",
            "appid": "wx1",
            "secret": SECRET,
        }
        assert sent.json == {
            "touser": "oABC",
            "template_id": "template-1",
            "url": message().url,
            "client_msg_id": ID,
            "data": {
                "thing1": {"value": "有了答复"},
                "thing2": {"value": "您的诉求 20261116-7K3F9…"},
            },
        }

    @pytest.mark.parametrize("code", [40003, 43004])
    def test_who_does_not_follow(self, wechat, desk, code):
        channel, api, _web = wechat
        api.codes = [code]
        with pytest.raises(Permanent):
            channel.send(desk, (ID,), message())


@pytest.mark.parametrize("size", range(3, 12))
def test_a_text_is_cut_between_characters(size):
    assert len(cut("一二三四五", size).encode()) <= size
    assert cut("一二三", 9) == "一二三"
