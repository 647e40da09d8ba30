#include "text.h"

#include <algorithm>

#include "../../text.h"
#include "antiphon/idl/emit.h"

namespace antiphon::idl::emit::cpp_language {

namespace {

// Sorted.
constexpr std::string_view taken[] = {
    "BUFSIZ",       "EDOM",         "EOF",           "ERANGE",      "FALSE",
    "FILENAME_MAX", "HUGE_VAL",     "INFINITY",      "NAN",         "NDEBUG",
    "NULL",         "RAND_MAX",     "SIG_DFL",       "SIG_ERR",     "SIG_IGN",
    "TRUE",         "alignas",      "alignof",       "and",         "and_eq",
    "antiphon",     "asm",          "assert",        "auto",        "bitand",
    "bitor",        "bool",         "break",         "case",        "catch",
    "char",         "char16_t",     "char32_t",      "char8_t",     "class",
    "co_await",     "co_return",    "co_yield",      "compl",       "concept",
    "const",        "const_cast",   "consteval",     "constexpr",   "constinit",
    "continue",     "decltype",     "default",       "delete",      "do",
    "double",       "dynamic_cast", "else",          "enum",        "errno",
    "explicit",     "export",       "extern",        "false",       "float",
    "for",          "friend",       "goto",          "i386",        "if",
    "inline",       "int",          "linux",         "long",        "mutable",
    "namespace",    "new",          "noexcept",      "not",         "not_eq",
    "nullptr",      "offsetof",     "operator",      "or",          "or_eq",
    "private",      "protected",    "public",        "register",    "reinterpret_cast",
    "requires",     "return",       "setjmp",        "short",       "signed",
    "sizeof",       "static",       "static_assert", "static_cast", "std",
    "stderr",       "stdin",        "stdout",        "struct",      "switch",
    "template",     "this",         "thread_local",  "throw",       "true",
    "try",          "typedef",      "typeid",        "typename",    "union",
    "unix",         "unsigned",     "using",         "va_arg",      "va_copy",
    "va_end",       "va_start",     "virtual",       "void",        "volatile",
    "wchar_t",      "while",        "xor",           "xor_eq"};

// Functions and objects of the C library, which stand in the global namespace: no namespace can have their names.
constexpr std::string_view c_library[] = {
    "abort",    "abs",    "accept", "access", "alarm",   "atexit", "bind", "calloc", "ceil",   "clock",   "close",
    "connect",  "daemon", "div",    "dup",    "environ", "error",  "exit", "exp",    "floor",  "fork",    "free",
    "gamma",    "getenv", "index",  "kill",   "link",    "listen", "log",  "malloc", "memory", "mount",   "nice",
    "open",     "pause",  "pipe",   "poll",   "pow",     "printf", "puts", "qsort",  "raise",  "rand",    "random",
    "read",     "recv",   "remove", "rename", "round",   "select", "send", "signal", "sin",    "sleep",   "socket",
    "sqrt",     "stat",   "swab",   "sync",   "system",  "tan",    "time", "timer",  "times",  "tolower", "toupper",
    "truncate", "umask",  "uname",  "unlink", "wait",    "write",  "y0",   "y1"};

// C headers that a file of this name on the include path would hide.
constexpr std::string_view c_headers[] = {
    "alloca",   "assert",    "complex",  "cpio",   "ctype",       "dirent",   "dlfcn",   "endian",    "errno",
    "error",    "fcntl",     "features", "fenv",   "float",       "fmtmsg",   "glob",    "grp",       "iconv",
    "inttypes", "iso646",    "langinfo", "libgen", "limits",      "locale",   "malloc",  "math",      "memory",
    "monetary", "mqueue",    "ndbm",     "netdb",  "poll",        "pthread",  "pwd",     "regex",     "sched",
    "search",   "semaphore", "setjmp",   "signal", "spawn",       "stdalign", "stdarg",  "stdatomic", "stdbool",
    "stddef",   "stdint",    "stdio",    "stdlib", "stdnoreturn", "string",   "strings", "syslog",    "tar",
    "termios",  "tgmath",    "threads",  "time",   "uchar",       "ucontext", "ulimit",  "unistd",    "utime",
    "utmp",     "wchar",     "wctype",   "wordexp"};

static_assert(std::ranges::is_sorted(taken) && std::ranges::is_sorted(c_library) && std::ranges::is_sorted(c_headers));

template <std::size_t N>
bool is_one_of(std::string_view name, const std::string_view (&sorted)[N]) {
    return std::binary_search(std::begin(sorted), std::end(sorted), name);
}

bool is_invisible(char32_t point) {
    return point < 0x20 || (point >= 0x7F && point < 0xA0) || (point >= 0x2028 && point <= 0x202E) ||
           (point >= 0x2066 && point <= 0x2069) || point == 0xFEFF || point == 0x200E || point == 0x200F;
}

}  // namespace

std::string identifier(std::string_view name) {
    std::string out(name);
    for (auto at = out.find("__"); at != std::string::npos; at = out.find("__")) out.replace(at, 2, "_u_");
    if (out.size() > 1 && out[0] == '_' && is_upper(out[1])) out.insert(out.begin(), 'x');
    if (is_one_of(out, taken) || is_macro(out)) out += '_';
    return out;
}

std::string namespace_of(const File& file) {
    std::string_view rest = file.cpp_namespace;
    std::string out;
    while (true) {
        const std::size_t end = std::min(rest.find("::"), rest.size());
        const std::string_view part = rest.substr(0, end);
        const bool first = out.empty();
        if (!first) out += "::";
        out += first && part == "antiphon" ? std::string(part) : identifier(part);
        if (first && is_one_of(part, c_library)) out += '_';
        if (end == rest.size()) return out;
        rest.remove_prefix(end + 2);
    }
}

std::span<const std::string_view> c_header_names() noexcept { return c_headers; }

std::string header_stem(const File& file) { return is_one_of(file.stem, c_headers) ? file.stem + "_idl" : file.stem; }

std::string literal(std::string_view text) {
    std::string out = "\"";
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = next_code_point(text, at);
        if (point == '"' || point == '\\' || (point == '?' && out.ends_with('?')))
            (out += '\\') += text[begin];
        else if (point == '\n')
            out += "\\n";
        else if (!is_invisible(point))
            out += text.substr(begin, at - begin);
        else
            for (const char c : text.substr(begin, at - begin)) {
                const auto byte = static_cast<unsigned char>(c);
                out += '\\';
                for (int shift = 6; shift >= 0; shift -= 3) out += static_cast<char>('0' + (byte >> shift & 7));
            }
    }
    return out + '"';
}

