-- KEYS[1]: the idempotency key's hash. ARGV: digest of the params, token of the claimant, lease in ms.
-- Answers {what, answer}: whose the key is now.
local kept = redis.call('HMGET', KEYS[1], 'params', 'answer')
if not kept[1] then
    redis.call('HSET', KEYS[1], 'params', ARGV[1], 'token', ARGV[2])
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
    return {'fresh', ''}
end
if kept[1] ~= ARGV[1] then return {'conflict', ''} end
if kept[2] then return {'done', kept[2]} end
return {'running', ''}
