/**
 * A process that takes and gives back the lock of a folder when told to: { take: folder, at } or { release: true }.
 * At a moment of the clock, so that several begin together.
 */
const { lockFolder } = await import(process.argv[2] ?? '')
let lock
process.on('message', async (message) => {
  try {
    if (message.release) {
      await lock?.release()
      lock = undefined
    } else {
      await new Promise((resolve) => setTimeout(resolve, message.at - Date.now()))
      lock = await lockFolder(message.take)
    }
    process.send?.({ holds: lock !== undefined })
  } catch (error) {
    process.send?.({ holds: false, name: error.name, message: error.message })
  }
})
process.on('disconnect', () => process.exit())
process.send?.({ holds: false })
