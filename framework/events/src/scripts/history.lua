-- Everything after a position, or nothing.
-- KEYS  stream, meta
-- ARGV  epoch and offset of the position, limit, a fresh epoch
-- Answer: epoch, newest offset, 1 when complete, then the events.
local stream, meta = KEYS[1], KEYS[2]
local since, limit = tonumber(ARGV[2]), tonumber(ARGV[3])
local epoch = epoch_of(stream, meta, ARGV[4])
local newest = tonumber(redis.call('HGET', meta, 'offset'))
local missed = newest - since
if epoch ~= ARGV[1] or missed < 0 or missed > limit then return { epoch, newest, 0 } end
local answer = { epoch, newest, 1 }
if missed == 0 then return answer end
local entries = redis.call('XRANGE', stream, string.format('%.0f-0', since + 1), string.format('%.0f-0', newest))
if #entries ~= missed then return { epoch, newest, 0 } end
for i, entry in ipairs(entries) do answer[i + 3] = entry[2][4] end
return answer
