-- The next attempt of an event whose handler failed.
-- KEYS  stream, tries
-- ARGV  group, consumer, one claim
-- Answer: the offset when it was not this consumer's any more.
local mine, lost = claims(KEYS[1], ARGV[1], ARGV[2], 3)
for _, claim in ipairs(mine) do
  local time = redis.call('TIME')
  redis.call('HSETNX', KEYS[2], claim[1], string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000)))
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, claim[1], 'RETRYCOUNT', claim[2] + 1, 'JUSTID')
end
return lost
