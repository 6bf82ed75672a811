// A thread with some devices of its own: RxDB counts open collections per JavaScript realm (F8).
import { parentPort, workerData } from 'node:worker_threads'
import type { DeviceName } from '../plan/people.ts'
import type { Device } from './device.ts'
import { setFlaw } from './flaws/current-flaw.ts'
import { replaceModules } from './flaws/replace-modules.ts'
import type { Answer, Request, ThreadData } from './protocol.ts'

const { clock, ...kind } = workerData as ThreadData
const port = parentPort
if (port === null) throw new Error('this file is the start of a thread')
replaceModules(kind)
// Only now: what is loaded from here on may be replaced.
const { openDevice } = await import('./device.ts')

const clockCell = new Float64Array(clock)
const deviceByName = new Map<DeviceName, Device>()
const changed = new Set<DeviceName>()
const answer = (message: Answer): void => port.postMessage(message)

/** Many changes at once are told once. */
function noteChange(device: DeviceName): void {
  if (changed.has(device)) return
  changed.add(device)
  setImmediate(() => {
    changed.delete(device)
    const opened = deviceByName.get(device)
    if (opened !== undefined) answer({ changed: device, status: opened.readStatus() })
  })
}

async function perform({ device: name, command }: Request): Promise<unknown> {
  if (command.kind === 'open') {
    setFlaw(command.flaw)
    const opened = await openDevice(
      command,
      () => clockCell[0] ?? 0,
      () => noteChange(name)
    )
    deviceByName.set(name, opened)
    return undefined
  }
  const device = deviceByName.get(name)
  if (device === undefined) throw new Error(`${name} is not open`)
  if (command.kind === 'close') deviceByName.delete(name)
  return device.perform(command)
}

port.on('message', (request: Request) => {
  perform(request).then(
    value => answer({ call: request.call, ok: true, value }),
    (error: unknown) => {
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      answer({ call: request.call, ok: false, error: text })
    }
  )
})
