// Pages about what `antiphon import` tells.

#include "pages.h"

namespace antiphon::idl {

namespace {

constexpr Explanation pages[] = {
    {"import/all-of", "allOf of something else than objects",
     "allOf of objects is one struct, with \"include\" where it can be. Strings, unions and the like cannot be added "
     "up: the "
     "first member was taken, the others were left out. Write by hand what all of them mean together."},
    {"import/default", "a default that was dropped",
     "A default is checked like a value, so one that does not fit its type cannot stay. A member that is required is "
     "always "
     "there, and its default would never be used."},
    {"import/direction", "a method without a result",
     "In OpenRPC that is a notification, and nothing says who sends it. It became a notification to the server. When "
     "the "
     "server sends it, import with --events: then it is an event of the channel \"events\"."},
    {"import/duplicate-param", "two params of one name",
     "Params have names, here, whatever the way they travel. The second one got a suffix; by position that changes "
     "nothing."},
    {"import/enum", "an enum of other values than strings or integers",
     "Enums are of strings or of integers within ±(2^53 - 1), not of both. The values are in the source."},
    {"import/error-code", "an error that is documented, not declared",
     "-32768 to -32000 belong to JSON-RPC and to this framework: callers get them as they are, without a declaration. "
     "The "
     "code and its message became a line of the method's doc."},
    {"import/error-data", "the data of an error has no type",
     "An example instead of a schema says nothing about the type: it was kept as \"x-data\", which generated code does "
     "not read. Data is always there, so what may be null became json."},
    {"import/error-message", "the message of an error was changed",
     "{word} in a message stands for a member of the data, so braces became parentheses where there is none. An empty "
     "message "
     "became the code."},
    {"import/example", "an example that was dropped",
     "Examples are checked like real values. This one does not fit the types that the source itself declares, has more "
     "params "
     "than there are, or keeps its values elsewhere. Often the example is older than the schema."},
    {"import/extra-members", "members beside those that have names",
     "The source gives a type to members it does not name. They are kept when a value is read and written again "
     "(\"unknown\": "
     "\"keep\"), as json. A member with a map of that type would be checked."},
    {"import/format", "a format that this IDL has not",
     "It was kept as \"x-format\", and nothing checks it. date-time, date, uuid, int64, uint64, decimal and byte are "
     "types; "
     "email, uri, hostname, ipv4, ipv6, color, bcp47, iso4217, semver and hex are formats."},
    {"import/inferred", "a type that was guessed from an example",
     "A stub specification has example values and no types. A number beyond 32 bits, and with --infer-shapes the "
     "members of "
     "an object or the elements of an array, were taken from the one value there is: other values may have others."},
    {"import/integer", "an integer without limits",
     "It became int53, which travels as a JSON number and ends at 2^53 - 1, where JavaScript's numbers lose digits. "
     "With "
     "--int64=string it is int64 as a string, with --int64=number int64 as a number; a number only where a field can "
     "say "
     "\"wire\", so not in elements and aliases."},
    {"import/key-pattern", "the pattern of a map's keys",
     "Keys of a map are string, uuid, int32, int64, an enum or an alias of these. A pattern for them needs an alias "
     "with "
     "\"pattern\" and \"maxLength\"."},
    {"import/keyword", "a keyword of JSON Schema that this IDL cannot say",
     "Generated code does not check it: handlers must, if it matters."},
    {"import/kind-key", "\"method\" or \"notification\" and \"returns\" disagree",
     "jsonrpcstub goes by \"returns\" alone: with it a procedure is a method, without it a notification, whatever the "
     "key of "
     "its name says. So does the import."},
    {"import/merged-error", "one error code with several messages",
     "A code names one error, so that a code in a log does. The first message was taken, or the name of the "
     "component."},
    {"import/name-clash", "two names became the same",
     "Names of types are PascalCase, those of methods have '_' for what no identifier can have. The later one got a "
     "suffix; "
     "\"wireName\" keeps what the wire has."},
    {"import/no-type", "nothing says what a value is",
     "It became json, which takes anything. Write the type by hand when you know it."},
    {"import/null-only", "a type that has only null, or no value",
     "It became json. In most documents this stands for something that is never there: the member can go."},
    {"import/param-name", "a param whose name is no identifier",
     "By position the name is never sent: it was camelCased. By name the wire keeps it, and \"name\" is what code "
     "says."},
    {"import/param-order", "a required param behind an optional one",
     "In an array, only what stands last can be left out. So the later one became optional, and the handler must check "
     "that "
     "it came."},
    {"import/pattern", "a pattern that is not checked",
     "\"pattern\" needs \"maxLength\" beside it and stands for the whole text, in a small regular language without "
     "look-around "
     "and back-references. This one was kept as \"x-pattern\". Add \"maxLength\" and rename it, if the language has "
     "all of it."},
    {"import/pattern-properties", "several patterns for the members of an object",
     "A map has one type of values. It became map<json>."},
    {"import/positional", "positional params have no names",
     "A stub specification with an array of params does not name them: param01, param02, and so on. By position their "
     "names "
     "are never sent, so better ones change nothing on the wire."},
    {"import/procedure", "a procedure of a stub specification is malformed",
     "A procedure is an object with \"name\" (or \"method\", \"notification\"), \"params\" (an object or an array of "
     "example "
     "values) and, if it answers, \"returns\" (an example value). null says nothing about a type."},
    {"import/recursive", "a type that contains itself by value",
     "JSON Schema allows it, and no value could end. The member became optional."},
    {"import/ref-cycle", "a $ref that leads back to itself",
     "Or through more than 32 others before it comes to a schema."},
    {"import/ref-file", "a $ref to a file that is not there",
     "Files are looked for beside the one that names them, then in --ref-root. Nothing is fetched from the network: "
     "save the "
     "file, and write its path."},
    {"import/ref-missing", "a $ref that leads nowhere",
     "The part behind '#' is a JSON pointer: names of members and numbers of elements with '/' between them, ~1 for "
     "'/' and "
     "~0 for '~'."},
    {"import/ref-siblings", "keywords beside $ref",
     "In the JSON Schema of OpenRPC, draft-07, they mean nothing. Title and description were taken nevertheless."},
    {"import/result", "the compiler refuses what came out", "This is a mistake of the importer, not of the source."},
    {"import/string-union", "a union of strings, or of numbers",
     "Nothing in the JSON tells them apart, so they became one string, or one number. An enum would lose the other "
     "values."},
    {"import/too-many", "a limit was reached", "The message says which; docs/import.md lists all."},
    {"import/unchecked", "an array or object whose contents nothing describes",
     "jsonrpcstub checks that a param is an array or an object, and nothing in it. It became json[] or map<json>; "
     "--infer-shapes guesses from a value that is not empty."},
    {"import/untagged-union", "nothing tells the variants of a union apart",
     "Variants are told apart by the kind of JSON (bool, number, string, array, object), by a required member that is "
     "another "
     "constant in each, or by a required member of its own in each object but one. Otherwise a reader would have to "
     "try them. "
     "It became json: name a tag by hand, or read it in the handler."},
    {"import/version", "the version is no semantic version",
     "MAJOR.MINOR.PATCH: `antiphon breaking` demands a bump that fits the change. What could be read of it was taken."},
    {"import/wrong-document", "the file is not of the format that --from names",
     "jsonrpcstub: an array of procedures. openrpc: an object with \"openrpc\" and \"methods\"."},
};

}  // namespace

Pages pages_of_imports() noexcept { return pages; }

}  // namespace antiphon::idl
