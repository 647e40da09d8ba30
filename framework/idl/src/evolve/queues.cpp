// Queues: what is stored in them, and by which rules it is worked off.

#include <algorithm>

#include "../text.h"
#include "contracts.h"

namespace antiphon::idl::evolve {

namespace {

std::string field_name(const Field* field) { return field != nullptr ? quote(field->name) : "none"; }

/// How long a job is tried that fails each time at once: all its pauses, without jitter. Attempts and
/// factor are bounded by whoever read the queue, so this ends, and fits.
double pauses_ms(const Queue& queue) {
    double sum = 0, pause = static_cast<double>(queue.initial_ms);
    for (std::uint64_t attempt = 1; attempt < queue.max_attempts; ++attempt, pause *= queue.factor)
        sum += std::min(pause, static_cast<double>(queue.max_ms));
    return sum;
}

std::string whole(double number) { return std::to_string(static_cast<std::uint64_t>(number)); }

}  // namespace

void Contracts::queue(const Queue& before, const Queue& now) {
    const std::string name = "queue " + quote(before.wire);
    deprecation(now, &before, name);
    if (before.wire != now.wire)
        found("QUEUE_REMOVED", Use::stored, {now.span, before.span}, {name + " is called " + quote(now.wire) + " now"});
    walk_.body(before.payload, now.payload, Use::stored, "the payload of " + name, at(before, now, {"payload"}));
    if (field_name(before.order_by) != field_name(now.order_by))
        found("QUEUE_ORDER_BY_CHANGED", Use::stored, at(before, now, {"orderBy"}),
              {name + " was ordered by " + field_name(before.order_by) + " and is by " + field_name(now.order_by)});
    if (field_name(before.dedupe_key) != field_name(now.dedupe_key) || before.dedupe_window_ms != now.dedupe_window_ms)
        found("QUEUE_DEDUPE_CHANGED", Use::stored, at(before, now, {"dedupe"}),
              {"other jobs of " + name + " count as the same"});
    if (before.delay && !now.delay)
        found("QUEUE_DELAY_REMOVED", Use::stored, at(before, now, {"delay"}),
              {"jobs of " + name + " cannot wait for a time any more",
               "let those that wait run first, and deploy producers that give no time"});
    if (now.max_len != 0 && (before.max_len == 0 || now.max_len < before.max_len))
        found("QUEUE_MAX_LEN_REDUCED", Use::stored, at(before, now, {"maxLen"}),
              {name + (before.max_len == 0 ? " had no limit" : " held " + std::to_string(before.max_len) + " jobs") +
               " and holds " + std::to_string(now.max_len)});
    retries(before, now);
    if (now.visibility_timeout_ms < before.visibility_timeout_ms)
        found("QUEUE_VISIBILITY_REDUCED", Use::stored, at(before, now, {"visibilityTimeoutMs"}),
              {"a worker of " + name + " had " + std::to_string(before.visibility_timeout_ms) +
               " ms for a job and has " + std::to_string(now.visibility_timeout_ms)});
}

void Contracts::retries(const Queue& before, const Queue& now) {
    const std::string jobs = "jobs of queue " + quote(before.wire);
    if (now.max_attempts < before.max_attempts)
        found("QUEUE_RETRY_REDUCED", Use::stored, at(before, now, {"retry", "maxAttempts"}),
              {jobs + " were tried " + std::to_string(before.max_attempts) + " times and are " +
               std::to_string(now.max_attempts)});
    else if (pauses_ms(now) < pauses_ms(before))
        found("QUEUE_RETRY_REDUCED", Use::stored, at(before, now, {"retry", "backoff"}),
              {jobs + " were tried for " + whole(pauses_ms(before)) + " ms and are for " + whole(pauses_ms(now))});
    if (before.dead_letter && !now.dead_letter)
        found("QUEUE_DEAD_LETTER_OFF", Use::stored, at(before, now, {"deadLetter"}),
              {jobs + " that fail are kept no longer"});
}

}  // namespace antiphon::idl::evolve
