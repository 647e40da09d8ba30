#pragma once
// What the compiled IDL (its IR) says about channels and events, as far as listening and publishing need it.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "antiphon/events/event.h"
#include "secrets.h"

namespace antiphon::cli {

class Session;
class Arguments;

struct ChannelInfo {
    std::string wire;     ///< "orders.mine"
    std::string address;  ///< "orders.mine:{user}"
    std::string envelope_type;
    std::string envelope_data;
    events::ChannelType type;                 ///< its texts point into this object
    std::vector<std::string> params() const;  ///< in the order of the address
};

struct EventInfo {
    std::string wire;
    const ChannelInfo* channel = nullptr;
    std::string payload;                       ///< its type, as Secrets names it
    std::map<std::string, std::string> route;  ///< channel param → payload field, where the names differ
};

/// A channel to listen on, and the one event that is wanted; empty: all of them.
struct Topic {
    const ChannelInfo* channel = nullptr;
    std::string event;
};

class Interface {
  public:
    /// Adds one IR. Throws Error(invalid) when the text is none.
    void add(std::string_view ir);

    /// The channel or event of this wire name. Of events on several channels the one whose params are all in `given`
    /// and which needs the most of them. Throws Error(invalid) that lists what there is.
    Topic topic(const std::string& name, const std::map<std::string, std::string>& given) const;
    /// All places where an event of this name may travel. Throws when there is none.
    std::vector<EventInfo> events_named(const std::string& name) const;

    /// The types that the payload of an event of this name may have; of any event of the channel when the name is
    /// empty, as it is where a channel has no envelope.
    std::vector<std::string> payloads(std::string_view event, const ChannelInfo* channel) const;
    const Secrets& secrets() const noexcept { return secrets_; }

  private:
    void add_service(std::string_view name_space, const struct ServiceView& service);

    std::vector<std::unique_ptr<ChannelInfo>> channels_;
    std::vector<EventInfo> events_;
    Secrets secrets_;
};

/// Of --idl FILE, else of the services that the registry knows: that of `name`'s first part, or all.
Interface load_interface(const Session& session, const Arguments& arguments, const std::string& name);

/// Members of a JSON object, strings as they are and numbers and booleans as text. Throws WrongUsage for other kinds.
std::map<std::string, std::string> params_argument(const std::optional<std::string>& text);

/// The address with its params put in. Throws WrongUsage that names a missing or an unknown param.
std::string address_of(const ChannelInfo& channel, const std::map<std::string, std::string>& params);

}  // namespace antiphon::cli
