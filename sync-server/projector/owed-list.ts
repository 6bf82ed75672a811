/** Ids of what is owed. What is owed anew while it is being done stays owed: what was read for it may be older. */
export interface OwedList {
  readonly size: number
  has(id: string): boolean
  list(): readonly string[]
  add(id: string): void
  /** To be called before anything is read for it. @returns to be called once it is done */
  begin(id: string): () => void
}

export function createOwedList(ids: readonly string[]): OwedList {
  const turnById = new Map(ids.map(id => [id, 0]))
  let turns = 0

  return {
    get size() {
      return turnById.size
    },
    has: id => turnById.has(id),
    list: () => [...turnById.keys()],
    add(id) {
      turns += 1
      turnById.set(id, turns)
    },
    begin(id) {
      const turn = turnById.get(id)
      return () => {
        if (turnById.get(id) === turn) turnById.delete(id)
      }
    }
  }
}
