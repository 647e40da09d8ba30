#pragma once
#include <gtest/gtest.h>

#include <cstdint>
#include <string>

#include "antiphon/base/codes.h"
#include "world.h"

/// A number for comparing with error_code().
constexpr std::int64_t code(antiphon::Code of) { return static_cast<std::int64_t>(of); }

/// A world without a gateway: each test starts those it needs.
class GatewayEvents : public ::testing::Test {
  protected:
    Client client(const antiphon::gateway::Gateway& gateway, const std::string& user,
                  const std::string& tenant = "t-1") {
        return Client(gateway.port(), world.token(user, tenant));
    }
    static std::uint64_t number(const std::string& text) { return text.empty() ? 0 : std::stoull(text); }
    /// Params of rpc.subscribe to `test.mine` from a position; the epoch as its JSON text.
    static std::string since(const std::string& epoch, std::uint64_t offset) {
        return R"({"channel":"test.mine","since":{"epoch":)" + epoch + R"(,"offset":)" + std::to_string(offset) + "}}";
    }

    World world;
};
