// Pages about channels, events and queues.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"authorize-missing", "a channel for authorized clients names no method that decides",
     "The gateway asks a method of the service before it lets a client subscribe.",
     R"("methods": { "may_join": { "params": { "id": "uuid" }, "result": "bool" } },
"channels": { "room": { "params": { "id": "uuid" }, "delivery": "pubsub", "audience": "authorized" } })",
     R"("methods": { "may_join": { "params": { "id": "uuid" }, "result": "bool" } },
"channels": { "room": { "params": { "id": "uuid" }, "delivery": "pubsub", "audience": "authorized", "authorize": "may_join" } })"},
    {"authorize-signature", "the deciding method has the wrong params or result",
     "The gateway calls it with the channel's params, by name, and takes its bool. More params must be optional.",
     R"("methods": { "may_join": { "params": { "room": "uuid" }, "result": "string" } },
"channels": { "room": { "params": { "id": "uuid" }, "delivery": "pubsub", "audience": "authorized", "authorize": "may_join" } })",
     R"("methods": { "may_join": { "params": { "id": "uuid" }, "result": "bool" } },
"channels": { "room": { "params": { "id": "uuid" }, "delivery": "pubsub", "audience": "authorized", "authorize": "may_join" } })"},
    {"authorize-unknown", "the deciding method does not exist",
     "\"authorize\" names a method of the same service by its key, without the service's name.",
     R"("methods": { "may_join": { "result": "bool" } },
"channels": { "room": { "delivery": "pubsub", "audience": "authorized", "authorize": "shop.may_join" } })",
     R"("methods": { "may_join": { "result": "bool" } },
"channels": { "room": { "delivery": "pubsub", "audience": "authorized", "authorize": "may_join" } })"},
    {"authorize-unused", "a deciding method on a channel that asks nobody",
     "Only channels with the audience \"authorized\" ask a method. With any other audience the line would look like a "
     "\nprotection and be none.",
     R"("methods": { "may_join": { "result": "bool" } },
"channels": { "room": { "delivery": "pubsub", "audience": "public", "authorize": "may_join" } })",
     R"("methods": { "may_join": { "result": "bool" } },
"channels": { "room": { "delivery": "pubsub", "audience": "authorized", "authorize": "may_join" } })"},
    {"bad-address", "the address of a channel cannot be used",
     "An address is made of words of a-z, 0-9 and '_' with '.', ':' or '-' between them, and of {params} behind '.' or "
     "':'.\nEvery param stands in it exactly once, else two channels would share one address.",
     R"("channels": { "order": { "params": { "id": "uuid" }, "address": "shop/order/{id}", "delivery": "pubsub", "audience": "public" } })",
     R"("channels": { "order": { "params": { "id": "uuid" }, "address": "shop.order:{id}", "delivery": "pubsub", "audience": "public" } })"},
    {"bind-param", "a channel is bound to a param that cannot be a user or tenant",
     "\"bind\" names the param that must equal the caller's own user or tenant. It is a string or uuid, as in tokens.",
     R"("channels": { "mine": { "params": { "customer": "int64" }, "delivery": "pubsub", "audience": "user", "bind": { "user": "customer" } } })",
     R"("channels": { "mine": { "params": { "customer": "uuid" }, "delivery": "pubsub", "audience": "user", "bind": { "user": "customer" } } })"},
    {"channel-param", "a channel's param cannot stand in an address",
     "The values of params become part of a name in Redis: string with \"maxLength\", uuid, integers and enums. They "
     "are "
     "\nalways given, so they have no default and are never null.",
     R"("channels": { "room": { "params": { "name": "string", "at": "timestamp" }, "delivery": "pubsub", "audience": "public" } })",
     R"("channels": { "room": { "params": { "name": { "type": "string", "maxLength": 64 } }, "delivery": "pubsub", "audience": "public" } })"},
    {"client-publish", "an event that clients may send stands on a channel where they may not",
     "Both must agree: the channel opens the door, the event says what may pass.",
     R"("channels": { "room": { "delivery": "pubsub", "audience": "public" } },
"events": { "typing": { "channel": "room", "clientPublish": true } })",
     R"("channels": { "room": { "delivery": "pubsub", "audience": "public", "clientPublish": true } },
