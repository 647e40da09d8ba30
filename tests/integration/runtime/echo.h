#pragma once
#include <functional>
#include <string>

#include "antiphon/base/context.h"
#include "antiphon/rpc/channel.h"
#include "antiphon/rpc/service.h"

namespace antiphon {

/// A service written by hand: `echo.say {"text"}` for everybody, `echo.who` for who is signed in.
class Echo : public rpc::Service {
  public:
    const rpc::ServiceInfo& info() const noexcept override;
    std::function<std::string(const std::string&)> say = [](const std::string& text) { return text; };
};

/// Says `text` over `channel` and gives the answer. Throws what the call throws.
std::string say(rpc::Channel& channel, const std::string& text);
std::string who(rpc::Channel& channel);

/// Status and body of a GET.
struct Got {
    int status = 0;
    std::string body;
};
Got get(const std::string& url);

}  // namespace antiphon
