import type { CoachProfile } from '#domain/model/coach-profile.ts'

/** One password for all of them: these accounts exist on a loopback address to be tried out. */
export const demoPassword = 'coachdesk-demo'

interface DemoPerson {
  /** Sign-in name. */
  readonly name: string
  readonly displayName: string
  /** From number ranges that telephone authorities keep free for fiction, yet valid by their numbering plans. */
  readonly phone: string
  readonly zone: string
}

/** A time of the week on the coach's own clock. `weekday` 1 is Monday, `minutes` count from midnight. */
export interface WeeklyHour {
  readonly weekday: number
  readonly minutes: number
}

export interface DemoCoach extends DemoPerson {
  readonly role: 'coach'
  readonly profile: Pick<CoachProfile, 'headline' | 'bio' | 'policy'>
  readonly weeklyHours: readonly WeeklyHour[]
}

export interface DemoStudent extends DemoPerson {
  readonly role: 'student'
}

const at = (weekday: number, hour: number, minute = 0): WeeklyHour => ({ weekday, minutes: hour * 60 + minute })
const hours = (count: number) => count * 60

const mara: DemoCoach = {
  role: 'coach',
  name: 'mara',
  displayName: 'Mara Lindqvist',
  phone: '+493023125014',
  zone: 'Europe/Berlin',
  profile: {
    headline: 'Public speaking for people who would rather not',
    bio: [
      'I spent twelve years explaining control software to people who had stopped listening, and now help others to be listened to.',
      '',
      'We work on the talk that you really have to give: its first minute, its one sentence, and what your hands do meanwhile.',
      'Bring slides if you must.'
    ].join('\n'),
    policy: {
      minimumNoticeMin: hours(12),
      horizonDays: 60,
      dailyCap: 3,
      cancelCutoffMin: hours(24),
      rescheduleCutoffMin: hours(24)
    }
  },
  weeklyHours: [at(1, 9), at(1, 14), at(2, 9), at(2, 11, 30), at(4, 10), at(4, 16), at(5, 9)]
}

const owen: DemoCoach = {
  role: 'coach',
  name: 'owen',
  displayName: 'Owen Hartley',
  phone: '+442079460127',
  zone: 'Europe/London',
  profile: {
    headline: 'First-time managers, first hundred days',
    bio: [
      'Former head of a support team of forty. I coach people who were good at their work and are suddenly responsible for that of others.',
      '',
      'Typical sessions: the conversation you put off, a week without a single meeting of your own, how to hand over what you like doing.'
    ].join('\n'),
    policy: {
      minimumNoticeMin: hours(2),
      horizonDays: 90,
      dailyCap: 3,
      cancelCutoffMin: hours(24),
      rescheduleCutoffMin: hours(12)
    }
  },
  weeklyHours: [at(1, 17, 30), at(3, 9, 30), at(3, 13), at(4, 18), at(6, 10)]
}

const renata: DemoCoach = {
  role: 'coach',
  name: 'renata',
  displayName: 'Renata Solís',
  phone: '+12125550142',
  zone: 'America/New_York',
  profile: {
    headline: 'Interview practice with honest feedback',
    bio: [
      'I have sat on the other side of the table about six hundred times.',
      '',
      'We rehearse one interview per session, in full length, and spend the second hour on what the other side wrote down.'
    ].join('\n'),
    policy: {
      minimumNoticeMin: hours(24),
      horizonDays: 45,
      dailyCap: 2,
      cancelCutoffMin: hours(48),
      rescheduleCutoffMin: hours(24)
    }
  },
  weeklyHours: [at(2, 8), at(2, 12), at(3, 12), at(3, 17), at(5, 10), at(7, 11)]
}

export const demoCoaches = [mara, owen, renata] as const

const demoStudents: readonly DemoStudent[] = [
  { role: 'student', name: 'jonas', displayName: 'Jonas Weidner', phone: '+496990009208', zone: 'Europe/Berlin' },
  { role: 'student', name: 'priya', displayName: 'Priya Nair', phone: '+442079460388', zone: 'Europe/London' },
  { role: 'student', name: 'tomas', displayName: 'Tomás Ferreira', phone: '+12125550176', zone: 'America/New_York' },
  { role: 'student', name: 'aiko', displayName: 'Aiko Tanabe', phone: '+13105550119', zone: 'America/Los_Angeles' }
]

/** Everybody, in the order in which a table of accounts shows them. */
export const demoPeople: readonly (DemoCoach | DemoStudent)[] = [...demoCoaches, ...demoStudents]
