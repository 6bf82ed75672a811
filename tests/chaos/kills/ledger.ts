/** What a write makes true, and how its author can see it: `key` is a place, `value` what stands there. */
export interface Fact {
  readonly key: string
  readonly value: string
}

/** What stands where nothing was ever written. */
const nothing = 'nothing'

/** What was promised: for each place the values that may stand there. More than one where an answer never came. */
export interface Ledger {
  /** The server said so: these stand, whatever stood there before. Several facts of one place are alternatives. */
  acknowledge(facts: readonly Fact[]): void
  /** Their answer was lost with the server: any of these may stand, or still what stood before. */
  doubt(facts: readonly Fact[]): void
  /** What was in doubt has been seen: from now on it is promised. */
  settle(seen: ReadonlyMap<string, string>): void
  /** One line for each place where something stands that nobody was promised. */
  compare(seen: ReadonlyMap<string, string>): readonly string[]
}

export function createLedger(): Ledger {
  const possibleByKey = new Map<string, readonly string[]>()
  return {
    acknowledge(facts) {
      for (const [key, alternatives] of Map.groupBy(facts, fact => fact.key)) {
        const values = alternatives.map(({ value }) => value)
        possibleByKey.set(key, values)
      }
    },
    doubt(facts) {
      for (const { key, value } of facts) possibleByKey.set(key, [...(possibleByKey.get(key) ?? [nothing]), value])
    },
    settle(seen) {
      for (const key of possibleByKey.keys()) possibleByKey.set(key, [seen.get(key) ?? nothing])
    },
    compare: seen =>
      [...possibleByKey].flatMap(([key, possible]) => {
        const value = seen.get(key) ?? nothing
        return possible.includes(value) ? [] : [`${key}: ${value}, not ${[...new Set(possible)].join(' or ')}`]
      })
  }
}
