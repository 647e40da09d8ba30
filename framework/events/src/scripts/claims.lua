-- Put before the scripts that need it. Those of the claims (offset, attempt, offset, attempt … in ARGV from `from` on)
-- that still are this consumer's, as ids with their attempts; and the offsets of the others. Whoever took an event over
-- raised its attempt, so a consumer that slept too long finds nothing of its own here.
local function claims(stream, group, consumer, from)
  local least, most = nil, nil
  for i = from, #ARGV, 2 do
    local offset = tonumber(ARGV[i])
    if not least or offset < least then least = offset end
    if not most or offset > most then most = offset end
  end
  local attempts = {}
  local held = redis.pcall('XPENDING', stream, group, string.format('%.0f-0', least), string.format('%.0f-0', most),
    1000000, consumer)
  if not held.err then
    for _, pending in ipairs(held) do attempts[pending[1]] = pending[4] end
  end
  local mine, lost = {}, {}
  for i = from, #ARGV, 2 do
    local id = ARGV[i] .. '-0'
    if attempts[id] == tonumber(ARGV[i + 1]) then
      mine[#mine + 1] = { id, attempts[id] }
    else
      lost[#lost + 1] = tonumber(ARGV[i])
    end
  end
  return mine, lost
end
