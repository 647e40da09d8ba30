-- Puts an instance into the hash of its service, or renews its lease. 1 when that is news, and then tells the watchers.
-- KEYS: the hash. ARGV: instance, its entry up to and without the end of the lease, lease in ms, channel, service.
-- The end is a moment of this server's clock: the clocks of the announcers need not agree.
local time = redis.call('TIME')
local ends = tonumber(time[1]) * 1000 + math.floor(tonumber(time[2]) / 1000) + tonumber(ARGV[3])
local before = redis.call('HGET', KEYS[1], ARGV[1])
redis.call('HSET', KEYS[1], ARGV[1], ARGV[2] .. string.format('%.0f', ends) .. '}')
if before and string.sub(before, 1, #ARGV[2]) == ARGV[2] then return 0 end
redis.call('PUBLISH', ARGV[4], ARGV[5])
return 1
