/** How often it is looked whether a commit is still under way, ms. */
const stepMs = 1_000
/** A sound disk takes some milliseconds, one that is opened again after a failure a few seconds. */
const limitMs = 30_000

/** Sees to it that work ends, or that somebody is told. */
export type CommitWatch = <T>(work: Promise<T>) => Promise<T>

export const unwatched: CommitWatch = work => work

/**
 * One commit that hangs stops every database, and nobody is answered any more: so the process is to be ended then. A start
 * takes seconds. Steps are counted, so that a process that was itself stopped for a while does not take that for the disk's fault.
 * @param onStuck called once for each commit that takes too long
 */
export function createCommitWatch(onStuck: () => void): CommitWatch {
  return work => {
    let steps = 0
    const timer = setInterval(() => {
      steps += 1
      if (steps === limitMs / stepMs) onStuck()
    }, stepMs)
    timer.unref()
    return work.finally(() => clearInterval(timer))
  }
}
