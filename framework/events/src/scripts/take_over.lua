-- Takes what others have held in silence for a lease.
-- KEYS  stream, tries
-- ARGV  group, consumer, lease in ms, count
-- Answer: number that retention took meanwhile, then for each event: id, attempt, text.
local stream, tries, group, consumer, lease, count = KEYS[1], KEYS[2], ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4])
local time = redis.call('TIME')
local present = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
local answer = { 0 }
local taken = 0
local cursor = '0-0'
for _ = 1, 100 do  -- a call looks at ten times COUNT pending ones; the cursor leads to the others
  local found = redis.call('XAUTOCLAIM', stream, group, consumer, lease, cursor, 'COUNT', count - taken)
  cursor = found[1]
  if found[3] then answer[1] = answer[1] + #found[3] end
  for _, entry in ipairs(found[2]) do
    if entry and entry[2] then
      local pending = redis.call('XPENDING', stream, group, entry[1], entry[1], 1)
      taken = taken + 1
      answer[#answer + 1] = entry[1]
      answer[#answer + 1] = pending[1][4]
      answer[#answer + 1] = entry[2][4]
      if pending[1][4] > 1 then redis.call('HSETNX', tries, entry[1], present) end
    end
  end
  if cursor == '0-0' or taken >= count then break end
end
return answer
