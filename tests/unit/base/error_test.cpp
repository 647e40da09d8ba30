#include "antiphon/base/error.h"

#include <gtest/gtest.h>

using namespace antiphon;
using namespace std::chrono_literals;

TEST(Error, OnlyOverloadedAndUnavailableAreRetryableByThemselves) {
    EXPECT_TRUE(Error(ErrorKind::overloaded, Code::rate_limited, "").retryable());
    EXPECT_TRUE(Error(ErrorKind::unavailable, Code::unavailable, "").retryable());
    for (const ErrorKind kind :
         {ErrorKind::invalid, ErrorKind::declared, ErrorKind::denied, ErrorKind::timed_out, ErrorKind::internal})
        EXPECT_FALSE(Error(kind, Code::internal_error, "").retryable());
    EXPECT_TRUE(Error(ErrorKind::internal, Code::internal_error, "").retry(true).retryable());
    EXPECT_EQ(Error(ErrorKind::overloaded, Code::rate_limited, "").retry_in(5ms).retry_after(), 5ms);
}

TEST(InvalidData, NamesPlaceAndReason) {
    const InvalidData error("items[0].sku", "expected a string, found null");
    EXPECT_STREQ(error.what(), "items[0].sku: expected a string, found null");
    EXPECT_EQ(error.path(), "items[0].sku");
    EXPECT_EQ(error.reason(), "expected a string, found null");
    EXPECT_EQ(error.code(), static_cast<int>(Code::invalid_params));
    EXPECT_STREQ(InvalidData("", "expected an object").what(), "expected an object");
}

TEST(CloseCode, TellsWhetherToConnectAgain) {
    for (const CloseCode code :
         {CloseCode::auth_timeout, CloseCode::token_expired, CloseCode::too_many_requests, CloseCode::slow_consumer,
          CloseCode::lost_position, CloseCode::no_pong, CloseCode::internal, CloseCode::draining})
        EXPECT_TRUE(reconnects(code)) << name(code);
    for (const CloseCode code :
         {CloseCode::normal, CloseCode::bad_request, CloseCode::invalid_token, CloseCode::forbidden,
          CloseCode::bad_subprotocol, CloseCode::replaced, CloseCode::kicked, CloseCode::limit})
        EXPECT_FALSE(reconnects(code)) << name(code);
}
