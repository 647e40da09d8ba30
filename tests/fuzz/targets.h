#pragma once
// What is fuzzed: functions of any bytes. They return for whatever they are given; a property that does not hold ends
// the process with a message, a memory error is the sanitizer's to find. unit_fuzz runs the corpora through them.

#include <span>
#include <string_view>

namespace antiphon::fuzz {

/// The parser refuses with Error(invalid) or gives a value that can be walked, copied and parsed again.
void json(std::string_view bytes);
/// The reader of IDL files gives a tree or diagnostics, and both can be shown.
void idl_reader(std::string_view bytes);
/// The compiler gives a program or diagnostics; every language can be made of a program.
void idl_compiler(std::string_view bytes);
/// The importers give IDL that the compiler takes, or findings; OpenRPC made of it can be imported again.
void importers(std::string_view bytes);
/// What a generated reader takes is written, read and written again as the same bytes.
void codecs(std::string_view bytes);

struct Target {
    std::string_view name;  ///< also of the folder under corpus/
    void (*run)(std::string_view);
};
inline constexpr Target targets[] = {{"json", json},
                                     {"idl_reader", idl_reader},
                                     {"idl_compiler", idl_compiler},
                                     {"importers", importers},
                                     {"codecs", codecs}};

/// Says what does not hold, and aborts.
[[noreturn]] void fail(std::string_view claim, std::string_view bytes);

}  // namespace antiphon::fuzz
