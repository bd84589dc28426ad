"""Many people at once: each has what they write kept, or saves it whole, every few seconds.

`python -m bench.savers` is the load alone, in a process of its own: it reads what to do as JSON
and writes what came of it. Every sending carries its number or the version before it, as the page's
form does.
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from typing import Any
from urllib.parse import urlencode

LINES = "It took an hour and a half, and then we had tea. " * 30


async def main(plan: dict[str, Any]) -> dict[str, Any]:
    """Run savers, and readers of one page, until the time is over.

    Args:
        plan: port, seconds, every (0: as soon as the last one is answered), token, savers (where
            and what each sends: see `saving.Savers.plan`), pages (cookie and path of each reader),
            entering (forms of people who sign in, so many a second).
    """
    told: dict[str, Any] = {"saves": [], "pages": [], "entered": [], "failed": 0, "refused": 0}
    told["last"] = {}
    until = time.monotonic() + plan["seconds"]
    savers, every = plan["savers"], plan["every"]
    work = [
        _save(plan, one, number * every / max(len(savers), 1), until, told)
        for number, one in enumerate(savers)
    ]
    work += [_read(plan, one, until, told) for one in plan["pages"]]
    work.append(_enter(plan, until, told))
    await asyncio.gather(*work)
    return told


async def _save(
    plan: dict[str, Any], one: dict[str, Any], wait: float, until: float, told: dict[str, Any]
) -> None:
    number, mine = one["number"], 0
    await asyncio.sleep(wait)
    while time.monotonic() < until:
        began = time.monotonic()
        fields = {
            "csrf_token": plan["token"],
            **one["fields"],
            one["counts"]: number + one["ahead"],
            "happened": f"Version {number + 1}. {LINES}",
        }
        try:
            status = await _send(plan["port"], "POST", one["path"], one["cookie"], fields)
        except OSError:
            told["refused"] += 1
            await asyncio.sleep(0.1)
            continue
        if status in (200, 302):
            number, mine = number + 1, mine + 1
            told["last"][one["name"]] = [number, mine]
            told["saves"].append(time.monotonic() - began)
        elif status == 409:
            number += 1  # the one before was kept, and its answer lost with the server
        else:
            told["failed"] += 1
        await asyncio.sleep(max(0.0, began + plan["every"] - time.monotonic()))


async def _read(
    plan: dict[str, Any], one: dict[str, str], until: float, told: dict[str, Any]
) -> None:
    while time.monotonic() < until:
        began = time.monotonic()
        status = await _send(plan["port"], "GET", one["path"], one["cookie"])
        told["pages"].append(time.monotonic() - began)
        if status != 200:
            told["failed"] += 1
        await asyncio.sleep(0.05)


async def _enter(plan: dict[str, Any], until: float, told: dict[str, Any]) -> None:
    """Sign people in, so many a second whether or not the ones before are done."""
    rate, forms = plan.get("rate", 0), plan.get("entering", [])
    running = []
    number = 0
    while rate and time.monotonic() < until:
        one = forms[number % len(forms)]
        running.append(asyncio.create_task(_one_in(plan, one, told)))
        number += 1
        await asyncio.sleep(1 / rate)
    await asyncio.gather(*running)


async def _one_in(plan: dict[str, Any], one: dict[str, Any], told: dict[str, Any]) -> None:
    began = time.monotonic()
    status = await _send(plan["port"], "POST", "/sign-in", one["cookie"], one["fields"])
    told["entered"].append([status, time.monotonic() - began])


async def _send(
    port: int, method: str, path: str, cookie: str, fields: dict[str, Any] | None = None
) -> int:
    """One request on a connection of its own; comes back with the status."""
    body = urlencode(fields or {}).encode()
    head = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Cookie: {cookie}"]
    if fields is not None:
        head += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}"]
    head += ["Accept-Encoding: gzip", "Connection: close", "", ""]
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write("\r\n".join(head).encode() + (body if fields is not None else b""))
        await writer.drain()
        answer = await reader.read()
    finally:
        writer.close()
    if not answer.startswith(b"HTTP/1.1 "):
        raise ConnectionResetError("no answer")
    return int(answer[9:12])


if __name__ == "__main__":
    json.dump(asyncio.run(main(json.load(sys.stdin))), sys.stdout)
