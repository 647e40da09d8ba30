// What is imported is the TypeScript client of framework/clients and what `antiphon gen --lang typescript` makes of idl/, as
// JavaScript: client/ beside this file. A test writes it anew and compares.
import { Antiphon } from "@antiphon/client";
import { InventoryClient } from "./client/inventory.js";
import { OrdersClient } from "./client/orders.js";

const $ = (id) => document.getElementById(id);
const euros = (cents) => "€" + (cents / 100).toFixed(2);
const make = (tag, props = {}, ...children) => {
  const node = Object.assign(document.createElement(tag), props);
  node.append(...children);
  return node;
};

const fragment = new URLSearchParams(location.hash.slice(1));
const token = fragment.get("token") ?? sessionStorage.getItem("token") ?? "";
if (token) sessionStorage.setItem("token", token);
const gateways = (fragment.get("gateways") ?? sessionStorage.getItem("gateways") ?? location.port).split(",");
sessionStorage.setItem("gateways", gateways.join(","));

const claims = (() => {
  try { return JSON.parse(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/"))); } catch { return {}; }
})();
if (claims.sub) Object.assign($("user"), { hidden: false, textContent: claims.sub });

for (const port of gateways) {
  const link = make("a", { href: `${location.protocol}//${location.hostname}:${port}/#${new URLSearchParams({ token, gateways: gateways.join(",") })}`, textContent: port });
  if (port === location.port) link.setAttribute("aria-current", "page");
  $("gateways").append(link);
}

// Catalogue and cart

let catalogue = [];
const cart = new Map();

function draw_catalogue() {
  $("catalogue").replaceChildren(...catalogue.map((article) => make("article", { className: "card" },
    make("span", { className: "badge", textContent: article.name[0], ariaHidden: "true" }),
    make("b", { textContent: article.name }),
    make("span", { className: "sku", textContent: `${article.sku} · ${article.available} in stock` }),
    make("div", { className: "row" },
      make("span", { textContent: euros(article.price_cents) }),
      make("button", { textContent: "Add", onclick: () => add(article.sku, 1) })))));
  for (const [index, card] of [...$("catalogue").children].entries()) card.dataset.sku = catalogue[index].sku;
}

function add(sku, change) {
  const quantity = (cart.get(sku) ?? 0) + change;
  quantity > 0 ? cart.set(sku, quantity) : cart.delete(sku);
  draw_cart();
}

function draw_cart() {
  const article = (sku) => catalogue.find((one) => one.sku === sku);
  $("cart").replaceChildren(...[...cart].map(([sku, quantity]) => make("li", {},
    make("span", { textContent: article(sku)?.name ?? sku }),
    make("button", { textContent: "−", ariaLabel: `One ${sku} less`, onclick: () => add(sku, -1) }),
    make("span", { textContent: quantity }),
    make("button", { textContent: "+", ariaLabel: `One ${sku} more`, onclick: () => add(sku, 1) }))));
  const total = [...cart].reduce((sum, [sku, quantity]) => sum + (article(sku)?.price_cents ?? 0) * quantity, 0);
  $("total").textContent = euros(total);
  $("cart-empty").hidden = cart.size > 0;
  $("place").disabled = cart.size === 0;
}

// Orders: what the list says, then what the events say

const orders = new Map();
const usual = ["placed", "reserved", "paid", "shipped"];
const way = { rejected: ["placed", "rejected"], declined: ["placed", "reserved", "declined"] };

function see(order, at = order.updated_at) {
  const known = orders.get(order.id) ?? { times: {} };
  known.times[order.status] ??= at;
  orders.set(order.id, { ...known, ...order });
  draw_orders();
}

function draw_order(order) {
  const steps = way[order.status] ?? usual;
  const reached = steps.indexOf(order.status);
  const list = make("ol", { className: "steps" }, ...steps.map((step, index) => {
    const failed = way[order.status] && index === reached;
    const node = make("li", { className: failed ? "bad" : index <= reached ? "done" : "", textContent: step });
    if (index === reached && step !== "shipped" && !failed) node.classList.add("now");
    const time = order.times[step];
    if (time) node.append(make("time", { textContent: new Date(time).toISOString().slice(11, 23) }));
    return node;
  }));
  const node = make("article", { className: "order" },
    make("div", { className: "head" },
      make("span", { textContent: order.items.map((item) => `${item.quantity} × ${item.sku}`).join(", ") + ` — ${euros(order.total_cents)}` }),
      make("code", { textContent: order.tracking_code ? `tracking ${order.tracking_code}` : order.reason ?? order.id.slice(0, 13) })), list);
  node.dataset.status = order.status;
  node.dataset.id = order.id;
  return node;
}

function draw_orders() {
  const newest_first = [...orders.values()].sort((a, b) => b.placed_at.localeCompare(a.placed_at));
  $("orders").replaceChildren(...newest_first.map(draw_order));
  $("orders-empty").hidden = orders.size > 0;
}

// The wire, shown

function frame(direction, message) {
  const title = message.method ?? (message.error ? `error ${message.error.code}` : "result");
  const detail = message.params?.event?.type ?? message.error?.message ?? (message.id !== undefined ? `#${message.id}` : "");
  const entry = make("li", {}, make("details", {},
    make("summary", {},
      make("span", { className: direction, textContent: direction === "out" ? "→" : "←" }),
      make("span", { textContent: new Date().toISOString().slice(11, 23) }),
      make("span", { textContent: title }),
      make("span", { textContent: detail })),
    make("pre", { textContent: JSON.stringify(message, null, 2) })));
  $("wire").prepend(entry);
  while ($("wire").children.length > 200) $("wire").lastChild.remove();
}
$("clear").onclick = () => $("wire").replaceChildren();

function note(event) {
  const toast = make("div", { className: "toast", textContent: event.data?.text ?? event.type });
  $("toasts").append(toast);
  setTimeout(() => toast.remove(), 6000);
}

function fail(error) {
  const detail = error.data?.type ? ` (${error.data.type})` : "";
  Object.assign($("error"), { hidden: false, textContent: error.message + detail });
}

async function load() {
  catalogue = await shop.inventory.catalogue();
  draw_catalogue();
  draw_cart();
  if (!token) return;
  for (const order of await shop.orders.list({ limit: 20 })) see(order);
}

const session = new Antiphon(`${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws`, {
  token: () => token,
  onFrame: frame,
  onMessage: note,
  onState(name, { code, reason } = {}) {
    $("state").dataset.state = name;
    $("state").textContent = code === undefined ? name : `${name} ${code} ${reason}`;
    if (name === "connected") load().catch(fail);
  },
});
const shop = { inventory: new InventoryClient(session), orders: new OrdersClient(session) };

// Each order comes whole with every event, once and in order, over any number of connections.
const changed = (order, { time }) => see(order, time);
if (token)
  shop.orders.channels.mine({}, { my_placed: changed, reserved: changed, rejected: changed, paid: changed, declined: changed, shipped: changed },
                            { onGap: () => load().catch(fail), onError: fail });
else fail(new Error("Not signed in: open the address that the demo printed, it carries a token."));

$("place").onclick = async () => {
  $("error").hidden = true;
  $("place").disabled = true;
  try {
    const items = [...cart].map(([sku, quantity]) => ({ sku, quantity }));
    await shop.orders.place({ items, card: $("card").value.replace(/\s/g, "") });
    cart.clear();
    shop.inventory.catalogue().then((fresh) => { catalogue = fresh; draw_catalogue(); }).catch(fail);
  } catch (error) {
    fail(error);
  }
  draw_cart();
};
