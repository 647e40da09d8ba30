#include "antiphon/events/envelope.h"

#include <charconv>

#include "antiphon/base/error.h"
#include "antiphon/base/limits.h"
#include "antiphon/json/append.h"
#include "antiphon/json/path.h"

namespace antiphon::events {

namespace {

constexpr std::string_view epoch_in_front = "{\"epoch\":\"";
constexpr std::string_view offset_behind = "\",\"offset\":";
constexpr json::ParseLimits event_limits{.max_bytes = limits::max_event_bytes, .max_depth = limits::max_depth};

void append_attribute(std::string& out, std::string_view key, std::string_view value) {
    out.append(",\"").append(key).append("\":");
    json::append_string(out, value);
}

void append_optional(std::string& out, std::string_view key, std::string_view value) {
    if (!value.empty()) append_attribute(out, key, value);
}

void append_cloudevent(std::string& out, const Attributes& attributes, std::string_view data) {
    out += R"({"specversion":"1.0")";
    append_attribute(out, "id", attributes.id);
    append_attribute(out, "source", attributes.source);
    append_attribute(out, "type", attributes.type);
    append_attribute(out, "time", attributes.time);
    append_optional(out, "traceparent", attributes.traceparent);
    append_optional(out, "tracestate", attributes.tracestate);
    append_optional(out, "tenant", attributes.tenant);
    out.append(",\"data\":").append(data).append("}");
}

/// Two digits, or more where `width` says so.
void append_number(std::string& out, std::int64_t number, int width) {
    char digits[20];
    int length = 0;
    for (; number > 0 || length < width; number /= 10) digits[length++] = static_cast<char>('0' + number % 10);
    while (length > 0) out += digits[--length];
}

/// Walks over the members of an object that are strings without escapes or plain integers, as ours are.
class Scanner {
  public:
    explicit Scanner(std::string_view text) : text_(text) {}

    /// The value of the member `key`, if it is a string and comes before anything that is not plain.
    std::optional<std::string_view> string_member(std::string_view key) {
        if (!take('{')) return std::nullopt;
        do {
            const auto name = plain_string();
            if (!name || !take(':')) return std::nullopt;
            if (at() != '"') {
                if (!skip_digits()) return std::nullopt;
                continue;
            }
            const auto value = plain_string();
            if (!value) return std::nullopt;
            if (*name == key) return value;
        } while (take(','));
        return std::nullopt;
    }

  private:
    char at() const noexcept { return place_ < text_.size() ? text_[place_] : '\0'; }
    bool take(char c) noexcept {
        if (at() != c) return false;
        ++place_;
        return true;
    }
    bool skip_digits() noexcept {
        const std::size_t begin = place_;
        while (at() >= '0' && at() <= '9') ++place_;
        return place_ > begin;
    }
    std::optional<std::string_view> plain_string() noexcept {
        if (!take('"')) return std::nullopt;
        const std::size_t end = text_.find_first_of("\"\\", place_);
        if (end == std::string_view::npos || text_[end] == '\\') return std::nullopt;
        const auto found = text_.substr(place_, end - place_);
        place_ = end + 1;
        return found;
    }

