"""A modest pace for pages that anybody may ask: so many requests a minute from one address, per process."""

from __future__ import annotations

from django.core.cache import cache
from django.http import HttpRequest

from jiuzhu.values.refusals import Refusal


class TooFast(Refusal):
    code = "web.too-fast"
    zh = "查询太频繁：同一地址一分钟最多{most}次。"
    en = "Too many requests: {most} a minute from one address."
    next_zh, next_en = "请一分钟后再试。", "Please try again in a minute."


def keep(request: HttpRequest, what: str, *, most: int) -> None:
    """Count one request. Raises TooFast. A township shares one address: the limits stay generous."""
    key = f"pace:{what}:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, timeout=60)
    try:
        asked = cache.incr(key)
    except ValueError:  # the minute ended between the two calls
        cache.set(key, 1, timeout=60)
        asked = 1
    if asked > most:
        raise TooFast(most=most)
