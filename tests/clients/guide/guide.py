"""The examples of docs/python.md: checked with the client of idl/orders.json and run by guide_test.py."""

# [connect]
import asyncio
from collections.abc import Awaitable, Callable

import antiphon
from shop.orders import Item, ListParams, MineChannel, Order, OrdersClient, OrdersSyncClient, OutOfStock, PlaceParams


async def main(url: str, fetch_token: Callable[[], Awaitable[str]]) -> None:
    # The token is asked for before every connection, and when one runs out.
    async with antiphon.Session(url, token=fetch_token) as session:
        order = await buy(session, "4242 4242 4242 4242")
        print(order.id, order.status)
# [end]


# [call]
async def buy(session: antiphon.Session, card: str) -> Order:
    orders = OrdersClient(session)
    return await orders.place(PlaceParams(items=[Item(sku="A-1", quantity=2)], card=card))
# [end]


# [errors]
async def try_to_buy(session: antiphon.Session, card: str) -> str:
    try:
        order = await buy(session, card)
        return f"ordered: {order.id}"
    except OutOfStock as error:  # declared in the interface, its data is typed
        return f"no {error.detail.sku} left"
    except antiphon.ConnectionLost:
        return "no answer: it may have happened"
    except antiphon.RpcError as error:
        return "try again later" if error.retryable else error.message
# [end]


# [event]
async def watch(session: antiphon.Session, draw: Callable[[Order], None]) -> None:
    orders = OrdersClient(session)
    shipped = orders.on.shipped(MineChannel(), lambda order, delivery: draw(order))
    await shipped.ready()  # what happens from now on is heard
    await asyncio.sleep(60)
    shipped.cancel()
# [end]


# [channel]
def follow(session: antiphon.Session, draw: Callable[[Order], None], since: antiphon.Position | None,
           keep: Callable[[antiphon.Position], None]) -> antiphon.Subscription:
    async def changed(order: Order, delivery: antiphon.Delivery) -> None:  # one event after another: it may await
        draw(order)
        if delivery.position:
            keep(delivery.position)

    return OrdersClient(session).channels.mine(MineChannel(), my_placed=changed, reserved=changed, paid=changed, shipped=changed,
                                               unknown=lambda payload, delivery: print("new:", delivery.type),
                                               options=antiphon.ListenOptions(since=since))
# [end]


# [http]
def list_over_http(url: str, token: str) -> list[Order]:
    orders = OrdersSyncClient(antiphon.Http(url, token=token))
    return orders.list(ListParams(limit=50), antiphon.CallOptions(deadline=2.0))
# [end]
