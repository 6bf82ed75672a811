import { act } from 'react'
import { Link } from 'react-router'
import { expect, test, vi } from 'vitest'
import {
  type BookingPolicy,
  type CoachProfile,
  bookingPolicySchema,
  defaultBookingPolicy
} from '#domain/model/coach-profile.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleHours } from '#renderer/dev/sample-hours.ts'
import type { DetailsValues } from '#renderer/shared/account/check-details.ts'
import { type ProfileField, profileFields } from '#renderer/features/settings/check-profile.ts'
import { prepareDetails } from '#renderer/features/settings/prepare-details.ts'
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { settings } from '#renderer/i18n/en/settings.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { click, eventually, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

const done: Outcome = { ok: true, value: undefined }
const profile = {
  id: coachAccount.userId,
  displayName: 'Anna Berg',
  headline: 'Careers',
  bio: 'Hello',
  zone: 'Europe/Berlin',
  policy: defaultBookingPolicy
}

/** Submits the form that a field belongs to. */
async function submitFormOf(field: HTMLInputElement | HTMLTextAreaElement) {
  await act(async () => field.form?.requestSubmit())
}

test('a coach’s page is saved without a connection, policy included', async () => {
  const saveProfile = vi.fn(() => Promise.resolve(done))
  const { body } = await renderWithStores(<SettingsPage />, {
    workspace: { coaches: [profile], saveProfile, sync: { kind: 'offline', since: 1, waiting: 0 } },
    session: { loadOwnDetails: () => Promise.resolve({ ok: false, refusal: 'offline' }) }
  })
  await type(getField(body, 'Headline'), ' New line ')
  await type(getField(body, 'Shortest notice'), '3')
  await submitFormOf(getField(body, 'Headline'))
  const { id: _id, ...stored } = profile
  expect(saveProfile).toHaveBeenCalledWith(
    { ...stored, headline: 'New line', policy: { ...defaultBookingPolicy, minimumNoticeMin: 180 } },
    stored
  )
})

test('AV8 another zone asks what weekly hours keep, and shows what each way does before anything is saved', async () => {
  const sample = createSampleHours(coachAccount, false)
  const { body, text, workspace } = await renderWithStores(<SettingsPage />, { workspace: sample })
  const own = () => workspace.getState().coaches.find(({ id }) => id === coachAccount.userId)
  const before = own()
  const form = getField(body, 'Headline').form as HTMLFormElement
  const change = async () => {
    await act(async () => {
      const { id: _, ...fields } = before as CoachProfile
      await workspace.getState().saveDraft({
        form: 'profile',
        subjectId: coachAccount.userId,
        values: { zone: 'Asia/Tokyo' },
        base: { zone: fields.zone }
      })
    })
    await act(async () => form.requestSubmit())
    await eventually(() => expect(text()).toContain('Your hours in the new zone'))
  }
  await change()
  await eventually(() => expect(text()).toMatch(/Takes \d+ open slots away/))
  expect(own()).toBe(before)
  await click(getControl(body, 'Cancel'))
  expect(own()).toBe(before)

  await act(async () => form.requestSubmit())
  await click(getField(body, 'Keep the moments'))
  await eventually(() => expect(text()).toContain('No slots are added or taken away.'))
  await click(getControl(body, 'Save'))
  await eventually(() => expect(own()?.zone).toBe('Asia/Tokyo'))
  expect(own()?.availability?.weekly[0]?.starts).not.toEqual(before?.availability?.weekly[0]?.starts)
})

const policyKeys = Object.keys(bookingPolicySchema.shape) as (keyof BookingPolicy)[]

test.each(policyKeys)('the booking terms have a field for %s', async key => {
  const saveProfile = vi.fn((_saved: Omit<CoachProfile, 'id'>) => Promise.resolve(done))
  const { body } = await renderWithStores(<SettingsPage />, { workspace: { coaches: [profile], saveProfile } })
  await type(getField(body, settings.policy.field[key].label), '2')
  await submitFormOf(getField(body, 'Headline'))
  const { [key]: changed, ...others } = saveProfile.mock.calls[0]?.[0].policy ?? defaultBookingPolicy
  const { [key]: before, ...othersBefore } = defaultBookingPolicy
  expect(changed).not.toBe(before)
  expect(others).toEqual(othersBefore)
})

