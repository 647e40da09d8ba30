// Pages about the text of a file: what every object, list and value must keep to.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"bad-value", "a value is not one of those that are possible here",
     "The message says what may stand in this place.",
     R"("methods": { "add": { "idempotency": "idempotant", "deadlineMs": 0 } })",
     R"("methods": { "add": { "idempotency": "idempotent", "deadlineMs": 2000 } })"},
    {"comment", "a comment in a .json file",
     R"(JSON has no comments. Use "doc", which reaches generated code and documentation, or name the file .jsonc.)",
     R"({ "idl": "1.0", // the order book
  "namespace": "acme.orders" })",
     R"({ "idl": "1.0", "doc": "The order book.",
  "namespace": "acme.orders" })"},
    {"duplicate-key", "a member that stands twice in an object",
     "Many parsers take the last one in silence. This one does not guess.",
     R"("types": { "Item": { "struct": { "sku": "string", "sku": "uuid" } } })",
     R"("types": { "Item": { "struct": { "sku": "string", "id": "uuid" } } })"},
    {"encoding", "the file is not UTF-8", "JSON is UTF-8 (RFC 8259, section 8.1). Save the file as such."},
    {"file-not-found", "a file of the command line cannot be read", "Check its name, and that you may read it."},
    {"missing-key", "a key that must be there", "The message says which.",
     R"("errors": { "Full": { "message": "The cart is full" } })",
     R"("errors": { "Full": { "code": 4101, "message": "The cart is full" } })"},
    {"syntax", "the file is not JSON",
     "RFC 8259, without comments or trailing commas. Reading goes on behind the place, so one run shows several.",
     R"("types": { "Item": { "struct": { "sku": "string", } } })",
     R"("types": { "Item": { "struct": { "sku": "string" } } })"},
    {"too-deep", "objects and arrays inside one another, too deep",
     "64 levels are the limit. No interface needs more."},
    {"too-large", "a file that is too large", "16 MiB are the limit. Split it: a file can import others."},
    {"too-many", "too many of something",
     "The message says of what, and how many are possible. Limits keep the work linear in the size of the files."},
    {"unknown-key", "a key that the IDL does not have here",
     "Keys of your own begin with x- and are kept. All others are errors, so that no typing mistake goes unnoticed.",
     R"("methods": { "get": { "parms": { "id": "uuid" }, "owner": "team-a" } })",
     R"("methods": { "get": { "params": { "id": "uuid" }, "x-owner": "team-a" } })"},
    {"wrong-kind", "a JSON value of another kind than expected", "The message says which.",
     R"("methods": { "ping": { "notification": "yes" } })", R"("methods": { "ping": { "notification": true } })"},
};

}  // namespace

Pages pages_of_text() noexcept { return pages; }

}  // namespace antiphon::idl
