-- Appends events to one stream and tells those who listen, in one step, so that order, offsets and messages agree.
-- KEYS  stream, meta, then one key per event that remembers its id
-- ARGV  channel, a fresh epoch, max_len, max_age in ms (0: none), how long ids are remembered in ms, then id and text
-- Answer: the epoch, then one offset per event; below zero when the id was known, and nothing was appended.
-- All that can refuse (memory, a wrong type) refuses at the first write, so no offset is ever skipped.
local stream, meta, channel, max_len, max_age, remember = KEYS[1], KEYS[2], ARGV[1], ARGV[3], tonumber(ARGV[4]), ARGV[5]
local epoch = epoch_of(stream, meta, ARGV[2])
local known = redis.call('MGET', unpack(KEYS, 3))
local fresh = {}
local first_of = {}
for i = 1, #known do
  if not known[i] then
    local id = KEYS[i + 2]
    if first_of[id] then
      known[i] = first_of[id]
    else
      fresh[#fresh + 1] = i
      first_of[id] = -i
    end
  end
end

local offsets = {}
if #fresh > 0 then
  local offset = redis.call('HINCRBY', meta, 'offset', #fresh) - #fresh
  local present = '0'
  if max_age > 0 then
    local time = redis.call('TIME')
    present = string.format('%.0f', time[1] * 1000 + math.floor(time[2] / 1000))
  end
  for _, i in ipairs(fresh) do
    offset = offset + 1
    offsets[i] = offset
    local digits = string.format('%.0f', offset)
    local id, text = ARGV[4 + 2 * i], ARGV[5 + 2 * i]
    if max_age > 0 then
      redis.call('XADD', stream, 'MAXLEN', '~', max_len, digits .. '-0', 'id', id, 'event', text, 'at', present)
    else
      redis.call('XADD', stream, 'MAXLEN', '~', max_len, digits .. '-0', 'id', id, 'event', text)
    end
    redis.call('SET', KEYS[i + 2], digits, 'PX', remember)
    redis.call('PUBLISH', channel, '{"epoch":"' .. epoch .. '","offset":' .. digits .. ',' .. string.sub(text, 2))
  end
  if max_age > 0 then
    local oldest = tonumber(present) - max_age
    local past = true
    while past do
      local heads = redis.call('XRANGE', stream, '-', '+', 'COUNT', 100)
      local cut = nil
      past = #heads == 100
      for _, head in ipairs(heads) do
        local at = head[2][6]
        -- What has no date was published when the channel had no max_age: nobody knows that it is old.
        if not at or tonumber(at) >= oldest then
          past = false
          break
        end
        cut = tonumber(string.match(head[1], '^%d+')) + 1
      end
      if cut then redis.call('XTRIM', stream, 'MINID', string.format('%.0f-0', cut)) end
    end
  end
end

local answer = { epoch }
for i = 1, #known do
  local offset = offsets[i]
  if not offset then
    offset = tonumber(known[i])
    if offset < 0 then offset = offsets[-offset] end
    offset = -offset
  end
  answer[i + 1] = offset
end
return answer
