// C++ in several sources, as the command writes it.

#include <gmock/gmock.h>

#include "run.h"

namespace antiphon::cli {
namespace {

using testing::HasSubstr;

const std::string orders = std::string(ANTIPHON_SOURCE_DIR) + "/idl/orders.json";

Ran gen(const TestFolder& folder, const std::string& count) {
    return ran({"gen", orders, "--cpp-sources", count, "--out", folder / "out"});
}

TEST(CppSources, AreFromOneToTheLimit) {
    const TestFolder folder;
    EXPECT_EQ(gen(folder, "1").exit_code, 0);
    EXPECT_EQ(gen(folder, "64").exit_code, 0);
    for (const char* wrong : {"0", "65", "-1", "x", "2x", ""}) {
        const Ran refused = gen(folder, wrong);
        EXPECT_EQ(refused.exit_code, 2) << wrong;
        EXPECT_THAT(refused.err, HasSubstr("expected a number from 1 to 64")) << wrong;
    }
}

TEST(CppSources, LeaveNoneOfAnEarlierRunBehindButWhatIsNotTheirs) {
    const TestFolder folder;
    ASSERT_EQ(gen(folder, "4").exit_code, 0);
    folder.write("out/orders.9.cpp", "// mine\n");
    EXPECT_NE(folder.read("out/orders.4.cpp"), "");
    ASSERT_EQ(gen(folder, "2").exit_code, 0);
    EXPECT_NE(folder.read("out/orders.2.cpp"), "");
    EXPECT_FALSE(std::filesystem::exists(folder / "out/orders.3.cpp"));
    EXPECT_FALSE(std::filesystem::exists(folder / "out/orders.4.cpp"));
    EXPECT_EQ(folder.read("out/orders.9.cpp"), "// mine\n");
}

}  // namespace
}  // namespace antiphon::cli
