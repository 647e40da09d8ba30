-- Takes an instance out of the hash of its service and tells the watchers. With a fourth argument only while its entry
-- is that text: whoever sweeps must not take an instance away that has come back meanwhile.
-- KEYS: the hash. ARGV: instance, channel, service, [entry].
if ARGV[4] and redis.call('HGET', KEYS[1], ARGV[1]) ~= ARGV[4] then return 0 end
if redis.call('HDEL', KEYS[1], ARGV[1]) == 0 then return 0 end
redis.call('PUBLISH', ARGV[2], ARGV[3])
return 1
