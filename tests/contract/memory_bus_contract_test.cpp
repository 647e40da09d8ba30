#include "antiphon/events/memory_bus.h"
#include "bus_contract.h"

namespace contract {
namespace {

class MemoryWorld final : public World {
  public:
    events::Bus& bus() override { return bus_; }
    void take_and_die(const std::string& address, const std::string& group) override {
        ASSERT_TRUE(bus_.take_and_die(address, group));
    }
    void store_raw(const std::string& address, const std::string& text) override { bus_.store_raw(address, text); }
    void tell_raw(const events::ChannelType& channel, const std::string& address, const std::string& text) override {
        bus_.tell_raw(channel, address, text);
    }
    void lose_everything() override { bus_.lose_everything(); }

  private:
    events::MemoryBus bus_;
};

std::unique_ptr<World> make_memory_world() { return std::make_unique<MemoryWorld>(); }

INSTANTIATE_TEST_SUITE_P(Memory, BusContract, testing::Values(&make_memory_world),
                         [](const auto&) { return std::string("Bus"); });

}  // namespace
}  // namespace contract
