"""The asyncio session and generated clients, against a gateway that does what the test says."""

import asyncio
import contextlib
import unittest

import antiphon
from everything.expected import everything as e
from fake_gateway import FakeGateway


@contextlib.asynccontextmanager
async def started(**options):
    async with FakeGateway() as gateway, antiphon.Session(gateway.url, **options) as session:
        yield gateway, session


class Heard(asyncio.Queue):
    """Collects events; `take` waits for so many."""

    async def take(self, count):
        return [await asyncio.wait_for(self.get(), 20) for _ in range(count)]


class Calls(unittest.IsolatedAsyncioTestCase):
    async def test_calls_get_their_own_answers(self):
        async with started() as (gateway, session):
            echo = e.EchoClient(session)
            first, second = asyncio.ensure_future(echo.list()), asyncio.ensure_future(echo.row(e.RowParams(a=1)))
            listing, row = await gateway.frame("echo.list"), await gateway.frame("echo.row")
            await gateway.say(id=row["id"], result=[1, None])
            await gateway.say(id=listing["id"], result="red")
            self.assertEqual((await first, await second), (e.Color.red, [1, None]))
            self.assertEqual((listing["params"], row["params"]), ({"limit": 10}, [1]))

    async def test_declared_errors_are_exceptions_of_their_own(self):
        async with started() as (gateway, session):
            call = asyncio.ensure_future(e.EchoClient(session).ping())
            error = {"code": 4001, "message": "more than 3", "data": {"type": "echo.TooMuch", "detail": {"limit": 3}}}
            await gateway.say(id=(await gateway.frame("echo.ping"))["id"], error=error)
            with self.assertRaises(e.TooMuch) as refused:
                await call
            self.assertEqual((refused.exception.detail.limit, refused.exception.code, str(refused.exception)), (3, 4001, "more than 3"))

    async def test_a_lost_connection_fails_calls_save_those_that_may_be_repeated(self):
        async with started() as (gateway, session):
            once = asyncio.ensure_future(session.request("place"))
            again = asyncio.ensure_future(session.request("get", idempotency="readonly"))
            await gateway.frame("place")
            await gateway.frame("get")
            await gateway.drop()
            with self.assertRaises(antiphon.ConnectionLost):
                await once
            await gateway.say(id=(await gateway.frame("get"))["id"], result="there")
            self.assertEqual(await again, "there")

    async def test_a_close_that_means_stop_ends_the_session(self):
        states = []
        async with started(on_state=states.append) as (gateway, session):
            call = asyncio.ensure_future(session.request("a", idempotency="readonly"))
            await gateway.frame("a")
            await gateway.drop(4401)
            with self.assertRaises(antiphon.ConnectionLost):
                await call
            with self.assertRaises(antiphon.ConnectionLost):
                await session.request("b")
        self.assertEqual(states[-1], "stopped")

    async def test_a_call_out_of_time_is_cancelled_at_the_gateway(self):
        async with started() as (gateway, session):
            with self.assertRaises(antiphon.ConnectionLost) as late:
                await session.request("slow", options=antiphon.CallOptions(deadline=0.05))
            self.assertEqual(late.exception.code, -32052)
            asked = await gateway.frame("slow")
            self.assertEqual((await gateway.frame("rpc.cancel"))["params"], {"id": asked["id"]})

    async def test_what_does_not_fit_is_not_sent(self):
        async with started() as (_, session):
            with self.assertRaises(antiphon.InvalidValue) as refused:
                await e.EchoClient(session).row(e.RowParams(a=2**31))
            self.assertEqual(refused.exception.path, "params.a")


