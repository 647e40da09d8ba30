// Pages about types.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"double-optional", "a type that is optional twice",
     "There is one notion of nothing. `T??` would be two that look the same in JSON.",
     R"("types": { "Item": { "struct": { "note": "string??" } } })",
     R"("types": { "Item": { "struct": { "note": "string?" } } })"},
    {"duplicate-variant", "a type that stands twice in a union",
     "Code tells variants apart by their type. Give each tag a struct of its own; \"include\" copies fields.",
     R"("types": { "Card": { "struct": { "token": "string" } },
           "Payment": { "union": { "credit": "Card", "debit": "Card" } } })",
     R"("types": { "Card": { "struct": { "token": "string" } },
           "Credit": { "include": ["Card"], "struct": {} }, "Debit": { "include": ["Card"], "struct": {} },
           "Payment": { "union": { "credit": "Credit", "debit": "Debit" } } })"},
    {"enum-duplicate", "a value that stands twice in an enum", "Values, and their names in code, are unique.",
     R"("types": { "Color": { "enum": ["red", "green", "red"] } })",
     R"("types": { "Color": { "enum": ["red", "green", "blue"] } })"},
    {"enum-mixed", "strings and integers in one enum", "An enum is one or the other, in JSON and in every language.",
     R"("types": { "Level": { "enum": ["low", { "value": 2, "name": "high" }] } })",
     R"("types": { "Level": { "enum": [{ "value": 1, "name": "low" }, { "value": 2, "name": "high" }] } })"},
    {"enum-value-name", "an enum value that cannot be an identifier",
     "Generated code needs a name for it; the wire keeps the value.",
     R"("types": { "Status": { "enum": ["placed", "in-transit"] } })",
     R"("types": { "Status": { "enum": ["placed", { "value": "in-transit", "name": "in_transit" }] } })"},
    {"include-cycle", "structs that include each other", "Fields are copied, so this has no end.",
     R"("types": { "A": { "include": ["B"], "struct": { "a": "int32" } }, "B": { "include": ["A"], "struct": { "b": "int32" } } })",
     R"("types": { "A": { "struct": { "a": "int32" } }, "B": { "include": ["A"], "struct": { "b": "int32" } } })"},
    {"include-not-struct", "something included that is no struct", "Only structs have fields to copy.",
     R"("types": { "Color": { "enum": ["red"] }, "Item": { "include": ["Color"], "struct": {} } })",
     R"("types": { "Color": { "enum": ["red"] }, "Item": { "struct": { "color": "Color" } } })"},
    {"map-key", "a type that cannot be the key of a map",
     "Keys are names of members in JSON: string, uuid, int32, int64, an enum, or an alias of these.",
     R"("types": { "Prices": { "struct": { "by_day": "map<date, int53>" } } })",
     R"("types": { "Prices": { "struct": { "by_day": "map<string, int53>" } } })"},
    {"optional-alias", "an alias of an optional type", "Whether a value may be absent is said where it is used.",
     R"("types": { "Nick": { "alias": "string?" } })",
     R"("types": { "Nick": { "alias": "string" }, "User": { "struct": { "nick": "Nick?" } } })"},
    {"recursive-type", "a type that contains itself by value",
     "No program could ever make one. Optionals, arrays and maps end somewhere.",
     R"("types": { "Tree": { "struct": { "name": "string", "parent": "Tree" } } })",
     R"("types": { "Tree": { "struct": { "name": "string", "parent": "Tree?", "children": "Tree[]" } } })"},
    {"reserved-name", "a name that was removed and must not come back",
     "\"reserved\" holds names of fields or values that old programs may still send or keep, with their old meaning.",
     R"("types": { "Item": { "struct": { "weight": "float64" }, "reserved": ["weight"] } })",
     R"("types": { "Item": { "struct": { "weight_grams": "int32" }, "reserved": ["weight"] } })"},
    {"type-kind", "a type that is none or several of the five kinds",
     "A type has exactly one of struct, enum, union, alias and tuple: the key is the kind.",
     R"("types": { "Color": { "doc": "One of three.", "values": ["red", "green", "blue"] } })",
     R"("types": { "Color": { "doc": "One of three.", "enum": ["red", "green", "blue"] } })"},
    {"type-syntax", "a type expression that cannot be read",
     "name   T[]   T?   map<T>   map<K, T>   alias.Type\n\n"
     "'?' binds last: string?[] is an array whose elements may be null, string[]? an array that may be absent.",
     R"("types": { "Item": { "struct": { "tags": "list<string>" } } })",
     R"("types": { "Item": { "struct": { "tags": "string[]" } } })"},
    {"union-overlap", "variants that nothing tells apart",
     "Without a tag, a reader must know the variant before it reads: the kinds of JSON differ, or each struct has a "
     "required\nmember that no other has. One struct may lack it, if it stands last: it is taken when no other fits.",
     R"("types": { "Ref": { "union": ["string", "uuid"] } })",
     R"("types": { "ById": { "struct": { "id": "uuid" } }, "ByName": { "struct": { "name": "string" } },
           "Ref": { "union": ["ById", "ByName"] } })"},
    {"union-tag-clash", "a variant that has the tag as a field",
     "The union writes the tag. If the variant had it, too, there were two.",
     R"("types": { "Card": { "struct": { "type": "string" } }, "Payment": { "union": { "card": "Card" } } })",
     R"("types": { "Card": { "struct": { "type": "string" } }, "Payment": { "union": { "card": "Card" }, "tag": "method" } })"},
    {"union-variant", "something that cannot be a variant",
     "Variants of a tagged union are structs: the tag is one of their members. Without a tag, a variant is neither "
     "optional\nnor json nor another union without tag, since those could be anything.",
     R"("types": { "Payment": { "union": { "card": "string" } } })",
     R"("types": { "Card": { "struct": { "token": "string" } }, "Payment": { "union": { "card": "Card" } } })"},
    {"unknown-type", "a type that does not exist",
     "Built in are bool, int8 to int32, uint8 to uint32, int53, int64, uint64, float32, float64, decimal, string, "
     "bytes,\nuuid, timestamp, date, duration, json. Others stand under \"types\" of this file or of an imported one.",
     R"("types": { "Item": { "struct": { "price": "number", "at": "datetime" } } })",
     R"("types": { "Item": { "struct": { "price_cents": "int53", "at": "timestamp" } } })"},
    {"wrong-type", "a type that cannot stand here",
     "Params are structs, payloads are structs or unions: they can grow, a bare string cannot. The data of an error "
     "may be of "
     "any type, but it is always there.",
     R"("types": { "Sku": { "alias": "string" } },
"services": { "shop": { "methods": { "find": { "params": "Sku" } } } })",
     R"("types": { "Sku": { "alias": "string" } },
"services": { "shop": { "methods": { "find": { "params": { "sku": "Sku" } } } } })"},
};

}  // namespace

Pages pages_of_types() noexcept { return pages; }

}  // namespace antiphon::idl
