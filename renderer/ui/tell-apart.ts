export interface NamedPerson {
  readonly id: string
  readonly name: string
  /** What tells this person from others of the same name, the best first. */
  readonly details: readonly string[]
}

/**
 * A label for each person, by id: the name, and behind it as many details as are needed where several have that name. To a
 * reader names are equal in any case of letters and however their accents are stored.
 */
export function tellApart(people: readonly NamedPerson[]): ReadonlyMap<string, string> {
  const byName = Map.groupBy(people, ({ name }) => name.normalize('NFKC').trim().toLowerCase())
  const labels = new Map<string, string>()
  for (const namesakes of byName.values()) {
    for (const person of namesakes) labels.set(person.id, labelOf(person, namesakes))
  }
  return labels
}

function labelOf({ id, name, details }: NamedPerson, namesakes: readonly NamedPerson[]): string {
  let alike = namesakes.filter(other => other.id !== id)
  const shown: string[] = []
  for (const [at, detail] of details.entries()) {
    if (alike.length === 0) break
    const left = alike.filter(other => other.details[at] === detail)
    // What all of them share says nothing.
    if (detail === '' || left.length === alike.length) continue
    shown.push(detail)
    alike = left
  }
  return [name, ...shown].join(' · ')
}
