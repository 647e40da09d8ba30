#include <cstdio>

#include "antiphon/base/context.h"
#include "antiphon/base/error.h"
#include "antiphon/base/uuid.h"
#include "antiphon/redis/client.h"
#include "antiphon/rpc/idempotency.h"
#include "embedded/claim_script.h"
#include "embedded/finish_script.h"
#include "idempotency_key.h"

namespace antiphon::rpc {

namespace {

const redis::Script& claim_script() {
    static const redis::Script script(embedded::claim_script);
    return script;
}
const redis::Script& finish_script() {
    static const redis::Script script(embedded::finish_script);
    return script;
}

/// Letters, digits, `-`, `_`, `.` and `:` stand for themselves: what a client chose cannot end the hash tag.
std::string encoded(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' ||
                           c == '_' || c == '.' || c == ':';
        if (plain) {
            out += c;
            continue;
        }
        char hex[4];
        std::snprintf(hex, sizeof hex, "%%%02X", static_cast<unsigned>(static_cast<unsigned char>(c)));
        out += hex;
    }
    return out;
}

/// FNV-1a, twice with different starts: tells other params of the same caller apart, who gains nothing by a collision.
std::string digest(std::string_view text) {
    std::uint64_t sums[2] = {0xcbf29ce484222325u, 0x9ae16a3b2f90404fu};
    for (const char c : text) {
        for (std::uint64_t& sum : sums) sum = (sum ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
        sums[1] ^= sums[1] >> 29;
    }
    return std::to_string(text.size()) + '.' + std::to_string(sums[0]) + '.' + std::to_string(sums[1]);
}

class RedisIdempotencyStore final : public IdempotencyStore {
  public:
    RedisIdempotencyStore(redis::Client& client, std::string prefix) : client_(client), prefix_(std::move(prefix)) {}

    Claimed claim(const KeyedCall& call, std::chrono::milliseconds lease) override {
        const std::string token = random_text(16);
        const redis::Reply reply =
            run(claim_script(), call, {digest(call.params), token, std::to_string(lease.count())}, call_deadline());
        if (!reply.is_array() || reply.items.size() != 2)
            throw Error(ErrorKind::internal, Code::internal_error, "redis answered a claim in an unknown form");
        const std::string& what = reply.items[0].text;
        if (what == "fresh") return {Claim::fresh, token, {}};
        if (what == "done") return {Claim::done, {}, reply.items[1].text};
        return {what == "conflict" ? Claim::conflict : Claim::running, {}, {}};
    }

    void finish(const KeyedCall& call, const std::string& token, std::string_view answer) override {
        const auto kept_ms = std::chrono::milliseconds(idempotency_retention).count();
        run(finish_script(), call, {token, std::string(answer), std::to_string(kept_ms)});
    }

    void abandon(const KeyedCall& call, const std::string& token) override {
        run(finish_script(), call, {token, "", "0"});
    }

  private:
    /// No answer is worth waiting for longer than its caller does.
    static std::optional<Deadline> call_deadline() {
        const Context* context = Context::current();
        if (context == nullptr || context->deadline.is_never()) return std::nullopt;
        return context->deadline.earlier(Deadline::in(std::chrono::seconds(5)));
    }

    redis::Reply run(const redis::Script& script, const KeyedCall& call, redis::Arguments arguments,
                     std::optional<Deadline> deadline = std::nullopt) {
        try {
            return client_.run(script, {prefix_ + ":ik:{" + encoded(key_name(call)) + "}"}, std::move(arguments),
                               deadline);
        } catch (const Error& error) {
            if (error.kind() == ErrorKind::internal) throw;
            throw Error(ErrorKind::unavailable, Code::dependency_down, "idempotency keys cannot be looked up now");
        }
    }

    redis::Client& client_;
    const std::string prefix_;
};

}  // namespace

std::unique_ptr<IdempotencyStore> make_redis_idempotency_store(redis::Client& client, std::string prefix) {
    return std::make_unique<RedisIdempotencyStore>(client, std::move(prefix));
}

}  // namespace antiphon::rpc
