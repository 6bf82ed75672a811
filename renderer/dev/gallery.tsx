/**
 * Any page with sample data and no server, for looking at it: start `npx vite --port 5190`, then open
 * /app/dev/gallery.html?page=calendar&role=coach&theme=dark (page: calendar, find, coach, sessions; empty=1: no data;
 * query=...: the page's own query). Not part of a build: only index.html is an entry.
 */
import { Box } from '@mantine/core'
import { type ComponentType, StrictMode, lazy, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { MemoryRouter, Route, Routes } from 'react-router'
import { AppProviders } from '../app/app-providers.tsx'
import '../app/styles.ts'
import { createI18n } from '../i18n/i18n.ts'
import { SessionStoreContext, WorkspaceStoreContext } from '../store/hooks.ts'
import { FormatProvider } from '../ui/format/display-zone.tsx'
import { chooseFormatLocale } from '../ui/format/format-locale.ts'
import { PageSkeleton } from '../ui/page-skeleton.tsx'
import { coachAccount, studentAccount } from './fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from './fake-stores.ts'
import { createSampleData, sampleNow } from './sample-data.ts'

const modules = import.meta.glob<Record<string, ComponentType>>('../features/**/*-page.tsx')
const pages: Readonly<Record<string, { readonly file: string; readonly name: string; readonly path: string }>> = {
  calendar: { file: '../features/calendar/calendar-page.tsx', name: 'CalendarPage', path: '/calendar' },
  find: { file: '../features/booking/find-slot-page.tsx', name: 'FindSlotPage', path: '/find' },
  coach: { file: '../features/coach-page/coach-page.tsx', name: 'CoachPage', path: '/coaches/:coachId' },
  sessions: { file: '../features/sessions/sessions-page.tsx', name: 'SessionsPage', path: '/sessions' }
}

const query = new URLSearchParams(location.search)
const account = query.get('role') === 'student' ? studentAccount : coachAccount
const theme = query.get('theme') === 'dark' ? 'dark' : 'light'
const chosen = pages[query.get('page') ?? 'calendar'] ?? pages.calendar
const startedAt = Date.now()
const now = () => sampleNow + (Date.now() - startedAt)
const workspace = createFakeWorkspaceStore(account, now, query.has('empty') ? {} : createSampleData(account))
const session = createFakeSessionStore(account)

const Page = lazy(async () => {
  const load = chosen === undefined ? undefined : modules[chosen.file]
  const Component = chosen === undefined ? undefined : (await load?.())?.[chosen.name]
  return {
    default:
      Component ??
      (() => (
        <p>
          {chosen?.file} does not export {chosen?.name} yet.
        </p>
      ))
  }
})

const container = document.getElementById('root')
if (container === null || chosen === undefined) throw new Error('gallery.html has no #root')
createRoot(container).render(
  <StrictMode>
    <AppProviders i18n={createI18n()} colorScheme={theme}>
      <SessionStoreContext value={session}>
        <WorkspaceStoreContext value={workspace}>
          <FormatProvider locale={chooseFormatLocale(navigator.languages)} ownZone={account.zone}>
            <MemoryRouter
              initialEntries={[`${chosen.path.replace(':coachId', coachAccount.userId)}?${query.get('query') ?? ''}`]}
            >
              <Box p="md">
                <Suspense fallback={<PageSkeleton />}>
                  <Routes>
                    <Route path={chosen.path} element={<Page />} />
                    <Route path="*" element={<p>Left for another page.</p>} />
                  </Routes>
                </Suspense>
              </Box>
            </MemoryRouter>
          </FormatProvider>
        </WorkspaceStoreContext>
      </SessionStoreContext>
    </AppProviders>
  </StrictMode>
)
