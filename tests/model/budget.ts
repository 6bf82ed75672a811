import type { Budget, SceneName } from './scenes.ts'

/** One exploration: a scene, and how much happens in it. */
export interface Task {
  readonly scene: SceneName
  readonly budget: Budget
  /** With a server of a version whose rows do not say what was adjusted (VE11). */
  readonly isServerEarlier?: true
}

/** Half a minute on two cores: what every run of all tests explores. */
const most: readonly Task[] = [
  { scene: 'one open slot, and accounts that come and go', budget: { acts: 3, faults: 0 } },
  { scene: 'one open slot', budget: { acts: 3, faults: 0 } },
  { scene: 'one session and one open slot', budget: { acts: 3, faults: 0 } },
  { scene: 'one open slot and a free time', budget: { acts: 3, faults: 1 } },
  { scene: 'an empty calendar', budget: { acts: 4, faults: 0 } },
  { scene: 'a session of each student, and one open slot', budget: { acts: 2, faults: 1 } },
  { scene: 'an empty calendar', budget: { acts: 3, faults: 1 } },
  { scene: 'one session and one open slot, and forged pushes', budget: { acts: 2, faults: 1 } },
  { scene: 'one open slot, and forged pushes', budget: { acts: 2, faults: 1 } },
  { scene: 'one open slot, and accounts that come and go', budget: { acts: 2, faults: 1 } },
  { scene: 'one session and one open slot', budget: { acts: 2, faults: 1 } },
  { scene: 'one open slot and a free time', budget: { acts: 2, faults: 2 } },
  { scene: 'weekly hours', budget: { acts: 2, faults: 1 } },
  { scene: 'two slots of a series', budget: { acts: 2, faults: 0 } },
  { scene: 'a session that goes anywhere, and one open slot', budget: { acts: 2, faults: 0 } },
  { scene: 'weekly hours, and a server that is set back', budget: { acts: 1, faults: 1 } },
  { scene: 'an empty calendar', budget: { acts: 3, faults: 1 }, isServerEarlier: true },
  { scene: 'one session and one open slot', budget: { acts: 2, faults: 1 }, isServerEarlier: true }
]

/** Some minutes, the longest first. */
const longest: readonly Task[] = [
  { scene: 'one session and one open slot', budget: { acts: 3, faults: 1 } },
  { scene: 'one open slot, and accounts that come and go', budget: { acts: 3, faults: 1 } },
  { scene: 'one open slot', budget: { acts: 3, faults: 1 } },
  { scene: 'one open slot and a free time', budget: { acts: 4, faults: 0 } },
  { scene: 'a session of each student, and one open slot', budget: { acts: 3, faults: 0 } },
  { scene: 'weekly hours, and a server that is set back', budget: { acts: 2, faults: 1 } },
  { scene: 'weekly hours', budget: { acts: 3, faults: 0 } },
  { scene: 'one session and one open slot, and forged pushes', budget: { acts: 2, faults: 2 } },
  { scene: 'two slots of a series', budget: { acts: 2, faults: 1 } },
  { scene: 'a session that goes anywhere, and one open slot', budget: { acts: 2, faults: 1 } },
  { scene: 'one open slot, and forged pushes', budget: { acts: 2, faults: 2 } }
]

/**
 * `COACHDESK_MODEL_SHARE=most` leaves out the long explorations.
 * `COACHDESK_MODEL_ACTS` and `COACHDESK_MODEL_FAULTS` give all scenes another budget; the one that is left out is two acts or no fault.
 */
export function listTasks(
  env: Readonly<Record<string, string | undefined>>,
  scenes: readonly SceneName[]
): readonly Task[] {
  const { COACHDESK_MODEL_ACTS: acts, COACHDESK_MODEL_FAULTS: faults, COACHDESK_MODEL_SHARE: share } = env
  if (acts === undefined && faults === undefined)
    return share === 'most' ? most : [...longest, ...most.filter(isNotCovered)]
  const budget = {
    acts: toWhole('COACHDESK_MODEL_ACTS', acts ?? '2'),
    faults: toWhole('COACHDESK_MODEL_FAULTS', faults ?? '0')
  }
  return scenes.map(scene => ({ scene, budget }))
}

/** Whether no long exploration comes by all that this one does. */
function isNotCovered({ scene, budget: { acts, faults }, isServerEarlier }: Task): boolean {
  return (
    isServerEarlier === true ||
    !longest.some(({ scene: other, budget }) => other === scene && budget.acts >= acts && budget.faults >= faults)
  )
}

function toWhole(name: string, text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isInteger(value) || value < 0)
    throw new Error(`${name} is not a whole number: ${text}`)
  return value
}