    std::string_view text_;
    std::size_t place_ = 0;
};

std::string_view string_of(json::Value value, const json::Path& path, std::string_view key) {
    if (!value.is_string())
        json::Path(path, key).fail("expected a string, found " + std::string(json::name(value.kind())));
    return value.string();
}

/// Unlisted members are extension attributes of somebody else's and do not matter here.
void read_attribute(std::string_view key, json::Value value, const json::Path& path, Delivery& delivery) {
    const auto read = [&](std::string& out) { out = string_of(value, path, key); };
    if (key == "id") return read(delivery.id);
    if (key == "type") return read(delivery.type);
    if (key == "source") return read(delivery.source);
    if (key == "time") return read(delivery.time);
    if (key == "traceparent") return read(delivery.traceparent);
    if (key == "tracestate") return read(delivery.tracestate);
    if (key == "tenant") return read(delivery.tenant);
    if (key == "epoch") return read(delivery.position.epoch);
    if (key == "offset") {
        if (value.kind() != json::Kind::int64 || value.int64() < 0)
            json::Path(path, key).fail("expected a whole number, not below zero");
        delivery.position.offset = static_cast<std::uint64_t>(value.int64());
    } else if (key == "specversion" && string_of(value, path, key) != "1.0") {
        json::Path(path, key).fail("expected \"1.0\"");
    }
}

void clear(Delivery& delivery) {
    for (auto* text : {&delivery.id, &delivery.type, &delivery.source, &delivery.time, &delivery.traceparent,
                       &delivery.tracestate, &delivery.tenant, &delivery.position.epoch})
        text->clear();
    delivery.position.offset = 0;
}

json::Value read_cloudevent(json::Value event, Delivery& delivery) {
    const json::Path path(json::Reading::tolerant);
    if (!event.is_object())
        path.fail("expected a CloudEvent, which is an object, found " + std::string(json::name(event.kind())));
    json::Value data;
    for (const json::Member member : event.members()) {
        if (member.key == "data")
            data = member.value;
        else
            read_attribute(member.key, member.value, path, delivery);
    }
    if (delivery.id.empty()) json::Path(path, "id").fail("a CloudEvent needs it");
    if (delivery.type.empty()) json::Path(path, "type").fail("a CloudEvent needs it");
    return data;
}

json::Value read_members(const ChannelType& channel, json::Value message, Delivery& delivery) {
    const json::Path path(json::Reading::tolerant);
    if (!message.is_object()) path.fail("expected an object, found " + std::string(json::name(message.kind())));
    const auto type = message.find(channel.envelope_type);
    if (!type) json::Path(path, channel.envelope_type).fail("the event's name is missing");
    delivery.type = string_of(*type, path, channel.envelope_type);
    return message.find(channel.envelope_data).value_or(json::Value());
}

}  // namespace

void append_message(std::string& out, const ChannelType& channel, const Attributes& attributes, std::string_view data) {
    switch (channel.envelope) {
        case Envelope::cloudevents:
            return append_cloudevent(out, attributes, data);
        case Envelope::none:
            out += data;
            return;
        case Envelope::members:
            out += '{';
            json::append_string(out, channel.envelope_type);
            out += ':';
            json::append_string(out, attributes.type);
            out += ',';
            json::append_string(out, channel.envelope_data);
            out.append(":").append(data).append("}");
            return;
    }
}

std::string time_text(Timestamp moment) {
    const auto milliseconds = std::chrono::floor<std::chrono::milliseconds>(moment);
    const auto day = std::chrono::floor<std::chrono::days>(milliseconds);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss time(milliseconds - day);
    std::string text;
    text.reserve(24);
    append_number(text, static_cast<int>(date.year()), 4);
    append_number(text += '-', static_cast<unsigned>(date.month()), 2);
    append_number(text += '-', static_cast<unsigned>(date.day()), 2);
    append_number(text += 'T', time.hours().count(), 2);
    append_number(text += ':', time.minutes().count(), 2);
    append_number(text += ':', time.seconds().count(), 2);
    append_number(text += '.', time.subseconds().count(), 3);
    text += 'Z';
    return text;
}

std::string with_position(std::string_view event, std::string_view epoch, std::uint64_t offset) {
    std::string text;
    text.reserve(event.size() + epoch.size() + 48);
    text.append(epoch_in_front).append(epoch).append(offset_behind);
    json::append_uint(text, offset);
    text.append(",").append(event.substr(1));
    return text;
}

std::optional<PositionInFront> read_position(std::string_view message) noexcept {
    if (!message.starts_with(epoch_in_front)) return std::nullopt;
    const std::size_t quote = message.find('"', epoch_in_front.size());
    if (quote == std::string_view::npos || quote > max_epoch_bytes + epoch_in_front.size()) return std::nullopt;
    if (!message.substr(quote).starts_with(offset_behind)) return std::nullopt;
    PositionInFront found{message.substr(epoch_in_front.size(), quote - epoch_in_front.size())};
    if (found.epoch.find('\\') != std::string_view::npos) return std::nullopt;
    const char* const digits = message.data() + quote + offset_behind.size();
    const auto [end, error] = std::from_chars(digits, message.data() + message.size(), found.offset);
    if (error != std::errc() || end == message.data() + message.size() || *end != ',') return std::nullopt;
    found.rest = static_cast<std::size_t>(end - message.data()) + 1;
    return found;
}

std::string_view peek_type(std::string_view message, json::Parser& parser) {
    if (const auto type = Scanner(message).string_member("type")) return *type;
    try {
        const json::Value event = parser.parse(message, event_limits);
        if (!event.is_object()) return {};
        const auto type = event.find("type");
        return type && type->is_string() ? type->string() : std::string_view();
    } catch (const Error&) {
        return {};
    }
}

json::Value read_message(const ChannelType& channel, std::string_view message, json::Parser& parser,
                         Delivery& delivery) {
    clear(delivery);
    const json::Value value = parser.parse(message, event_limits);
    if (channel.envelope == Envelope::cloudevents) return read_cloudevent(value, delivery);
    if (channel.envelope == Envelope::members) return read_members(channel, value, delivery);
    return value;
}

}  // namespace antiphon::events
