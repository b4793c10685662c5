import { createHash } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Who answers on a socket of the folder. */
export interface Answerer {
  readonly name: string
  readonly holds: boolean
  /** Undefined when it answers but does not say. */
  readonly pid: number | undefined
}

/** The bytes that a socket's path may have: `sun_path` is 104 on macOS, 108 on Linux, with a closing zero. */
const longestPath = 103
/** The bytes of `/lock.<pid>.<12 digits>.sock`, at most. */
const longestName = 31

function fits(folder: string): boolean {
  return Buffer.byteLength(folder) + longestName <= longestPath
}

function hashOf(folder: string): string {
  return createHash('sha256').update(folder).digest('hex').slice(0, 16)
}

/**
 * Where the sockets of a folder lie: in it. On Linux even when its path is too long for a socket, by way
 * of the open folder; elsewhere then in the temporary folder, which all starters have to share.
 */
export function socketFolder(folder: string): string {
  if (fits(folder) || process.platform === 'linux') return folder
  const other = join(tmpdir(), `fiche-${hashOf(folder)}`)
  mkdirSync(other, { recursive: true, mode: 0o700 })
  return other
}

/** The address of a socket in a folder that this process has opened as `handle`. */
export function address(folder: string, handle: number, name: string): string {
  return fits(folder) ? join(folder, name) : `/proc/self/fd/${handle}/${name}`
}

/** Windows: a named pipe has one owner and goes with its process. */
export async function lockPipe(folder: string): Promise<{ release: () => Promise<void> }> {
  const server = createServer((socket) => socket.end())
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(String.raw`\\.\pipe\fiche-` + hashOf(folder.toLowerCase()), resolve)
    server.unref()
  })
  return { release: () => new Promise((resolve) => server.close(() => resolve())) }
}

/** How long an answer may take before whoever accepted is counted as alive and busy, in milliseconds. */
const patience = 2000

function read(text: string, name: string): Answerer {
  const [, role, pid] = /^(holder|candidate) (\d+)\n$/.exec(text) ?? []
  return { name, holds: role !== 'candidate', pid: pid === undefined ? undefined : Number(pid) }
}

/** What a connection to a socket came to: the text that it got, or that nobody is there, or a hang-up. */
function listenTo(path: string): Promise<{ text: string } | 'nobody' | 'hung up'> {
  return new Promise((resolve) => {
    let text = ''
    const socket = connect(path)
    const finish = (outcome: { text: string } | 'nobody' | 'hung up') => {
      socket.destroy()
      resolve(outcome)
    }
    socket.setEncoding('utf8').setTimeout(patience)
    socket.on('data', (chunk) => (text += String(chunk)))
    socket.on('end', () => finish(text === '' ? 'hung up' : { text }))
    socket.on('timeout', () => finish({ text }))
    socket.on('error', (error) => {
      const code = 'code' in error ? error.code : undefined
      if (code === 'ECONNREFUSED' || code === 'ENOENT') finish('nobody')
      else finish(code === 'ECONNRESET' || code === 'EPIPE' ? 'hung up' : { text })
    })
  })
}

/**
 * Asks who is behind a socket; undefined when nobody is: its process is gone (ECONNREFUSED) or its file
 * (ENOENT). Who accepts and says nothing, or can't be asked (another user's socket), counts as a holder:
 * refusing wrongly is mended by hand, two writers are not. Who hangs up is asked again: it was leaving.
 */
export async function knock(path: string, name: string, tries = 5): Promise<Answerer | undefined> {
  const outcome = await listenTo(path)
  if (outcome === 'nobody') return undefined
  if (outcome === 'hung up' && tries > 1) return knock(path, name, tries - 1)
  return outcome === 'hung up' ? read('', name) : read(outcome.text, name)
}
