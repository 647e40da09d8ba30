-- Into the dead letters and acknowledged, in one step.
-- KEYS  stream, tries, dead letters
-- ARGV  group, consumer, epoch, id, reason, path, attempts, text, how many letters are kept, one claim
-- Answer: the offset when it was not this consumer's any more.
local mine, lost = claims(KEYS[1], ARGV[1], ARGV[2], 10)
for _, claim in ipairs(mine) do
  local time = redis.call('TIME')
  local last = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
  local first = redis.call('HGET', KEYS[2], claim[1]) or last
  redis.call('XADD', KEYS[3], 'MAXLEN', '~', ARGV[9], '*', 'id', ARGV[4], 'event', ARGV[8], 'group', ARGV[1],
    'consumer', ARGV[2], 'reason', ARGV[5], 'path', ARGV[6], 'attempts', ARGV[7], 'first', first, 'last', last,
    'epoch', ARGV[3], 'offset', ARGV[10])
  redis.call('XACK', KEYS[1], ARGV[1], claim[1])
  redis.call('HDEL', KEYS[2], claim[1])
end
return lost
