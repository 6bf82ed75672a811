import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { act, type ReactNode } from 'react'
import { expect, test, vi } from 'vitest'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { CalendarPage } from '#renderer/features/calendar/calendar-page.tsx'
import { FindSlotPage } from '#renderer/features/find-slot/find-slot-page.tsx'
import { InboxPage } from '#renderer/features/inbox/inbox-page.tsx'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx'
import { ZoneSelect } from '#renderer/ui/zone-select.tsx'
import { click, renderWithStores, testNow, type } from '../../render-with-stores.tsx'

async function renderSelect(value: string) {
  const onChange = vi.fn()
  const rendered = await renderWithStores(
    <ZoneSelect aria-label="Zone" value={value} onChange={onChange} at={testNow} ownZone="Europe/Berlin" />
  )
  const input = rendered.body.querySelector('input')!
  const options = () => [...rendered.body.querySelectorAll<HTMLElement>('[role="option"]')]
  return { ...rendered, input, options, onChange }
}

test.each([
  ['Kolkata', 'Asia/Kolkata'],
  ['Calcutta', 'Asia/Kolkata'],
  ['Kyiv', 'Europe/Kyiv'],
  ['Kiev', 'Europe/Kyiv'],
  ['America/New_York', 'America/New York'],
  ['new york', 'America/New York'],
  ['US/Eastern', 'America/New York'],
  ['São Paulo', 'America/Sao Paulo'],
  ['sao paulo', 'America/Sao Paulo'],
  ['Saigon', 'Asia/Ho Chi Minh'],
  ['Buenos Aires', 'America/Argentina/Buenos Aires']
])('TM6 %s finds %s', async (typed, shown) => {
  const { input, options, onChange } = await renderSelect('Europe/Berlin')
  // Without the focus the select would take it for a password manager's doing.
  await act(async () => input.focus())
  await click(input)
  await type(input, typed)
  const found = options().find(option => option.textContent.startsWith(shown))
  expect(found).toBeDefined()
  await click(found!)
  expect(onChange).toHaveBeenCalledWith(shown.replaceAll(' ', '_'))
})

test.each([
  ['Asia/Calcutta', 'Asia/Kolkata'],
  ['europe/kiev', 'Europe/Kyiv'],
  ['America/New_York', 'America/New York']
])('TM6 a stored %s is shown as %s', async (stored, shown) => {
  const { input } = await renderSelect(stored)
  expect(input.value).toBe(shown)
})

const pages: readonly (readonly [string, ReactNode, 'coach' | 'student', string])[] = [
  ['calendar', <CalendarPage key="c" />, 'coach', '/calendar?view=agenda&date=2026-11-18'],
  ['week', <CalendarPage key="w" />, 'coach', '/calendar?view=week&date=2026-11-18'],
  ['sessions', <SessionsPage key="s" />, 'coach', '/sessions'],
  ['inbox', <InboxPage key="i" />, 'coach', '/inbox'],
  ['settings', <SettingsPage key="e" />, 'coach', '/settings'],
  ['slots', <FindSlotPage key="f" />, 'student', '/find'],
  ['own sessions', <SessionsPage key="m" />, 'student', '/sessions']
]

test.each(pages)(
  'TM5 zones that this device does not know: the %s page is there, in UTC, with a word',
  async (name, page, role, route) => {
    const account = { ...(role === 'coach' ? coachAccount : studentAccount), zone: 'Mars/Olympus_Mons' }
    const { coaches = [], calls = [], ...data } = createSampleData(account)
    const { text } = await renderWithStores(page, {
      account,
      route,
      workspace: {
        ...data,
        coaches: coaches.map(coach => ({ ...coach, zone: 'Moon/Tycho' })),
        calls: calls.map(call => ({ ...call, otherZone: 'Moon/Tycho' }))
      }
    })
    expect(text().length).toBeGreaterThan(40)
    if (name !== 'inbox' && name !== 'settings') expect(text()).toContain('UTC (this device does not know')
  }
)

test('TM6 there is one list of zones', () => {
  const root = join(import.meta.dirname, '../../../../..')
  const askers = ['renderer', 'domain', 'sync-server', 'electron'].flatMap(folder =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map(name => join(folder, name))
      .filter(name => /\.tsx?$/.test(name) && readFileSync(join(root, name), 'utf8').includes('supportedValuesOf'))
  )
  expect(askers).toEqual([join('domain', 'time', 'zone-names.ts')])
})
