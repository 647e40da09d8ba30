#include "antiphon/events/redis_bus.h"
#include "antiphon/testing/redis_server.h"
#include "bus_contract.h"

namespace contract {
namespace {

/// One server for all tests of the process, and a prefix of its own for each.
class RedisWorld final : public World {
  public:
    RedisWorld() : bus_(server().options(), {.prefix = prefix_, .source = "tests/1"}) {}

    events::Bus& bus() override { return bus_; }
    void take_and_die(const std::string& address, const std::string& group) override {
        const std::string stream = events::stream_key(prefix_, address);
        try {
            server().command({"XGROUP", "CREATE", stream, group, "0"});
        } catch (const antiphon::redis::CommandError&) {  // it is there already
        }
        server().command({"XREADGROUP", "GROUP", group, "dead", "COUNT", "1", "STREAMS", stream, ">"});
    }
    void store_raw(const std::string& address, const std::string& text) override {
        bus_.history(address, {}, 0);  // begins the stream's count, if nobody has
        const auto offset = server().command({"HINCRBY", events::meta_key(prefix_, address), "offset", "1"}).integer;
        server().command(
            {"XADD", events::stream_key(prefix_, address), std::to_string(offset) + "-0", "id", "raw", "event", text});
    }
    void tell_raw(const events::ChannelType& channel, const std::string& address, const std::string& text) override {
        server().command({"PUBLISH", events::redis_channel(prefix_, channel, address), text});
    }
    void lose_everything() override { server().command({"FLUSHALL"}); }

  private:
    static antiphon::testing::RedisServer& server() {
        static antiphon::testing::RedisServer one;
        return one;
    }
    static std::string next_prefix() {
        static int number = 0;
        return "test" + std::to_string(++number);
    }

    const std::string prefix_ = next_prefix();
    events::RedisBus bus_;
};

std::unique_ptr<World> make_redis_world() { return std::make_unique<RedisWorld>(); }

INSTANTIATE_TEST_SUITE_P(Redis, BusContract, testing::Values(&make_redis_world),
                         [](const auto&) { return std::string("Bus"); });

}  // namespace
}  // namespace contract
