import { combineLatest, type Observable, type Subscription } from 'rxjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import type { BookingId, Instant } from '#domain/model/primitives.ts'
import type { Timers } from '../contract/application.ts'
import type { SyncEngine } from '../data/replication/sync-engine.ts'
import { hasFetched, toSyncState } from '../data/replication/sync-report.ts'
import type { Repositories } from '../data/repositories/workspace-repositories.ts'
import type { ActionContext } from './actions/action-context.ts'
import { createClaimActions } from './actions/claim-actions.ts'
import { createHoursActions } from './actions/hours-actions.ts'
import { findBusy, findBusyLink, listBusy, planWaitingHours } from './actions/hours-writes.ts'
import { createCoachActions } from './actions/coach-actions.ts'
import { createDossierActions } from './actions/dossier-actions.ts'
import { createOwnActions } from './actions/own-actions.ts'
import { createDayActions } from './actions/day-actions.ts'
import { createPencilActions } from './actions/pencil-actions.ts'
import { createRescheduleActions } from './actions/reschedule-actions.ts'
import { createSessionActions } from './actions/session-actions.ts'
import { createSlotActions } from './actions/slot-actions.ts'
import { createUndoActions } from './actions/undo-actions.ts'
import { createWatchActions } from './actions/watch-actions.ts'
import type { KeptFileKeys } from '../data/recovery/open-kept-file.ts'
import { createLateBringBack } from './bring-back/late-bring-back.ts'
import type { HoursData } from '../contract/hours.ts'
import type { DeviceAccount, RecoveryReport, Refusal, WorkspaceData, WorkspaceStoreState } from '../contract/screens.ts'
import { createRelationActions } from './actions/relation-actions.ts'
import { createCopiesView, mergeNotices, pickCall, pickCalls, pickOwn } from './derive-workspace.ts'
import { createDraftKeeper } from './drafts/draft-keeper.ts'
import { dropRecordedDrafts } from './drafts/recorded-drafts.ts'
import { createHistory } from './history/history.ts'
import { startSettling } from './history/settle-history.ts'
import { createKeepSame } from './keep-same.ts'
import { createMovingSlots } from './moving-slots.ts'

export interface WorkspaceParts {
  readonly account: DeviceAccount
  readonly repositories: Repositories
  readonly engine: SyncEngine
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
  readonly timers: Timers
  readonly createId: () => BookingId
  /** Why nothing can be written at this moment. */
  readonly storageProblem$: Observable<Refusal | undefined>
  readonly recoveryReport: RecoveryReport | undefined
  readonly keptFileKeys: KeptFileKeys
  /** What the server can do, by the last list that it gave. */
  readonly capabilities$: Observable<readonly string[] | undefined>
  /** The person has read it. */
  readonly forgetRecoveryReport: () => void
  readonly noteShown: () => void
  /** Resolves when the slots of all coaches are read; undefined: they are. */
  readonly allSlots: Promise<void> | undefined
}

export interface WorkspaceStore {
  readonly store: StoreApi<WorkspaceStoreState>
  /** Stores what is typed and not stored yet. */
  flushDrafts(): Promise<void>
  stop(): void
}

