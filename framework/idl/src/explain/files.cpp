// Pages about files: namespaces, imports, names.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"bad-name", "a name breaks the rules for names",
     "Types and errors are PascalCase. Services, methods, channels, events and queues are snake_case. A namespace is "
     "dotted\nand lower case. Names are the same on the wire and in every language.",
     R"("types": { "line-item": { "struct": { "sku": "string" } } })",
     R"("types": { "LineItem": { "struct": { "sku": "string" } } })"},
    {"bad-version", "the version is no semantic version",
     "MAJOR.MINOR.PATCH, such as 1.4.0 or 2.0.0-rc.1. `antiphon breaking` demands a bump that fits the change.",
     R"("version": "1.4")", R"("version": "1.4.0")"},
    {"duplicate-name", "a type and an error of one name", "Both become classes in the same namespace.",
     R"("types": { "Full": { "struct": { "room": "string" } } },
"errors": { "Full": { "code": 4101, "message": "full", "data": "Full" } })",
     R"("types": { "FullRoom": { "struct": { "room": "string" } } },
"errors": { "Full": { "code": 4101, "message": "full", "data": "FullRoom" } })"},
    {"duplicate-namespace", "two files with one namespace",
     "A namespace is one file: the intermediate representation names types by it. Split a large one as acme.orders "
     "and\nacme.orders.common.",
     R"({ "idl": "1.0", "namespace": "acme.common",
  "imports": { "common": "common.json" },
  "types": { "Price": { "alias": "common.Money" } } })",
     R"({ "idl": "1.0", "namespace": "acme.orders",
  "imports": { "common": "common.json" },
  "types": { "Price": { "alias": "common.Money" } } })"},
    {"idl-version", "a version of the IDL that this compiler does not know", "There is one: 1.0.",
     R"({ "idl": "2.0", "namespace": "acme.orders" })", R"({ "idl": "1.0", "namespace": "acme.orders" })"},
    {"import-cycle", "files that import each other", "Move what both need into a file of its own.",
     R"("imports": { "me": "orders.json" })", R"("imports": { "common": "common.json" },
"types": { "Price": { "alias": "common.Money" } })"},
    {"import-not-found", "an imported file that is not there",
     "The name is relative to the importing file; then the folders of -I are tried.",
     R"("imports": { "common": "comon.json" })", R"("imports": { "common": "common.json" },
"types": { "Price": { "alias": "common.Money" } })"},
    {"unknown-import", "a name from an import that does not exist", "In alias.Type, the alias is a key of \"imports\".",
     R"("types": { "Price": { "alias": "common.Money" } })", R"("imports": { "common": "common.json" },
"types": { "Price": { "alias": "common.Money" } })"},
};

}  // namespace

Pages pages_of_files() noexcept { return pages; }

}  // namespace antiphon::idl
