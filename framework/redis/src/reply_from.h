#pragma once
#include <hiredis/hiredis.h>

#include <string_view>

#include "antiphon/redis/reply.h"

namespace antiphon::redis {

Reply reply_from(const redisReply& from);

/// Whether an error says that this server is not, or not yet, the one to talk to. The word may stand anywhere: proxies
/// put their own in front.
bool means_another_master(std::string_view text) noexcept;

}  // namespace antiphon::redis
