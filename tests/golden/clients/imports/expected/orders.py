"""Orders: place, look up, cancel.

Status changes are on the `order` channel; invoices are made by the `invoicing` queue.

Generated from orders.json (acme.orders 1.4.0). Changes are lost when it is generated again.
"""

from __future__ import annotations

import dataclasses

import antiphon

from . import common



class OrderStatus(antiphon.OpenEnum):
    pending = "pending"
    paid = "paid"
    #: Handed to the carrier.
    in_transit = "in-transit"
    delivered = "delivered"
    canceled = "canceled"


@dataclasses.dataclass(slots=True, kw_only=True)
class OrderLine(antiphon.Struct):
    sku: str
    quantity: int
    unit_price: common.Money
    note: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class CardPayment(antiphon.Struct):
    token: str = dataclasses.field(repr=False)
    save_card: bool = False


@dataclasses.dataclass(slots=True, kw_only=True)
class InvoicePayment(antiphon.Struct):
    vat_id: str | None = None
    due_date: antiphon.date


@dataclasses.dataclass(slots=True, kw_only=True)
class Order(antiphon.Struct):
    """An order as the customer sees it."""
    created_at: antiphon.datetime
    updated_at: antiphon.datetime
    id: OrderId
    tenant: common.TenantId
    customer: common.UserId
    status: OrderStatus
    lines: list[OrderLine]
    total: common.Money
    payment: Payment | None = None
    #: Grows with every change. A string on the wire: it may pass 2^53.
    revision: int
    labels: dict[str, str] = dataclasses.field(default_factory=dict)
    #: Anything the shop wants to keep with the order.
    metadata: antiphon.Any | None = None
    #: Deprecated: use labels.coupon
    coupon: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class OrderPatch(antiphon.Struct):
    """Absent: leave as it is. null: clear."""
    note: str | None | antiphon.Unset = antiphon.UNSET
    labels: dict[str, str] | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class Tree(antiphon.Struct):
    """Recursive types are allowed through arrays, maps and optionals."""
    name: str
    children: list[Tree]


@dataclasses.dataclass(slots=True, kw_only=True)
class OutOfStockData(antiphon.Struct):
    sku: str
    available: int


@dataclasses.dataclass(slots=True, kw_only=True)
class PaymentDeclinedData(antiphon.Struct):
    reason: str


@dataclasses.dataclass(slots=True, kw_only=True)
class CreateParams(antiphon.Struct):
    lines: list[OrderLine]
    payment: Payment
    labels: dict[str, str] = dataclasses.field(default_factory=dict)


@dataclasses.dataclass(slots=True, kw_only=True)
class GetParams(antiphon.Struct):
    id: OrderId


@dataclasses.dataclass(slots=True, kw_only=True)
class ListParams(antiphon.Struct):
    status: OrderStatus | None = None
    limit: int = 20
    cursor: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class ListResult(antiphon.Struct):
    items: list[Order]
    next_cursor: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class UpdateParams(antiphon.Struct):
    id: OrderId
    revision: int
    patch: OrderPatch


@dataclasses.dataclass(slots=True, kw_only=True)
class CancelParams(antiphon.Struct):
    id: OrderId
    reason: str | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class ReindexParams(antiphon.Struct):
    since: antiphon.datetime | None = None


@dataclasses.dataclass(slots=True, kw_only=True)
class SearchParams(antiphon.Struct):
    text: str


@dataclasses.dataclass(slots=True, kw_only=True)
class StatusChanged(antiphon.Struct):
    order_id: OrderId
    customer: common.UserId
    from_: OrderStatus
    to: OrderStatus
    at: antiphon.datetime
    revision: int


@dataclasses.dataclass(slots=True, kw_only=True)
class BoardUpdated(antiphon.Struct):
    tenant: common.TenantId
    open: int
    revenue_today: common.Money


@dataclasses.dataclass(slots=True, kw_only=True)
class OrderChannel(antiphon.Struct):
    """Which `order`."""
    customer: common.UserId | None = None
    order_id: OrderId


@dataclasses.dataclass(slots=True, kw_only=True)
class BoardChannel(antiphon.Struct):
    """Which `board`."""
    tenant: common.TenantId | None = None

#: `ord_` and 26 characters of a ULID.
OrderId = antiphon.NewType("OrderId", "str")

#: How the customer pays.
Payment: antiphon.TypeAlias = "CardPayment | InvoicePayment | antiphon.Unknown"


