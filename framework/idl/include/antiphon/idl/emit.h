#pragma once
// From the model to text in some language. An emitter is one function, in its own source file src/emit/<language>.cpp,
// and one line in the table of src/emit/languages.cpp. It reads the model, whose names are all resolved, and has
// nothing to check: what reached it is correct.

#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "antiphon/idl/model.h"

namespace antiphon::idl::emit {

struct OutputFile {
    std::string path;  ///< relative to the output folder
    std::string text;
};

inline constexpr std::string_view cpp_first_words = "// Made by antiphon from ";  ///< of every C++ file
inline constexpr std::size_t max_cpp_sources = 64;  ///< of one file; more are made as if 64 were asked for

/// What one may choose of a document, and how code is laid out in files; what code is like stands in the IDL file.
struct Options {
    bool with_rpc = false;               ///< AsyncAPI: methods too, as channels with a reply
    std::string_view openrpc = "1.3.2";  ///< what an OpenRPC document says it is; most tools know no later one
    std::size_t cpp_sources = 0;         ///< C++: that the code is spread over, to be compiled side by side; 0: by size
};

using Emitter = std::vector<OutputFile> (*)(const Program& program, const File& file, const Options& options);

struct Language {
    std::string_view name;  ///< of --lang
    std::string_view what;  ///< one line for --help
    Emitter emitter;

    std::vector<OutputFile> emit(const Program& program, const File& file, const Options& options = {}) const {
        return emitter(program, file, options);
    }
};

std::span<const Language> languages() noexcept;
const Language* find(std::string_view name) noexcept;

/// Builds indented text line by line.
///
///     out.open("struct ", name, " {");
///     out.line("int x = ", 1, ";");
///     out.close("};");
class Writer {
  public:
    /// Lines of code over `width` are broken behind commas and before operators; 0: never.
    explicit Writer(std::string_view indent = "    ", std::size_t width = 0) : indent_(indent), width_(width) {}

    /// A line of these parts; without parts an empty one (never two in a row, none at the beginning of a block).
    template <class... Parts>
    Writer& line(const Parts&... parts) {
        if constexpr (sizeof...(parts) == 0) {
            blank();
        } else {
            indent();
            const std::size_t begin = text_.size();
            (append(parts), ...);
            if (width_ != 0) wrap(begin);
            text_ += '\n';
        }
        return *this;
    }
    /// A line, and what follows stands deeper.
    template <class... Parts>
    Writer& open(const Parts&... parts) {
        line(parts...);
        ++depth_;
        opened_ = true;
        return *this;
    }
    template <class... Parts>
    Writer& close(const Parts&... parts) {
        --depth_;
        closing();
        if constexpr (sizeof...(parts) > 0) line(parts...);
        return *this;
    }
    /// "public:": two columns to the left of its block.
    Writer& label(std::string_view text);
    /// Several lines, each behind `prefix`: comments.
    Writer& lines(std::string_view prefix, std::string_view text);
    /// Text as it is, without indentation.
    Writer& raw(std::string_view text);

    bool empty() const noexcept { return text_.empty(); }
    const std::string& text() const noexcept { return text_; }
    std::string take() { return std::move(text_); }

  private:
    void blank();
    void indent();
    void closing();
    void wrap(std::size_t begin);
    void append(std::string_view part) { text_ += part; }
    void append(char part) { text_ += part; }
    template <class N>
    requires std::is_integral_v<N>
    void append(N number) { text_ += std::to_string(number); }

    std::string_view indent_;
    std::size_t width_;
    std::string text_;
    int depth_ = 0;
    bool opened_ = false;  ///< the line before opened a block
};

/// "my_placed" and "my-placed" → "MyPlaced".
std::string pascal(std::string_view name);
/// "myPlaced".
std::string camel(std::string_view name);
std::string join(const std::vector<std::string>& parts, std::string_view between);

/// Whether generated C++ has this name as it stands, as a namespace and as the name of a header: it is no keyword, and
/// nothing of the standard library or the system is called so.
bool is_plain_cpp_name(std::string_view name);

/// The intermediate representation (docs/ir.md) and the OpenRPC and AsyncAPI documents, as values: the C++ emitter
/// compiles them in.
Json intermediate_representation(const Program& program, const File& file);
/// Of one service, or of all in the file.
Json openrpc(const Program& program, const File& file, const Service* only = nullptr, const Options& options = {});
Json asyncapi(const Program& program, const File& file, const Service* only = nullptr, const Options& options = {});

}  // namespace antiphon::idl::emit