std::string view_of(std::string_view text) {
    if (text.find('\0') == std::string_view::npos) return literal(text);
    return "std::string_view(" + literal(text) + ", " + std::to_string(text.size()) + ")";
}

std::string string_value(std::string_view text) {
    if (text.find('\0') == std::string_view::npos) return literal(text);
    return "std::string(" + literal(text) + ", " + std::to_string(text.size()) + ")";
}

std::string raw_literal(std::string_view text) {
    std::string delimiter = "json";
    while (text.find(')' + delimiter + '"') != std::string_view::npos) delimiter += '_';
    constexpr std::size_t piece = 60'000;  // some compilers take no more than 64 KiB in one
    std::string out;
    do {
        std::size_t size = std::min(piece, text.size());
        while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0) == 0x80) --size;
        out.append(out.empty() ? "R\"" : "\n    R\"").append(delimiter).append("(");
        out.append(text.substr(0, size)).append(")").append(delimiter).append("\"");
        text.remove_prefix(size);
    } while (!text.empty());
    return out;
}

void short_block(Writer& out, const std::string& head, const std::string& statement) {
    if (head.size() + statement.size() + 5 <= 120) {
        out.line(head, " { ", statement, " }");
        return;
    }
    out.open(head, " {");
    out.line(statement);
    out.close("}");
}

void comment(Writer& out, std::string_view text) {
    std::string safe;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t point = next_code_point(text, at);
        if (point == '\n' || point == '\t' || !is_invisible(point)) safe += text.substr(begin, at - begin);
    }
    std::string_view rest = safe;
    while (true) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        std::string line(rest.substr(0, end));
        while (line.ends_with(' ') || line.ends_with('\t')) line.pop_back();
        if (line.ends_with('\\')) line += " .";  // else the comment would go on in the next line
        out.lines("/// ", line);
        if (end == rest.size()) return;
        rest.remove_prefix(end + 1);
    }
}

void document(Writer& out, const Described& what) {
    std::string text = what.doc;
    if (what.deprecated) text += (text.empty() ? "" : "\n\n") + std::string("Deprecated: ") + what.deprecated->message;
    if (!text.empty()) comment(out, text);
}

std::string deprecated(const Described& what) {
    return what.deprecated ? "[[deprecated(" + literal(what.deprecated->message) + ")]] " : "";
}

}  // namespace antiphon::idl::emit::cpp_language

bool antiphon::idl::emit::is_plain_cpp_name(std::string_view name) {
    using namespace cpp_language;
    return identifier(name) == name && !is_one_of(name, c_library) && !is_one_of(name, c_headers);
}
