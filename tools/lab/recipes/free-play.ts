import { at, type Scene } from '../stage/scene.ts'

/** For experiments of one's own: open slots, a session that is to come and one that is over. */
export const freePlayScene: Scene = {
  cast: {
    left: { person: 'anna', device: 'laptop', start: 'calendar' },
    middle: { person: 'anna', device: 'phone', start: 'calendar' },
    right: { person: 'sam', device: 'laptop', start: 'find' }
  },
  before: [
    { kind: 'open-slots', daysAgo: 2, slots: [at(10, -1), at(9), at(12), at(15), at(18)] },
    { kind: 'book', daysAgo: 2, student: 'sam', slot: at(10, -1) },
    { kind: 'book', daysAgo: 1, student: 'sam', slot: at(18) }
  ]
}
