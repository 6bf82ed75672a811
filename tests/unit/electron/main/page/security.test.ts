import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayGrant } from '#electron/main/page/guard-permissions.ts'
import { mayNavigate } from '#electron/main/page/may-navigate.ts'
import { toExternalAddress } from '#electron/main/page/to-external-address.ts'
import { toFileName } from '#electron/main/window/to-file-name.ts'

describe('what is opened outside', () => {
  test.each([
    ['https://example.org/a?b=c#d', 'https://example.org/a?b=c#d'],
    ['HTTPS://Example.ORG', 'https://example.org/'],
    ['tel:+4930123456', 'tel:+4930123456'],
    ['tel:030-123(45)', 'tel:030-123(45)']
  ])('%s', (given, opened) => {
    expect(toExternalAddress(given)).toBe(opened)
  })

  test.each([
    '',
    'example.org',
    'http://example.org',
    'https://',
    'https://bank.example@evil.example/',
    'https://me:secret@example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'data:text/html,x',
    'blob:https://example.org/1',
    'app://coachdesk/index.html',
    'mailto:a@example.org',
    'smb://server/share',
    'ms-msdt:/id',
    'vscode://file/etc',
    'coachdesk://calendar/2026-11-30',
    'tel:',
    'tel:+49;phone-context=evil',
    'tel:*#06#',
    'tel:+49%0a1',
    'tel://evil.example',
    `https://example.org/${'a'.repeat(2_000)}`
  ])('never %j', given => {
    expect(toExternalAddress(given)).toBeUndefined()
  })

  test('is always plain https or tel, whatever is asked for', () => {
    const piece = fc.constantFrom(
      'https:',
      'tel:',
      'http:',
      '//',
      '/',
      '@',
      ':',
      'a.example',
      '+49',
      '1',
      '\t',
      '\n',
      ' ',
      '\\',
      'javascript:'
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), pieces => {
        const address = toExternalAddress(pieces.join(''))
        if (address !== undefined) expect(address).toMatch(/^(https:\/\/[^/@]+\/|tel:\+?[0-9])/)
      }),
      { numRuns: 2_000 }
    )
  })
})

describe('where the page may go', () => {
  test.each(['app://coachdesk/index.html', 'app://coachdesk/', 'app://coachdesk/index.html#/calendar'])(
    'to itself: %s',
    url => {
      expect(mayNavigate(url)).toBe(true)
    }
  )
  test.each([
    'https://example.org',
    'app://coachdesk.evil/index.html',
    'app://other/index.html',
    'app://coachdesk/other.html',
    'app://coachdesk/assets/icon.svg',
    'app://coachdesk/index.html?x=1',
    'file:///index.html',
    'data:text/html,x',
    'about:blank',
    'javascript:alert(1)',
    ''
  ])('nowhere else: %s', url => {
    expect(mayNavigate(url)).toBe(false)
  })
})

describe('what the page may have', () => {
  test('notifications and lasting storage', () => {
    expect(mayGrant('notifications', 'app://coachdesk/')).toBe(true)
    expect(mayGrant('persistent-storage', 'app://coachdesk/index.html')).toBe(true)
  })
  test.each([
    'media',
    'geolocation',
    'clipboard-read',
    'hid',
    'usb',
    'serial',
    'openExternal',
    'fileSystem',
    'fullscreen'
  ])('not %s', permission => {
    expect(mayGrant(permission, 'app://coachdesk/')).toBe(false)
  })
  test.each(['https://coachdesk/', 'app://other/', 'app://coachdesk.evil/', 'null', ''])(
    'none of it for %j',
    asking => {
      expect(mayGrant('notifications', asking)).toBe(false)
    }
  )
})

test.each([
  ['Week 48, 2026', 'Week 48, 2026'],
  ['a/b\\c:d', 'a b c d'],
  ['../../etc/passwd', 'etc passwd'],
  ['  .hidden. ', 'hidden'],
  ['\u0000\n', undefined],
  ['..', undefined],
  ['x'.repeat(150), 'x'.repeat(100)]
])('%j is the file name %j', (given, name) => {
  expect(toFileName(given)).toBe(name)
})
