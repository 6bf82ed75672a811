import type { DiskState } from '#electron/contract/desktop-types.ts'
import type { Log } from '../log/log.ts'

const mebibyte = 1024 * 1024
/** Below it, a write of Chromium's database may be the one that finds no room. */
const lowBelowBytes = 200 * mebibyte
/**
 * Only above it all is well again. Were both limits one, the application's own last write would carry the free space to and fro
 * across it, and the page would flicker between writing and reading only.
 */
const fineAboveBytes = 250 * mebibyte

export interface DiskWatch {
  /** As of the last check. Before the first one: not low. */
  readonly state: DiskState
  check(): Promise<DiskState>
  stop(): void
}

/** What is needed of `node:fs/promises`. @property bavail blocks that are free for this user @property bsize bytes of one */
export type StatFs = (folder: string) => Promise<{ readonly bavail: number; readonly bsize: number }>

/**
 * Looks at the free space where the profile is: now, every `intervalMs`, and when asked.
 * @param parts.onChange called when the space becomes low, and when it is enough again
 */
export function watchDisk(parts: {
  readonly folder: string
  readonly statfs: StatFs
  readonly intervalMs?: number
  readonly onChange: (state: DiskState) => void
  readonly log?: Log
}): DiskWatch {
  const { folder, statfs, intervalMs = 10_000, onChange, log } = parts
  let state: DiskState = { isLow: false, freeBytes: Number.MAX_SAFE_INTEGER }
  let isFailureTold = false
  let running: Promise<DiskState> | undefined

  async function look(): Promise<DiskState> {
    const before = state
    try {
      const { bavail, bsize } = await statfs(folder)
      state = judge(before, bavail * bsize)
    } catch (error) {
      // Nobody is kept from working because the question could not be asked.
      if (!isFailureTold) log?.error('disk-space-unknown', error)
      isFailureTold = true
      state = { isLow: false, freeBytes: before.freeBytes }
    }
    if (state.isLow !== before.isLow) onChange(state)
    return state
  }

  function check(): Promise<DiskState> {
    running ??= look().finally(() => {
      running = undefined
    })
    return running
  }

  const timer = setInterval(() => void check(), intervalMs)
  void check()
  return {
    get state() {
      return state
    },
    check,
    stop: () => clearInterval(timer)
  }
}

function judge(before: DiskState, freeBytes: number): DiskState {
  return { isLow: before.isLow ? freeBytes <= fineAboveBytes : freeBytes < lowBelowBytes, freeBytes }
}
