#pragma once
// What the main() of a service needs.
//
//     int main(int argc, char** argv) {
//         antiphon::App app(argc, argv);          // flags, ANTIPHON_* environment, config file
//         OrderDesk desk(app.bus());
//         app.serve(desk);                        // JSON-RPC, rpc.discover, /livez, /readyz, /metrics, registration
//         return app.run();                       // until SIGTERM: stop accepting, drain, close
//     }

#include <memory>
#include <string>
#include <string_view>

#include "antiphon/events/bus.h"
#include "antiphon/runtime/config.h"

namespace antiphon {

namespace redis {
class Client;
}
namespace rpc {
class Channel;
class Service;
}  // namespace rpc

/// Made first in main(): it blocks SIGTERM and SIGINT for the threads that are made later, so that
/// run() gets them (until then they wait). bus(), redis(), channel() and stop() may be called from any thread, the rest
/// from the one that made it.
///
/// Things it hands out live as long as the App. What borrows them (services, subscriptions) is made after it and so
/// goes away before it.
class App {
  public:
    /// Reads the configuration. `--help` prints and exits with 0; a wrong flag, value or file prints one sentence that
    /// says what would be right, and exits with 2. `defaults` are what the program itself would like to have.
    App(int argc, const char* const* argv, runtime::Config defaults = {});

    /// With a configuration made by hand: for tests and for programs that have flags of their own.
    explicit App(runtime::Config config);

    /// Stops and closes, if run() did not; does not wait for calls in flight.
    ~App();
    App(const App&) = delete;
    App& operator=(const App&) = delete;

    const runtime::Config& config() const noexcept;

    /// The value of one of Config::flags.
    const std::string& flag(std::string_view name) const;

    /// The bus of this process on its Redis; connects when first asked for, and by itself again whenever it must.
    /// Throws Error(invalid) when the configuration says `--redis none`.
    events::Bus& bus();

    /// A connection to the same Redis for the service's own state, shared by everybody who asks.
    redis::Client& redis();

    /// Calls to a service go here: to the address of `--channel service=URL`, else to the instances that the registry
    /// knows, found anew as they come and go. One channel per service, shared; keeps identity, deadline and trace of
    /// the handler that calls.
    std::shared_ptr<rpc::Channel> channel(std::string_view service);

    /// Serves its methods from start() on. Borrows it. May be called several times; then several services share one
    /// port and are registered each under its own name.
    void serve(rpc::Service& service);

    /// Opens the ports, registers, becomes ready. Throws Error(unavailable) in one sentence when a port is taken.
    /// A Redis that cannot be reached is no reason to fail: calls are served, `/readyz` says 503 until it is there.
    void start();

    /// start() if that has not been done, then waits for SIGTERM, SIGINT or stop(), then: `/readyz` 503, withdrawn from
    /// the registry, no new connections, calls in flight finish within Config::drain_timeout, all closed. A second
    /// signal ends the process at once. Returns the exit code: 0; 1 when it could not start (said in the log), 2 when a
    /// setting is why.
    int run();

    /// As SIGTERM would. Any thread, any time.
    void stop() noexcept;

    /// Where it listens, `http://127.0.0.1:8101`; empty before start() or when nothing is served.
    std::string url() const;
    std::string admin_url() const;

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace antiphon
