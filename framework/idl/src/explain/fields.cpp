// Pages about fields, their limits and values.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"bad-default", "a default does not fit its type",
     "Readers use the default where a member is absent, so it must be a value of the field's type, within its limits.",
     R"("methods": { "list": { "params": { "limit": { "type": "int32", "max": 100, "default": 5000 } } } })",
     R"("methods": { "list": { "params": { "limit": { "type": "int32", "max": 100, "default": 50 } } } })"},
    {"bad-example", "an example does not fit its type",
     "Examples are checked like real values: they are documentation that cannot rot.",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32", "examples": ["two"] } } } })",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32", "examples": [2] } } } })"},
    {"bad-pattern", "a pattern uses what the pattern language has not",
     "Patterns are a small regular language, anchored at both ends: literals, '.', classes [a-z], groups (a|b),\n"
     "? * + {n} {n,m}, \\d \\w \\s. There are no back-references and no look-around, so that matching takes one step "
     "per\ncharacter and never recurses, whatever a client sends.",
     R"("types": { "Sku": { "alias": "string", "maxLength": 10, "pattern": "^[A-Z]-\\d+$" } })",
     R"("types": { "Sku": { "alias": "string", "maxLength": 10, "pattern": "[A-Z]-\\d+" } })"},
    {"constraint-mismatch", "a limit that is not for this type",
     "min and max are for numbers and durations; minLength, maxLength, pattern and format for strings (the lengths "
     "for bytes,\ntoo); minItems and maxItems for arrays and maps; precision and scale for decimal; wire for int64, "
     "uint64 and decimal.\nTo limit the elements of an array, declare an alias and use it.",
     R"("types": { "Item": { "struct": { "tags": { "type": "string[]", "maxLength": 32 } } } })",
     R"("types": { "Tag": { "alias": "string", "maxLength": 32 },
           "Item": { "struct": { "tags": { "type": "Tag[]", "maxItems": 100 } } } })"},
    {"constraint-range", "a lower limit above the upper one", "No value could ever fit.",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32", "min": 10, "max": 1 } } } })",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32", "min": 1, "max": 10 } } } })"},
    {"default-of-optional", "an optional field with a default",
     "A field with a default is never absent: readers put the default in its place. So the '?' says nothing.",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32?", "default": 1 } } } })",
     R"("types": { "Item": { "struct": { "quantity": { "type": "int32", "default": 1 } } } })"},
    {"duplicate-field", "a field that comes from two places",
     "\"include\" copies fields; a name can come from one struct only.",
     R"("types": { "Stamped": { "struct": { "at": "timestamp" } },
           "Item": { "include": ["Stamped"], "struct": { "at": "date" } } })",
     R"("types": { "Stamped": { "struct": { "at": "timestamp" } },
           "Item": { "include": ["Stamped"], "struct": { "day": "date" } } })"},
    {"duplicate-identifier", "two fields with one name in generated code",
     "\"name\" gives a field another name in code than on the wire; it must differ from the other fields'.",
     R"("types": { "Item": { "struct": { "size": "int32", "item-size": { "type": "int32", "name": "size" } } } })",
     R"("types": { "Item": { "struct": { "size": "int32", "item-size": { "type": "int32", "name": "item_size" } } } })"},
    {"field-name", "a field whose wire name cannot be an identifier", "The wire may have any name; code needs another.",
     R"("types": { "Header": { "struct": { "content-type": "string" } } })",
     R"("types": { "Header": { "struct": { "content-type": { "type": "string", "name": "content_type" } } } })"},
    {"pattern-too-large", "a pattern that needs too large a table",
     "Patterns are compiled to a table of states. Repetitions of groups multiply them.",
     R"("types": { "Path": { "alias": "string", "maxLength": 5000, "pattern": "((a|b){1,50}c){1,100}" } })",
     R"("types": { "Path": { "alias": "string", "maxLength": 5000, "pattern": "((a|b)+c)+" } })"},
    {"pattern-without-max-length", "a pattern without a limit on the length",
     "Matching costs one step per character; a limit says how many that can be. Rule of options.lint, an error unless "
     "the\nfile says otherwise.",
     R"("types": { "Slug": { "alias": "string", "pattern": "[a-z]+" } })",
     R"("types": { "Slug": { "alias": "string", "pattern": "[a-z]+", "maxLength": 64 } })"},
    {"precision-without-scale", "a decimal with precision and without scale",
     "precision counts all digits, scale those behind the point: 19 and 4 hold 999999999999999.9999.",
     R"("types": { "Price": { "alias": "decimal", "precision": 19 } })",
     R"("types": { "Price": { "alias": "decimal", "precision": 19, "scale": 4 } })"},
};

}  // namespace

Pages pages_of_fields() noexcept { return pages; }

}  // namespace antiphon::idl
