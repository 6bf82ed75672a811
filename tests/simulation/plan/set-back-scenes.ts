import type { Act, LostOrPutBack, Step } from './act.ts'
import { deviceNames, type DeviceName, people } from './people.ts'
import type { Random } from './random.ts'
import { act, hourMs, rest, together, weather } from './steps.ts'

/** Scenes in which the server's data are older afterwards, or lost in part. `next` writes what the people do meanwhile. */
export function createSetBackScenes(random: Random) {
  type NextAct = (device: DeviceName) => Act
  const personNames = people.map(({ name }) => name)

  function makeChange(): LostOrPutBack {
    if (random.chance(0.4)) return { kind: 'put-back' }
    const database = random.pick(['slots', 'users', 'bookings', random.pick(personNames)] as const)
    return random.chance(0.5) ? { kind: 'put-back', database } : { kind: 'lose', database }
  }

  return {
    /** A copy of the data is made, people work on, and the copy comes back, or one database is lost, while a device is away (SB). */
    setBack(next: NextAct): readonly Step[] {
      const away = random.pick(deviceNames)
      const deeds = (): Step =>
        together(deviceNames.filter(() => random.chance(0.5)).map(device => ({ device, act: next(device) })))
      return [
        { kind: 'copy-data' },
        deeds(),
        ...(random.chance(0.6) ? [rest] : []),
        deeds(),
        ...(random.chance(0.7) ? [rest] : []),
        weather(away, 'cut'),
        deeds(),
        ...(random.chance(0.3) ? [{ kind: 'pass', ms: random.below(12) * hourMs } as const] : []),
        makeChange(),
        deeds(),
        ...(random.chance(0.5) ? [rest] : []),
        ...(random.chance(0.3) ? [act(away, { kind: 'restart' })] : []),
        weather(away, random.pick(['clear', 'clear', 'flaky', 'proxy'])),
        act(away, next(away)),
        weather(away, 'clear')
      ]
    }
  }
}
