#pragma once
// B12: an IDL of 200 types and 100 methods, as large services have them.

#include <string>

namespace antiphon::bench {

inline std::string large_idl() {
    std::string types, methods;
    const auto name = [](int number) { return "T" + std::to_string(number); };
    for (int i = 0; i < 200; ++i) {
        types += (i == 0 ? "" : ",\n") + ("    \"" + name(i) + "\": ");
        const std::string other = name((i * 7 + 3) % 200), third = name((i * 13 + 5) % 200 / 10 * 10);
        if (i % 10 == 0) {
            types +=
                R"({ "doc": "A state.", "enum": ["created", "running", { "value": "on-hold", "name": "on_hold" }, "done"] })";
        } else if (i % 10 == 1) {
            types +=
                R"({ "alias": "string", "strong": true, "minLength": 2, "maxLength": 40, "pattern": "[a-z]+(-[a-z0-9]+)*" })";
        } else if (i % 10 == 2) {
            types += R"({ "union": { "one": ")" + name(i + 1) + R"(", "two": ")" + name(i + 2) + R"(" } })";
        } else {
            types += R"({ "doc": "One of many.", "struct": { "id": "uuid", "at": "timestamp", "large": "int64?",
        "name": { "type": "string", "maxLength": 80 }, "count": { "type": "int32", "min": 0, "max": 100 },
        "amount": { "type": "decimal", "precision": 19, "scale": 4, "default": "1.50" }, "tags": "string[]",
        "state": ")" +
                     third + R"(", "key": ")" + name(i / 10 * 10 + 1) + '"';
            if (i % 10 < 6) types += R"(, "others": ")" + other + R"([]")";
            if (i % 10 == 6) types += R"(, "by_name": "map<)" + other + R"(>")";
            types += " } }";
        }
    }
    for (int i = 0; i < 100; ++i)
        methods += (i == 0 ? "" : ",\n") + ("        \"method_" + std::to_string(i)) +
                   R"(": { "doc": "Does something.", "params": { "key": ")" + name(i / 10 * 10 + 1) +
                   R"(", "limit": { "type": "uint32", "min": 1, "max": 200, "default": 50 }, "body": ")" +
                   name(i % 20 * 10 + 3) + R"(?" }, "result": ")" + name(i % 20 * 10 + 4) +
                   R"(", "errors": ["Gone"], "idempotency": "idempotent" })";
    return R"({
  "idl": "1.0", "namespace": "bench.large", "version": "1.0.0", "options": { "lint": { "unused-type": "off" } },
  "types": {
)" + types +
           R"(
  },
  "errors": { "Gone": { "code": 60001, "message": "{what} is gone", "data": { "what": "string" } } },
  "services": {
    "large": {
      "methods": {
)" + methods +
           R"(
      }
    }
  }
}
)";
}

}  // namespace antiphon::bench
