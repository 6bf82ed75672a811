import { chromium } from '../chromium/chromium.ts'
import { closePopup } from './popups.ts'
import { windowByTarget } from './window-list.ts'

interface Attached {
  readonly sessionId: string
  readonly targetInfo: {
    readonly targetId: string
    readonly type: string
    readonly url: string
    readonly openerId?: string
  }
}

const expected = new Map<string, (sessionId: string) => void>()
/** Pages that came before the answer to the command that made them. */
const early = new Map<string, string>()

/** The debugging session of a page that was asked for. */
export const expectTarget = (targetId: string): Promise<string> => {
  const { promise, resolve } = Promise.withResolvers<string>()
  const sessionId = early.get(targetId)
  early.delete(targetId)
  if (sessionId === undefined) expected.set(targetId, resolve)
  else resolve(sessionId)
  return promise
}

/** The headless shell tells of a page before it has an address. */
const isBlank = (url: string): boolean => url === '' || url === 'about:blank'

const receive = ({ sessionId, targetInfo }: Attached): void => {
  const { targetId, type, url, openerId } = targetInfo
  const arrive = expected.get(targetId)
  expected.delete(targetId)
  if (arrive !== undefined) arrive(sessionId)
  else if (type !== 'page')
    chromium()
      .cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId)
      .catch(() => {})
  else if (openerId !== undefined || !isBlank(url)) void closePopup(sessionId, targetId)
  else early.set(targetId, sessionId)
}

/** From now on every page that comes or goes is known. */
export const watchTargets = async (): Promise<void> => {
  const { cdp } = chromium()
  cdp.events.on('Target.attachedToTarget', receive)
  cdp.events.on('Target.targetDestroyed', ({ targetId }: { targetId: string }) =>
    windowByTarget.get(targetId)?.vanish()
  )
  await cdp.send('Target.setDiscoverTargets', { discover: true })
  await cdp.send('Target.setAutoAttach', { autoAttach: true, waitForDebuggerOnStart: true, flatten: true })
}