class OutOfStock(antiphon.DeclaredError):
    """Not enough stock for {sku}"""
    declared_code = 4101
    wire_type = "orders.OutOfStock"
    detail: OutOfStockData

    def __init__(self, detail: OutOfStockData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "Not enough stock for {sku}", data)


class PaymentDeclined(antiphon.DeclaredError):
    """The payment was declined"""
    declared_code = 4102
    wire_type = "orders.PaymentDeclined"
    detail: PaymentDeclinedData

    def __init__(self, detail: PaymentDeclinedData, message: str = "", data: dict[str, antiphon.Any] | None = None) -> None:
        super().__init__(detail, message or "The payment was declined", data)


# How values look on the wire.
_wire = antiphon.Wire()
_wire["OrderId"] = antiphon.string(max_length=30, pattern="ord_[0-9a-z]{26}")
_wire["OrderStatus"] = antiphon.enum_(OrderStatus)
_wire["OrderLine"] = antiphon.struct(
    OrderLine,
    antiphon.member("sku", antiphon.string(min_length=1, max_length=64)),
    antiphon.member("quantity", antiphon.uint32(min=1, max=9999)),
    antiphon.member("unit_price", common._wire["Money"]),
    antiphon.member("note", antiphon.string(max_length=500), optional=True),
)
_wire["CardPayment"] = antiphon.struct(
    CardPayment,
    antiphon.member("token", antiphon.string(max_length=128)),
    antiphon.member("save_card", antiphon.boolean(), default=True),
)
_wire["InvoicePayment"] = antiphon.struct(
    InvoicePayment,
    antiphon.member("vat_id", antiphon.string(), optional=True),
    antiphon.member("due_date", antiphon.date_()),
)
_wire["Payment"] = antiphon.tagged("method", {
    "card": _wire["CardPayment"],
    "invoice": _wire["InvoicePayment"],
}, open=True)
_wire["Order"] = antiphon.struct(
    Order,
    antiphon.member("created_at", antiphon.timestamp()),
    antiphon.member("updated_at", antiphon.timestamp()),
    antiphon.member("id", _wire["OrderId"]),
    antiphon.member("tenant", common._wire["TenantId"]),
    antiphon.member("customer", common._wire["UserId"]),
    antiphon.member("status", _wire["OrderStatus"]),
    antiphon.member("lines", antiphon.array(_wire["OrderLine"], min_items=1, max_items=200)),
    antiphon.member("total", common._wire["Money"]),
    antiphon.member("payment", _wire["Payment"], optional=True),
    antiphon.member("revision", antiphon.int64()),
    antiphon.member("labels", antiphon.map_(antiphon.string(), antiphon.string(), max_items=32), default=True),
    antiphon.member("metadata", antiphon.json_(), optional=True),
    antiphon.member("coupon", antiphon.string(), optional=True),
)
_wire["OrderPatch"] = antiphon.struct(
    OrderPatch,
    antiphon.member("note", antiphon.string(max_length=500), optional=True, nullable=True),
    antiphon.member("labels", antiphon.map_(antiphon.string(), antiphon.string()), optional=True),
)
_wire["Tree"] = antiphon.struct(
    Tree,
    antiphon.member("name", antiphon.string()),
    antiphon.member("children", antiphon.array(_wire["Tree"])),
)
_wire["OutOfStockData"] = antiphon.struct(
    OutOfStockData,
    antiphon.member("sku", antiphon.string()),
    antiphon.member("available", antiphon.uint32()),
)
_wire["PaymentDeclinedData"] = antiphon.struct(
    PaymentDeclinedData,
    antiphon.member("reason", antiphon.string()),
)
_wire["CreateParams"] = antiphon.struct(
    CreateParams,
    antiphon.member("lines", antiphon.array(_wire["OrderLine"], min_items=1, max_items=200)),
    antiphon.member("payment", _wire["Payment"]),
    antiphon.member("labels", antiphon.map_(antiphon.string(), antiphon.string(), max_items=32), default=True),
)
_wire["GetParams"] = antiphon.struct(
    GetParams,
    antiphon.member("id", _wire["OrderId"]),
)
_wire["ListParams"] = antiphon.struct(
    ListParams,
    antiphon.member("status", _wire["OrderStatus"], optional=True),
    antiphon.member("limit", antiphon.uint32(min=1, max=100), default=True),
    antiphon.member("cursor", antiphon.string(), optional=True),
)
_wire["ListResult"] = antiphon.struct(
    ListResult,
    antiphon.member("items", antiphon.array(_wire["Order"])),
    antiphon.member("next_cursor", antiphon.string(), optional=True),
)
_wire["UpdateParams"] = antiphon.struct(
    UpdateParams,
    antiphon.member("id", _wire["OrderId"]),
    antiphon.member("revision", antiphon.int64()),
    antiphon.member("patch", _wire["OrderPatch"]),
)
_wire["CancelParams"] = antiphon.struct(
    CancelParams,
    antiphon.member("id", _wire["OrderId"]),
    antiphon.member("reason", antiphon.string(max_length=200), optional=True),
)
_wire["ReindexParams"] = antiphon.struct(
    ReindexParams,
    antiphon.member("since", antiphon.timestamp(), optional=True),
)
_wire["SearchParams"] = antiphon.struct(
    SearchParams,
    antiphon.member("text", antiphon.string()),
)
_wire["StatusChanged"] = antiphon.struct(
    StatusChanged,
    antiphon.member("order_id", _wire["OrderId"]),
    antiphon.member("customer", common._wire["UserId"]),
    antiphon.member("from", _wire["OrderStatus"], "from_"),
    antiphon.member("to", _wire["OrderStatus"]),
    antiphon.member("at", antiphon.timestamp()),
    antiphon.member("revision", antiphon.int64()),
)
_wire["BoardUpdated"] = antiphon.struct(
    BoardUpdated,
    antiphon.member("tenant", common._wire["TenantId"]),
    antiphon.member("open", antiphon.uint32()),
    antiphon.member("revenue_today", common._wire["Money"]),
)
OutOfStock.codec = _wire["OutOfStockData"]
PaymentDeclined.codec = _wire["PaymentDeclinedData"]

