#include "antiphon/json/parser.h"

#include <algorithm>
#include <bit>

#include "diagnose.h"
#include "parser_impl.h"

namespace antiphon::json {

namespace {

constexpr std::size_t smallest_capacity = 4 * 1024;
constexpr std::size_t kept_capacity = 2 * 1024 * 1024;  // more than this is given back when a small document follows
constexpr std::size_t few_members = 24;                 // up to here names are compared as they come, above sorted

[[noreturn]] void refuse(std::string_view text, const ParseLimits& limits, simdjson::error_code code) {
    if (code == simdjson::MEMALLOC) throw std::bad_alloc();
    throw Error(
        ErrorKind::invalid, Code::parse_error,
        diagnose(text, limits.max_depth).value_or(std::string("invalid JSON: ") + simdjson::error_message(code)));
}

/// A bit for each key, from its length and ends: keys with different bits differ, so most are never compared.
std::uint64_t key_bit(std::string_view key) noexcept {
    if (key.empty()) return 1;
    const auto byte = [](char c) { return static_cast<unsigned>(static_cast<unsigned char>(c)); };
    return std::uint64_t{1} << ((key.size() * 7 + byte(key.front()) * 5 + byte(key.back())) & 63);
}

}  // namespace

void Parser::Impl::prepare(std::size_t size, const ParseLimits& limits) {
    if (size > limits.max_bytes)
        throw Error(ErrorKind::invalid, Code::request_too_large,
                    "a document of " + std::to_string(size) + " bytes; at most " + std::to_string(limits.max_bytes) +
                        " are allowed");
    const std::size_t wanted = std::bit_ceil(std::max(size + 1, smallest_capacity));
    const bool shrink = simd.capacity() > kept_capacity && wanted < kept_capacity / 16;
    if (simd.capacity() >= wanted && !shrink && simd.max_depth() == limits.max_depth + 1) return;
    if (shrink) {
        simd = simdjson::dom::parser();
        copy = {};
        tokens = {};
        keys = {};
    }
    // simdjson counts the document itself as a level.
    const simdjson::error_code tables = simd.allocate(std::max(wanted, simd.capacity()), limits.max_depth + 1);
    const simdjson::error_code words = simd.doc.capacity() < wanted ? simd.doc.allocate(wanted) : simdjson::SUCCESS;
    if (tables != simdjson::SUCCESS || words != simdjson::SUCCESS) throw std::bad_alloc();
}

Value Parser::Impl::read(const char* padded, std::size_t size, const ParseLimits& limits) {
    tape = {};
    tokens.clear();
    text = {padded, size};
    const simdjson::error_code code = simd.parse(padded, size, false).error();
    if (code != simdjson::SUCCESS && !read_large_integers()) refuse(text, limits, code);
    tape = {simd.doc.tape.get(), simd.doc.string_buf.get(), this};
    check_structure(limits.max_depth);
    return {&tape, 1};
}

inline void Parser::Impl::add_key(Open& object, std::size_t at) {
    const std::string_view key = Value(&tape, at).string();
    const std::uint64_t bit = key_bit(key);
    if ((object.seen & bit) != 0 && keys.size() - object.first_key < few_members) {
        const auto first = keys.begin() + static_cast<std::ptrdiff_t>(object.first_key);
        if (std::find(first, keys.end(), key) != keys.end()) refuse_duplicate(object.object);
    }
    object.seen |= bit;
    keys.push_back(key);
}

/// What simdjson lets pass: an empty array or object one level too deep, and two members of one name. One walk over the
/// tape; the names of all open objects stand one behind the other in `keys`.
void Parser::Impl::check_structure(std::size_t max_depth) {
    const std::uint64_t* words = tape.words;
    const std::size_t end = (words[0] & 0xFFFFFFFFu) - 1;
    open.resize(max_depth + 1);
    keys.clear();
    std::size_t depth = 0;
    open[0] = {};
    for (std::size_t i = 1; i < end; ++i) {
        char type = static_cast<char>(words[i] >> 56);
        if (open[depth].object != 0 && type == '"') {
            add_key(open[depth], i);
            type = static_cast<char>(words[++i] >> 56);
        }
        switch (type) {
            case '{':
            case '[':
                if (depth == max_depth) refuse(text, {.max_depth = max_depth}, simdjson::DEPTH_ERROR);
                open[++depth] = {.object = type == '{' ? i : 0, .first_key = keys.size(), .seen = 0};
                break;
            case '}':
                if (keys.size() - open[depth].first_key > few_members) check_many_keys(open[depth]);
                keys.resize(open[depth].first_key);
                [[fallthrough]];
            case ']':
                --depth;
                break;
            case 'l':
            case 'u':
            case 'd':
                ++i;
                break;
            default:
                break;
        }
    }
}

/// By sorting: no choice of keys makes it slow.
void Parser::Impl::check_many_keys(const Open& object) {
    const auto first = keys.begin() + static_cast<std::ptrdiff_t>(object.first_key);
    std::sort(first, keys.end(), [](std::string_view a, std::string_view b) {
        return a.size() != b.size() ? a.size() < b.size() : a < b;
    });
    if (std::adjacent_find(first, keys.end()) != keys.end()) refuse_duplicate(object.object);
}

/// Names the first member, in the order of the text, whose name stood before.
void Parser::Impl::refuse_duplicate(std::size_t object) {
    struct Place {
        std::string_view key;
        std::size_t tape_index;
    };
    std::vector<Place> places;
    for (const Member member : Value(&tape, object).members()) places.push_back({member.key, member.value.index() - 1});
    std::sort(places.begin(), places.end(), [](const Place& a, const Place& b) {
        return a.key != b.key ? a.key < b.key : a.tape_index < b.tape_index;
    });
    const Place* first = nullptr;
    for (std::size_t i = 1; i < places.size(); ++i)
        if (places[i].key == places[i - 1].key && (first == nullptr || places[i].tape_index < first->tape_index))
            first = &places[i];
    throw Error(ErrorKind::invalid, Code::parse_error,
                "invalid JSON at byte " + std::to_string(offset_of(first->tape_index)) + ": the member " +
                    shown(first->key) + " stands twice in one object");
}

void Parser::Impl::index_tokens() {
    if (!tokens.empty()) return;
    const auto& simd_tokens = *simd.implementation;
    tokens.resize(tape.words[0] & 0xFFFFFFFFu);
    std::size_t word = 1;
    for (std::uint32_t token = 0; token < simd_tokens.n_structural_indexes; ++token) {
        const char c = text[simd_tokens.structural_indexes[token]];
        if (c == ',' || c == ':') continue;
        tokens[word] = token;
        const char type = static_cast<char>(tape.words[word] >> 56);
        word += type == 'l' || type == 'u' || type == 'd' ? 2 : 1;
    }
}

std::size_t Parser::Impl::offset_of(std::size_t tape_index) {
    index_tokens();
    return simd.implementation->structural_indexes[tokens[tape_index]];
}

std::string_view Parser::Impl::text_of(const Value& value) {
    const std::size_t begin = offset_of(value.index());
    if (value.is_object() || value.is_array()) return text.substr(begin, offset_of(value.after() - 1) + 1 - begin);
    // Up to the next token, or the end of the document, without the space before it.
    const std::uint32_t next = tokens[value.index()] + 1;
    const auto& simd_tokens = *simd.implementation;
    std::size_t end = next < simd_tokens.n_structural_indexes ? simd_tokens.structural_indexes[next] : text.size();
    while (end > begin &&
           (text[end - 1] == ' ' || text[end - 1] == '\t' || text[end - 1] == '\n' || text[end - 1] == '\r'))
        --end;
    return text.substr(begin, end - begin);
}

Parser::Parser() : impl_(std::make_unique<Impl>()) {}
Parser::~Parser() = default;
Parser::Parser(Parser&&) noexcept = default;
Parser& Parser::operator=(Parser&&) noexcept = default;

Value Parser::parse(std::string_view text, const ParseLimits& limits) {
    impl_->prepare(text.size(), limits);
    const std::size_t padded = text.size() + simdjson::SIMDJSON_PADDING;
    if (impl_->copy.size() < padded) impl_->copy.resize(std::bit_ceil(padded));
    std::copy(text.begin(), text.end(), impl_->copy.begin());
    return impl_->read(impl_->copy.data(), text.size(), limits);
}

Value Parser::parse_in_place(std::string& text, const ParseLimits& limits) {
    impl_->prepare(text.size(), limits);
    text.reserve(text.size() + simdjson::SIMDJSON_PADDING);
    return impl_->read(text.data(), text.size(), limits);
}

Parser& thread_parser() {
    thread_local Parser parser;
    return parser;
}

bool is_utf8(std::string_view text) noexcept { return simdjson::validate_utf8(text.data(), text.size()); }

}  // namespace antiphon::json
