import { expect, test } from 'vitest'
import { groupDigits } from '#renderer/ui/phone/group-digits.ts'

test.each([
  ['+4915112345678', '+49 151 123 456 78'],
  ['+442079460101', '+44 207 946 0101'],
  ['+12025550123', '+1 202 555 0123'],
  ['+3545512345', '+354 551 2345'],
  ['+41446681800', '+41 446 681 800'],
  ['+49301', '+49301'],
  ['no number', 'no number'],
  ['', '']
])('%s reads %s until the formats of all countries are there', (e164, text) => {
  expect(groupDigits(e164)).toBe(text)
})

test('no digit is lost or added, and none stands alone', () => {
  for (let length = 7; length <= 15; length += 1) {
    for (const start of ['1', '49', '354']) {
      const e164 = `+${start}${'2345678901234'.slice(0, length - start.length)}`
      const text = groupDigits(e164)
      expect(text.replaceAll(' ', '')).toBe(e164)
      expect(
        text
          .split(' ')
          .slice(1)
          .every(group => group.length >= 2)
      ).toBe(true)
    }
  }
})
