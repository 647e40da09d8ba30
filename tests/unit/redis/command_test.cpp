#include "command.h"

#include <gtest/gtest.h>
#include <hiredis/hiredis.h>

#include "reply_from.h"

using namespace antiphon::redis;

TEST(Command, CarriesEveryByteOfEveryArgument) {
    std::string out = "before";
    append_command(out, {"SET", std::string("a\r\n\0b", 5), "%s %n %b", ""});
    EXPECT_EQ(out, std::string("before*4\r\n$3\r\nSET\r\n$5\r\na\r\n\0b\r\n$8\r\n%s %n %b\r\n$0\r\n\r\n", 50));
}

TEST(ErrorText, MeansAnotherMasterWhereverTheWordStands) {
    EXPECT_TRUE(means_another_master("READONLY You can't write against a read only replica."));
    EXPECT_TRUE(means_another_master("LOADING Redis is loading the dataset in memory"));
    EXPECT_TRUE(means_another_master("MOVED 3999 127.0.0.1:6381"));
    EXPECT_TRUE(
        means_another_master("ERR Error running script: -READONLY You can't write against a read only replica"));
    EXPECT_TRUE(means_another_master("proxy: upstream says LOADING"));
    EXPECT_FALSE(means_another_master("ERR unknown command"));
    EXPECT_FALSE(means_another_master("WRONGTYPE Operation against a key holding the wrong kind of value"));
}

TEST(CommandError, SaysWhetherToTryAgain) {
    const CommandError full("XADD", "OOM command not allowed when used memory > 'maxmemory'.");
    EXPECT_EQ(full.kind(), antiphon::ErrorKind::unavailable);
    EXPECT_EQ(full.word(), "OOM");
    EXPECT_STREQ(full.what(), "Redis refused XADD: OOM command not allowed when used memory > 'maxmemory'.");
    const CommandError wrong("HGET", "WRONGTYPE Operation against a key");
    EXPECT_EQ(wrong.kind(), antiphon::ErrorKind::internal);
    EXPECT_EQ(wrong.word(), "WRONGTYPE");
}
