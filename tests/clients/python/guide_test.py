"""The examples of docs/python.md do what the page says."""

import asyncio
import contextlib
import io
import unittest
from unittest import mock

import antiphon
from fake_gateway import FakeGateway
from http_test import Server
from shop import guide

ORDER = {"id": "7c9e6679-7425-40de-944b-e07fc1f90ae7", "user": "u", "items": [{"sku": "A-1", "quantity": 2}], "total_cents": 5, "status": "placed",
         "placed_at": "2026-03-01T12:00:00Z", "updated_at": "2026-03-01T12:00:00Z"}


@contextlib.asynccontextmanager
async def started():
    async with FakeGateway() as gateway, antiphon.Session(gateway.url) as session:
        yield gateway, session


class Guide(unittest.IsolatedAsyncioTestCase):
    async def test_connects_and_buys(self):
        async def token():
            return "t"

        async with FakeGateway() as gateway:
            with contextlib.redirect_stdout(io.StringIO()) as printed:
                program = asyncio.ensure_future(guide.main(gateway.url, token))
                asked = await gateway.frame("orders.place")
                await gateway.say(id=asked["id"], result=ORDER)
                await program
        self.assertEqual(asked["params"]["items"], [{"sku": "A-1", "quantity": 2}])
        self.assertIn("idempotency_key", asked["meta"])
        self.assertIn(ORDER["id"], printed.getvalue())

    async def test_errors_are_told_apart(self):
        async with started() as (gateway, session):
            for error, attempts, said in [
                ({"code": 4101, "message": "m", "data": {"type": "orders.OutOfStock", "detail": {"sku": "A-1"}}}, 1, "no A-1 left"),
                ({"code": -32053, "message": "busy", "data": {"retry_after_ms": 1}}, 3, "try again later"),
                ({"code": -32061, "message": "not yours"}, 1, "not yours"),
            ]:
                outcome = asyncio.ensure_future(guide.try_to_buy(session, "4242"))
                for _ in range(attempts):
                    await gateway.say(id=(await gateway.frame("orders.place"))["id"], error=error)
                self.assertEqual(await outcome, said)
            lost = asyncio.ensure_future(guide.try_to_buy(session, "4242"))
            await gateway.frame("orders.place")
            await gateway.drop(4401)
            self.assertEqual(await lost, "no answer: it may have happened")

    async def test_events_are_heard_until_one_has_enough(self):
        async with started() as (gateway, session):
            drawn, told, enough = [], asyncio.Event(), asyncio.Event()

            def draw(order):
                drawn.append(order.status.value)
                told.set()

            async def wait(_):
                await enough.wait()

            with mock.patch.object(guide.asyncio, "sleep", wait):
                watching = asyncio.ensure_future(guide.watch(session, draw))
                await gateway.subscribed()
                await gateway.event("room:a", 11, "orders.shipped", {**ORDER, "status": "shipped"})
                await asyncio.wait_for(told.wait(), 20)
                enough.set()
                await watching
            self.assertEqual((drawn, (await gateway.frame("rpc.unsubscribe"))["params"]), (["shipped"], {"subscription": "room:a"}))

    async def test_a_channel_goes_on_from_a_position_that_was_kept(self):
        async with started() as (gateway, session):
            kept = asyncio.get_running_loop().create_future()
            guide.follow(session, lambda order: None, antiphon.Position("k", 7), kept.set_result)
            asked = await gateway.frame("rpc.subscribe")
            self.assertEqual(asked["params"]["since"], {"epoch": "k", "offset": 7})
            events = [{"offset": 8, "event": {"type": "orders.paid", "data": ORDER}}]
            await gateway.say(id=asked["id"], result={"subscription": "m", "epoch": "k", "offset": 8, "recovered": True, "events": events})
            self.assertEqual(await asyncio.wait_for(kept, 20), antiphon.Position("k", 8))

    def test_calls_work_without_a_session(self):
        with Server((200, {"result": [ORDER]})) as server:
            self.assertEqual([str(order.id) for order in guide.list_over_http(server.url, "t")], [ORDER["id"]])


if __name__ == "__main__":
    unittest.main()
