-- Keeps an order unless what is kept has come at least as far. KEYS: the order. ARGV: how far it has come, the order.
if tonumber(redis.call('HGET', KEYS[1], 'rank') or '0') >= tonumber(ARGV[1]) then return 0 end
redis.call('HSET', KEYS[1], 'rank', ARGV[1], 'order', ARGV[2])
return 1
