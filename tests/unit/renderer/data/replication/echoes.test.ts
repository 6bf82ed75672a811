import { expect, it } from 'vitest'
import type { Versioned } from '#domain/merge/meeting.ts'
import { createEchoes } from '#renderer/data/replication/echoes.ts'

interface Doc {
  readonly id: string
  readonly text: string
}
const live = (text: string): Versioned<Doc> => ({ deleted: false, value: { id: 'a', text } })
const gone: Versioned<Doc> = { deleted: true, value: { id: 'a', text: '' } }

it('MG13 what the feed tells of an own push is no news, once', () => {
  const echoes = createEchoes<Doc>()
  echoes.note(live('mine'), '2-b')
  expect(echoes.take(live('mine'), '1-a')).toBe(false)
  expect(echoes.take(live('mine'), '2-b')).toBe(true)
  expect(echoes.take(live('mine'), '2-b')).toBe(false)
})

it('MG13 what is stored under that revision counts, whatever its row said', () => {
  const echoes = createEchoes<Doc>()
  echoes.note(live('mine'), '2-b')
  expect(echoes.take(live('declined'), '2-b')).toBe(false)
  echoes.note(live('mine'), '3-c')
  expect(echoes.take(gone, '3-c')).toBe(false)
})

it('SB1 after a set-back everything is news', () => {
  const echoes = createEchoes<Doc>()
  echoes.note(gone, '2-b')
  echoes.forget()
  expect(echoes.take(gone, '2-b')).toBe(false)
})
