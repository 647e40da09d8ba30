-- KEYS  stream
-- ARGV  group
-- Answer: not yet given to a consumer, given and not yet acknowledged.
local info = redis.pcall('XINFO', 'STREAM', KEYS[1])
if info.err then return { 0, 0 } end
local newest, oldest, length = 0, nil, 0
for i = 1, #info, 2 do
  if info[i] == 'last-generated-id' then newest = tonumber(string.match(info[i + 1], '^%d+')) end
  if info[i] == 'length' then length = info[i + 1] end
  if info[i] == 'first-entry' and info[i + 1] then oldest = tonumber(string.match(info[i + 1][1], '^%d+')) end
end
for _, group in ipairs(redis.call('XINFO', 'GROUPS', KEYS[1])) do
  local name, pending, delivered
  for i = 1, #group, 2 do
    if group[i] == 'name' then name = group[i + 1] end
    if group[i] == 'pending' then pending = group[i + 1] end
    if group[i] == 'last-delivered-id' then delivered = tonumber(string.match(group[i + 1], '^%d+')) end
  end
  if name == ARGV[1] then
    if oldest and oldest - 1 > delivered then delivered = oldest - 1 end
    if not oldest then delivered = newest end
    return { newest - delivered, pending }
  end
end
return { length, 0 }
