// Generated from orders.json (acme.orders 1.4.0). Changes are lost when it is generated again.

import * as antiphon from "@antiphon/client";
import type * as common from "./common.js";

/** `ord_` and 26 characters of a ULID. */
export type OrderId = antiphon.Branded<string, "acme.orders.OrderId">;
export const OrderId = (value: string): OrderId => value as OrderId;

export type OrderStatus = "pending" | "paid" | "in-transit" | "delivered" | "canceled" | (string & {});
export const OrderStatus = {
  pending: "pending",
  paid: "paid",
  /** Handed to the carrier. */
  in_transit: "in-transit",
  delivered: "delivered",
  canceled: "canceled",
} as const;

export interface OrderLine {
  sku: string;
  quantity: number;
  unit_price: common.Money;
  note?: string;
}

export interface CardPayment {
  token: string;
  /** @defaultValue `false` */
  save_card: boolean;
}

/** CardPayment as a caller gives it: what has a default may be left out. */
export interface CardPaymentInput {
  token: string;
  /** @defaultValue `false` */
  save_card?: boolean;
}

export interface InvoicePayment {
  vat_id?: string;
  due_date: antiphon.PlainDate;
}

/** How the customer pays. */
export type Payment =
  | ({ method: "card" } & CardPayment)
  | ({ method: "invoice" } & InvoicePayment)
  | { method: antiphon.UnknownTag };

/** Payment as a caller gives it: what has a default may be left out. */
export type PaymentInput =
  | ({ method: "card" } & CardPaymentInput)
  | ({ method: "invoice" } & InvoicePayment)
  | { method: antiphon.UnknownTag };

/** An order as the customer sees it. */
export interface Order {
  created_at: antiphon.Timestamp;
  updated_at: antiphon.Timestamp;
  id: OrderId;
  tenant: common.TenantId;
  customer: common.UserId;
  status: OrderStatus;
  lines: OrderLine[];
  total: common.Money;
  payment?: Payment;
  /** Grows with every change. A string on the wire: it may pass 2^53. */
  revision: antiphon.Int64;
  /** @defaultValue `{}` */
  labels: Record<string, string>;
  /** Anything the shop wants to keep with the order. */
  metadata?: antiphon.JsonValue;
  /** @deprecated use labels.coupon */
  coupon?: string;
}

/** Order as a caller gives it: what has a default may be left out. */
export interface OrderInput {
  created_at: antiphon.Timestamp;
  updated_at: antiphon.Timestamp;
  id: OrderId;
  tenant: common.TenantId;
  customer: common.UserId;
  status: OrderStatus;
  lines: OrderLine[];
  total: common.Money;
  payment?: PaymentInput;
  /** Grows with every change. A string on the wire: it may pass 2^53. */
  revision: antiphon.Int64;
  /** @defaultValue `{}` */
  labels?: Record<string, string>;
  /** Anything the shop wants to keep with the order. */
  metadata?: antiphon.JsonValue;
  /** @deprecated use labels.coupon */
  coupon?: string;
}

/** Absent: leave as it is. null: clear. */
export interface OrderPatch {
  note?: string | null;
  labels?: Record<string, string>;
}

/** Recursive types are allowed through arrays, maps and optionals. */
export interface Tree {
  name: string;
  children: Tree[];
}

export interface OutOfStockData {
  sku: string;
  available: number;
}

export interface PaymentDeclinedData {
  reason: string;
}

export interface CreateParams {
  lines: OrderLine[];
  payment: PaymentInput;
  /** @defaultValue `{}` */
  labels?: Record<string, string>;
}

export interface GetParams {
  id: OrderId;
}

export interface ListParams {
  status?: OrderStatus;
  /** @defaultValue `20` */
  limit?: number;
  cursor?: string;
}

export interface ListResult {
  items: Order[];
  next_cursor?: string;
}

export interface UpdateParams {
  id: OrderId;
  revision: antiphon.Int64;
  patch: OrderPatch;
}

export interface CancelParams {
  id: OrderId;
  reason?: string;
}

export interface SearchParams {
  text: string;
}

export interface StatusChanged {
  order_id: OrderId;
  customer: common.UserId;
  from: OrderStatus;
  to: OrderStatus;
  at: antiphon.Timestamp;
  revision: antiphon.Int64;
}

export interface BoardUpdated {
  tenant: common.TenantId;
  open: number;
  revenue_today: common.Money;
}

