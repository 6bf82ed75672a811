import type { Notice } from '#domain/model/notice.ts'
import { minuteMs } from '#domain/time/durations.ts'
import type { DesktopFacts } from '#electron/contract/desktop-types.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { createSampleData, omar, sampleNow } from './sample-data.ts'
import { createSampleAgreed } from './sample-agreed.ts'
import { createSampleHistory } from './sample-history.ts'
import { createSampleHours } from './sample-hours.ts'
import { createSampleNotices } from './sample-notices.ts'
import { createSampleStudents } from './sample-students.ts'
import { createSampleRequests } from './sample-requests.ts'
import { createSampleWatches } from './sample-watches.ts'

/** States to look at, by the gallery's `state` parameter: of the connection, of the inbox, of requests under way. */
export function findScenario(name: string | null, account: DeviceAccount): Partial<WorkspaceData> {
  switch (name) {
    case 'every-notice':
      return { notices: createSampleNotices(account) }
    case 'news':
      return {
        notices: createSampleNotices(account).filter(isNewsOfSession),
        slots: createSampleData(account).slots?.filter(({ status }) => status !== 'declined') ?? [],
        sync: { kind: 'synced', at: sampleNow - minuteMs }
      }
    // What a newer version wrote.
    case 'newer':
      return createNewer(account)
    case 'history':
      return { journal: createSampleHistory() }
    // Weekly hours and days off, at the server or on their way to it.
    case 'hours':
      return createSampleHours(account, false)
    case 'hours-waiting':
      return createSampleHours(account, true)
    // A student of whom there is much to show.
    case 'students':
      return createSampleStudents(account)
    // A summary and actions of both, and a student who is blocked.
    case 'agreed':
      return { ...createSampleAgreed(account), blocked: new Set([omar.id]) }
    case 'wishes':
      return createSampleRequests(account)
    case 'waiting-list':
      return createSampleWatches(account)
    case 'disabled':
      return { ...connectionStates['disabled'], journal: createSampleHistory() }
    default:
      return connectionStates[name ?? ''] ?? {}
  }
}

function createNewer(account: DeviceAccount): Partial<WorkspaceData> {
  const [first, ...notices] = createSampleNotices(account).filter(isNewsOfSession)
  const calls = createSampleData(account).calls ?? []
  return {
    notices: first === undefined ? notices : [{ ...first, topic: 'newer' }, ...notices],
    calls: calls.map(call => (call.startsAt > sampleNow ? { ...call, status: 'newer' } : call)),
    sync: { kind: 'synced', at: sampleNow - minuteMs },
    setAside: 1
  }
}

const connectionStates: Readonly<Record<string, Partial<WorkspaceData>>> = {
  synced: { sync: { kind: 'synced', at: sampleNow - 2 * minuteMs } },
  waiting: { sync: { kind: 'syncing', waiting: 3 }, notices: [] },
  offline: {
    sync: { kind: 'offline', since: sampleNow - 190 * minuteMs, waiting: 3 },
    collections: [
      {
        collection: 'users',
        waiting: 0,
        lastSuccessAt: sampleNow - 191 * minuteMs
      },
      {
        collection: 'slots',
        waiting: 3,
        lastSuccessAt: sampleNow - 191 * minuteMs,
        lastError: { at: sampleNow - minuteMs, refusal: 'unreachable', detail: 'TypeError: Failed to fetch' }
      },
      { collection: 'calls', waiting: 0, lastSuccessAt: sampleNow - 191 * minuteMs }
    ]
  },
  first: {
    sync: { kind: 'starting' },
    collections: [
      { collection: 'users', waiting: 0, lastSuccessAt: sampleNow },
      { collection: 'slots', waiting: 0, progress: { done: 1_240, total: 3_900 } },
      { collection: 'calls', waiting: 0, progress: { done: 0, total: 120 } }
    ]
  },
  'needs-sign-in': { sync: { kind: 'needs-sign-in', waiting: 2 } },
  disabled: { sync: { kind: 'account-disabled', waiting: 2 } },
  'needs-update': { sync: { kind: 'needs-update', waiting: 2 } },
  'set-aside': { setAside: 1 },
  'older-server': { capabilities: [] },
  full: { storageProblem: 'storage-full' },
  clock: { clockOffsetMs: -7 * minuteMs },
  loading: { ready: false, sync: { kind: 'starting' } },
  'disk-low': { storageProblem: 'disk-low' },
  recovered: {
    recoveryReport: { kind: 'database-emptied', at: sampleNow, restored: 3, notRestored: 0 }
  },
  'key-lost': {
    recoveryReport: {
      kind: 'key-lost',
      at: sampleNow,
      restored: 2,
      notRestored: 1,
      exportedTo: 'CoachDesk unsynced 2026-11-18.json'
    }
  }
}

/** What the desktop around the page knows, by the same parameter; only with `desktop=1`. */
export const desktopScenarios: Readonly<Record<string, Partial<DesktopFacts>>> = {
  'disk-low': { disk: { isLow: true, freeBytes: 123_000_000 } },
  // The server of the sample accounts has moved.
  'new-address': { servers: ['https://new.example.org', 'https://desk.example.org'] },
  'settings-set-aside': { settingsSetAside: 'settings.damaged-2026-11-18.json' },
  'unknown-server': { servers: [] },
  'update-ready': { update: { kind: 'ready', version: '1.3.0' } },
  unprotected: { keyStore: { kind: 'unprotected' } },
  undecided: { keyStore: { kind: 'undecided' } },
  unavailable: { keyStore: { kind: 'unavailable' } }
}

/** What the other party did; a session that the server has forgotten asks for a decision. */
function isNewsOfSession({ topic }: Notice): boolean {
  return topic.startsWith('session-') && topic !== 'session-forgotten'
}
