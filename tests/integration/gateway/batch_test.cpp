// Batches whose items wait for each other's answers.

#include <gtest/gtest.h>

#include "antiphon/base/limits.h"
#include "world.h"

using namespace antiphon;

TEST(GatewayBatch, GoesOnWithoutDisturbingTheRequestThatMadeRoomInIt) {
    World world;
    const auto gateway = world.gateway();
    Client ada(gateway->port(), world.token("ada"));
    std::string batch = "[";
    for (std::size_t i = 0; i < limits::max_batch_parallel; ++i)
        batch += R"({"jsonrpc":"2.0","id":"slow )" + std::to_string(i) + R"(","method":"test.slow"},)";
    // Waits for room; as it is parsed, nothing of what the gateway holds of another request may change.
    batch += R"({"jsonrpc":"2.0","method":"test.echo","id":"last","params":[")" + std::string(300, 'x') + R"("]}])";
    ada.send(batch);
    world.service.door.wait_for_visitor();
    ada.send(R"({"jsonrpc":"2.0","method":"rpc.cancel","params":{"id":"slow 0"},"id":"who cancels"})");
    EXPECT_EQ(ada.receive(), R"({"jsonrpc":"2.0","id":"who cancels","result":true})");
    world.service.door.open();
    const std::string answers = ada.receive();
    EXPECT_TRUE(answers.starts_with(R"([{"jsonrpc":"2.0","id":"slow 0","error":)")) << answers;
    EXPECT_TRUE(answers.ends_with(R"("id":"last","result":[")" + std::string(300, 'x') + R"("]}])")) << answers;
}
