import { describe, expect, test } from 'vitest'
import { parsePhone } from '#renderer/ui/phone/phone-library.ts'
import { toE164 } from '#server/accounts/phone-number.ts'

const onDevice = (text: string) => {
  const parsed = parsePhone(text, '', undefined)
  return parsed.ok ? parsed.e164 : parsed.fault
}

describe('a phone number is taken as a whole or refused, on the device as at the server', () => {
  test.each([
    ['+49 30 901820', '+4930901820'],
    ['  +49 30 901820 ', '+4930901820'],
    ['+49 (0)30 901820', '+4930901820'],
    ['+1 (213) 373-4253', '+12133734253']
  ])('%s is one', (text, e164) => {
    expect(onDevice(text)).toBe(e164)
    expect(toE164(text)).toBe(e164)
  })

  test.each([
    ['+1 213 373 4253 ext. 123', 'phoneExtension'],
    ['+1 213 373 4253 x123', 'phoneExtension'],
    ['+49 30 901820 #5', 'phoneExtension'],
    ['+49 30 901820,,55#', 'phoneExtension'],
    ['call +49 30 901820', 'phone'],
    ['+49 30 901820 (office)', 'phone'],
    ['+49 30 901820 or +49 30 901821', 'phone'],
    ['tel:+1-213-373-4253;ext=123', 'phone']
  ])('%s is refused', (text, fault) => {
    expect(onDevice(text)).toBe(fault)
    expect(toE164(text)).toBeUndefined()
  })
})
