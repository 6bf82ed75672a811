import { expect, test } from 'vitest'
import { type Command, findCommands } from '#renderer/features/search/model/find-commands.ts'

const run = () => undefined
const commands: readonly Command[] = [
  { id: 'slot', label: 'New slot', words: 'create', run },
  { id: 'away', label: 'Away…', words: 'holiday', run },
  { id: 'cafe', label: 'Go to Café', run }
]
const find = (query: string) => findCommands(commands, query).map(({ id }) => id)

test('all commands are there where nothing was typed, and those in which each word begins', () => {
  expect(find('')).toEqual(['slot', 'away', 'cafe'])
  expect(find('new sl')).toEqual(['slot'])
  expect(find('holi')).toEqual(['away'])
  expect(find('cafe GO')).toEqual(['cafe'])
  expect(find('lot')).toEqual([])
})
