-- Sees to it that the group exists.
-- KEYS  stream, meta
-- ARGV  group, where a new one begins ('0' or '$'), a fresh epoch
-- Answer: the epoch.
local made = redis.pcall('XGROUP', 'CREATE', KEYS[1], ARGV[1], ARGV[2], 'MKSTREAM')
if type(made) == 'table' and made.err and not string.find(made.err, 'BUSYGROUP', 1, true) then return made end
return epoch_of(KEYS[1], KEYS[2], ARGV[3])