/** Not enough stock for {sku} */
export type OutOfStock = antiphon.DeclaredError<"orders.OutOfStock", OutOfStockData>;
export function isOutOfStock(error: unknown): error is OutOfStock {
  return antiphon.isDeclared(error, "orders.OutOfStock");
}

/** The payment was declined */
export type PaymentDeclined = antiphon.DeclaredError<"orders.PaymentDeclined", PaymentDeclinedData>;
export function isPaymentDeclined(error: unknown): error is PaymentDeclined {
  return antiphon.isDeclared(error, "orders.PaymentDeclined");
}

/** The order book. */
export class OrdersClient {
  readonly #caller: antiphon.Caller;

  constructor(caller: antiphon.Caller) {
    this.#caller = caller;
  }

  /** Events, one by one: `on.name(params, handler)`. */
  get on(): OrdersEvents {
    return new OrdersEvents(antiphon.session(this.#caller));
  }

  /** Channels: `channels.name(params, { event(payload) {} })`. */
  get channels(): OrdersChannels {
    return new OrdersChannels(antiphon.session(this.#caller));
  }

  /**
   * Place an order. Safe to repeat with the same idempotency key.
   * @throws orders.OutOfStock
   * @throws orders.PaymentDeclined
   * @throws common.NotFound
   */
  create(params: CreateParams, options?: antiphon.CallOptions): Promise<Order> {
    return this.#caller.call("orders.create", params, options, "keyed");
  }

  /** @throws common.NotFound */
  get(params: GetParams, options?: antiphon.CallOptions): Promise<Order> {
    return this.#caller.call("orders.get", params, options, "readonly");
  }

  /** @throws common.NotFound */
  list(params: ListParams = {}, options?: antiphon.CallOptions): Promise<ListResult> {
    return this.#caller.call("orders.list", params, options, "readonly");
  }

  /**
   * @throws common.Conflict
   * @throws common.NotFound
   */
  update(params: UpdateParams, options?: antiphon.CallOptions): Promise<Order> {
    return this.#caller.call("orders.update", params, options, "idempotent");
  }

  /** @throws common.NotFound */
  cancel(params: CancelParams, options?: antiphon.CallOptions): Promise<void> {
    return this.#caller.call("orders.cancel", params, options, "idempotent");
  }

  /**
   * Old search.
   * @throws common.NotFound
   * @deprecated use orders.list
   */
  search(params: SearchParams, options?: antiphon.CallOptions): Promise<Order[]> {
    return this.#caller.call("orders.search", params, options, "readonly");
  }
}

/** Which `order`. */
export interface OrderChannel {
  /** @defaultValue the caller's own */
  customer?: common.UserId;
  order_id: OrderId;
}

const orderChannel: antiphon.Channel = {
  name: "orders.order",
  events: { placed: "orders.placed", status_changed: "orders.status_changed" },
};

/** Which `board`. */
export interface BoardChannel {
  /** @defaultValue the caller's own */
  tenant?: common.TenantId;
}

const boardChannel: antiphon.Channel = {
  name: "orders.board",
  events: { board_updated: "orders.board_updated" },
};

export class OrdersEvents {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  placed(params: OrderChannel, handler: antiphon.Handler<Order>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, orderChannel, params, { placed: handler }, options);
  }

  status_changed(params: OrderChannel, handler: antiphon.Handler<StatusChanged>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, orderChannel, params, { status_changed: handler }, options);
  }

  board_updated(params: BoardChannel, handler: antiphon.Handler<BoardUpdated>, options?: antiphon.ListenOptions): antiphon.Subscription {
    return antiphon.listen(this.#session, boardChannel, params, { board_updated: handler }, options);
  }
}

export class OrdersChannels {
  readonly #session: antiphon.Session;

  constructor(session: antiphon.Session) {
    this.#session = session;
  }

  /** Everything that happens to one order, in order. */
  order(
    params: OrderChannel,
    handlers: {
      placed?: antiphon.Handler<Order>;
      status_changed?: antiphon.Handler<StatusChanged>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, orderChannel, params, handlers, options);
  }

  /** Live board of a shop's staff. */
  board(
    params: BoardChannel,
    handlers: {
      board_updated?: antiphon.Handler<BoardUpdated>;
    } & antiphon.UnknownHandler,
    options?: antiphon.ListenOptions,
  ): antiphon.Subscription {
    return antiphon.listen(this.#session, boardChannel, params, handlers, options);
  }
}
