#pragma once
#include <memory>

#include "antiphon/events/bus.h"

namespace antiphon::events {

/// The bus of one process: the executable specification, and the double for tests. Encodes and decodes for real, keeps
/// what RedisBus keeps, forgets it when destroyed. No port, no file.
class MemoryBus final : public Bus {
  public:
    explicit MemoryBus(std::string source = "memory");
    ~MemoryBus() override;

    void start_publish(Outgoing message, PublishDone done) override;  ///< done before it returns
    Subscription listen_address(const ChannelType& channel, Handler handler, ListenOptions options) override;
    Subscription consume_address(const ChannelType& channel, std::vector<Handler> handlers,
                                 ConsumerOptions options) override;
    History history(std::string_view address, const Position& since, std::size_t limit) override;
    std::vector<DeadLetter> dead_letters(std::string_view address, std::string_view group, std::size_t limit) override;
    Depth depth(std::string_view address, std::string_view group) override;

    // Damage, for tests.
    void lose_everything();  ///< as FLUSHALL does: streams, groups and positions are gone, new epochs begin
    /// Takes the group's next event as a consumer that then dies. False when there is none.
    bool take_and_die(std::string_view address, std::string_view group);
    /// Stores `text` as it is, as a broken publisher would.
    void store_raw(std::string_view address, std::string text);
    /// Tells `text` to those who listen now.
    void tell_raw(const ChannelType& channel, std::string_view address, std::string_view text);

  private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace antiphon::events
