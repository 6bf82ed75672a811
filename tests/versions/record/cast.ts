import type { NewPerson } from '../support/protocol.ts'

/** Where recorded devices believe their server to be. */
export const recordedServerUrl = 'https://coachdesk.example'
/** Of the demo's people. */
const demoPassword = 'coachdesk-demo'
/** When the recorded life ends, epoch ms: a Friday, after five weeks that the demo tells and almost four that devices live. */
export const lifeStart = Date.UTC(2026, 10, 2, 8)

export const newcomers: readonly NewPerson[] = [
  {
    name: 'felix',
    role: 'student',
    displayName: 'Felix Brandt',
    phone: '+49 30 23125 077',
    zone: 'Europe/Berlin',
    password: 'password of felix'
  },
  {
    name: 'ines',
    role: 'coach',
    displayName: 'Inês Duarte',
    phone: '+44 20 7946 0722',
    zone: 'Europe/Lisbon',
    password: 'password of ines'
  },
  {
    name: 'root',
    role: 'admin',
    displayName: 'Administration',
    phone: '+44 20 7946 0100',
    zone: 'Europe/London',
    password: 'password of root'
  }
]

export function passwordOf(name: string): string {
  return newcomers.find(person => person.name === name)?.password ?? demoPassword
}
