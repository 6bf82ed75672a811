/** Runs a task once all earlier ones of the same key have ended, whatever their outcome. */
export type TakeTurn = <T>(key: string, task: () => Promise<T>) => Promise<T>

export function createTurns(): TakeTurn {
  const lastByKey = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const before = lastByKey.get(key) ?? Promise.resolve()
    const run = before.then(task, task)
    lastByKey.set(key, run)
    const forget = (): void => {
      if (lastByKey.get(key) === run) lastByKey.delete(key)
    }
    run.then(forget, forget)
    return run
  }
}