test('before the stored page has arrived there is nothing to edit, so that no guess overwrites it', async () => {
  const { body, workspace, text } = await renderWithStores(<SettingsPage />, {
    workspace: { collections: [{ collection: 'users', waiting: 0 }], sync: { kind: 'offline', since: 1, waiting: 0 } }
  })
  expect(text()).toContain('Your page has not arrived on this device yet')
  await act(async () => workspace.setState({ coaches: [profile] }))
  expect(getField(body, 'Headline').value).toBe('Careers')
})

test('leaving with a password that is half typed asks first', async () => {
  const page = (
    <>
      <SettingsPage />
      <Link to="/elsewhere">Away</Link>
    </>
  )
  const { body, address } = await renderWithStores(page, { route: '/settings', workspace: { coaches: [profile] } })
  await type(getField(body, 'Current password'), 'half a pass')
  await click(getControl(body, 'Away'))
  expect(address()).toBe('/settings')
  await click(getControl(body, 'Cancel'))
  expect(address()).toBe('/settings')
  expect(getField(body, 'Current password').value).toBe('half a pass')
  await click(getControl(body, 'Away'))
  await click(getControl(body, 'Leave without saving'))
  expect(address()).toBe('/elsewhere')
})

test('a field that is not being edited follows what another device saved; an edited one is kept', async () => {
  const saveProfile = vi.fn(() => Promise.resolve({ ok: false, refusal: 'storage-full' } as const))
  const { body, workspace } = await renderWithStores(<SettingsPage />, {
    workspace: { coaches: [profile], saveProfile }
  })
  await type(getField(body, 'Headline'), 'Mine')
  await act(async () => workspace.setState({ coaches: [{ ...profile, headline: 'Theirs', bio: 'New bio' }] }))
  expect(getField(body, 'Headline').value).toBe('Mine')
  expect(getField(body, 'About you').value).toBe('New bio')
  await submitFormOf(getField(body, 'Headline'))
  const { id: _id, ...stored } = profile
  // The headline of when the typing began says that somebody else has changed it since.
  const shown = { ...stored, bio: 'New bio' }
  expect(saveProfile).toHaveBeenCalledWith({ ...shown, headline: 'Mine' }, shown)
  await click(getControl(body, 'Discard changes'))
  expect(getField(body, 'Headline').value).toBe('Theirs')
})

test('a field that has the focus is not written anew under the cursor; it follows once the person has left', async () => {
  const saveProfile = vi.fn(() => Promise.resolve(done))
  const { body, workspace } = await renderWithStores(<SettingsPage />, {
    workspace: { coaches: [profile], saveProfile }
  })
  const headline = getField(body, 'Headline')
  await act(async () => headline.focus())
  await act(async () => workspace.setState({ coaches: [{ ...profile, headline: 'Theirs' }] }))
  expect(headline.value).toBe('Careers')
  await act(async () => headline.blur())
  expect(headline.value).toBe('Theirs')
  await act(async () => headline.focus())
  await act(async () => workspace.setState({ coaches: [{ ...profile, headline: 'Newest', bio: 'New bio' }] }))
  await type(headline, 'Mine')
  await submitFormOf(headline)
  const { id: _id, ...stored } = profile
  // What was shown when the typing began, so that the merge finds what came meanwhile.
  expect(saveProfile).toHaveBeenCalledWith({ ...stored, headline: 'Mine' }, { ...stored, headline: 'Theirs' })
})

test('what the own details show is complete before it is shown, whatever becomes of the library of phone numbers', async () => {
  const details = { displayName: 'Maya Chen', phone: '+4930901820', zone: 'Europe/Berlin' }
  const load = Promise.withResolvers<{ readonly formatPhone: (e164: string) => string }>()
  const prepared = prepareDetails(details, () => load.promise)
  load.resolve({ formatPhone: e164 => `${e164} in words` })
  expect(await prepared).toEqual({ details, phoneText: '+4930901820 in words' })
  expect(await prepareDetails(details, () => Promise.reject(new Error('no network')))).toEqual({
    details,
    phoneText: '+4930901820'
  })
})

