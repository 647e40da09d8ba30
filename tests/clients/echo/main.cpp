// The service in the middle of the round trips: gives back what it gets, and tells everybody what it got. All of it is
// decoded and encoded by generated C++.

#include <antiphon/runtime/app.h>

#include <map>
#include <mutex>

#include "echo.h"

namespace {

using namespace tests::echo;

class Desk final : public Service {
  public:
    explicit Desk(antiphon::events::Bus& bus) : bus_(bus) {}  // borrowed

    Everything give(const GiveParams& params, antiphon::Context&) override {
        tell(params.sender, params.value);
        return params.value;
    }
    Pair row(const RowParams& params, antiphon::Context&) override {
        return {params.b ? "with a time" : "without", params.a, std::nullopt};
    }
    std::optional<antiphon::Decimal> maybe(const MaybeParams& params, antiphon::Context&) override {
        return params.value;
    }
    void refuse(const RefuseParams& params, antiphon::Context&) override {
        throw Refused({.value = params.value, .why = "asked for"});
    }
    void take(const TakeParams& params, antiphon::Context&) override { throw Taken(params.pairs); }
    std::int32_t once(const OnceParams& params, antiphon::Context&) override {
        const std::lock_guard lock(mutex_);
        return ++done_[params.number];
    }

    void tell(const std::string& sender, const Everything& value) {
        bus_.publish(events::given{{.sender = sender, .value = value}});
    }

  private:
    antiphon::events::Bus& bus_;
    std::mutex mutex_;
    std::map<std::int32_t, std::int32_t> done_;  // guarded by mutex_
};

}  // namespace

int main(int argc, char** argv) {
    antiphon::App app(argc, argv);
    Desk desk(app.bus());
    // What a client publishes is read here as an event, and told again.
    const auto said = app.bus().listen<events::said>({.room = "all"},
                                                     [&](const Said& heard, auto&) { desk.tell("said", heard.value); });
    app.serve(desk);
    return app.run();
}