_orders_errors = antiphon.errors(OutOfStock, PaymentDeclined, common.NotFound, common.Conflict)
_orders_create: antiphon.Method[Order] = antiphon.Method(
    name="orders.create",
    params=_wire["CreateParams"],
    result=_wire["Order"],
    errors=_orders_errors,
    idempotency="keyed",
)
_orders_get: antiphon.Method[Order] = antiphon.Method(
    name="orders.get",
    params=_wire["GetParams"],
    result=_wire["Order"],
    errors=_orders_errors,
    idempotency="readonly",
)
_orders_list: antiphon.Method[ListResult] = antiphon.Method(
    name="orders.list",
    params=_wire["ListParams"],
    result=_wire["ListResult"],
    errors=_orders_errors,
    idempotency="readonly",
)
_orders_update: antiphon.Method[Order] = antiphon.Method(
    name="orders.update",
    params=_wire["UpdateParams"],
    result=_wire["Order"],
    errors=_orders_errors,
    idempotency="idempotent",
)
_orders_cancel: antiphon.Method[None] = antiphon.Method(
    name="orders.cancel",
    params=_wire["CancelParams"],
    errors=_orders_errors,
    idempotency="idempotent",
)
_orders_reindex: antiphon.Method[None] = antiphon.Method(
    name="orders.reindex",
    params=_wire["ReindexParams"],
)
_orders_search: antiphon.Method[antiphon.List[Order]] = antiphon.Method(
    name="orders.search",
    params=_wire["SearchParams"],
    result=antiphon.array(_wire["Order"]),
    errors=_orders_errors,
    idempotency="readonly",
)
_order_channel = antiphon.Channel(
    name="orders.order",
    params=antiphon.struct(
        OrderChannel,
        antiphon.member("customer", common._wire["UserId"], optional=True),
        antiphon.member("order_id", _wire["OrderId"]),
    ),
    events={
        "orders.placed": _wire["Order"],
        "orders.status_changed": _wire["StatusChanged"],
    },
)
_board_channel = antiphon.Channel(
    name="orders.board",
    params=antiphon.struct(
        BoardChannel,
        antiphon.member("tenant", common._wire["TenantId"], optional=True),
    ),
    events={
        "orders.board_updated": _wire["BoardUpdated"],
    },
)


class OrdersEvents:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def placed(self, params: OrderChannel, handler: antiphon.Handler[Order], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _order_channel, params, {"orders.placed": handler}, None, options)

    def status_changed(self, params: OrderChannel, handler: antiphon.Handler[StatusChanged], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _order_channel, params, {"orders.status_changed": handler}, None, options)

    def board_updated(self, params: BoardChannel, handler: antiphon.Handler[BoardUpdated], options: antiphon.ListenOptions | None = None) -> antiphon.Subscription:
        return antiphon.listen(self._session, _board_channel, params, {"orders.board_updated": handler}, None, options)