"events": { "typing": { "channel": "room", "clientPublish": true } })"},
    {"coalesce-field", "the field to coalesce by does not exist",
     "{\"coalesce\": field} keeps the newest message per value of a field of the payload for a client that cannot keep "
     "up.",
     R"("channels": { "board": { "delivery": "pubsub", "audience": "public" } },
"events": { "moved": { "channel": "board", "payload": { "piece": "uuid" }, "onSlow": { "coalesce": "peice" } } })",
     R"("channels": { "board": { "delivery": "pubsub", "audience": "public" } },
"events": { "moved": { "channel": "board", "payload": { "piece": "uuid" }, "onSlow": { "coalesce": "piece" } } })"},
    {"duplicate-address", "two channels with one address", "Their messages would mix in Redis.",
     R"("channels": { "one": { "address": "shop.news", "delivery": "pubsub", "audience": "public" },
              "two": { "address": "shop.news", "delivery": "pubsub", "audience": "public" } })",
     R"("channels": { "one": { "address": "shop.news", "delivery": "pubsub", "audience": "public" },
              "two": { "address": "shop.offers", "delivery": "pubsub", "audience": "public" } })"},
    {"duplicate-event", "two events of one channel with one wire name",
     "Listeners tell events of a channel apart by that name. On different channels the same wire name is fine.",
     R"("channels": { "flow": { "delivery": "stream", "audience": "internal" } },
"events": { "placed": { "channel": "flow" }, "stored": { "channel": "flow", "wireName": "shop.placed" } })",
     R"("channels": { "flow": { "delivery": "stream", "audience": "internal" } },
"events": { "placed": { "channel": "flow" }, "stored": { "channel": "flow" } })"},
    {"envelope-one-event", "several events on a channel without envelope",
     "Without an envelope the payload is the whole message, and nothing says which event it is.",
     R"("channels": { "plain": { "envelope": "none", "delivery": "pubsub", "audience": "internal" } },
"events": { "one": { "channel": "plain" }, "two": { "channel": "plain" } })",
     R"("channels": { "plain": { "envelope": { "type": "kind", "data": "body" }, "delivery": "pubsub", "audience": "internal" } },
"events": { "one": { "channel": "plain" }, "two": { "channel": "plain" } })"},
    {"foreign-envelope-on-stream", "a stream with an envelope that is not CloudEvents",
     "A stream's messages carry id, epoch and offset, so that readers can resume and drop repeats. \"none\" and {type, "
     "data}\nhave no place for them; they are for pubsub channels that talk with programs that are not Antiphon's.",
     R"("channels": { "flow": { "delivery": "stream", "audience": "internal", "envelope": "none" } })",
     R"("channels": { "flow": { "delivery": "pubsub", "audience": "internal", "envelope": "none" } })"},
    {"pubsub-only", "something for pubsub on a stream",
     "\"onSlow\" says what to leave out for a client that cannot keep up. On a stream nothing is left out: such a "
     "client "
     "is\ndisconnected and resumes.",
     R"("channels": { "flow": { "delivery": "stream", "audience": "public" } },
"events": { "placed": { "channel": "flow", "onSlow": "latest" } })",
     R"("channels": { "flow": { "delivery": "stream", "audience": "public", "replay": true } },
