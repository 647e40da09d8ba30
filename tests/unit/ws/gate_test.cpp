#include "gate.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>

namespace antiphon::ws {
namespace {

Remote remote(const char* text) {
    sockaddr_storage address{};
    auto& v4 = reinterpret_cast<sockaddr_in&>(address);
    auto& v6 = reinterpret_cast<sockaddr_in6&>(address);
    if (::inet_pton(AF_INET, text, &v4.sin_addr) == 1) {
        address.ss_family = AF_INET;
    } else {
        EXPECT_EQ(::inet_pton(AF_INET6, text, &v6.sin6_addr), 1);
        address.ss_family = AF_INET6;
    }
    return Remote::from(address);
}

TEST(Gate, CountsPerAddressAndInAll) {
    Gate gate(3, 2);
    const auto a = remote("192.0.2.1");
    const auto b = remote("192.0.2.2");
    EXPECT_EQ(gate.enter(a), Gate::Verdict::enter);
    EXPECT_EQ(gate.enter(a), Gate::Verdict::enter);
    EXPECT_EQ(gate.enter(a), Gate::Verdict::address_full);
    EXPECT_EQ(gate.enter(b), Gate::Verdict::enter);
    EXPECT_EQ(gate.enter(b), Gate::Verdict::full);
    gate.leave(a);
    EXPECT_EQ(gate.enter(b), Gate::Verdict::enter);
}

TEST(Remote, CountsTheSameHouseholdAndTheSameHostAsOne) {
    EXPECT_EQ(remote("2001:db8::1").key, remote("2001:db8::ffff:2").key);
    EXPECT_NE(remote("2001:db8::1").key, remote("2001:db8:0:1::1").key);
    EXPECT_EQ(remote("::ffff:192.0.2.1").key, remote("192.0.2.1").key);
    EXPECT_NE(remote("192.0.2.1").key, remote("192.0.2.2").key);
    EXPECT_EQ(remote("::ffff:192.0.2.1").text, "192.0.2.1");
    EXPECT_EQ(remote("2001:db8::1").text, "2001:db8::1");
}

TEST(Remote, NamesTheHouseholdThatIsCountedAsOne) {
    EXPECT_EQ(remote("2001:db8:0:1::1").network(), "2001:db8:0:1::/64");
    EXPECT_EQ(remote("2001:db8:0:1:ffff::2").network(), "2001:db8:0:1::/64");
    EXPECT_EQ(remote("2001:db8:0:2::1").network(), "2001:db8:0:2::/64");
    EXPECT_EQ(remote("192.0.2.1").network(), "192.0.2.1");
    EXPECT_EQ(remote("::ffff:192.0.2.1").network(), "192.0.2.1");
}

}  // namespace
}  // namespace antiphon::ws
