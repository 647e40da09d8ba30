// Examples of changes: services, methods, errors, and what a file says of itself.

#include "changes.h"

namespace antiphon::idl {

namespace {

constexpr Change changes[] = {
    {"DEPRECATION_TOO_SHORT",
     R"("version": "1.4.0",
"services": { "shop": { "methods": { "add": {}, "put": {} } } })",
     R"("version": "1.5.0",
"services": { "shop": { "methods": { "add": {}, "put": { "deprecated": { "message": "use add", "removeIn": "1.6.0" } } } } })"},
    {"ERROR_CODE_CHANGED", R"("errors": { "Full": { "code": 4101, "message": "full" } })",
     R"("errors": { "Full": { "code": 4109, "message": "full" } })"},
    {"ERROR_HTTP_CHANGED", R"("errors": { "Full": { "code": 4101, "message": "full", "http": 409 } })",
     R"("errors": { "Full": { "code": 4101, "message": "full", "http": 503 } })"},
    {"ERROR_NAME_CHANGED", R"("errors": { "Full": { "code": 4101, "message": "full" } })",
     R"("errors": { "CartFull": { "code": 4101, "message": "full" } })"},
    {"ERROR_REMOVED",
     R"("errors": { "Full": { "code": 4101, "message": "full" }, "Gone": { "code": 4102, "message": "gone" } })",
     R"("errors": { "Full": { "code": 4101, "message": "full" } })"},
    {"ERROR_RETRY_CHANGED", R"("errors": { "Full": { "code": 4101, "message": "full", "retry": "later" } })",
     R"("errors": { "Full": { "code": 4101, "message": "full", "retry": "never" } })"},
    {"METHOD_ARGUMENTS_CHANGED", R"("methods": { "move": { "params": { "from": "uuid", "to": "uuid" } } })",
     R"("methods": { "move": { "params": { "from": "uuid", "to": "uuid" }, "paramStructure": "either", "positional": ["to", "from"] } })"},
    {"METHOD_AUTH_LOOSENED", R"("methods": { "add": { "auth": { "scopes": ["shop"] } } })",
     R"("methods": { "add": { "auth": "required" } })"},
    {"METHOD_AUTH_TIGHTENED", R"("methods": { "add": { "auth": "required" } })",
     R"("methods": { "add": { "auth": { "scopes": ["shop"] } } })"},
    {"METHOD_CANCELLABLE_REMOVED", R"("methods": { "export": { "result": "string" } })",
     R"("methods": { "export": { "result": "string", "cancellable": false } })"},
    {"METHOD_DEADLINE_REDUCED", R"("methods": { "find": { "deadlineMs": 5000 } })",
     R"("methods": { "find": { "deadlineMs": 500 } })"},
    {"METHOD_ERROR_ADDED",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "add": { "errors": ["Full"] }, "put": {} } } })",
     R"("errors": { "Full": { "code": 4101, "message": "full" } },
"services": { "shop": { "methods": { "add": { "errors": ["Full"] }, "put": { "errors": ["Full"] } } } })"},
    {"METHOD_EXPOSE_NARROWED", R"("methods": { "add": { "expose": "client" } })",
     R"("methods": { "add": { "expose": "internal" } })"},
    {"METHOD_EXPOSE_WIDENED", R"("methods": { "add": { "expose": "internal" } })",
     R"("methods": { "add": { "expose": "client" } })"},
    {"METHOD_IDEMPOTENCY_WEAKENED", R"("methods": { "cancel": { "idempotency": "idempotent" } })",
     R"("methods": { "cancel": {} })"},
    {"METHOD_IDENTIFIER_CHANGED", R"("methods": { "add": {} })", R"("methods": { "put": { "wireName": "shop.add" } })"},
    {"METHOD_KEY_TTL_REDUCED", R"("methods": { "pay": { "idempotency": "keyed", "x-key-ttl-ms": 86400000 } })",
     R"("methods": { "pay": { "idempotency": "keyed", "x-key-ttl-ms": 3600000 } })"},
    {"METHOD_NOTIFICATION_CHANGED", R"("methods": { "seen": { "params": { "id": "uuid" } } })",
     R"("methods": { "seen": { "params": { "id": "uuid" }, "notification": true } })"},
    {"METHOD_PARAM_STRUCTURE_NARROWED",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "either", "positional": ["a", "b"] } })",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "by-position", "positional": ["a", "b"] } })"},
    {"METHOD_POSITIONAL_CHANGED",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "either", "positional": ["a", "b"] } })",
     R"("methods": { "add": { "params": { "a": "int32", "b": "int32" }, "paramStructure": "either", "positional": ["b", "a"] } })"},
    {"METHOD_REMOVED", R"("methods": { "add": {}, "put": {} })", R"("methods": { "add": {} })"},
    {"METHOD_RESULT_ADDED", R"("methods": { "add": {} })", R"("methods": { "add": { "result": "int32" } })"},
    {"METHOD_RESULT_REMOVED", R"("methods": { "add": { "result": "int32" } })", R"("methods": { "add": {} })"},
    {"METHOD_RESULT_TYPE_CHANGED", R"("methods": { "add": { "result": "int32" } })",
     R"("methods": { "add": { "result": "string" } })"},
    {"METHOD_WIRE_NAME_CHANGED", R"("methods": { "add": {} })", R"("methods": { "add": { "wireName": "shop.put" } })"},
    {"NAMESPACE_CHANGED", R"({ "idl": "1.0", "namespace": "acme.shop" })",
     R"({ "idl": "1.0", "namespace": "acme.store" })"},
    {"OPTIONS_CHANGED", R"("options": { "typescript": { "int64": "string" } })",
     R"("options": { "typescript": { "int64": "bigint" } })"},
    {"SERVICE_IDENTIFIER_CHANGED", R"("services": { "shop": { "methods": { "add": { "wireName": "shop.add" } } } })",
     R"("services": { "store": { "methods": { "add": { "wireName": "shop.add" } } } })"},
    {"SERVICE_REMOVED",
     R"("services": { "shop": { "methods": { "add": {} } }, "stock": { "methods": { "count": {} } } })",
     R"("services": { "shop": { "methods": { "add": {} } } })"},
    {"VERSION_NOT_BUMPED",
     R"("version": "1.4.0",
"services": { "shop": { "methods": { "add": {} } } })",
     R"("version": "1.4.0",
"services": { "shop": { "methods": { "add": {}, "put": {} } } })"},
};

}  // namespace

Changes changes_of_services() noexcept { return changes; }

}  // namespace antiphon::idl
