import { randomBytes } from 'node:crypto'
import type { Application } from '#renderer/contract/application.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import { createApplication } from '#renderer/application/create-application.ts'
import type { Act } from '../plan/act.ts'
import { createRandom } from '../plan/random.ts'
import { type Followed, followWorkspace } from './follow-workspace.ts'
import { createKept, createKeptStorage, createKeyValueStore, listStoredPhones } from './kept-storage.ts'
import { createNetwork } from './network.ts'
import { performAct } from './perform-act.ts'
import { createPower, type Power } from './power.ts'
import type { Command, Deed, Did, Report, Status } from './protocol.ts'
import { typeDraft } from './type-draft.ts'
import { createTypingTime, type TypingTime } from './typing-time.ts'

/** Reconnecting takes hundredths of the real time; the order of things stays. */
const haste = 100

/** One device: the real application on a storage and a network of its own. */
export interface Device {
  perform(command: Exclude<Command, { kind: 'open' }>): Promise<unknown>
  readStatus(): Status
}

const interrupted: Deed = { kind: 'interrupted', givenUp: {} }

type Opening = Extract<Command, { kind: 'open' }>

/** One run of the application, from its start to its end or to a power cut. */
interface Life {
  readonly application: Application
  readonly power: Power
  readonly typingTime: TypingTime
  /** Undefined until the account is open, and where the power went before. */
  follow: Followed | undefined
}

/** Opens a device and signs its owner in. @param onChange something that it shows, or its network, changed */
export async function openDevice(opening: Opening, readClock: () => number, onChange: () => void): Promise<Device> {
  const { serverUrl, name, password } = opening
  let { skewMs } = opening
  const network = createNetwork({
    target: serverUrl,
    random: createRandom(opening.seed),
    readDate: readClock,
    onQuiet: onChange
  })
  const [kept, diskRandom] = [createKept(), createRandom(opening.seed + 1)]
  const wakers = new Set<() => void>()

  function startLife(): Life {
    const typingTime = createTypingTime({ wait: (ms, signal) => realTimers.wait(ms / haste, signal) })
    const power = createPower({ isForgetful: opening.flaw === 'forgetful' })
    const application = createApplication({
      storage: createKeptStorage(kept, power, diskRandom),
      fetch: (...args) => (power.isOn ? network.fetch(...args) : Promise.reject(new TypeError('fetch failed'))),
      now: () => Math.round(readClock() + skewMs),
      randomBytes: length => new Uint8Array(randomBytes(length)),
      keyValueStore: createKeyValueStore(kept, power),
      timers: typingTime.timers,
      defaultServerUrl: serverUrl,
      onWake(listener) {
        wakers.add(listener)
        return () => wakers.delete(listener)
      },
      multiInstance: false,
      passwordRounds: 10
    })
    return { application, power, typingTime, follow: undefined }
  }

  async function follow(started: Life): Promise<void> {
    started.follow = await Promise.race([followWorkspace(started.application, onChange), started.power.off])
  }

  async function signIn(): Promise<Deed> {
    const outcome = await life.application.sessionStore.getState().signIn({ serverUrl, name, password })
    return outcome.ok ? { kind: 'done', did: {} } : { kind: 'refused', refusal: outcome.refusal }
  }

  async function restart(): Promise<Deed> {
    const { application, power, follow: followed } = life
    followed?.stop()
    await application.stop()
    // It went while the application stopped: what starts next is what follows the return of the power.
    if (!power.isOn) return interrupted
    life = startLife()
    await follow(life)
    return { kind: 'done', did: {} }
  }

  async function turnOn(again: Extract<Command, { kind: 'power-on' }>['again']): Promise<void> {
    const { application, power, follow: followed } = life
    power.cut()
    network.hangUp()
    followed?.stop()
    power.bury()
    await application.stop()
    life = startLife()
    if (again !== undefined) life.power.cutAt(again)
    await follow(life)
  }

  /** Of what is done while the power goes, nobody knows whether it was done; but what it takes away may be gone. */
  async function act(wish: Act): Promise<Deed> {
    const { follow: followed, power } = life
    if (followed === undefined || !power.isOn) return { kind: 'refused', refusal: 'no power' }
    if (wish.kind === 'restart') return (await Promise.race([restart(), power.off])) ?? interrupted
    if (wish.kind === 'sign-in') return signIn()
    if (wish.kind === 'type') return type(wish, followed)
    let givenUp: Did = {}
    const doing = performAct(wish, followed.read(), followed.userId, intent => {
      givenUp = intent
    })
    const deed = await Promise.race([doing, power.off])
    if (deed !== undefined) return deed
    doing.catch(() => undefined)
    return { kind: 'interrupted', givenUp }
  }

  /** What was typed more than a second before its end may not be missing, however the typing ends. */
  async function type(wish: Extract<Act, { kind: 'type' }>, opened: Followed): Promise<Deed> {
    const { power, typingTime } = life
    let did: Did = {}
    await typeDraft({
      wish,
      state: opened.read(),
      userId: opened.userId,
      time: typingTime,
      power,
      onDue(words) {
        did = { typed: words }
      }
    })
    if (wish.dies) power.cut()
    return power.isOn ? { kind: 'done', did } : { kind: 'interrupted', givenUp: did }
  }

  function readStatus(): Status {
    const state = life.follow?.read()
    if (state === undefined) return { sync: { kind: 'starting' }, pending: [], underWay: network.underWay }
    const pending = [...state.syncByRecord].filter(([, sync]) => sync !== 'needs-you').map(([id]) => id)
    return { sync: state.sync, pending, underWay: network.underWay }
  }

  function report(): Report {
    if (life.follow === undefined) throw new Error(`${name}'s device has no power`)
    const state = life.follow.read()
    const { slots, coaches, calls, dossiers, blocked, watches, busy, notices, drafts, collections } = state
    const { clockOffsetMs } = state
    const clockErrorMs = state.now() - readClock()
    const storedPhones = listStoredPhones(kept)
    const own = { dossiers, blocked, watches, busy, notices, drafts }
    const shown = { slots, coaches, calls, collections, ...own, storedPhones, arranged: network.arranged }
    return { ...readStatus(), ...shown, clockOffsetMs, clockErrorMs, hasHeard: network.hasHeard }
  }

  let life = startLife()
  const signedIn = await signIn()
  if (signedIn.kind === 'refused') throw new Error(`sign-in of ${name}: ${signedIn.refusal}`)
  await follow(life)

  return {
    readStatus,
    async perform(command) {
      switch (command.kind) {
        case 'act':
          return act(command.act)
        case 'cut-power':
          return life.power.cutAt(command.cut)
        case 'power-on':
          return turnOn(command.again)
        case 'weather':
          network.setWeather(command.weather)
          if (command.weather === 'clear') for (const waker of wakers) waker()
          return undefined
        case 'set-clock':
          skewMs = command.skewMs
          network.hasHeard = false
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
          life.power.bury()
          life.follow?.stop()
          return life.application.stop()
      }
    }
  }
}
