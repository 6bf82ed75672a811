import { act } from 'react'
import { expect, test } from 'vitest'
import type { ImportedRow, ImportPeopleRequest } from '#domain/wire/administration.ts'
import type { AdminActions } from '#renderer/contract/administration.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import type { Act } from '#renderer/features/admin/frame/use-act.tsx'
import { ImportDialog } from '#renderer/features/admin/people/import/import-dialog.tsx'
import { click, eventually, getControl, renderWithStores } from '../../../../render-with-stores.tsx'

const nobody: ImportedRow = { state: 'exists', faults: [] }
const added = (name: string): ImportedRow => ({
  state: 'added',
  faults: [],
  added: { name, link: `https://desk.example.org/app/reset#${name}`, validUntil: 1_800_000_000_000 }
})

/** A server that answers what it is told, and remembers what it was asked. */
async function renderDialog(looked: readonly ImportedRow[]) {
  const imported: ImportPeopleRequest[] = []
  let closed = 0
  const actions: Pick<AdminActions, 'lookAtImport' | 'importPeople'> = {
    lookAtImport: () => Promise.resolve({ ok: true, value: looked }),
    importPeople(list) {
      imported.push(list)
      return Promise.resolve({ ok: true, value: list.rows.map(({ displayName }) => added(displayName)) })
    }
  }
  const asAdmin: Act = work => work(actions as AdminActions)
  const rendered = await renderWithStores(
    <ImportDialog opened act={asAdmin} onClose={() => (closed += 1)} onDone={() => undefined} />
  )
  return { ...rendered, imported, closed: () => closed }
}

async function choose(body: HTMLElement, csv: string): Promise<void> {
  const input = body.querySelector<HTMLInputElement>('input[type=file]')
  await act(async () => {
    Object.defineProperty(input, 'files', { value: [new File([csv], 'people.csv')], configurable: true })
    input?.dispatchEvent(new Event('change', { bubbles: true }))
  })
}

test('AC10 a file is looked at, carried out for those who are new, and its links are not lost by a slip', async () => {
  const { body, text, imported, closed } = await renderDialog([
    { state: 'broken', faults: ['phone', 'role'] },
    { state: 'new', faults: [] },
    nobody
  ])
  await choose(body, 'Name,Phone,Role\nBad,x,boss\nNina,0446681800,\nOmar,0446681801,coach')
  await eventually(() => expect(text()).toContain('1 row is broken. 1 has an account already. 1 is new.'))
  expect(text()).toContain('This is not a complete phone number. The role is coach or student.')
  expect(imported).toEqual([])

  await click(getControl(body, 'Add 1 person'))
  await eventually(() => expect(text()).toContain('1 person was added.'))
  expect(imported).toHaveLength(1)
  expect(imported[0]?.rows).toEqual([{ displayName: 'Nina', phone: '0446681800', role: '', email: '' }])
  expect(imported[0]?.zone).toBe(coachAccount.zone)

  await click(getControl(body, 'Close'))
  expect(closed()).toBe(0)
  expect(text()).toContain('The links are not saved.')
  await click(getControl(body, 'Close without the links'))
  expect(closed()).toBe(1)
})

test('AC10 a file without headings is refused in words, and another one is taken after it', async () => {
  const { body, text } = await renderDialog([nobody])
  await choose(body, 'Nina,0446681800')
  await eventually(() => expect(text()).toContain('The first line of this file has to name the columns'))
  await choose(body, 'Name;Phone\nNina;0446681800')
  await eventually(() => expect(text()).toContain('1 has an account already.'))
  expect(getControl(body, 'Nobody to add')).toHaveProperty('disabled', true)
})
