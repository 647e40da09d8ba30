#include "antiphon/base/context.h"

#include <gtest/gtest.h>

#include "antiphon/base/error.h"
#include "antiphon/base/thread.h"

using namespace antiphon;
using namespace std::chrono_literals;

TEST(Context, AsksForASignedInUser) {
    Context context;
    try {
        (void)context.user();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::denied);
        EXPECT_EQ(error.code(), static_cast<int>(Code::unauthenticated));
    }
    context.caller.user = "u-1";
    EXPECT_EQ(context.user(), "u-1");
}

TEST(Context, IsCancelledByItsFlagWhichCopiesShareOrByItsDeadline) {
    Context context;
    EXPECT_FALSE(context.cancelled());
    context.cancellation = std::make_shared<std::atomic<bool>>(false);
    const Context copy = context;
    context.cancellation->store(true);
    EXPECT_TRUE(copy.cancelled());
    Context late;
    late.deadline = Deadline::in(-1ms);
    EXPECT_TRUE(late.cancelled());
}

TEST(Context, ScopesNestPerThreadAndCanBeLeft) {
    EXPECT_EQ(Context::current(), nullptr);
    const Context outer;
    const Context inner;
    {
        const ContextScope first(outer);
        {
            const ContextScope second(inner);
            EXPECT_EQ(Context::current(), &inner);
            const DetachedScope alone;
            EXPECT_EQ(Context::current(), nullptr);
        }
        EXPECT_EQ(Context::current(), &outer);
        const Context* elsewhere = &outer;
        Thread("ap-other", [&] { elsewhere = Context::current(); }).join();
        EXPECT_EQ(elsewhere, nullptr);
    }
    EXPECT_EQ(Context::current(), nullptr);
}

TEST(Caller, HasTheScopesAndRolesItWasGiven) {
    const Caller caller{.user = "u", .tenant = "", .scopes = {"orders:read"}, .roles = {"clerk"}};
    EXPECT_TRUE(caller.has_scope("orders:read"));
    EXPECT_FALSE(caller.has_scope("orders"));
    EXPECT_TRUE(caller.has_role("clerk"));
    EXPECT_FALSE(caller.has_role("orders:read"));
}
