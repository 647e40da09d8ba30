// Port 8000: answers `ping.ping` and publishes what it was given.

#include <antiphon/runtime/app.h>

#include "ping.h"

class Pinger final : public ping::Service {
  public:
    explicit Pinger(antiphon::events::Bus& bus) : bus_(bus) {}  // borrowed

    std::string ping(const ping::PingParams& params, antiphon::Context&) override {
        bus_.publish(ping::events::pinged{{.text = params.text}});
        return params.text;
    }

  private:
    antiphon::events::Bus& bus_;
};

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Pinger pinger(app.bus());
    app.serve(pinger);
    return app.run();
}
