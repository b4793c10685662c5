/**
 * PGlite in a thread of its own, so that no statement stops the server from answering: it runs on the
 * thread that calls it, and a count of 5 million rows takes a second. Plain JavaScript, because the same
 * file is loaded from `src/` under test and from `dist/`, and Node 20 loads no TypeScript.
 *
 * Asked `{ id, text, parameters }`, answers `{ id, answer }` or `{ id, failure }`; `{ id, task }` is for
 * the whole database. One at a time, in the order asked. Talks the wire protocol to PGlite
 * (https://www.postgresql.org/docs/15/protocol-flow.html#PROTOCOL-FLOW-EXT-QUERY): all values stay text.
 */
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite, protocol } from '@electric-sql/pglite'

/**
 * @typedef {{ id: number, text: string, parameters: (string | null)[] }} Question
 * @typedef {{ id: number, task: 'close' | 'dump' }} Task
 * @typedef {{ folder: string | null, snapshot: ArrayBuffer | null }} Start
 */

const { serialize } = protocol

/** @returns {Promise<PGlite>} */
function open() {
  /** @type {Start} */
  const { folder, snapshot } = workerData
  return PGlite.create({
    dataDir: folder === null ? 'memory://' : `file://${folder}`,
    ...(snapshot === null ? {} : { loadDataDir: new Blob([snapshot]) }),
    // 16 MB of buffers instead of 128 halve the resident memory; the operating system caches the files.
    startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=16MB', '-c', 'TimeZone=UTC'],
  })
}

/**
 * @param {PGlite} database
 * @param {Question} question
 */
async function ask(database, { text, parameters }) {
  const messages = await database.execProtocolStream(
    Buffer.concat([
      serialize.parse({ text }),
      serialize.bind({ values: parameters }),
      serialize.describe({ type: 'P' }),
      serialize.execute({}),
      serialize.sync(),
    ]),
  )
  /** @type {{ name: string, type: number }[]} */
  let columns = []
  /** @type {(string | null)[][]} */
  const rows = []
  let command = ''
  for (const message of messages) {
    if ('fields' in message && message.name === 'dataRow') {
      rows.push(/** @type {(string | null)[]} */ (message.fields))
    } else if ('fields' in message && message.name === 'rowDescription') {
      const fields = /** @type {{ name: string, dataTypeID: number }[]} */ (message.fields)
      columns = fields.map(({ name, dataTypeID }) => ({ name, type: dataTypeID }))
    } else if ('text' in message && message.name === 'commandComplete') {
      command = String(message.text).replace(/ \d.*$/, '')
    }
  }
  return { columns, rows, command }
}

/**
 * @param {PGlite} database
 * @param {Task['task']} task
 */
async function perform(database, task) {
  if (task === 'close') return database.close()
  return (await database.dumpDataDir('none')).arrayBuffer()
}

/** @param {unknown} error */
function toFailure(error) {
  if (!(error instanceof Error)) return { message: String(error) }
  const { message, code, constraint, detail } = /** @type {Record<string, unknown> & Error} */ (error)
  return { message, code, constraint, detail }
}

const port = parentPort
if (port === null) throw new Error('this file is run as a worker')

const database = await open().catch((error) => {
  port.postMessage({ id: 0, failure: toFailure(error) })
  throw error
})

/** @type {Promise<void>} */
let last = Promise.resolve()
port.on('message', (/** @type {Question | Task} */ question) => {
  last = last.then(async () => {
    const { id } = question
    try {
      const answer =
        'task' in question ? await perform(database, question.task) : await ask(database, question)
      port.postMessage({ id, answer })
    } catch (error) {
      port.postMessage({ id, failure: toFailure(error) })
    }
  })
})
port.postMessage({ id: 0, answer: null })
