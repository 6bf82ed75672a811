/** Everybody in the lab lives in one zone, so that all three windows show the same times. */
export const labZone = 'Europe/Berlin'
/** Every account of the lab has this password. */
export const labPassword = 'correct horse battery'

export interface LabPerson {
  readonly role: 'coach' | 'student'
  readonly displayName: string
  /** E.164, from a range that is kept free for fiction. */
  readonly phone: string
}

/** By sign-in name. */
export const labPeople = {
  anna: { role: 'coach', displayName: 'Anna Bergström', phone: '+493023125001' },
  sam: { role: 'student', displayName: 'Sam Okafor', phone: '+493023125011' },
  tina: { role: 'student', displayName: 'Tina Rossi', phone: '+493023125012' }
} as const satisfies Readonly<Record<string, LabPerson>>

export type PersonName = keyof typeof labPeople
