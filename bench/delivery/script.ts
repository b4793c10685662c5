import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Ask } from './capture.ts'

export type Order = 'cycle' | 'random' | 'once'

/** More than this many requests are not kept ready in memory but made one by one. */
const keptReady = 20_000

/** One request a line: the path, then names and values of headers. No tab or line feed is in any of them. */
const lineOf = ({ path, headers = {} }: Ask): string => [path, ...Object.entries(headers).flat()].join('\t')

/** `done` gives the figures as JSON: what wrk prints by itself is for people, and rounds. */
const report = `
function done(summary, latency)
  local e = summary.errors
  local names = { 'requests', 'duration', 'bytes' }
  local out = {}
  for _, name in ipairs(names) do out[#out + 1] = string.format('"%s":%d', name, summary[name]) end
  for _, name in ipairs({ 'connect', 'read', 'write', 'status', 'timeout' }) do
    out[#out + 1] = string.format('"%s":%d', name, e[name])
  end
  local times = { p50 = latency:percentile(50), p99 = latency:percentile(99), max = latency.max }
  for name, time in pairs(times) do out[#out + 1] = string.format('"%s":%d', name, time) end
  io.write('\\nBENCH {' .. table.concat(out, ',') .. '}\\n')
end
`

const requests = (list: string, order: Order, isReady: boolean): string => `
local lines, ready, at = {}, {}, 0
for line in io.lines('${list}') do lines[#lines + 1] = line end

local function make(line)
  local parts, headers = {}, {}
  for part in (line .. '\\t'):gmatch('([^\\t]*)\\t') do parts[#parts + 1] = part end
  for name = 2, #parts, 2 do headers[parts[name]] = parts[name + 1] end
  return wrk.format('GET', parts[1], headers)
end

-- The host, which every request names, is known only now.
function init()
  math.randomseed(os.time())
  if ${isReady} then for number, line in ipairs(lines) do ready[number] = make(line) end end
end

-- The first call is wrk's own, before it begins: it has a look at what is sent.
local first = true
function request()
  if first then first = false return make(lines[1]) end
  ${order === 'random' ? 'at = math.random(#lines)' : 'at = at % #lines + 1'}
  return ready[at] or make(lines[at])
end
`

/** Writes a script for wrk that sends these requests. Gives its path. */
export function writeScript(folder: string, asks: readonly Ask[], order: Order): string {
  const list = join(folder, 'requests.txt')
  const script = join(folder, 'requests.lua')
  writeFileSync(list, asks.map((each) => `${lineOf(each)}\n`).join(''))
  writeFileSync(script, requests(list, order, asks.length <= keptReady) + report)
  return script
}
