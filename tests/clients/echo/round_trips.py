"""round_trips.py URL TOKEN CASES: the Python part of the round trips. Says "ready" when it listens and begins when a line comes."""

import asyncio
import datetime
import json
import sys
from decimal import Decimal

import antiphon
from echo import echo as e


async def main(url: str, token: str, cases_file: str) -> None:
    with open(cases_file, encoding="utf-8") as file:
        cases = json.load(file)
    heard: list[tuple[str, object]] = []
    positions = []
    all_told = asyncio.Event()
    expected = 5 * len(cases)  # three callers, two publishers

    def given(event: e.Given, delivery: antiphon.Delivery) -> None:
        heard.append((event.sender, event.value.to_json()))
        positions.append(delivery.position)
        if len(heard) == expected:
            all_told.set()

    async with antiphon.Session(url, token=token) as session:
        echo = e.EchoClient(session)
        said: asyncio.Queue[object] = asyncio.Queue()  # what the other client publishes, as it wrote it
        await echo.on.given(given).ready()
        await echo.on.said(e.TalkChannel(room="all"), lambda event, delivery: said.put_nowait(event.value.to_json())).ready()
        print("ready", flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)

        for case in cases:
            value = e.Everything.from_json(case)
            back = await echo.give(e.GiveParams(value=value, sender="python"))
            assert back == value and back.to_json() == case, (back.to_json(), case)
        for case in cases:
            await echo.publish.said(e.TalkChannel(room="all"), e.Said(room="all", value=e.Everything.from_json(case)))
        assert await echo.row(e.RowParams(a=-2**63)) == ("without", -2**63, None)
        at = datetime.datetime(2026, 3, 1, 13, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
        assert await echo.row(e.RowParams(a=1, b=at)) == ("with a time", 1, None)
        assert str(await echo.maybe(e.MaybeParams(value=Decimal("1.50")))) == "1.50" and await echo.maybe() is None
        value = e.Everything.from_json(cases[0])
        try:
            await echo.refuse(e.RefuseParams(value=value))
            raise AssertionError("was not refused")
        except e.Refused as refused:
            assert refused.detail == e.RefusedData(value=value, why="asked for")
        pairs = [e.Everything.from_json(case).pair for case in cases[:2]]
        try:
            await echo.take(e.TakeParams(pairs=pairs))
            raise AssertionError("was not refused")
        except e.Taken as taken:
            assert taken.detail == pairs
        try:
            await session.request("echo.give", {"value": {**cases[0], "i8": 128}, "sender": ""})
            raise AssertionError("was not refused")
        except antiphon.RpcError as wrong:
            assert (wrong.code, wrong.data["path"]) == (-32602, "value.i8"), wrong.data
        options = antiphon.CallOptions(idempotency_key="python-1")
        done = [await echo.once(e.OnceParams(number=2), options), await echo.once(e.OnceParams(number=2), options), await echo.once(e.OnceParams(number=2))]
        assert done == [1, 1, 2], done

        await all_told.wait()
        published = [await said.get() for _ in range(2 * len(cases))]
        assert all(published.count(case) == 2 for case in cases), published
        for case in cases:
            senders = sorted(sender for sender, value in heard if value == case)
            assert senders == ["cpp", "python", "said", "said", "typescript"], senders

        # The gateway goes away; what is told meanwhile comes when there is one again, once and in order.
        all_told.clear()
        expected += len(cases)
        print("complete", flush=True)
        await all_told.wait()
        assert heard[-len(cases):] == [("meanwhile", case) for case in cases]

    # From the third event on once more, in a session of its own.
    first, heard = heard, []
    all_told.clear()
    expected -= 3
    async with antiphon.Session(url, token=token) as session:
        e.EchoClient(session).on.given(given, antiphon.ListenOptions(since=positions[2]))
        await all_told.wait()
    assert heard == first[3:]
    print("done")


asyncio.run(asyncio.wait_for(main(*sys.argv[1:]), 60))
