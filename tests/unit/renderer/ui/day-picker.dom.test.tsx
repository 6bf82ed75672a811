import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { DayPickerInput } from '#renderer/ui/day-picker-input.tsx'
import { click, getControl, renderWithStores } from '../render-with-stores.tsx'

async function renderPicker(language: string, locale: { readonly tag: string; readonly hourCycle: 'h12' | 'h23' }) {
  vi.spyOn(navigator, 'language', 'get').mockReturnValue(language)
  return renderWithStores(<DayPickerInput aria-label="Day" value="2026-11-18" onChange={() => undefined} />, { locale })
}

test.each([
  ['en-US', { tag: 'en-US', hourCycle: 'h12' }, 'Su', 'Nov 18, 2026'],
  ['en-GB', { tag: 'en-GB', hourCycle: 'h23' }, 'Mo', '18 Nov 2026'],
  ['de-DE', { tag: 'en-GB', hourCycle: 'h23' }, 'Mo', '18 Nov 2026'],
  ['ar-EG', { tag: 'en-GB', hourCycle: 'h12' }, 'Sa', '18 Nov 2026']
] as const)('in %s weeks begin and dates are written as there', async (language, locale, firstWeekday, written) => {
  const { body, text } = await renderPicker(language, locale)
  expect(text()).toContain(written)
  await click(getControl(body, 'Day'))
  expect(body.querySelector('th')?.textContent).toBe(firstWeekday)
})

test('the arrows of a picker have names: of months, of years and of decades', async () => {
  const { body } = await renderPicker('en-GB', { tag: 'en-GB', hourCycle: 'h23' })
  await click(getControl(body, 'Day'))
  for (const span of ['month', 'year', 'ten years']) {
    const previous = getControl(body, `Previous ${span}`)
    const longer = previous.nextElementSibling
    expect(longer?.nextElementSibling).toBe(getControl(body, `Next ${span}`))
    if (longer instanceof HTMLElement) await click(longer)
  }
})

test('every picker of days is one of two that know the locale', () => {
  const folder = join(import.meta.dirname, '../../../../renderer')
  const users = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    name => /\.tsx?$/.test(name) && /from '@mantine\/dates'/.test(readFileSync(join(folder, name), 'utf8'))
  )
  expect(users.toSorted()).toEqual([join('ui', 'day-picker-input.tsx'), join('ui', 'day-range-picker.tsx')])
  for (const name of users)
    expect(readFileSync(join(folder, name), 'utf8')).toMatch(/firstDayOfWeek=\{.*firstWeekdayOf/)
})
