import { describe, expect, it } from 'vitest'
import {
  addDeviceScript,
  rewriteAnswerHeaders,
  rewriteRequestHeaders
} from '../../../../tools/lab/devices/rewrite-answer.ts'
import { readLabPort } from '../../../../tools/lab/server/read-lab-port.ts'
import { createSceneCalendar, peopleOf, startPathOf } from '../../../../tools/lab/stage/scene-calendar.ts'
import { freePlayScene } from '../../../../tools/lab/recipes/free-play.ts'

const labOrigin = 'http://127.0.0.1:5990'

describe('what a device passes on', () => {
  it('lets the lab’s page frame the application, and no other page', () => {
    const policy = "default-src 'none'; script-src 'self'; frame-ancestors 'none'"
    const headers = rewriteAnswerHeaders(
      { 'content-security-policy': policy, 'x-frame-options': 'SAMEORIGIN', date: 'now' },
      labOrigin
    )
    expect(headers).toEqual({
      'content-security-policy': `default-src 'none'; script-src 'self'; frame-ancestors ${labOrigin}`,
      date: 'now'
    })
  })

  it('keeps cookies out, which the devices would share', () => {
    expect(rewriteAnswerHeaders({ 'set-cookie': ['a=b'] }, labOrigin)).toEqual({})
    expect(rewriteRequestHeaders({ cookie: 'a=b', accept: '*/*' })).toEqual({
      accept: '*/*',
      'accept-encoding': 'identity'
    })
  })

  it('puts its script before all others of the page', () => {
    const html = addDeviceScript('<html><head><script src="/app/early.js"></script></head></html>')
    expect(html.indexOf('/lab/device.js')).toBeGreaterThan(0)
    expect(html.indexOf('/lab/device.js')).toBeLessThan(html.indexOf('/app/early.js'))
  })
})

describe('the port', () => {
  it.each([
    [undefined, 5990],
    ['', 5990],
    ['0', 0],
    ['7000', 7000]
  ])('%j is %i', (text, port) => {
    expect(readLabPort(text)).toBe(port)
  })

  it.each(['abc', '-1', '70000', '65533', '1.5'])('%s is refused in words', text => {
    expect(() => readLabPort(text)).toThrow(/COACHDESK_LAB_PORT must be/)
  })
})

describe('the calendar of a scene', () => {
  // 23:30 in Berlin: there it is still the 27th.
  const now = Date.UTC(2027, 2, 27, 22, 30)
  const calendar = createSceneCalendar(now)

  it('counts days in the lab’s zone, across a change of the clock', () => {
    expect(calendar.dateOf(0)).toBe('2027-03-27')
    expect(calendar.instantOf({ day: -1, hour: 10 })).toBe(Date.UTC(2027, 2, 26, 9))
    expect(calendar.instantOf({ day: 3, hour: 9 })).toBe(Date.UTC(2027, 2, 30, 7))
  })

  it('counts hours from now on the grid of slots', () => {
    expect(calendar.instantOf({ inHours: 12 })).toBe(Date.UTC(2027, 2, 28, 10, 30))
    expect(createSceneCalendar(now + 1).instantOf({ inHours: 12 })).toBe(Date.UTC(2027, 2, 28, 10, 35))
  })

  it('opens windows at the day of its slots', () => {
    expect(startPathOf('calendar', '2027-03-30')).toBe('/app/calendar?date=2027-03-30&view=agenda')
  })

  it('makes each account once, the coach first', () => {
    expect(peopleOf(freePlayScene)).toEqual(['anna', 'sam'])
  })
})
