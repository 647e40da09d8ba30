-- New events for a consumer, and how many retention took before the group had them.
-- KEYS  stream
-- ARGV  group, consumer, count
-- Answer: number lost, entries.
local delivered = nil
local groups = redis.pcall('XINFO', 'GROUPS', KEYS[1])
if not groups.err then
  for _, group in ipairs(groups) do
    local name, last
    for i = 1, #group, 2 do
      if group[i] == 'name' then name = group[i + 1] end
      if group[i] == 'last-delivered-id' then last = group[i + 1] end
    end
    if name == ARGV[1] then delivered = tonumber(string.match(last, '^%d+')) end
  end
end
if not delivered then return redis.error_reply('NOGROUP the group or its stream is gone') end
local reply = redis.call('XREADGROUP', 'GROUP', ARGV[1], ARGV[2], 'COUNT', ARGV[3], 'STREAMS', KEYS[1], '>')
if not reply then return { 0, {} } end
local entries = reply[1][2]
local lost = 0
if delivered > 0 then lost = tonumber(string.match(entries[1][1], '^%d+')) - delivered - 1 end
return { lost, entries }
