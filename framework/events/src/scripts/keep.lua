-- Begins the leases anew. XCLAIM with JUSTID leaves the attempts as they are.
-- KEYS  stream
-- ARGV  group, consumer, claims
-- Answer: the offsets that were not this consumer's any more.
local mine, lost = claims(KEYS[1], ARGV[1], ARGV[2], 3)
local ids = {}
for i, claim in ipairs(mine) do ids[i] = claim[1] end
ids[#ids + 1] = 'JUSTID'
if #mine > 0 then redis.call('XCLAIM', KEYS[1], ARGV[1], ARGV[2], 0, unpack(ids)) end
return lost
