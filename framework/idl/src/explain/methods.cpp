// Pages about methods and errors.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"duplicate-code", "an error code that is used twice",
     "Codes are unique over all files that are compiled together, imports included, so that a code in a log names one "
     "error.",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "sold out" }, "Declined": { "code": 4101, "message": "declined" } })",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "sold out" }, "Declined": { "code": 4102, "message": "declined" } })"},
    {"duplicate-error", "an error that is listed twice", "One mention is enough.",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "add": { "errors": ["Full", "Full"] } } } })",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "add": { "errors": ["Full"] } } } })"},
    {"duplicate-wire-name", "two methods with one name on the wire",
     "A method's wire name is <service>.<method>, or what \"wireName\" says.",
     R"("methods": { "add": {}, "put": { "wireName": "shop.add" } })",
     R"("methods": { "add": {}, "put": { "wireName": "shop.put_item" } })"},
    {"message-field", "an error's message names a field that its data has not",
     "{field} is replaced by the field's value when the error is thrown.",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "Not enough {skew}", "data": { "sku": "string" } } })",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "Not enough {sku}", "data": { "sku": "string" } } })"},
    {"notification-errors", "a notification with errors",
     "Nothing answers a notification, so no error can reach the caller.",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "seen": { "notification": true, "errors": ["Full"] } } } })",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "seen": { "errors": ["Full"] } } } })"},
    {"notification-result", "a notification with a result",
     "Nothing answers a notification (JSON-RPC 2.0, section 4.1).",
     R"("methods": { "seen": { "notification": true, "result": "bool" } })",
     R"("methods": { "seen": { "notification": true } })"},
    {"positional-by-name", "an order of params that is never used",
     "Params go by name unless \"paramStructure\" says \"by-position\" or \"either\".",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "positional": ["a", "b"] } })",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "either", "positional": ["a", "b"] } })"},
    {"positional-missing", "params by position without their order",
     "The order of members of a JSON object means nothing (formatters sort them), so it is written down.",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "by-position" } })",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "by-position", "positional": ["a", "b"] } })"},
    {"positional-order", "a required param behind one that may be absent",
     "In an array, only what stands last can be left out.",
     R"("methods": { "add": { "params": { "a": "int32?", "b": "int32" }, "paramStructure": "either", "positional": ["a", "b"] } })",
     R"("methods": { "add": { "params": { "a": "int32?", "b": "int32" }, "paramStructure": "either", "positional": ["b", "a"] } })"},
    {"positional-unknown", "the order names a param that does not exist, or one twice", "It lists each param once.",
     R"("methods": { "add": { "params": { "first": "int32" }, "paramStructure": "either", "positional": ["frist"] } })",
     R"("methods": { "add": { "params": { "first": "int32" }, "paramStructure": "either", "positional": ["first"] } })"},
    {"reserved-code", "an error code in the range of JSON-RPC",
     "-32768 to -32000 belong to JSON-RPC and to this framework. Applications take any other number.",
     R"("errors": { "Busy": { "code": -32001, "message": "busy" } })",
     R"("errors": { "Busy": { "code": 4103, "message": "busy" } })"},
    {"reserved-wire-name", "a name that JSON-RPC keeps",
     "Names that begin with rpc. are for the protocol: rpc.discover, rpc.subscribe.",
     R"("methods": { "discover": { "wireName": "rpc.discover" } })",
     R"("methods": { "discover": { "wireName": "shop.discover" } })"},
    {"secret-in-message", "a secret in an error's message", "Messages are logged and shown.",
     R"("errors": { "Denied": { "code": 4101, "message": "Wrong: {pin}", "data": { "pin": { "type": "string", "secret": true } } } })",
     R"("errors": { "Denied": { "code": 4101, "message": "Wrong PIN", "data": { "pin": { "type": "string", "secret": true } } } })"},
    {"unknown-error", "an error that does not exist",
     "Errors stand under \"errors\" of this file or of an imported one: common.NotFound.",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "sold out" } },
"services": { "shop": { "methods": { "add": { "errors": ["OutOfStok"] } } } })",
     R"("errors": { "OutOfStock": { "code": 4101, "message": "sold out" } },
"services": { "shop": { "methods": { "add": { "errors": ["OutOfStock"] } } } })"},
    {"unknown-event", "a method that emits an event that does not exist",
     "\"emits\" names events of the same service. It is documentation.",
     R"("methods": { "add": { "emits": ["aded"] } },
"channels": { "news": { "delivery": "pubsub", "audience": "public" } },
"events": { "added": { "channel": "news" } })",
     R"("methods": { "add": { "emits": ["added"] } },
"channels": { "news": { "delivery": "pubsub", "audience": "public" } },
"events": { "added": { "channel": "news" } })"},
};

}  // namespace

Pages pages_of_methods() noexcept { return pages; }

}  // namespace antiphon::idl
