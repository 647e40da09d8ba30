#pragma once
// Interfaces that others described, as IDL: libjson-rpc-cpp's stub specifications and OpenRPC documents. What cannot be
// carried over exactly is told, one finding per place in the source (docs/import.md). No disk access: whoever calls
// says how to get a file's text.
//
//     Imported made = importer::from_openrpc("petstore.json", read_file, {.name = "petstore"});
//     std::cerr << importer::report(made);
//     if (made.ok()) write("petstore.idl.json", made.text());

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/idl/compiler.h"
#include "antiphon/idl/format.h"
#include "antiphon/idl/json.h"
#include "antiphon/idl/source.h"

namespace antiphon::idl::importer {

inline constexpr std::size_t max_documents = 64;     ///< files that $ref leads to, the first one included
inline constexpr std::size_t max_ref_depth = 32;     ///< $ref to $ref to …
inline constexpr std::size_t max_types = 20'000;     ///< in the result: as many as the compiler takes
inline constexpr std::size_t max_steps = 5'000'000;  ///< schemas looked at: what unfolds into more is refused
inline constexpr std::size_t max_findings = 10'000;  ///< kept; the others are counted
// A file may have syntax::max_bytes bytes and syntax::max_depth levels, as an IDL file.

enum class Severity : std::uint8_t {
    error,    ///< there is no result
    warning,  ///< something was lost or guessed
    info,     ///< said in another way; nothing was lost that the wire shows
};
std::string_view name(Severity severity) noexcept;

struct Finding {
    Severity severity = Severity::warning;
    std::string_view code;  ///< `import/…`, or the reader's: "syntax"; from static storage
    Span span;              ///< in the source
    std::string message;    ///< where, what, and what came out
};

struct Counts {
    std::size_t methods = 0, events = 0, types = 0, errors = 0;  ///< in the result
    std::size_t positions = 0;                                   ///< places in the source where a type stands
    std::size_t json = 0;          ///< of these, those that came out as json, json[] or map<json>
    std::size_t approximated = 0;  ///< findings about something else than those
};

/// What an integer without limits becomes.
enum class Integers : std::uint8_t {
    int53,         ///< a JSON number up to 2^53 - 1, with an info
    int64_string,  ///< int64, which travels as a string
    int64_number,  ///< int64 as a JSON number; where a type cannot say that (elements, aliases) int53
};

struct Options {
    std::string name = "imported";  ///< of the service, where the source has no title
    bool strict = false;            ///< warnings are errors
    bool infer_shapes = false;      ///< jsonrpcstub: structs and elements from example values
    bool events = false;            ///< OpenRPC: methods without result are events of one channel
    Integers integers = Integers::int53;
    std::string ref_root = {};  ///< a folder in which files that $ref names are looked for, too
};

struct Imported {
    Sources sources;                ///< every file that was read
    std::vector<Finding> findings;  ///< by file and place
    std::size_t more = 0;           ///< findings beyond max_findings
    std::size_t errors = 0;
    Counts counts;
    Json document;  ///< valid IDL if ok()

    bool ok() const noexcept { return errors == 0; }
    /// The IDL file, as `antiphon fmt` leaves it: there is room for a comma behind what stands on one line.
    std::string text() const { return document.pretty(format_width - 1); }
};

/// Never throw for what the files hold (std::bad_alloc apart). `path` is given to the loader as it is.
Imported from_openrpc(const std::string& path, const Loader& load, const Options& options = {});
Imported from_jsonrpcstub(const std::string& path, const Loader& load, const Options& options = {});

/// `file:line:column: warning: … [code]` for each finding, then a line of counts.
std::string report(const Imported& imported);
/// {"findings": […], "counts": {…}}
std::string report_json(const Imported& imported);

struct Code {
    std::string_view code;
    Severity severity;  ///< as it is told without `strict`; some are told as info where nothing is lost
    std::string_view what;
};
std::span<const Code> codes() noexcept;  ///< sorted by code

}  // namespace antiphon::idl::importer
