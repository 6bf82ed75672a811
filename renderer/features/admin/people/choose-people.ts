import type { PersonRow } from '#domain/wire/administration.ts'

export const peopleFilters = ['all', 'coach', 'student', 'administrator', 'disabled'] as const
type PeopleFilter = (typeof peopleFilters)[number]

/** Those whose names hold every word that was typed, in any case. */
export function choosePeople(people: readonly PersonRow[], search: string, filter: PeopleFilter): readonly PersonRow[] {
  const words = search.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  return people.filter(person => {
    const names = `${person.displayName} ${person.name}`.toLocaleLowerCase()
    return fits(person, filter) && words.every(word => names.includes(word))
  })
}

function fits({ role, isAdmin, disabled }: PersonRow, filter: PeopleFilter): boolean {
  switch (filter) {
    case 'all':
      return true
    case 'coach':
    case 'student':
      return role === filter
    case 'administrator':
      return isAdmin
    case 'disabled':
      return disabled
  }
}
