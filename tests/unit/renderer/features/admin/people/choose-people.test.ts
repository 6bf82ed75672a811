import { expect, test } from 'vitest'
import type { PersonRow } from '#domain/wire/administration.ts'
import { choosePeople } from '#renderer/features/admin/people/choose-people.ts'

const person = (userId: string, more: Partial<PersonRow>): PersonRow => ({
  userId,
  name: userId,
  displayName: userId,
  role: 'student',
  isAdmin: false,
  disabled: false,
  createdAt: 1,
  signIns: 0,
  address: 'none',
  ...more
})
const people = [
  person('anna', { displayName: 'Anna Bergström', role: 'coach', isAdmin: true }),
  person('nina', { displayName: 'Nina Nuñez', disabled: true }),
  person('ada', { displayName: 'Ada Wren', role: 'none', isAdmin: true })
]

test.each([
  ['', 'all', ['anna', 'nina', 'ada']],
  ['NUÑ nina', 'all', ['nina']],
  ['ada berg', 'all', []],
  ['', 'coach', ['anna']],
  ['', 'student', ['nina']],
  ['', 'administrator', ['anna', 'ada']],
  ['a', 'disabled', ['nina']]
] as const)('of people "%s" and %s choose %j', (search, filter, expected) => {
  expect(choosePeople(people, search, filter).map(({ userId }) => userId)).toEqual(expected)
})
