import { act } from 'react'
import { Route, Routes } from 'react-router'
import { beforeAll, expect, test } from 'vitest'
import { createDossierId, type Dossier } from '#domain/model/dossier.ts'
import { createRelationId, type Relation } from '#domain/model/relation.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData, maya } from '#renderer/dev/sample-data.ts'
import { StudentPage } from '#renderer/features/students/student-page.tsx'
import { StudentsPage } from '#renderer/features/students/students-page.tsx'
import { click, getControl, getField, renderWithStores, type } from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const data = createSampleData(coachAccount)
const dossier: Dossier = {
  id: createDossierId(maya.id),
  kind: 'dossier',
  goals: 'To *leave the lab*.',
  tags: ['science'],
  editedAt: 1
}
const open = (more: Partial<WorkspaceStoreState> = {}, route = `/students/${maya.id}`) =>
  renderWithStores(
    <Routes>
      <Route path="/students" element={<StudentsPage />} />
      <Route path="/students/:studentId" element={<StudentPage />} />
    </Routes>,
    { workspace: { ...data, ...more }, route }
  )

test('the list leads to a student, and narrows as one types', async () => {
  const page = await open({ dossiers: new Map([[maya.id, dossier]]) }, '/students')
  expect(page.text()).toContain('3 people you have met or will meet')
  await type(getField(page.body, 'Search by name or tag'), 'scien')
  expect(page.text()).toContain('1 student found')
  expect(page.text()).not.toContain('Omar Haddad')
  await click(getControl(page.body, 'Maya Chen'))
  expect(page.address()).toBe(`/students/${maya.id}`)
  expect(page.text()).toContain('leave the lab')
})

test('DO1 a dossier is written, kept as a draft from the first letter, and saved', async () => {
  const page = await open()
  expect(page.text()).toContain('Nothing written yet')
  await click(getControl(page.body, 'Edit'))
  await type(getField(page.body, 'Goals'), 'To speak up.')
  expect(page.workspace.getState().drafts).toMatchObject([
    { form: 'dossier', subjectId: maya.id, values: { goals: 'To speak up.' } }
  ])
  await type(getField(page.body, 'Tags'), 'board, Board')
  await act(async () => getField(page.body, 'Goals').form?.requestSubmit())
  expect(page.workspace.getState().dossiers.get(maya.id)).toMatchObject({ goals: 'To speak up.', tags: ['Board'] })
  expect(page.workspace.getState().drafts).toEqual([])
  expect(page.text()).toContain('To speak up.')
})

test('DR6 a dossier with a draft opens with it, and discarding goes back to what is stored', async () => {
  const draft = {
    form: 'dossier',
    subjectId: maya.id,
    values: { goals: 'Half a thought' },
    base: {},
    savedAt: 1
  } as const
  const page = await open({ dossiers: new Map([[maya.id, dossier]]), drafts: [draft] })
  expect(getField(page.body, 'Goals').value).toBe('Half a thought')
  expect(page.text()).toContain('Go on with your draft')
  await click(getControl(page.body, 'Discard changes'))
  expect(page.workspace.getState().drafts).toEqual([])
  expect(page.text()).toContain('leave the lab')
})

test('VE10 with a server that keeps no dossiers none is offered', async () => {
  const page = await open({ capabilities: [] })
  expect(page.text()).not.toContain('Dossier')
  expect(page.text()).toContain('Sessions (')
})

test('a student whom this device does not know is said to be unknown', async () => {
  expect((await open({}, '/students/nobodyhere')).text()).toContain('This student is not on this device')
})

const relation: Relation = {
  id: createRelationId('studentnora'),
  kind: 'relation',
  partyRole: 'coach',
  otherId: 'studentnora',
  otherName: 'Nora Nord',
  otherZone: 'Europe/Lisbon',
  since: 1_795_000_000_000
}

test('RL2 somebody who joined by an invitation stands in the list, and on a page of their own, before the first session', async () => {
  const list = await open({ relations: [relation] }, '/students')
  expect(list.text()).toContain('Joined on')
  await click(getControl(list.body, 'Nora Nord'))
  expect(list.address()).toBe('/students/studentnora')
  expect(list.text()).toContain('Book the first session')
  expect(list.text()).toContain('No phone number is kept.')
})

test('RL3 it is ended after a question that says what that means, and the page says so', async () => {
  const page = await open({ relations: [relation] }, '/students/studentnora')
  await click(getControl(page.body, 'End this'))
  expect(page.text()).toContain('Sessions that are booked stay.')
  await click(getControl(page.body, 'End it'))
  expect(page.text()).toContain('The coach ended this on')
  expect(page.text()).not.toContain('Book the first session')
})

test('JO6 the dialog makes a link, shows it this once, and lists what has become of others', async () => {
  const page = await open({}, '/students')
  await click(getControl(page.body, 'Invite a student'))
  await act(async () => void (await import('#renderer/features/students/invite/invite-student-dialog.tsx')))
  expect(page.text()).toContain('Used by Emil Ek')
  await type(getField(page.body, 'For whom? (if you like)'), 'Nils')
  await click(getControl(page.body, 'Make a link'))
  expect(page.text()).toContain('The link for Nils')
  expect(page.text()).toContain('/app/join#i3.')
})
