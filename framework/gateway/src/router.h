#pragma once
// A call on its way to a service and its answer on the way back, as bytes.

#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "antiphon/base/clock.h"
#include "antiphon/net/http_client.h"
#include "keyed_hash.h"
#include "routes.h"

namespace antiphon::gateway {

struct Call {
    std::string service;
    std::string body;  ///< the request as the client sent it
    std::string id;    ///< as its text came; empty: a notification
    bool repeatable = false;
    Deadline deadline = Deadline::never();
    std::vector<std::pair<std::string, std::string>> headers;
};

/// A JSON-RPC answer and the status it has over HTTP. Empty for notifications.
struct Answer {
    int status = 200;
    std::string body;
};

/// Belongs to one loop.
class Router {
    struct Attempt;

  public:
    explicit Router(net::Loop& loop) : client_(loop) {}  ///< borrows the loop

    void set(std::shared_ptr<const Routes> routes) { routes_ = std::move(routes); }
    const Routes& routes() const noexcept { return *routes_; }
    const std::shared_ptr<const Routes>& shared_routes() const noexcept { return routes_; }

    /// To the instance with the fewest calls under way, in turn where they are equal. When it cannot be reached the
    /// next is tried: nothing was sent then. `done` is called once, perhaps from inside this function.
    using Underway = std::weak_ptr<Attempt>;
    Underway call(Call call, std::function<void(Answer)> done);

    /// Tells the service that nobody waits for the answer: its handler sees the context cancelled. `done` still comes,
    /// when the service has ended: a call that works on counts as under way.
    void hang_up(const Underway& underway);

    std::size_t in_flight() const noexcept { return client_.in_flight(); }

  private:
    void attempt(const std::shared_ptr<Attempt>& attempt);
    const Instance* choose(const Attempt& attempt);
    void answered(const std::shared_ptr<Attempt>& attempt, net::HttpClient::Response response,
                  std::exception_ptr error);

    std::shared_ptr<const Routes> routes_ = std::make_shared<const Routes>();
    NameMap<std::size_t> under_way_;  // by instance
    std::size_t turn_ = 0;
    net::HttpClient client_;  // last: its destructor answers what is under way
};

/// What the service answered, as an answer to `id`. A body that is no response to it is replaced by an error.
Answer to_answer(std::string_view id, net::HttpClient::Response response);

}  // namespace antiphon::gateway
