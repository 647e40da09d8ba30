-- KEYS  stream, tries
-- ARGV  group, consumer, claims
-- Answer: the offsets that were not this consumer's any more.
local mine, lost = claims(KEYS[1], ARGV[1], ARGV[2], 3)
local ids, tried = {}, {}
for i, claim in ipairs(mine) do
  ids[i] = claim[1]
  if claim[2] > 1 then tried[#tried + 1] = claim[1] end
end
if #ids > 0 then redis.call('XACK', KEYS[1], ARGV[1], unpack(ids)) end
if #tried > 0 then redis.call('HDEL', KEYS[2], unpack(tried)) end
return lost
