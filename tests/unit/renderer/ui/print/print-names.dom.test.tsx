import type { ReactNode } from 'react'
import { beforeAll, expect, test } from 'vitest'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { CalendarPage } from '#renderer/features/calendar/calendar-page.tsx'
import { SessionsPage } from '#renderer/features/sessions/sessions-page.tsx'
import { PrintNameProvider } from '#renderer/ui/print/print-name.tsx'
import { usePrint } from '#renderer/ui/print/use-print.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, getControl } from '../../render-with-stores.tsx'

// happy-dom has no FontFaceSet, which growing text areas listen to.
beforeAll(() => void Object.assign(document, { fonts: new EventTarget() }))

const SaveButton = () => (
  <button type="button" onClick={usePrint().savePdf}>
    Save this page
  </button>
)

async function saveAt(page: ReactNode, route: string) {
  document.title = 'CoachDesk'
  const titles: string[] = []
  const { body, callsOn } = await renderOnDesktop(
    () => (
      <PrintNameProvider>
        {page}
        <SaveButton />
      </PrintNameProvider>
    ),
    {
      route,
      workspace: createSampleData(coachAccount),
      answers: {
        'page:save-pdf': () => {
          titles.push(document.title)
          return { kind: 'cancelled' }
        }
      }
    }
  )
  await click(getControl(body, 'Save this page'))
  return { names: callsOn('page:save-pdf').flat(), titles }
}

test.each([
  ['/calendar?date=2026-11-18&view=day', 'Wednesday, 18 November 2026'],
  ['/calendar?date=2026-11-18&view=week', 'Week 15 – 21 Nov 2026'],
  ['/calendar?date=2026-11-18&view=agenda', 'Agenda 15 – 21 Nov 2026']
])('the file of %s tells what it shows, and the window is named like it meanwhile', async (route, name) => {
  expect(await saveAt(<CalendarPage />, route)).toEqual({ names: [name], titles: [name] })
  expect(document.title).toBe('CoachDesk')
})

test.each([
  ['/sessions', 'Sessions, upcoming on 18 Nov 2026'],
  ['/sessions?tab=past', 'Sessions, past on 18 Nov 2026']
])('the file of %s tells which sessions, and of when', async (route, name) => {
  expect((await saveAt(<SessionsPage />, route)).names).toEqual([name])
})
