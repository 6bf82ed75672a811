import { expect, test, vi } from 'vitest'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleHours } from '#renderer/dev/sample-hours.ts'
import { AwayDialog } from '#renderer/shared/hours/away-dialog.tsx'
import { click, eventually, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

test('AV7 a holiday is one dialog: what goes, what stays, and each booked session to be moved or cancelled', async () => {
  const filled = createSampleHours(coachAccount, false)
  const coaches = (filled.coaches ?? []).map(coach =>
    coach.availability === undefined ? coach : { ...coach, availability: { ...coach.availability, overrides: [] } }
  )
  const sample = { ...filled, coaches }
  const onClose = vi.fn()
  const { body, text, workspace } = await renderWithStores(<AwayDialog request={{}} onClose={onClose} />, {
    workspace: sample
  })
  expect(getControl(body, 'Save days off').hasAttribute('disabled')).toBe(true)
  await click(getControl(body, '18 November 2026'))
  await click(getControl(body, '24 November 2026'))
  await type(getField(body, 'Note for students'), 'At my sister’s')
  // The filled slot of Wednesday goes, what was opened by hand stays, and so do the two sessions.
  await eventually(() => expect(text()).toContain('Takes 1 open slot away'))
  expect(text()).toContain('2 sessions are booked in this time. They stay until you move or cancel them.')
  for (const name of ['Omar Haddad', 'Maya Chen']) expect(text()).toContain(name)
  getControl(body, 'Move the session with Omar Haddad, Thu 19 Nov, 09:00–11:00')
  await click(getControl(body, 'Cancel the session with Omar Haddad, Thu 19 Nov, 09:00–11:00'))
  expect(text()).toContain('Cancel this session?')
  expect(workspace.getState().coaches).toBe(sample.coaches)

  await click(getControl(body, 'Save days off'))
  expect(onClose).toHaveBeenCalledTimes(1)
  expect(text()).toContain('2 sessions stay booked.')
  const own = workspace.getState().coaches.find(({ id }) => id === coachAccount.userId)
  expect(own?.availability?.overrides[0]).toMatchObject({ date: '2026-11-18', starts: [], note: 'At my sister’s' })
  expect(workspace.getState().drafts.filter(({ form }) => form === 'away')).toEqual([])
})

test('a phone number in the note of days off is pointed out before it is saved', async () => {
  const { body, text } = await renderWithStores(<AwayDialog request={{}} onClose={() => undefined} />, {
    workspace: createSampleHours(coachAccount, false)
  })
  await type(getField(body, 'Note for students'), 'Ring +49 30 901820 if it is urgent')
  await eventually(() => expect(text()).toContain('can read this: +49 30 901820.'))
  await type(getField(body, 'Note for students'), 'Back on 24 12 2026')
  await eventually(() => expect(text()).not.toContain('This looks like a phone number'))
})
