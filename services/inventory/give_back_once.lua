-- Puts back what was set aside for an order, the first time it is asked to. KEYS: stock, reservation.
if redis.call('HSETNX', KEYS[2], 'given_back', '1') == 0 then return 0 end
local kept = redis.call('HGETALL', KEYS[2])
for i = 1, #kept, 2 do
    local sku = string.match(kept[i], '^item:(.*)')
    if sku then redis.call('HINCRBY', KEYS[1], sku, kept[i + 1]) end
end
return 1
