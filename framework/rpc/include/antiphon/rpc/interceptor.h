#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "antiphon/rpc/service.h"

namespace antiphon::rpc {

/// One call on its way to its handler: access was checked, the deadline has not passed.
struct Call {
    std::string_view method;
    const Access& access;
    Execution execution;
    json::Value params;   ///< valid until the call ends
    Context& context;     ///< also Context::current()
    std::string& result;  ///< JSON text; filled by the handler
};

class Chain;

/// The rest of the way. Call it once, or not at all.
class Next {
  public:
    void operator()() const;

  private:
    friend class Chain;
    Next(const Chain& chain, std::size_t index) : chain_(chain), index_(index) {}
    const Chain& chain_;
    std::size_t index_;
};

/// Runs around handlers, in the order of registration, on the handler's thread. Throw Error to refuse.
using Interceptor = std::function<void(Call&, const Next&)>;

}  // namespace antiphon::rpc
