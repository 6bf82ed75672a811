/** For how long something was so: commits are counted, and so are rests, at which everybody has nothing left to do. */
export interface Moment {
  readonly commit: number
  /** How many rests there were before. */
  readonly rests: number
}

export interface Span<T> {
  readonly key: string
  readonly value: T
  readonly from: Moment
  /** Undefined: it still is so. */
  to: Moment | undefined
}

/** What is so, and was, by keys: one value of a key at a time. */
export interface Spans<T> {
  readonly all: readonly Span<T>[]
  /** What is so now. */
  find(key: string): Span<T> | undefined
  begin(key: string, value: T, at: Moment): void
  end(key: string, at: Moment): void
  clear(): void
}

export function createSpans<T>(): Spans<T> {
  const all: Span<T>[] = []
  const currentByKey = new Map<string, Span<T>>()
  return {
    all,
    find: key => currentByKey.get(key),
    begin(key, value, from) {
      const span: Span<T> = { key, value, from, to: undefined }
      all.push(span)
      currentByKey.set(key, span)
    },
    end(key, at) {
      const span = currentByKey.get(key)
      if (span !== undefined) span.to = at
      currentByKey.delete(key)
    },
    clear() {
      all.length = 0
      currentByKey.clear()
    }
  }
}

/** Whether it was so at any time after a commit. */
export function isEverSince({ to }: Span<unknown>, since: Moment): boolean {
  return to === undefined || to.commit > since.commit
}