/** The store of one opened account: follows the local database and the sync, and offers the actions. */
export function createWorkspaceStore(parts: WorkspaceParts): WorkspaceStore {
  const { account, repositories, engine, storageProblem$ } = parts
  const { users, slots, calls, notices, drafts } = repositories
  const movingSlots = createMovingSlots(slots.find)

  function readSlots(): readonly WorkspaceData['slots'][number][] {
    return movingSlots.update(slots.items, id => engine.report.pending.has(id))
  }
  const now = (): Instant => parts.now() + (engine.report.clockOffsetMs ?? 0)
  const journal = createHistory({ repository: repositories.journal, now, createId: parts.createId })
  const draftKeeper = createDraftKeeper({
    repository: drafts,
    timers: parts.timers,
    onChange: () => store.setState(deriveDrafts())
  })
  const context: ActionContext = {
    account,
    repositories,
    now,
    createId: parts.createId,
    readSync: () => toSyncState(engine.report, parts.now()),
    readSlots,
    findReplacement: id => movingSlots.findReplacement(id),
    syncNow: () => engine.syncNow(),
    findPending: id => engine.report.pending.get(id),
    journal,
    drafts: draftKeeper,
    hasCapability: name => store.getState().capabilities?.includes(name) === true
  }

  function deriveDrafts(): Pick<WorkspaceData, 'drafts' | 'unkeptDrafts'> {
    return { drafts: draftKeeper.list(), unkeptDrafts: draftKeeper.listUnkept() }
  }

  const deriveCopies = createCopiesView(() => ({
    copies: calls.items,
    own: notices.items,
    pending: engine.report.pending
  }))

  const keepPlanned = createKeepSame<WorkspaceData['planned']>()
  const keepLeaving = createKeepSame<WorkspaceData['leaving']>()
  const keepBusy = createKeepSame<WorkspaceData['busyIntervals']>()
  const keepSync = createKeepSame<WorkspaceData['sync']>()
  const keepCollections = createKeepSame<WorkspaceData['collections']>()

  function deriveHours(): HoursData {
    const { planned, leaving } = planWaitingHours(context)
    return {
      planned: keepPlanned(planned),
      leaving: keepLeaving(leaving),
      busy: findBusy(context),
      busyLink: findBusyLink(context),
      busyIntervals: keepBusy(listBusy(context))
    }
  }

  function deriveSlots(): Pick<WorkspaceData, 'slots'> & HoursData {
    return { slots: readSlots(), ...deriveHours() }
  }

  function deriveSync(): Omit<
    WorkspaceData,
    | 'ready'
    | 'hasAllSlots'
    | 'coaches'
    | 'drafts'
    | 'unkeptDrafts'
    | 'journal'
    | 'setAside'
    | 'blocked'
    | 'howWeMeet'
    | 'dossiers'
    | 'watches'
    | 'offered'
    | 'relations'
    | 'capabilities'
    | 'storageProblem'
    | 'recoveryReport'
  > {
    const { clockOffsetMs } = engine.report
    const sync = keepSync(context.readSync())
    const collections = keepCollections(engine.report.collections)
    return { ...deriveCopies(), ...deriveSlots(), sync, collections, clockOffsetMs }
  }

  const slotActions = createSlotActions(context)
  const rescheduleActions = createRescheduleActions(context)
  const pencilActions = createPencilActions(context, slotActions)
  const store: StoreApi<WorkspaceStoreState> = createStore<WorkspaceStoreState>(() => ({
    ready: true,
    hasAllSlots: parts.allSlots === undefined,
    coaches: users.items,
    ...deriveDrafts(),
    journal: repositories.journal.items,
    setAside: 0,
    ...pickOwn(calls.items),
    capabilities: undefined,
    storageProblem: undefined,
    recoveryReport: parts.recoveryReport,
    ...deriveSync(),
    ...slotActions,
    ...createClaimActions(context),
    ...createSessionActions(context),
    ...createDayActions(context, rescheduleActions),
    ...pencilActions,
    ...rescheduleActions,
    async loadSeriesActions() {
      const { createSeriesActions } = await import('./actions/series/series-actions.ts')
      return createSeriesActions(context)
    },
    ...createUndoActions(context, { ...slotActions, ...pencilActions, ...rescheduleActions }),
    ...createOwnActions(context),
    ...createHoursActions(context),
    ...createCoachActions(context),
    ...createDossierActions(context),
    ...createWatchActions(context),
    ...createRelationActions(context),
    ...createLateBringBack({
      context,
      keys: parts.keptFileKeys,
      findRescheduleRefusal: rescheduleActions.findRescheduleRefusal,
      hasFetched: () => hasFetched(engine.report)
    }),
    closeRecoveryReport() {
      parts.forgetRecoveryReport()
      store.setState({ recoveryReport: undefined })
    },
    noteShown: parts.noteShown,
    syncNow() {
      engine.syncNow()
      return Promise.resolve()
    },
    hasCapability: context.hasCapability,
    now
  }))

  const subscriptions: readonly Subscription[] = [
    users.items$.subscribe(coaches => store.setState({ coaches, ...deriveSlots() })),
    slots.items$.subscribe(() => store.setState(deriveSlots())),
    calls.items$.subscribe(items => store.setState({ ...deriveCopies(), ...pickOwn(items), ...deriveHours() })),
    notices.items$.subscribe(() => store.setState(deriveCopies())),
    drafts.items$.subscribe(() => store.setState(deriveDrafts())),
    engine.report$.subscribe(() => {
      // Who reads that everything is here sees all of it.
      if (context.readSync().kind === 'synced') for (const repository of [users, slots, calls]) repository.catchUp()
      store.setState(deriveSync())
    }),
    repositories.journal.items$.subscribe(items => store.setState({ journal: items })),
    storageProblem$.subscribe(storageProblem => store.setState({ storageProblem })),
    parts.capabilities$.subscribe(capabilities => store.setState({ capabilities })),
    combineLatest([users, slots, calls, notices].map(({ setAside$ }) => setAside$)).subscribe(counts =>
      store.setState({ setAside: counts.reduce((sum, count) => sum + count, 0) })
    )
  ]
  void parts.allSlots?.then(() => store.setState({ hasAllSlots: true }))
  const stopSettling = startSettling({
    repository: repositories.journal,
    findUnsent: () => engine.findUnsent(),
    traces: {
      findSlot: slots.find,
      findCall: id => pickCall(calls.find(id)),
      findProfile: () => users.find(account.userId),
      findOwn: () => pickOwn(calls.items),
      get notices() {
        return mergeNotices(calls.items, notices.items)
      }
    },
    tell: notice => notices.addMissing([notice]),
    now,
    changes: [engine.report$, calls.items$, slots.items$]
  })
  dropRecordedDrafts(draftKeeper, {
    findCall: id => pickCall(calls.find(id)),
    wasWritten: (coachId, message) =>
      slots.items.some(slot => slot.coachId === coachId && slot.message === message) ||
      pickCalls(calls.items).some(call => call.otherId === coachId && call.message === message)
  })
  return {
    store,
    flushDrafts: () => draftKeeper.flush(),
    stop() {
      draftKeeper.stop()
      stopSettling()
      for (const subscription of subscriptions) subscription.unsubscribe()
    }
  }
}
