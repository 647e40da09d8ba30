-- Sets all articles of an order aside, or none. KEYS: stock, reservation. ARGV: sku, quantity, sku, quantity, ...
-- Answers '' or the article that was short; a repeated order gets the answer it got first.
local before = redis.call('HGET', KEYS[2], 'short')
if before then return before end
for i = 1, #ARGV, 2 do
    if tonumber(redis.call('HGET', KEYS[1], ARGV[i]) or '0') < tonumber(ARGV[i + 1]) then
        redis.call('HSET', KEYS[2], 'short', ARGV[i])
        return ARGV[i]
    end
end
redis.call('HSET', KEYS[2], 'short', '')
for i = 1, #ARGV, 2 do
    redis.call('HINCRBY', KEYS[1], ARGV[i], '-' .. ARGV[i + 1])
    redis.call('HSET', KEYS[2], 'item:' .. ARGV[i], ARGV[i + 1])
end
return ''