"events": { "placed": { "channel": "flow" } })"},
    {"queue-field", "a queue's key is no field that could be one",
     "\"dedupe\" and \"orderBy\" name a field of the payload that is always there and a single value.",
     R"("queues": { "mail": { "payload": { "to": "string?", "text": "string" }, "orderBy": "to" } })",
     R"("queues": { "mail": { "payload": { "to": "string", "text": "string" }, "orderBy": "to" } })"},
    {"route-missing", "a channel's param that the payload probably has under another name",
     "A param takes its value from the payload's field of the same name, or from the one that \"route\" names; "
     "otherwise "
     "the\npublisher gives it. Here the payload has one field of the very type of the param, so the route was probably "
     "forgotten.\n\"\" says that the publisher gives it.",
     R"("types": { "OrderId": { "alias": "uuid", "strong": true } },
"services": { "shop": {
  "channels": { "order": { "params": { "order_id": "OrderId" }, "delivery": "pubsub", "audience": "public" } },
  "events": { "placed": { "channel": "order", "payload": { "id": "OrderId" } } } } })",
     R"("types": { "OrderId": { "alias": "uuid", "strong": true } },
"services": { "shop": {
  "channels": { "order": { "params": { "order_id": "OrderId" }, "delivery": "pubsub", "audience": "public" } },
  "events": { "placed": { "channel": "order", "payload": { "id": "OrderId" }, "route": { "order_id": "id" } } } } })"},
    {"route-type", "a route between different types", "Param and field must be the same text in an address.",
     R"("channels": { "order": { "params": { "order": "uuid" }, "delivery": "pubsub", "audience": "public" } },
"events": { "placed": { "channel": "order", "payload": { "id": "string" }, "route": { "order": "id" } } })",
     R"("channels": { "order": { "params": { "order": "uuid" }, "delivery": "pubsub", "audience": "public" } },
"events": { "placed": { "channel": "order", "payload": { "id": "uuid" }, "route": { "order": "id" } } })"},
    {"route-unknown", "a route from or to something that does not exist",
     "\"route\" is { param of the channel: field of the payload }.",
     R"("channels": { "order": { "params": { "order": "uuid" }, "delivery": "pubsub", "audience": "public" } },
"events": { "placed": { "channel": "order", "payload": { "id": "uuid" }, "route": { "order": "order_id" } } })",
     R"("channels": { "order": { "params": { "order": "uuid" }, "delivery": "pubsub", "audience": "public" } },
"events": { "placed": { "channel": "order", "payload": { "id": "uuid" }, "route": { "order": "id" } } })"},
    {"stream-only", "something for streams on a pubsub channel",
     "retention, replay and durability are about what is kept; pubsub keeps nothing.",
     R"("channels": { "news": { "delivery": "pubsub", "audience": "public", "replay": true } })",
     R"("channels": { "news": { "delivery": "stream", "audience": "public", "replay": true } })"},
    {"tenant-channel-without-bind", "a channel for a tenant that does not say which param that is",
     "Without it anybody could listen to any tenant.",
     R"("channels": { "ours": { "params": { "tenant": "uuid" }, "delivery": "pubsub", "audience": "tenant" } })",
     R"("channels": { "ours": { "params": { "tenant": "uuid" }, "delivery": "pubsub", "audience": "tenant", "bind": { "tenant": "tenant" } } })"},
    {"unknown-channel", "an event on a channel that does not exist", "\"channel\" names a channel of the same service.",
     R"("channels": { "news": { "delivery": "pubsub", "audience": "public" } }, "events": { "told": { "channel": "new" } })",
     R"("channels": { "news": { "delivery": "pubsub", "audience": "public" } }, "events": { "told": { "channel": "news" } })"},
    {"user-channel-without-bind", "a channel for a user that does not say which param that is",
     "Without it anybody could listen to anybody. Rule of options.lint, an error unless the file says otherwise; with "
     "\"off\"\nthe channel compiles, and gateways let nobody in.",
     R"("channels": { "mine": { "params": { "customer": "uuid" }, "delivery": "pubsub", "audience": "user" } })",
     R"("channels": { "mine": { "params": { "customer": "uuid" }, "delivery": "pubsub", "audience": "user", "bind": { "user": "customer" } } })"},
};

}  // namespace

Pages pages_of_events() noexcept { return pages; }

}  // namespace antiphon::idl