test.each(['\u200b', '\u2800', '\ud800', 'Maya \u202eChen'])(
  'a name that cannot be shown (%j) is marked',
  async name => {
    const saveProfile = vi.fn(() => Promise.resolve(done))
    const saveOwnDetails = vi.fn(details => Promise.resolve({ ok: true, value: details } as const))
    const { body } = await renderWithStores(<SettingsPage />, {
      workspace: { coaches: [profile], saveProfile },
      session: { saveOwnDetails }
    })
    await eventually(() => expect(getField(body, 'Your name')).toBeDefined())
    for (const label of ['Name', 'Your name']) {
      await type(getField(body, label), name)
      await submitFormOf(getField(body, label))
      await eventually(() => expect(getField(body, label).getAttribute('aria-invalid')).toBe('true'))
    }
    expect(saveProfile).not.toHaveBeenCalled()
    expect(saveOwnDetails).not.toHaveBeenCalled()
  }
)

test('marks that were pasted along with a name are not saved', async () => {
  const saveProfile = vi.fn(() => Promise.resolve(done))
  const { body } = await renderWithStores(<SettingsPage />, { workspace: { coaches: [profile], saveProfile } })
  await type(getField(body, 'Name'), '\u202aAnna Berg-Lund\u202c')
  await submitFormOf(getField(body, 'Name'))
  expect(saveProfile).toHaveBeenCalledWith(
    expect.objectContaining({ displayName: 'Anna Berg-Lund' }),
    expect.anything()
  )
})

const detailsLabels = {
  displayName: 'Your name',
  phone: 'Phone',
  email: 'E-mail (optional)',
  zone: 'Your time zone'
} as const satisfies Record<keyof DetailsValues, string>

test.each(Object.entries(detailsLabels))('a refusal of %s is shown at its field', async (field, label) => {
  const saveOwnDetails = () => Promise.resolve({ ok: false, refusal: 'invalid-input', field } as const)
  const { body } = await renderWithStores(<SettingsPage />, { role: 'student', session: { saveOwnDetails } })
  await eventually(() => expect(getField(body, label)).toBeDefined())
  await type(getField(body, 'Your name'), 'Maya C.')
  await submitFormOf(getField(body, 'Your name'))
  await eventually(() => expect(getField(body, label).getAttribute('aria-invalid')).toBe('true'))
  expect(body.querySelectorAll('[aria-invalid="true"]')).toHaveLength(1)
})

const profileLabels: Readonly<Record<ProfileField, string>> = {
  displayName: 'Name',
  headline: 'Headline',
  bio: 'About you',
  meetingLine: 'How you meet, in a line',
  zone: 'Time zone of your calendar',
  minimumNoticeMin: settings.policy.field.minimumNoticeMin.label,
  horizonDays: settings.policy.field.horizonDays.label,
  cancelCutoffMin: settings.policy.field.cancelCutoffMin.label,
  rescheduleCutoffMin: settings.policy.field.rescheduleCutoffMin.label,
  dailyCap: settings.policy.field.dailyCap.label
}

test.each(profileFields)('a refusal of the public page’s %s is shown at its field', async field => {
  const path = field in bookingPolicySchema.shape ? `policy.${field}` : field
  const saveProfile = () => Promise.resolve({ ok: false, refusal: 'invalid-input', field: path } as const)
  const { body } = await renderWithStores(<SettingsPage />, { workspace: { coaches: [profile], saveProfile } })
  await type(getField(body, 'Headline'), 'New')
  await submitFormOf(getField(body, 'Headline'))
  expect(getField(body, profileLabels[field]).getAttribute('aria-invalid')).toBe('true')
})

test('what the server would refuse is refused at the field', async () => {
  const saveProfile = vi.fn(() => Promise.resolve(done))
  const { body, text } = await renderWithStores(<SettingsPage />, { workspace: { coaches: [profile], saveProfile } })
  await type(getField(body, 'Headline'), 'x'.repeat(130))
  await type(getField(body, 'Sessions a day, at most'), '')
  await submitFormOf(getField(body, 'Headline'))
  expect(text()).toContain('At most 120 characters; 10 too many.')
  expect(text()).toContain('A whole number from 1 to 12.')
  expect(saveProfile).not.toHaveBeenCalled()
})

