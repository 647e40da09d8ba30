// The shop's page in a real Chromium, on a shop of the test's own. Screenshots stay under build/…/screenshots.

#include <gtest/gtest.h>

#include <fstream>

#include "shop.h"

using namespace std::chrono_literals;

TEST(ShopPage, ShowsAnOrderToItsEndOnBothGateways) {
    Shop shop({"--web", std::string(ANTIPHON_SOURCE_DIR) + "/services/page"});
    const std::filesystem::path folder = std::filesystem::path(ANTIPHON_BINARY_DIR) / "screenshots";
    std::filesystem::create_directories(folder);
    const std::string demo = (folder / "demo.json").string();
    std::ofstream(demo) << R"({"gateways": [{"url": ")" << shop.gateway('a') << R"("}, {"url": ")" << shop.gateway('b')
                        << "\"}]}";
    antiphon::testing::Process browser({"python3", std::string(ANTIPHON_SOURCE_DIR) + "/tests/browser/shop_test.py",
                                        demo, shop.token("alice"), folder.string()});
    EXPECT_EQ(browser.wait(110s), 0) << browser.output();
}
