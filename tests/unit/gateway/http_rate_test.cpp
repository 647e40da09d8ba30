// Who calls over HTTP pays from a bucket that is found by name.
#include <gtest/gtest.h>

#include "common.h"
#include "http_rpc.h"
#include "lane.h"

using namespace antiphon;
using namespace antiphon::gateway;

namespace {

Options options_for_lane() {
    Options options;
    options.token_keys = auth::Keys(auth::Key::secret(Secret("a secret of this test, at least 32 bytes long")));
    options.tokens.development = true;
    options.limits.messages_per_second = 1;
    options.limits.message_burst = 2;
    return options;
}

class HttpRate : public testing::Test {
  protected:
    TokenBucket::Answer call(const std::string& who) { return lane.http_bucket(who).take(now); }

    static constexpr std::size_t names = 10'000;  // as many as a lane keeps
    const Clock::time_point now{std::chrono::hours(1)};
    Common common{options_for_lane()};
    net::Loop loop{"ap-test"};
    Lane lane{0, loop, common};
};

}  // namespace

TEST_F(HttpRate, IsNotRefilledByOthersWhoCome) {
    using Answer = TokenBucket::Answer;
    EXPECT_EQ(call("busy"), Answer::pass);
    EXPECT_EQ(call("busy"), Answer::pass);
    for (std::size_t i = 0; i < names; ++i) {
        EXPECT_EQ(call("other " + std::to_string(i)), Answer::pass);
        ASSERT_NE(call("busy"), Answer::pass) << "after " << i + 1 << " others";
    }
}

TEST_F(HttpRate, IsKeptForTheNamesThatCameLast) {
    using Answer = TokenBucket::Answer;
    const auto use_up = [this](std::size_t i) {
        call("name " + std::to_string(i));
        call("name " + std::to_string(i));
    };
    for (std::size_t i = 0; i < names; ++i) use_up(i);
    EXPECT_NE(call("name 0"), Answer::pass);  // at the limit all are there
    use_up(names);                            // one above: the one that was quiet for longest makes room
    EXPECT_NE(call("name 0"), Answer::pass);
    EXPECT_NE(call("name 2"), Answer::pass);
    EXPECT_EQ(call("name 1"), Answer::pass);
}

TEST_F(HttpRate, CountsAHouseholdAsOneAndUsersApart) {
    EXPECT_EQ(counted_as({}, "2001:db8::/64"), "address 2001:db8::/64");
    const Caller ada{"ada", "t-1", {}, {}}, bob{"bob", "t-1", {}, {}};
    EXPECT_EQ(counted_as(ada, "2001:db8::/64"), counted_as(ada, "192.0.2.1"));
    EXPECT_NE(counted_as(ada, "192.0.2.1"), counted_as(bob, "192.0.2.1"));
}
