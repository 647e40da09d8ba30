#pragma once
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "antiphon/events/bus.h"
#include "group_reader.h"

namespace antiphon::events {

/// The readers of a process: consumers of one group and channel share one.
class Groups {
  public:
    using MakeStore = std::function<std::shared_ptr<GroupStore>(const std::string& address, const ConsumerOptions&)>;

    Groups(Ticker& ticker, MakeStore make_store) : ticker_(ticker), make_store_(std::move(make_store)) {}
    ~Groups();  ///< waits for consumers that cancelled themselves

    Subscription consume(const ChannelType& channel, std::vector<Handler> handlers, const ConsumerOptions& options);

  private:
    class Consumer;
    using Key = std::pair<std::string, std::string>;  // address, group
    std::shared_ptr<GroupReader> reader(const ChannelType& channel, const Key& key, const ConsumerOptions& options);
    void leave(const Key& key, const std::shared_ptr<GroupReader>& reader,
               const std::shared_ptr<GroupReader::Member>& member);

    Ticker& ticker_;
    const MakeStore make_store_;

    std::mutex mutex_;
    // guarded by mutex_
    std::map<Key, std::shared_ptr<GroupReader>> readers_;
    std::vector<Thread> buried_;
};

}  // namespace antiphon::events
