#pragma once
#include <map>
#include <string>
#include <vector>

#include "antiphon/net/url.h"
#include "contract.h"

namespace antiphon::gateway {

struct Instance {
    std::string id;
    net::Url url;  ///< where it takes JSON-RPC
};

/// What the registry says at one moment. Immutable once shared; every loop has the newest.
struct Routes {
    Contract contract;
    std::map<std::string, std::vector<Instance>, std::less<>> services;
};

}  // namespace antiphon::gateway