test('offline, the own details are explained and can be asked for again', async () => {
  const loadOwnDetails = vi.fn(() => Promise.resolve({ ok: false, refusal: 'offline' } as const))
  const { body, text } = await renderWithStores(<SettingsPage />, { role: 'student', session: { loadOwnDetails } })
  expect(text()).toContain('Your details are kept on the server alone')
  const asked = loadOwnDetails.mock.calls.length
  await click(getControl(body, 'Try again'))
  expect(loadOwnDetails).toHaveBeenCalledTimes(asked + 1)
})

test('a phone number is saved as E.164, an incomplete one is not saved', async () => {
  const saveOwnDetails = vi.fn(details => Promise.resolve({ ok: true, value: details } as const))
  const { body, text } = await renderWithStores(<SettingsPage />, { role: 'student', session: { saveOwnDetails } })
  await eventually(() => expect(getField(body, 'Phone').value).toBe('+49 30 901820'))
  await type(getField(body, 'Phone'), '+49 30')
  await type(getField(body, 'E-mail (optional)'), 'nobody')
  await submitFormOf(getField(body, 'Phone'))
  await eventually(() => expect(text()).toContain('This is not a complete phone number'))
  expect(text()).toContain('This is not an e-mail address.')
  await type(getField(body, 'Phone'), '(030) 23 12 50 14')
  await type(getField(body, 'E-mail (optional)'), '')
  // JO22: without an address only with the password.
  await submitFormOf(getField(body, 'Phone'))
  await eventually(() => expect(text()).toContain(settings.fault.required))
  expect(saveOwnDetails).not.toHaveBeenCalled()
  await type(getField(body, 'Your current password'), 'my secret')
  await submitFormOf(getField(body, 'Phone'))
  const saved = { displayName: 'Maya Chen', phone: '+493023125014', zone: 'America/New_York' }
  await eventually(() => expect(saveOwnDetails).toHaveBeenCalledWith(saved, 'my secret'))
})

test('a wrong current password is said at its field; new ones have to agree', async () => {
  const changePassword = vi.fn(() => Promise.resolve<Outcome>({ ok: false, refusal: 'wrong-password' }))
  const { body, text } = await renderWithStores(<SettingsPage />, { role: 'student', session: { changePassword } })
  await type(getField(body, 'Current password'), 'old secret')
  await type(getField(body, 'New password'), 'new secret 1')
  await type(getField(body, 'New password again'), 'new secret 2')
  await submitFormOf(getField(body, 'New password'))
  expect(text()).toContain('The two new passwords differ.')
  expect(changePassword).not.toHaveBeenCalled()
  await type(getField(body, 'New password again'), 'new secret 1')
  await submitFormOf(getField(body, 'New password'))
  expect(changePassword).toHaveBeenCalledWith({ current: 'old secret', next: 'new secret 1' })
  expect(text()).toContain(refusals['wrong-password'])
})

test('signed-in devices are listed, and another one is signed out', async () => {
  const endSignIn = vi.fn((_id: string) => Promise.resolve(done))
  const { body, text } = await renderWithStores(<SettingsPage />, {
    workspace: { coaches: [profile] },
    session: { endSignIn }
  })
  await eventually(() => expect(text()).toContain('Chrome on Windows'))
  expect(text()).toContain('Safari on iPhone')
  expect(text()).toContain('This device')
  await click(getControl(body, 'Sign out Safari on iPhone, last used Mon 16 Nov, 08:00'))
  expect(endSignIn).toHaveBeenCalledWith('s2')
})

test.each([
  [{ ok: false, refusal: 'offline' } as const, 'Connect to see it'],
  [{ ok: true, value: undefined } as const, '']
])('the list of devices that cannot be had (%j) says so, or is not there', async (listed, words) => {
  const { text } = await renderWithStores(<SettingsPage />, {
    workspace: { coaches: [profile] },
    session: { listSignIns: () => Promise.resolve(listed) }
  })
  await eventually(() => expect(text().includes('Signed-in devices')).toBe(words !== ''))
  expect(text()).toContain(words)
})
