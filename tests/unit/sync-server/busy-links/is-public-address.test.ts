import { describe, expect, test } from 'vitest'
import { readCalendarUrl } from '#domain/model/calendar-url.ts'
import { isPublicAddress } from '#server/busy-links/is-public-address.ts'
import { findPublicAddress, strictRules } from '#server/busy-links/outside-rules.ts'

const never = new AbortController().signal

describe('addresses', () => {
  test.each([
    '0.0.0.0',
    '0.1.2.3',
    '127.0.0.1',
    '127.255.0.9',
    '10.0.0.1',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '169.254.169.254',
    '169.254.0.1',
    '100.64.0.1',
    '100.127.255.254',
    '100.100.100.200',
    '168.63.129.16',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.7',
    '224.0.0.1',
    '239.1.1.1',
    '240.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::7f00:1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
    '::ffff:0:127.0.0.1',
    '64:ff9b::7f00:1',
    '64:ff9b::808:808',
    '64:ff9b:1::1',
    '2002:7f00:1::1',
    '2001::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '2001:db8::1',
    '100::1',
    '4000::1',
    '',
    'localhost',
    'example.org',
    '1.2.3',
    '0x7f.0.0.1',
    '1.2.3.4.5',
    '1.2.3.256'
  ])('BU2 %s is no public address', address => {
    expect(isPublicAddress(address)).toBe(false)
  })

  test.each(['8.8.8.8', '93.184.216.34', '172.32.0.1', '100.128.0.1', '2001:4860:4860::8888', '2a00:1450::1'])(
    'BU2 %s is a public address',
    address => expect(isPublicAddress(address)).toBe(true)
  )
})

describe('addresses of the web', () => {
  test.each([
    'http://2130706433/a.ics',
    'http://0x7f000001/a.ics',
    'http://0177.0.0.1/a.ics',
    'http://127.1/a.ics',
    'http://0/a.ics',
    'http://[::ffff:127.0.0.1]/a.ics',
    'http://[::1]/a.ics',
    'http://①②⑦.0.0.1/a.ics',
    'http://169.254.169.254/latest/meta-data',
    'https://10.0.0.8/a.ics',
    'http://localhost/a.ics',
    'http://LOCALHOST./a.ics',
    'http://cal.localhost/a.ics',
    'http://printer.local/a.ics',
    'http://vault.internal/a.ics'
  ])('BU2 %s leads nowhere, and no name is asked for', async typed => {
    const url = new URL(readCalendarUrl(typed) ?? '')
    const resolve = () => Promise.reject(new Error('no name is to be asked for'))
    expect(await findPublicAddress(url.hostname, { ...strictRules, resolve }, never)).toBeUndefined()
  })

  test('BU2 of a name’s addresses the first public one is taken, and none where none is', async () => {
    const find = (addresses: readonly string[]) =>
      findPublicAddress('calendar.example', { ...strictRules, resolve: () => Promise.resolve(addresses) }, never)
    expect(await find(['127.0.0.1', '8.8.8.8', '9.9.9.9'])).toBe('8.8.8.8')
    expect(await find(['127.0.0.1', '::1', '192.168.0.1'])).toBeUndefined()
  })

  test('BU2 names that only end like those of this machine are asked for', async () => {
    const resolve = () => Promise.resolve(['8.8.8.8'])
    for (const name of ['mylocalhost', 'local.example', 'internal.example'])
      expect(await findPublicAddress(name, { ...strictRules, resolve }, never)).toBe('8.8.8.8')
  })

  test.each([
    [' webcal://cal.example/a.ics ', 'https://cal.example/a.ics'],
    ['WEBCAL://Cal.Example/a.ics', 'https://cal.example/a.ics'],
    ['https://cal.example:443/a.ics?token=b#c', 'https://cal.example/a.ics?token=b'],
    ['http://cal.example:80', 'http://cal.example/']
  ])('BU1 %s is read as %s', (typed, url) => {
    expect(readCalendarUrl(typed)).toBe(url)
    expect(readCalendarUrl(url)).toBe(url)
  })

  test.each([
    '',
    'cal.example/a.ics',
    'ftp://cal.example/a.ics',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/calendar,',
    'https://cal.example:22/a.ics',
    'http://cal.example:8080/a.ics',
    'https:///a.ics',
    'http://me:secret@cal.example/a.ics',
    'webcal://me@cal.example/a.ics',
    'https://:secret@cal.example/a.ics',
    'https://a b.example/',
    'https://cal.example/a\nb',
    String.raw`https:\\cal.example\a.ics`,
    `https://cal.example/${'a'.repeat(2_000)}`
  ])('BU1 %j is refused', typed => {
    expect(readCalendarUrl(typed)).toBeUndefined()
  })
})
