import type { PartyRole } from '#domain/model/role.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'

type Review = NonNullable<SessionCopy['review']>

/** What its owner is to do after a session. */
export interface DemoAction {
  readonly owner: PartyRole
  readonly text: string
  readonly isDone: boolean
}

/** What came of a session: an outcome with the coach's words, nothing yet, or a cancellation by the student. */
export type SessionEnd =
  | {
      readonly kind: 'completed'
      readonly satisfaction: number
      readonly notes: string
      /** What its student reads. */
      readonly summary?: string
      readonly actions: readonly DemoAction[]
      readonly review?: Review
    }
  | { readonly kind: 'no-show'; readonly notes: string }
  | { readonly kind: 'cancelled'; readonly reason: string }
  | { readonly kind: 'awaits-feedback' }

export interface PastSession {
  readonly coach: string
  readonly student: string
  /** Whole weeks before the current one: 1 is last week. */
  readonly weeksAgo: number
  /** Which of the coach's weekly hours, from 0. */
  readonly hour: number
  readonly end: SessionEnd
}

const forStudent = (text: string, isDone = false): DemoAction => ({ owner: 'student', text, isDone })
const forCoach = (text: string): DemoAction => ({ owner: 'coach', text, isDone: false })

/** Three weeks of sessions, in no particular order. */
export const pastSessions: readonly PastSession[] = [
  {
    coach: 'mara',
    student: 'jonas',
    weeksAgo: 3,
    hour: 0,
    end: {
      kind: 'completed',
      satisfaction: 3,
      notes: [
        'First session. Talk for the department day, 20 minutes, about the new test rig.',
        '',
        '- Starts with the **agenda**; the audience knows it from the invitation.',
        '- Reads numbers from the slide.',
        '- Once he described the night the rig caught fire, everybody would have listened.'
      ].join('\n'),
      actions: [
        forStudent('Write the opening around the fire, half a page', true),
        forStudent('Cut slides 3 to 9', true)
      ],
      review: { score: 4, text: 'Uncomfortable in a useful way. I have something concrete to do.' }
    }
  },
  {
    coach: 'mara',
    student: 'jonas',
    weeksAgo: 2,
    hour: 2,
    end: {
      kind: 'completed',
      satisfaction: 4,
      notes: [
        'New opening works. He looked up **before** the first sentence.',
        '',
        'Still hurries as soon as he feels safe. We tried a pause after every number; it felt endless to him, it was two seconds.'
      ].join('\n'),
      summary: 'The new opening works: you looked up **before** the first sentence. Next: a pause after every number.',
      actions: [forStudent('Record one run-through on the phone', true), forStudent('Send me the last slide only')],
      review: { score: 5, text: 'The recording was the best part, much as I hated it.' }
    }
  },
  {
    coach: 'mara',
    student: 'jonas',
    weeksAgo: 1,
    hour: 4,
    end: {
      kind: 'completed',
      satisfaction: 5,
      notes:
        'Full rehearsal in the real room, with two colleagues. *Ready.* Next topic: questions from people who want to hear themselves.',
      actions: [forCoach('List the five questions he is afraid of')]
    }
  },
  {
    coach: 'mara',
    student: 'priya',
    weeksAgo: 3,
    hour: 3,
    end: {
      kind: 'completed',
      satisfaction: 4,
      notes: [
        'Keynote at a meet-up, 12 minutes, about accessibility.',
        '',
        '1. Has a clear sentence: "Nobody should need my help to pay me."',
        '2. Hides it on minute nine.',
        '3. Move it to the front, then earn it.'
      ].join('\n'),
      actions: [forStudent('Reorder, then tell it to someone outside the trade', true)],
      review: { score: 5, text: 'She found my sentence within ten minutes.' }
    }
  },
  {
    coach: 'mara',
    student: 'priya',
    weeksAgo: 1,
    hour: 1,
    end: { kind: 'awaits-feedback' }
  },
  {
    coach: 'mara',
    student: 'aiko',
    weeksAgo: 2,
    hour: 5,
    end: {
      kind: 'no-show',
      notes:
        'Waited 25 minutes, left a message. It was seven in the morning for her; she may have read the hour as her own.'
    }
  },
  {
    coach: 'mara',
    student: 'tomas',
    weeksAgo: 1,
    hour: 6,
    end: { kind: 'cancelled', reason: 'My talk was moved to spring, so there is no hurry any more.' }
  },
  {
    coach: 'owen',
    student: 'priya',
    weeksAgo: 3,
    hour: 1,
    end: {
      kind: 'completed',
      satisfaction: 4,
      notes: [
        'Took over the team from her friend; everybody still writes to the friend.',
        '',
        'Agreed on one change a week. This week: she answers the *support channel* first, he stays silent for an hour.'
      ].join('\n'),
      actions: [forStudent('Talk to Daniel about the hour of silence', true)],
      review: { score: 4, text: 'Calm, practical, no theory.' }
    }
  },
  {
    coach: 'owen',
    student: 'priya',
    weeksAgo: 2,
    hour: 3,
    end: {
      kind: 'completed',
      satisfaction: 5,
      notes:
        'It worked on the second day. She noticed that **she** was the one who kept asking him. Good, slightly embarrassing laugh.',
      summary: 'It worked on the second day: you stopped asking him. Next come the five, one at a time.',
      actions: [forStudent('One-to-one with each of the five before the month ends')]
    }
  },
  {
    coach: 'owen',
    student: 'tomas',
    weeksAgo: 2,
    hour: 2,
    end: {
      kind: 'completed',
      satisfaction: 2,
      notes: [
        'Came without a topic, tired. Mostly about his own boss.',
        '',
        'I let it run too long. Next time: agree on the question in the first ten minutes, or move the session.'
      ].join('\n'),
      actions: [forCoach('Ask for the question by message the day before')],
      review: { score: 3, text: 'Good to talk, but I left without a plan.' }
    }
  },
  {
    coach: 'owen',
    student: 'jonas',
    weeksAgo: 1,
    hour: 0,
    end: {
      kind: 'completed',
      satisfaction: 4,
      notes:
        'May lead the rig team from January. Worried about telling an older colleague what to do. We rehearsed the first talk; he listens well, that is most of it.',
      actions: [forStudent('Invite the colleague for a walk, not for a meeting')],
      review: { score: 5, text: 'The rehearsal took the fear out of it.' }
    }
  },
  { coach: 'owen', student: 'aiko', weeksAgo: 1, hour: 4, end: { kind: 'awaits-feedback' } },
  {
    coach: 'renata',
    student: 'tomas',
    weeksAgo: 3,
    hour: 1,
    end: {
      kind: 'completed',
      satisfaction: 3,
      notes: [
        'Product interview, first run. **Strong:** examples. **Weak:** answers the question he likes better than the one asked.',
        '',
        'What the other side would have written: "friendly, evasive".'
      ].join('\n'),
      actions: [forStudent('Repeat each question in one sentence before answering', true)],
      review: { score: 5, text: '"Friendly, evasive" hurt and was right.' }
    }
  },
  {
    coach: 'renata',
    student: 'tomas',
    weeksAgo: 2,
    hour: 4,
    end: {
      kind: 'completed',
      satisfaction: 4,
      notes:
        'Second run, much more direct. Salary question: named a number and then kept talking. Silence is part of the number.',
      actions: [forStudent('Say the number aloud to three people')],
      review: { score: 4, text: 'Faster progress than I expected.' }
    }
  },
  {
    coach: 'renata',
    student: 'aiko',
    weeksAgo: 2,
    hour: 3,
    end: {
      kind: 'completed',
      satisfaction: 5,
      notes:
        'Case interview. Draws while she thinks, which is wonderful to watch: do more of it, and turn the paper around.',
      summary: 'You draw while you think. Do more of it, and turn the paper around so that they can follow.',
      actions: [forStudent('Bring a thick pen', true), forStudent('One case a day, ten minutes, aloud')],
      review: { score: 5, text: 'I will bring the pen.' }
    }
  },
  {
    coach: 'renata',
    student: 'aiko',
    weeksAgo: 1,
    hour: 2,
    end: {
      kind: 'completed',
      satisfaction: 5,
      notes: 'Offer from one of two. Used the session to compare what they *do* with what they say.',
      actions: [],
      review: { score: 5, text: 'Worth every minute.' }
    }
  }
]
