-- Gives events back as if their lease were over; taking them over raises the attempt again.
-- KEYS  stream
-- ARGV  group, consumer, lease in ms, claims
-- Answer: the offsets that were not this consumer's any more.
local mine, lost = claims(KEYS[1], ARGV[1], ARGV[2], 4)
for _, claim in ipairs(mine) do
  redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, claim[1], 'IDLE', ARGV[3], 'RETRYCOUNT', claim[2] - 1, 'JUSTID')
end
return lost
