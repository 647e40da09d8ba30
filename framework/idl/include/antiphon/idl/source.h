#pragma once
// Texts of files and places in them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace antiphon::idl {

/// Bytes `begin` to `end` of a file; a value that outlives the text it points into.
struct Span {
    static constexpr std::uint32_t nowhere = 0xFFFFFFFF;
    std::uint32_t file = nowhere;  ///< index in Sources
    std::uint32_t begin = 0;
    std::uint32_t end = 0;

    bool valid() const noexcept { return file != nowhere; }
    friend bool operator==(const Span&, const Span&) = default;
};

/// Counted from 1; columns count code points.
struct Place {
    std::size_t line = 1;
    std::size_t column = 1;
};

/// All texts that took part in one run. Only grows, so indices stay what they are.
class Sources {
  public:
    std::uint32_t add(std::string name, std::string text);

    std::size_t size() const noexcept { return files_.size(); }
    const std::string& name(std::uint32_t file) const { return files_.at(file).name; }
    std::string_view text(std::uint32_t file) const { return files_.at(file).text; }
    std::string_view text(Span span) const;

    Place place(std::uint32_t file, std::size_t offset) const;
    /// The line that holds `offset`, without its end.
    std::string_view line(std::uint32_t file, std::size_t offset) const;
    /// Where that line begins.
    std::size_t line_begin(std::uint32_t file, std::size_t offset) const;

  private:
    struct File {
        std::string name;
        std::string text;
        std::vector<std::size_t> line_begins;
        std::vector<std::size_t> points;  // code points in front of each block of bytes
    };
    std::size_t points_before(const File& file, std::size_t offset) const;

    std::vector<File> files_;
};

}  // namespace antiphon::idl