class Events(unittest.IsolatedAsyncioTestCase):
    async def test_nothing_is_lost_and_nothing_comes_twice(self):
        async with started() as (gateway, session):
            heard = Heard()
            e.EchoClient(session).on.said(e.RoomChannel(room=e.Key("a")), lambda said, delivery: heard.put_nowait((said.text, delivery.position.offset)))
            asked = await gateway.subscribed()
            self.assertEqual(asked["params"], {"channel": "echo.room", "params": {"room": "a"}})

            def said(text):
                return {"room": "a", "user": "u", "text": text}

            await gateway.event("room:a", 11, "echo.said", said("x"))
            await gateway.event("room:a", 11, "echo.said", said("x"))
            self.assertEqual(await heard.take(1), [("x", 11)])
            await gateway.drop()
            asked = await gateway.frame("rpc.subscribe")
            self.assertEqual(asked["params"]["since"], {"epoch": "k", "offset": 11})
            missed = [{"offset": 12, "event": {"type": "echo.said", "data": said("y")}}]
            await gateway.say(id=asked["id"], result={"subscription": "room:a", "epoch": "k", "offset": 12, "recovered": True, "events": missed})
            await gateway.event("room:a", 12, "echo.said", said("y"))
            await gateway.event("room:a", 13, "echo.said", said("z"))
            self.assertEqual(await heard.take(2), [("y", 12), ("z", 13)])
            self.assertTrue(heard.empty())

    async def test_a_hole_is_asked_for(self):
        async with started() as (gateway, session):
            heard = Heard()
            session.subscribe("room", {}, lambda event, position: heard.put_nowait(event["data"]))
            await gateway.subscribed()
            await gateway.event("room:a", 12, "t", "late")
            asked = await gateway.frame("rpc.subscribe")
            self.assertEqual(asked["params"]["since"], {"epoch": "k", "offset": 10})
            events = [{"offset": offset, "event": {"type": "t", "data": offset}} for offset in (11, 12)]
            await gateway.say(id=asked["id"], result={"subscription": "room:a", "epoch": "k", "offset": 12, "recovered": True, "events": events})
            self.assertEqual(await heard.take(2), [11, 12])

    async def test_what_cannot_be_recovered_is_told(self):
        async with started() as (gateway, session):
            gaps = Heard()
            options = antiphon.ListenOptions(on_gap=lambda: gaps.put_nowait("gap"), since=antiphon.Position("k", 3))
            subscription = session.subscribe("room", {}, lambda *_: None, options)
            asked = await gateway.frame("rpc.subscribe")
            self.assertEqual(asked["params"]["since"], {"epoch": "k", "offset": 3})
            await gateway.say(id=asked["id"], result={"subscription": "room:a", "epoch": "other", "offset": 7, "recovered": False})
            await gaps.take(1)
            self.assertEqual(subscription.position, antiphon.Position("other", 7))

    async def test_listeners_of_one_channel_share_a_subscription(self):
        async with started() as (gateway, session):
            heard = Heard()
            listeners = [session.subscribe("room", {}, lambda event, position: heard.put_nowait(event["data"])) for _ in range(2)]
            await gateway.subscribed()
            await gateway.event("room:a", 11, "t", "x")
            self.assertEqual(await heard.take(2), ["x", "x"])
            for listener in listeners:
                listener.cancel()
            self.assertEqual((await gateway.frame("rpc.unsubscribe"))["params"], {"subscription": "room:a"})

    async def test_handlers_may_be_coroutines_and_may_fail(self):
        async with started() as (gateway, session):
            heard = Heard()

            async def handler(event, position):
                await asyncio.sleep(0)
                if event["data"] == 11:
                    raise RuntimeError("once")
                heard.put_nowait(event["data"])

            session.subscribe("room", {}, handler)
            await gateway.subscribed()
            with self.assertLogs("antiphon", "ERROR"):
                for offset in (11, 12, 13):
                    await gateway.event("room:a", offset, "t", offset)
                self.assertEqual(await heard.take(2), [12, 13])

    async def test_foreign_envelopes_are_opened_and_unknown_events_told(self):
        async with started() as (gateway, session):
            heard, channels = Heard(), e.EchoClient(session).channels
            channels.foreign(order_created=lambda order, delivery: heard.put_nowait((order.known, delivery.type)),
                             unknown=lambda payload, delivery: heard.put_nowait((payload, delivery.type)))
            asked = await gateway.frame("rpc.subscribe")
            await gateway.say(id=asked["id"], result={"subscription": "events:order"})
            for event in ({"event": "order.created", "data": {"known": "k"}}, {"event": "order.new", "data": 1}):
                await gateway.say(method="rpc.event", params={"subscription": "events:order", "event": event})
            self.assertEqual(await heard.take(2), [("k", "order.created"), (1, "order.new")])

    async def test_the_gateways_no_is_told(self):
        async with started() as (gateway, session):
            refused = Heard()
            session.subscribe("room", {}, lambda *_: None, antiphon.ListenOptions(on_error=refused.put_nowait))
            await gateway.say(id=(await gateway.frame("rpc.subscribe"))["id"], error={"code": -32061, "message": "no"})
            self.assertEqual((await refused.take(1))[0].code, -32061)

    async def test_clients_publish_where_the_interface_lets_them(self):
        async with started() as (gateway, session):
            sending = asyncio.ensure_future(e.EchoClient(session).publish.typing(e.Square(side=2.0)))
            asked = await gateway.frame("rpc.publish")
            await gateway.say(id=asked["id"], result=True)
            await sending
            self.assertEqual(asked["params"], {"channel": "echo.news", "event": "echo.typing", "data": {"side": 2.0, "color": "red"}})


if __name__ == "__main__":
    unittest.main()
