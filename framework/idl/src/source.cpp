#include "antiphon/idl/source.h"

#include <algorithm>

#include "text.h"

namespace antiphon::idl {

namespace {

// A file may be one line of megabytes, with many findings in it: columns are not counted from its beginning.
constexpr std::size_t block = 1024;

}  // namespace

std::uint32_t Sources::add(std::string name, std::string text) {
    File file{std::move(name), std::move(text), {0}, {0}};
    for (std::size_t at = 0; at < file.text.size(); ++at)
        if (file.text[at] == '\n') file.line_begins.push_back(at + 1);
    for (std::size_t at = 0; at + block <= file.text.size(); at += block)
        file.points.push_back(file.points.back() + code_points(std::string_view(file.text).substr(at, block)));
    files_.push_back(std::move(file));
    return static_cast<std::uint32_t>(files_.size() - 1);
}

std::string_view Sources::text(Span span) const {
    const std::string_view whole = text(span.file);
    const std::size_t begin = std::min<std::size_t>(span.begin, whole.size());
    return whole.substr(begin, span.end > begin ? span.end - begin : 0);
}

std::size_t Sources::line_begin(std::uint32_t file, std::size_t offset) const {
    const auto& begins = files_.at(file).line_begins;
    return *(std::upper_bound(begins.begin(), begins.end(), offset) - 1);
}

Place Sources::place(std::uint32_t file, std::size_t offset) const {
    const auto& begins = files_.at(file).line_begins;
    offset = std::min(offset, files_[file].text.size());
    const auto after = std::upper_bound(begins.begin(), begins.end(), offset);
    return {static_cast<std::size_t>(after - begins.begin()),
            1 + points_before(files_[file], offset) - points_before(files_[file], *(after - 1))};
}

std::size_t Sources::points_before(const File& file, std::size_t offset) const {
    const std::size_t known = offset / block;
    return file.points[known] + code_points(std::string_view(file.text).substr(known * block, offset % block));
}

std::string_view Sources::line(std::uint32_t file, std::size_t offset) const {
    const std::size_t begin = line_begin(file, offset);
    std::string_view rest = text(file).substr(begin);
    rest = rest.substr(0, rest.find('\n'));
    if (rest.ends_with('\r')) rest.remove_suffix(1);
    return rest;
}

}  // namespace antiphon::idl
