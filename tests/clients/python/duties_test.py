"""What docs/gateway.md asks of a client beyond answers and events, seen from the gateway."""

import asyncio
import contextlib
import types
import unittest
from unittest import mock

import antiphon
import antiphon.session
from antiphon.errors import Backoff
from antiphon.retries import Budget, Retries
from everything.expected import everything as e
from fake_gateway import FakeGateway

BUSY = {"code": -32053, "message": "busy", "data": {"retry_after_ms": 1}}


@contextlib.asynccontextmanager
async def started(**options):
    async with FakeGateway() as gateway, antiphon.Session(gateway.url, **options) as session:
        yield gateway, session


class Calls(unittest.IsolatedAsyncioTestCase):
    async def test_a_keyed_call_carries_the_same_key_whenever_it_goes_out(self):
        async with started() as (gateway, session):
            with self.assertWarns(DeprecationWarning):
                call = asyncio.ensure_future(e.EchoClient(session).make(e.Circle(radius=1.0)))
                first = await gateway.frame("echo.make")
            self.assertRegex(first["meta"]["idempotency_key"], r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")
            await gateway.drop()
            second = await gateway.frame("echo.make")
            await gateway.say(id=second["id"], error=BUSY)
            third = await gateway.frame("echo.make")
            await gateway.say(id=third["id"], result={"shape": {"kind": "circle", "radius": 1}})
            self.assertEqual((await call).shape, e.Circle(radius=1.0))
            self.assertEqual({frame["meta"]["idempotency_key"] for frame in (first, second, third)}, {first["meta"]["idempotency_key"]})

    async def test_a_key_of_the_callers_own_wins_and_other_calls_have_none(self):
        async with started() as (gateway, session):
            options = antiphon.CallOptions(idempotency_key="k-1", deadline=5.0)
            calls = [asyncio.ensure_future(session.request("pay", options=options, idempotency="keyed")),
                     asyncio.ensure_future(session.request("get", idempotency="readonly"))]
            pay, get = await gateway.frame("pay"), await gateway.frame("get")
            self.assertEqual(pay["meta"]["idempotency_key"], "k-1")
            self.assertTrue(0 < pay["meta"]["timeout_ms"] <= 5000)
            self.assertNotIn("idempotency_key", get["meta"])
            for call in calls:
                call.cancel()

    async def test_an_error_that_may_pass_is_tried_three_times_if_the_call_may_be_repeated(self):
        async with started() as (gateway, session):
            once = asyncio.ensure_future(session.request("place"))
            await gateway.say(id=(await gateway.frame("place"))["id"], error=BUSY)
            with self.assertRaises(antiphon.RpcError):
                await once
            thrice = asyncio.ensure_future(session.request("get", idempotency="readonly"))
            for _ in range(3):
                await gateway.say(id=(await gateway.frame("get"))["id"], error=BUSY)
            with self.assertRaises(antiphon.RpcError) as refused:
                await thrice
            self.assertEqual(refused.exception.code, -32053)

    async def test_what_the_gateway_closed_the_connection_for_is_not_sent_again(self):
        async with started() as (gateway, session):
            call = asyncio.ensure_future(session.request("get", {"much": "x"}, idempotency="readonly"))
            await gateway.frame("get")
            await gateway.drop(1009)
            with self.assertRaises(antiphon.ConnectionLost):
                await call
            other = asyncio.ensure_future(session.request("other"))
            await gateway.say(id=(await gateway.frame("other"))["id"], result=1)
            self.assertEqual(await other, 1)
            self.assertEqual(len(gateway.sockets), 2)

    def test_retries_end_before_they_become_the_load(self):
        budget, error = Budget(), antiphon.RpcError(-32053, "busy", {"retry_after_ms": 1})
        waits = [Retries(budget, "readonly", 10**12).wait(error) for _ in range(12)]
        self.assertEqual(waits, [0.001] * 10 + [None] * 2)
        for _ in range(11):
            budget.succeeded()
        self.assertIsNotNone(Retries(budget, "readonly", 10**12).wait(error))
        self.assertIsNone(Retries(Budget(), "", 10**12).wait(error))
        self.assertIsNone(Retries(Budget(), "readonly", 0).wait(error))

    def test_the_wait_for_the_next_connection_doubles_up_to_20_seconds(self):
        backoff, highest = Backoff(), [0.0] * 8
        for _ in range(200):
            backoff.reset()
            highest = [max(most, backoff.next()) for most in highest]
        for most, ceiling in zip(highest, [0.5, 1, 2, 4, 8, 16, 20, 20]):
            self.assertTrue(ceiling / 2 < most <= ceiling, (most, ceiling))


class Connection(unittest.IsolatedAsyncioTestCase):
    async def test_a_token_that_runs_out_is_replaced_on_the_live_connection(self):
        tokens = iter(["t1", "t2"])
        async with started(token=lambda: next(tokens)) as (gateway, session):
            call = asyncio.ensure_future(session.request("a"))
            await gateway.frame("a")
            await gateway.say(method="rpc.token_expiring", params={"expires_in_ms": 30000})
            self.assertEqual((await gateway.frame("rpc.refresh"))["params"], {"token": "t2"})
            self.assertEqual(len(gateway.sockets), 1)
            call.cancel()

    async def test_every_connection_asks_for_a_fresh_token(self):
        tokens = iter(["t1", "t2"])

        async def token():
            return next(tokens)

        async with started(token=token) as (gateway, session):
            for close, code in (("a", 4419), ("b", 4503)):
                call = asyncio.ensure_future(session.request(close))
                await gateway.frame(close)
                if code == 4419:
                    await gateway.drop(code)
                    with self.assertRaises(antiphon.ConnectionLost):
                        await call
                call.cancel()
            offered = [socket.request_headers["Sec-WebSocket-Protocol"] for socket in gateway.sockets]
            self.assertEqual([one.split(".")[-1] for one in offered], ["dDE", "dDI"])

    async def test_a_gateway_that_is_being_replaced_says_when_to_come_back(self):
        waits = []

        async def sleep(seconds):
            waits.append(seconds)

        seen_by_session = types.SimpleNamespace(**{**vars(asyncio), "sleep": sleep})  # the package websockets sleeps, too
        with mock.patch.object(antiphon.session, "asyncio", seen_by_session):
            async with started() as (gateway, session):
                call = asyncio.ensure_future(session.request("get", idempotency="readonly"))
                await gateway.frame("get")
                await gateway.sockets[-1].close(4503, '{"name":"draining","reconnect_after_ms":8123}')
                await gateway.say(id=(await gateway.frame("get"))["id"], result=1)
                self.assertEqual(await call, 1)
        self.assertEqual(waits, [8.123])

    async def test_the_gateways_ping_is_answered(self):
        async with started() as (gateway, session):
            call = asyncio.ensure_future(session.request("a"))
            await gateway.frame("a")
            await gateway.say(method="rpc.ping")
            self.assertNotIn("id", await gateway.frame("rpc.pong"))
            call.cancel()

    async def test_closing_is_no_error_for_those_who_listen(self):
        errors = []
        async with FakeGateway() as gateway:
            async with antiphon.Session(gateway.url) as session:
                session.subscribe("room", {}, lambda *_: None, antiphon.ListenOptions(on_error=errors.append))
                call = asyncio.ensure_future(session.request("a"))
                await gateway.frame("a")
            with self.assertRaises(antiphon.ConnectionLost):
                await call
        self.assertEqual(errors, [])


class Subscriptions(unittest.IsolatedAsyncioTestCase):
    async def test_one_that_the_gateway_takes_back_is_over(self):
        async with started() as (gateway, session):
            told = asyncio.get_running_loop().create_future()
            session.subscribe("room", {}, lambda *_: None, antiphon.ListenOptions(on_error=told.set_result))
            await gateway.subscribed()
            await gateway.say(method="rpc.unsubscribed", params={"subscription": "room:a", "reason": "permission_denied"})
            self.assertEqual((await asyncio.wait_for(told, 20)).code, -32061)

    async def test_one_says_when_it_is_ready_or_why_it_never_will_be(self):
        async with started() as (gateway, session):
            first = session.subscribe("room", {}, lambda *_: None)
            await gateway.subscribed()
            await first.ready()
            await session.subscribe("room", {}, lambda *_: None).ready()  # shares the subscription that is there
            refused = session.subscribe("other", {}, lambda *_: None, antiphon.ListenOptions(on_error=lambda error: None))
            await gateway.say(id=(await gateway.frame("rpc.subscribe"))["id"], error={"code": -32083, "message": "no"})
            with self.assertRaises(antiphon.RpcError) as no:
                await refused.ready()
            cancelled = session.subscribe("third", {}, lambda *_: None)
            cancelled.cancel()
            closed = session.subscribe("fourth", {}, lambda *_: None)
        self.assertEqual(no.exception.code, -32083)
        for one in (cancelled, closed):
            with self.assertRaises(antiphon.RpcError) as why:
                await one.ready()
            self.assertEqual(why.exception.code, -32050)

    async def test_subscribing_waits_when_it_is_too_much_at_once(self):
        async with started() as (gateway, session):
            heard = asyncio.get_running_loop().create_future()
            session.subscribe("room", {}, lambda event, _: heard.set_result(event["data"]))
            error = {"code": -32054, "message": "slower", "data": {"retry_after_ms": 1}}
            await gateway.say(id=(await gateway.frame("rpc.subscribe"))["id"], error=error)
            await gateway.subscribed()
            await gateway.event("room:a", 11, "t", "x")
            self.assertEqual(await asyncio.wait_for(heard, 20), "x")


if __name__ == "__main__":
    unittest.main()
