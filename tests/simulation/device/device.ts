import { randomBytes } from 'node:crypto'
import type { Application } from '../../../renderer/data/application-contract.ts'
import { realTimers } from '../../../renderer/data/browser-parts.ts'
import { createApplication } from '../../../renderer/data/create-application.ts'
import type { WorkspaceStoreState } from '../../../renderer/store/contract.ts'
import { createRandom } from '../plan/random.ts'
import { createKeptStorage, createKeyValueStore } from './kept-storage.ts'
import { createNetwork } from './network.ts'
import { performAct } from './perform-act.ts'
import type { Command, Deed, Report, Status } from './protocol.ts'

/** Reconnecting takes hundredths of the real time; the order of things stays. */
const haste = 100

/** One device: the real application on a storage and a network of its own. */
export interface Device {
  perform(command: Exclude<Command, { kind: 'open' }>): Promise<unknown>
}

type Opening = Extract<Command, { kind: 'open' }>

/** Opens a device and signs its owner in. @param onChange something that it shows, or its network, changed */
export async function openDevice(opening: Opening, readClock: () => number, onChange: () => void): Promise<Device> {
  const { serverUrl, name, password, skewMs } = opening
  const network = createNetwork({
    target: serverUrl,
    random: createRandom(opening.seed),
    readDate: readClock,
    onQuiet: onChange
  })
  const [storage, keyValueStore] = [createKeptStorage(), createKeyValueStore()]
  const wakers = new Set<() => void>()

  const start = (): Application =>
    createApplication({
      storage,
      fetch: network.fetch,
      now: () => Math.round(readClock() + skewMs),
      randomBytes: length => new Uint8Array(randomBytes(length)),
      keyValueStore,
      timers: { wait: (ms, signal) => realTimers.wait(ms / haste, signal) },
      defaultServerUrl: serverUrl,
      onWake(listener) {
        wakers.add(listener)
        return () => wakers.delete(listener)
      },
      multiInstance: false,
      passwordRounds: 10
    })

  let application = start()
  const signedIn = await application.sessionStore.getState().signIn({ serverUrl, name, password })
  if (!signedIn.ok) throw new Error(`sign-in of ${name}: ${signedIn.refusal}`)
  let follow = await followWorkspace(application, onChange)

  async function restart(): Promise<Deed> {
    follow.stop()
    await application.stop()
    application = start()
    follow = await followWorkspace(application, onChange)
    return { kind: 'done', did: {} }
  }

  function readStatus(): Status {
    const { sync, syncByRecord } = follow.read()
    const pending = [...syncByRecord].filter(([, state]) => state !== 'needs-you').map(([id]) => id)
    return { sync, pending, underWay: network.underWay }
  }

  function report(): Report {
    const { slots, coaches, calls, notices, drafts, collections } = follow.read()
    return { ...readStatus(), slots, coaches, calls, notices, drafts, collections }
  }

  return {
    async perform(command) {
      switch (command.kind) {
        case 'act':
          return command.act.kind === 'restart' ? restart() : performAct(command.act, follow.read(), follow.userId)
        case 'weather':
          network.setWeather(command.weather)
          if (command.weather === 'clear') for (const waker of wakers) waker()
          return undefined
        case 'move-server':
          network.target = command.url
          return undefined
        case 'status':
          return readStatus()
        case 'report':
          return report()
        default:
          network.setWeather('cut')
          follow.stop()
          return application.stop()
      }
    }
  }
}

interface Followed {
  readonly userId: string
  read(): WorkspaceStoreState
  stop(): void
}

async function followWorkspace({ workspace, sessionStore }: Application, onChange: () => void): Promise<Followed> {
  const store = await new Promise<NonNullable<ReturnType<typeof workspace.getState>['store']>>(resolve => {
    const check = (): void => {
      const { store: opened } = workspace.getState()
      if (opened === undefined) return
      unsubscribe()
      resolve(opened)
    }
    const unsubscribe = workspace.subscribe(check)
    check()
  })
  const { session } = sessionStore.getState()
  if (!('account' in session)) throw new Error(`the session is ${session.kind}`)
  return { userId: session.account.userId, read: () => store.getState(), stop: store.subscribe(onChange) }
}