class OrdersChannels:
    def __init__(self, session: antiphon.Session) -> None:
        self._session = session

    def order(
        self,
        params: OrderChannel,
        *,
        placed: antiphon.Handler[Order] | None = None,
        status_changed: antiphon.Handler[StatusChanged] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        """Everything that happens to one order, in order."""
        return antiphon.listen(
            self._session, _order_channel, params,
            {"orders.placed": placed, "orders.status_changed": status_changed}, unknown, options)

    def board(
        self,
        params: BoardChannel,
        *,
        board_updated: antiphon.Handler[BoardUpdated] | None = None,
        unknown: antiphon.Handler[antiphon.Any] | None = None,
        options: antiphon.ListenOptions | None = None,
    ) -> antiphon.Subscription:
        """Live board of a shop's staff."""
        return antiphon.listen(
            self._session, _board_channel, params,
            {"orders.board_updated": board_updated}, unknown, options)


class OrdersClient:
    """The order book.

    For asyncio, over a session with a gateway.
    """

    def __init__(self, caller: antiphon.Session) -> None:
        self._caller = caller
        #: Events: `on.name(params, handler)`.
        self.on = OrdersEvents(caller)
        #: Channels: `channels.name(params, event=handler, unknown=handler)`.
        self.channels = OrdersChannels(caller)

    async def create(self, params: CreateParams, options: antiphon.CallOptions | None = None) -> Order:
        """Place an order. Safe to repeat with the same idempotency key."""
        return await self._caller.call(_orders_create, params, options)

    async def get(self, params: GetParams, options: antiphon.CallOptions | None = None) -> Order:
        return await self._caller.call(_orders_get, params, options)

    async def list(self, params: ListParams | None = None, options: antiphon.CallOptions | None = None) -> ListResult:
        return await self._caller.call(_orders_list, params or ListParams(), options)

    async def update(self, params: UpdateParams, options: antiphon.CallOptions | None = None) -> Order:
        return await self._caller.call(_orders_update, params, options)

    async def cancel(self, params: CancelParams, options: antiphon.CallOptions | None = None) -> None:
        await self._caller.call(_orders_cancel, params, options)

    async def reindex(self, params: ReindexParams | None = None, options: antiphon.CallOptions | None = None) -> None:
        """For operators: rebuild the search index.

        Internal: a gateway does not let it through.
        """
        await self._caller.notify(_orders_reindex, params or ReindexParams(), options)

    async def search(self, params: SearchParams, options: antiphon.CallOptions | None = None) -> antiphon.List[Order]:
        """Old search.

        Deprecated: use orders.list
        """
        antiphon.warn_deprecated("orders.search is deprecated: use orders.list")
        return await self._caller.call(_orders_search, params, options)


class OrdersSyncClient:
    """The order book.

    Calls over HTTP, without asyncio.
    """

    def __init__(self, caller: antiphon.Http) -> None:
        self._caller = caller

    def create(self, params: CreateParams, options: antiphon.CallOptions | None = None) -> Order:
        """Place an order. Safe to repeat with the same idempotency key."""
        return self._caller.call(_orders_create, params, options)

    def get(self, params: GetParams, options: antiphon.CallOptions | None = None) -> Order:
        return self._caller.call(_orders_get, params, options)

    def list(self, params: ListParams | None = None, options: antiphon.CallOptions | None = None) -> ListResult:
        return self._caller.call(_orders_list, params or ListParams(), options)

    def update(self, params: UpdateParams, options: antiphon.CallOptions | None = None) -> Order:
        return self._caller.call(_orders_update, params, options)

    def cancel(self, params: CancelParams, options: antiphon.CallOptions | None = None) -> None:
        self._caller.call(_orders_cancel, params, options)

    def reindex(self, params: ReindexParams | None = None, options: antiphon.CallOptions | None = None) -> None:
        """For operators: rebuild the search index."""
        self._caller.notify(_orders_reindex, params or ReindexParams(), options)

    def search(self, params: SearchParams, options: antiphon.CallOptions | None = None) -> antiphon.List[Order]:
        """Old search.

        Deprecated: use orders.list
        """
        antiphon.warn_deprecated("orders.search is deprecated: use orders.list")
        return self._caller.call(_orders_search, params, options)
