/** What Linux tells of the processes that a service has started. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

function unlessGone<T>(read: () => T): T | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}

/** The parent of a process that is running. */
function parentOf(pid: string): number | undefined {
  const stat = unlessGone(() => readFileSync(`/proc/${pid}/stat`, 'latin1'))
  // The name before this is in brackets and may hold anything.
  const [state, parent] = stat?.slice(stat.lastIndexOf(')') + 2).split(' ') ?? []
  return state === 'Z' ? undefined : Number(parent)
}

/** The process ids of its children, in order. */
export function childrenOf(pid: number | undefined): number[] {
  const all = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  return all
    .filter((each) => parentOf(each) === pid)
    .map(Number)
    .toSorted((a, b) => a - b)
}

export const isRunning = (pid: number): boolean => parentOf(String(pid)) !== undefined

/** How many open connections to its port a process holds. */
export function connectionsOf(pid: number, port: number): number {
  const rows = readFileSync('/proc/net/tcp', 'latin1').split('\n')
  const fields = rows.map((row) => row.trim().split(/\s+/))
  const end = `:${port.toString(16).toUpperCase().padStart(4, '0')}`
  const open = fields.filter((row) => row[1]?.endsWith(end) === true && row[3] === '01')
  const sockets = new Set(open.map((row) => `socket:[${row[9]}]`))
  const files = readdirSync(`/proc/${pid}/fd`)
  const links = files.map((file) => unlessGone(() => readlinkSync(`/proc/${pid}/fd/${file}`)))
  return links.filter((link) => link !== undefined && sockets.has(link)).length
}
