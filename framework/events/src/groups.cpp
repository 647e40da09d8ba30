#include "groups.h"

#include "antiphon/base/error.h"
#include "encode.h"

namespace antiphon::events {

class Groups::Consumer final : public Subscription::Activity {
  public:
    Consumer(Groups& groups, Key key, std::shared_ptr<GroupReader> reader, std::shared_ptr<GroupReader::Member> member)
        : groups_(groups), key_(std::move(key)), reader_(std::move(reader)), member_(std::move(member)) {}
    void cancel() noexcept override { groups_.leave(key_, reader_, member_); }

  private:
    Groups& groups_;
    const Key key_;
    const std::shared_ptr<GroupReader> reader_;
    const std::shared_ptr<GroupReader::Member> member_;
};

Groups::~Groups() {
    std::vector<Thread> buried;
    {
        std::lock_guard lock(mutex_);
        buried.swap(buried_);
    }
    buried.clear();
}

Subscription Groups::consume(const ChannelType& channel, std::vector<Handler> handlers, const ConsumerOptions& wanted) {
    ConsumerOptions options = wanted;
    check_consumer(channel, handlers, options);
    Key key{handlers.front().address, options.group};
    for (;;) {
        const auto found = reader(channel, key, options);
        if (auto member = found->add(handlers, options))
            return Subscription(std::make_shared<Consumer>(*this, std::move(key), found, std::move(member)));
    }
}

std::shared_ptr<GroupReader> Groups::reader(const ChannelType& channel, const Key& key,
                                            const ConsumerOptions& options) {
    std::lock_guard lock(mutex_);
    auto& place = readers_[key];
    if (place && !place->ended()) {
        const ConsumerOptions& first = place->options();
        if (first.lease != options.lease || first.max_attempts != options.max_attempts)
            throw Error(ErrorKind::invalid, Code::failed_precondition,
                        "consumers of group '" + key.second + "' on '" + key.first +
                            "' share one reader in a process, so they need the same lease and max_attempts");
        return place;
    }
    place = std::make_shared<GroupReader>(ticker_, make_store_(key.first, options), channel, key.first, options);
    return place;
}

void Groups::leave(const Key& key, const std::shared_ptr<GroupReader>& reader,
                   const std::shared_ptr<GroupReader::Member>& member) {
    std::vector<Thread> buried;
    if (reader->remove(member, buried)) {
        reader->stop();
        std::lock_guard lock(mutex_);
        const auto place = readers_.find(key);
        if (place != readers_.end() && place->second == reader) readers_.erase(place);
    }
    std::lock_guard lock(mutex_);
    for (Thread& thread : buried) buried_.push_back(std::move(thread));
}

}  // namespace antiphon::events
