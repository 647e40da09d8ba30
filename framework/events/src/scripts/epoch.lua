-- Put before the scripts that need it. The epoch of a stream; made when there is none, or when the hash that holds it
-- was lost. A stream that is still there goes on counting, so that XADD does not refuse the next offset.
local function epoch_of(stream, meta, fresh)
  local epoch = redis.call('HGET', meta, 'epoch')
  if epoch then return epoch end
  local last = 0
  local info = redis.pcall('XINFO', 'STREAM', stream)
  if not info.err then
    for i = 1, #info, 2 do
      if info[i] == 'last-generated-id' then last = tonumber(string.match(info[i + 1], '^%d+')) end
    end
  end
  redis.call('HSET', meta, 'epoch', fresh, 'offset', string.format('%.0f', last))
  return fresh
end
