import { describe, expect, it } from 'vitest'
import { createAddressLinks, linkHours } from '#server/mail/address-links.ts'

const links = createAddressLinks('a key')
const account = { id: 'student000001', email: 'sam@example.org', tokenVersion: 3 }
const madeAt = Date.UTC(2027, 2, 1)
const former = { email: 'sam@example.org', confirmedAt: madeAt - 1, changedAt: madeAt }

describe.each([
  ['ML3 the link of a confirmation', links.make(account, madeAt), linkHours * 3_600_000, 'read'],
  ['JO22 the link that puts an address back', links.makeRevert(account.id, former), 7 * 86_400_000, 'readRevert']
] as const)('%s', (_, token, lifeMs, how) => {
  const read = (text: string, now: number) => links[how](text, now)

  it('works for its time, and not for longer where the clock was set back before it', () => {
    const times = [madeAt - 1, madeAt, madeAt + lifeMs - 1, madeAt + lifeMs]
    expect(times.map(at => read(token, at)?.userId)).toEqual([undefined, account.id, account.id, undefined])
  })

  it('opens nothing with another time, or without its signature', () => {
    const [userId = '', until = '', mac = ''] = token.split('.')
    const later = read(`${userId}.${Number(until) + 1}.${mac}`, madeAt + 1)
    expect(later?.isOf({ ...account, ...former })).toBe(false)
    expect(read(`${userId}.${until}`, madeAt)).toBeUndefined()
  })
})
