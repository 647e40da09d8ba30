// The table of docs/evolution.md.

#include "checks.h"

#include <algorithm>
#include <stdexcept>
#include <string>

namespace antiphon::idl::evolve {

namespace {

constexpr Rating rating(char letter) {
    return letter == 'B' ? Rating::error : letter == 'w' ? Rating::warning : Rating::fine;
}

/// Ratings as three letters: in, out, stored; `-` is fine.
constexpr Check wire(std::string_view code, std::string_view when, const char (&letters)[4], std::string_view what) {
    return {code, when, what, Category::wire, rating(letters[0]), rating(letters[1]), rating(letters[2])};
}
constexpr Check wire(std::string_view code, const char (&letters)[4], std::string_view what) {
    return wire(code, "", letters, what);
}
constexpr Check other(Category category, std::string_view code, std::string_view what) {
    return {code, "", what, category, Rating::warning, Rating::warning, Rating::warning};
}
constexpr Check source(std::string_view code, std::string_view what) { return other(Category::source, code, what); }
constexpr Check security(std::string_view code, std::string_view what) { return other(Category::security, code, what); }

constexpr Check table[] = {
    wire("SERVICE_REMOVED", "BBB", "a service is gone"),
    wire("METHOD_REMOVED", "BBB", "a method is gone"),
    wire("EVENT_REMOVED", "BBB", "an event is gone, or has another name on the wire"),
    wire("CHANNEL_REMOVED", "BBB", "a channel is gone"),
    wire("QUEUE_REMOVED", "BBB", "a queue is gone, or has another name on the wire"),
    wire("METHOD_WIRE_NAME_CHANGED", "B--", "a method has another name on the wire, also because its service has"),
    wire("METHOD_NOTIFICATION_CHANGED", "B--", "a call became a notification, or the reverse"),
    wire("METHOD_PARAM_STRUCTURE_NARROWED", "B--", "params were taken by name or by position, and no longer are"),
    wire("METHOD_POSITIONAL_CHANGED", "B--",
         "positional params have another order; optional ones may be added at the end"),
    wire("METHOD_RESULT_REMOVED", "-B-", "a method has no result any more"),
    wire("METHOD_RESULT_TYPE_CHANGED", "-B-", "a result is of another or a wider type"),
    wire("METHOD_RESULT_ADDED", "---", "a method has a result now; its old callers ignore it"),
    wire("METHOD_ERROR_ADDED", "-w-", "a method may end with an error that clients have no case for"),
    wire("METHOD_IDEMPOTENCY_WEAKENED", "B--", "clients still repeat on their own what is not safe to repeat now"),
    wire("METHOD_DEADLINE_REDUCED", "w--", "calls end earlier"),
    wire("METHOD_CANCELLABLE_REMOVED", "w--", "callers that give up no longer end the work"),
    wire("METHOD_KEY_TTL_REDUCED", "w--", "`x-key-ttl-ms`: callers count on an idempotency key for longer"),
    wire("METHOD_EXPOSE_NARROWED", "B--", "clients reach the method through the gateway no longer"),
    wire("METHOD_AUTH_TIGHTENED", "B--", "callers need a token, a scope or a role that they did not need"),
    wire("FIELD_REMOVED", "required", "wBB", "a required field is gone"),
    wire("FIELD_REMOVED", "optional or with default", "www", "a field that may be absent is gone"),
    wire("FIELD_REMOVED", "required, of `unknown: reject`", "BBB",
         "a required field is gone, and readers refuse it from old writers"),
    wire("FIELD_REMOVED", "optional, of `unknown: reject`", "BwB",
         "a field that may be absent is gone, and readers refuse it from old writers"),
    wire("FIELD_REMOVED_NOT_RESERVED", "BBB", "the name of a removed field could get another meaning"),
    wire("FIELD_NAME_REUSED", "BBB", "a reserved name is back"),
    wire("FIELD_ADDED_REQUIRED", "B-B", "a new field must be there, and old writers do not write it"),
    wire("FIELD_ADDED_OPTIONAL", "into `unknown: reject`", "-BB",
         "a new field, and old readers refuse what they do not know"),
    wire("FIELD_BECAME_REQUIRED", "B-B", "a field must be there, and old writers may leave it out"),
    wire("FIELD_BECAME_OPTIONAL", "-BB", "a field may be absent, and old readers need it"),
    wire("FIELD_DEFAULT_REMOVED", "B-B", "a field has no default, and old writers may leave it out"),
    wire("FIELD_DEFAULT_CHANGED", "w-w", "the meaning of absence changed"),
    wire("FIELD_NULLABLE_ADDED", "-BB", "null may come, and old readers do not expect it"),
    wire("FIELD_NULLABLE_REMOVED", "B-B", "null is refused, and old writers may write it"),
    wire("FIELD_UNKNOWN_REFUSED", "B--", "`x-accept-unknown` is gone: unknown values were taken and are refused"),
    wire("FIELD_TYPE_CHANGED", "BBB", "the JSON form differs, or neither type holds all values of the other"),
    wire("FIELD_TYPE_WIDENED", "-Bw", "the new type has values that the old one has not"),
    wire("FIELD_TYPE_NARROWED", "B-B", "the old type has values that the new one has not"),
    wire("FIELD_WIRE_FORM_CHANGED", "BBB", "`wire`: a number became a string, or the reverse"),
    wire("CONSTRAINT_TIGHTENED", "B-B", "values that were allowed are refused"),
    wire("CONSTRAINT_LOOSENED", "-ww", "old readers refuse values that are allowed now"),
    wire("STRUCT_UNKNOWN_TIGHTENED", "BBB", "unknown members were ignored and are refused now"),
    wire("STRUCT_UNKNOWN_DROPPED", "www", "unknown members were kept and written again, and are lost now"),
    wire("RESERVED_REMOVED", "www", "a reserved name is free to get another meaning"),
    wire("ENUM_VALUE_REMOVED", "B-B", "a value is gone, and old writers may write it"),
    wire("ENUM_VALUE_REMOVED_NOT_RESERVED", "BBB", "the removed value could get another meaning"),
    wire("ENUM_VALUE_ADDED", "open", "-ww", "a new value, which old readers keep as unknown"),
    wire("ENUM_VALUE_ADDED", "closed", "-BB", "a new value, which old readers refuse"),
    wire("ENUM_CLOSED", "BwB", "an open enum or union refuses unknown values now"),
    wire("ENUM_OPENED", "-ww", "old readers refuse the unknown values that a closed enum or union may have now"),
    wire("ENUM_BASE_CHANGED", "BBB", "values were strings and are integers, or the reverse"),
    wire("UNION_VARIANT_REMOVED", "B-B", "a variant is gone, and old writers may write it"),
    wire("UNION_VARIANT_ADDED", "open", "-ww", "a new variant, which old readers keep as unknown"),
    wire("UNION_VARIANT_ADDED", "closed", "-BB", "a new variant, which old readers refuse"),
    wire("UNION_VARIANT_MISTAKEN", "BBB",
         "a variant has the member by which readers of the other version know one that stands before it"),
    wire("UNION_TAG_CHANGED", "BBB", "the tag has another name, or another value for a variant"),
    wire("TYPE_KIND_CHANGED", "BBB", "a struct became an enum, and the like"),
    wire("TUPLE_LENGTH_CHANGED", "BBB", "a tuple has more or fewer elements"),
    wire("ERROR_REMOVED", "-B-", "an error is gone"),
    wire("ERROR_CODE_CHANGED", "-B-", "an error has another code"),
    wire("ERROR_NAME_CHANGED", "-B-", "an error has another name on the wire"),
    wire("ERROR_RETRY_CHANGED", "-w-", "`retry` changed, by which clients decide whether to try again"),
    wire("ERROR_HTTP_CHANGED", "-w-", "an error has another HTTP status; who goes by it takes it for another failure"),
    wire("CHANNEL_ADDRESS_CHANGED", "-BB", "a channel has another address than old subscribers listen at"),
    wire("CHANNEL_PARAMS_CHANGED", "-BB", "a channel has other params than old subscribers give"),
    wire("CHANNEL_DELIVERY_CHANGED", "-BB", "live became durable, or the reverse"),
    wire("CHANNEL_ENVELOPE_CHANGED", "-BB", "old subscribers look for the payload elsewhere"),
    wire("CHANNEL_AUDIENCE_NARROWED", "-B-", "clients that were let in are not"),
    wire("CHANNEL_REPLAY_REMOVED", "-B-", "clients resume where they stopped no longer"),
    wire("CHANNEL_RETENTION_REDUCED", "--w", "readers that were away for long miss more"),
    wire("CHANNEL_DURABILITY_REDUCED", "--w", "an acknowledged publish survives less than it did"),
    wire("CHANNEL_PRESENCE_REMOVED", "-B-", "clients that ask who is there are refused"),
    wire("CLIENT_PUBLISH_REMOVED", "B--", "clients may publish no longer"),
    wire("EVENT_CHANNEL_CHANGED", "-BB", "an event is on another channel than old subscribers listen on"),
    wire("EVENT_ADDED", "---", "a new event, which old subscribers get as unknown"),
    wire("EVENT_KEY_CHANGED", "-w-", "`route` or `coalesce`: other fields decide who gets it, and what is left out"),
    wire("EVENT_ON_SLOW_CHANGED", "-w-", "a client that does not keep up gets, or misses, something else"),
    wire("QUEUE_ORDER_BY_CHANGED", "--B", "jobs that wait are ordered by another field"),
    wire("QUEUE_DEDUPE_CHANGED", "--w", "other jobs count as the same"),
    wire("QUEUE_RETRY_REDUCED", "--w", "jobs are given up earlier"),
    wire("QUEUE_DELAY_REMOVED", "--B", "old producers give jobs a time that nobody waits for"),
    wire("QUEUE_MAX_LEN_REDUCED", "--w", "producers are refused earlier"),
    wire("QUEUE_DEAD_LETTER_OFF", "--w", "jobs that failed are lost"),
    wire("QUEUE_VISIBILITY_REDUCED", "--w", "slow workers lose their job to another"),
    wire("VERSION_NOT_BUMPED", "breaking", "BBB", "a break needs a new major version"),
    wire("VERSION_NOT_BUMPED", "compatible", "www", "an addition needs a new minor version"),
    wire("DEPRECATION_TOO_SHORT", "www", "`removeIn` is not reached, or is no later major version"),
    security("METHOD_AUTH_LOOSENED", "callers need less than before"),
    security("METHOD_EXPOSE_WIDENED", "clients reach the method through the gateway"),
    security("CHANNEL_AUDIENCE_WIDENED", "more clients may listen"),
    security("CHANNEL_AUTHORIZE_CHANGED", "another method decides who may listen"),
    security("CHANNEL_BIND_CHANGED", "another param is compared with the caller"),
    security("CHANNEL_PRESENCE_ENABLED", "those who listen see who else does"),
    security("CLIENT_PUBLISH_ENABLED", "clients may publish"),
    security("SECRET_FLAG_REMOVED", "a value that was kept out of logs may appear there"),
    source("NAMESPACE_CHANGED", "all generated names change"),
    source("TYPE_REMOVED", "a type is gone"),
    source("TYPE_RENAMED", "a type has another name"),
    source("TYPE_MOVED", "a type stands in another file"),
    source("SERVICE_IDENTIFIER_CHANGED", "a service has another name in generated code"),
    source("METHOD_IDENTIFIER_CHANGED", "a method has another name in generated code"),
    source("METHOD_ARGUMENTS_CHANGED", "C++ clients take other required params one by one, or in another order"),
    source("EVENT_IDENTIFIER_CHANGED", "an event has another name in generated code"),
    source("FIELD_ORDER_CHANGED", "C++ initialises members in their order"),
    source("FIELD_IDENTIFIER_CHANGED", "a field has another name in generated code"),
    source("ENUM_VALUE_IDENTIFIER_CHANGED", "a value has another name in generated code"),
    source("ALIAS_STRENGTH_CHANGED", "an alias became a type of its own, or the reverse"),
    source("INCLUDE_CHANGED", "a struct includes others"),
    source("OPTIONS_CHANGED", "`options`: where generated code stands, and of which types it is"),
};

}  // namespace

std::span<const Check> checks() noexcept { return table; }

const Check& check(std::string_view code, std::string_view when) {
    const auto at = std::find_if(std::begin(table), std::end(table), [&](const Check& one) {
        return one.code == code && (when.empty() || one.when == when);
    });
    if (at == std::end(table)) throw std::logic_error("no check " + std::string(code));
    return *at;
}

}  // namespace antiphon::idl::evolve
