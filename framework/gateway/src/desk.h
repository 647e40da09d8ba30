#pragma once
// JSON-RPC as clients speak it, over WebSocket and over HTTP alike: documents in, answers out.

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/auth/token.h"
#include "antiphon/base/context.h"
#include "router.h"
#include "scan.h"

namespace antiphon::gateway {

class Lane;
struct Common;

/// Who asks, and the seal that says so to services. Lives on one loop.
class Identity {
  public:
    Identity() = default;
    explicit Identity(auth::Claims claims) : claims_(std::move(claims)) {}
    const auth::Claims& claims() const noexcept { return claims_; }
    const Caller& caller() const noexcept { return claims_.caller; }
    /// Made when first needed and again before it runs out.
    const std::string& seal(const auth::CallerSeal& maker);

  private:
    auth::Claims claims_;
    std::string sealed_;
    Clock::time_point sealed_until_{};
};

/// What becomes of a request. `sent` is called once the answer is on its way: what belongs behind it may follow.
struct Outcome {
    Answer answer;
    std::function<void()> sent = {};
};
using Respond = std::function<void(Outcome)>;

/// Who sends requests: a session on a socket, or one HTTP request.
class Asker : public std::enable_shared_from_this<Asker> {
  public:
    virtual ~Asker() = default;

    Identity& identity() noexcept { return identity_; }

    /// Counts one message; throws Error(overloaded, rate_limited) when it is one too many.
    virtual void count_message() = 0;
    /// Handles methods of the session itself. False: it is none of them.
    virtual bool built_in(const Request& request, const Respond& respond) = 0;
    /// What travels with a call, as headers of an HTTP request would; a session finds it in the request.
    virtual Trace trace(const Request& request) const = 0;
    virtual std::string idempotency_key(const Request& request) const = 0;
    virtual std::chrono::milliseconds time_left(const Request& request) const = 0;
    /// Whether this asker is still there. What it asked is then not passed on any more.
    virtual bool gone() const noexcept = 0;

    /// A cancelled call is answered at once, and its service told; the service's own answer is then for nobody.
    /// False: no call with this id is under way that its interface lets be cancelled.
    bool cancel(std::string_view id);
    /// Cancels all that can be, with no answers: the asker has gone.
    void end_all();
    std::size_t calls_in_flight() const noexcept { return in_flight_; }

  protected:
    Identity identity_;

  private:
    friend class Desk;
    struct Pending {
        std::string id;
        Respond respond;  // empty once answered
        Router* router = nullptr;
        Router::Underway underway = {};
        void hang_up() const { router->hang_up(underway); }
    };
    std::multimap<std::string, std::shared_ptr<Pending>, std::less<>> pending_;  // by id
    std::size_t in_flight_ = 0;
};

/// Belongs to one loop.
class Desk {
  public:
    explicit Desk(Lane& lane) : lane_(lane) {}

    /// One text from a client: a request, a notification or a batch. `respond` is called once, perhaps from inside this
    /// function; with an empty answer when there is nothing to say.
    void document(const std::shared_ptr<Asker>& asker, std::string_view text, std::size_t max_bytes, Respond respond);

    /// One call to a service, whose answer comes as JSON-RPC. For channels that ask a method who may listen.
    void ask(const std::shared_ptr<Asker>& asker, std::string_view method, const std::string& params,
             std::function<void(Answer)> done);

  private:
    struct Batch;
    void one(const std::shared_ptr<Asker>& asker, const Request& request, Respond respond);
    void item(const std::shared_ptr<Asker>& asker, json::Value value, std::string_view text, const Respond& respond);
    void forward(const std::shared_ptr<Asker>& asker, const Request& request, Respond respond);
    void batch(const std::shared_ptr<Asker>& asker, json::Value items, const Respond& respond);
    void next(const std::shared_ptr<Batch>& batch);

    Lane& lane_;  // borrows
};

}  // namespace antiphon::gateway
