import type { ComponentType } from 'react'
import { Navigate, Outlet, type RouteObject } from 'react-router'
import type { Role } from '#domain/model/role.ts'
import { loadCalendarTexts, loadLateTexts } from '../i18n/late-texts.ts'
import { useSignIn } from '../store/hooks.ts'
import { homeOf } from '../ui/paths.ts'
import type { RouteHandle } from './layout/page-watcher.tsx'
import { AppShell } from './layout/shell.tsx'
import { NotFoundPage } from './not-found-page.tsx'
import { OpeningPage } from './opening-page.tsx'
import { FrameError, RouteError } from './route-error.tsx'

const handle = (title: RouteHandle['title']): RouteHandle => ({ title })

/**
 * A page in a chunk of its own. Where the chunk is gone, the failure is thrown while drawing: the router loses one that
 * happens on the way of a route without a loader, and the page would stay empty.
 * @param texts what the page says beside what is there when it is painted first
 */
const lazyPage =
  (load: () => Promise<ComponentType>, texts = loadLateTexts) =>
  async (): Promise<{ readonly Component: ComponentType }> => {
    try {
      const [Component] = await Promise.all([load(), texts()])
      return { Component }
    } catch (error) {
      return {
        Component: () => {
          throw error
        }
      }
    }
  }

/** Today's are there: it is the first page of most. */
const noMoreTexts = () => Promise.resolve()

/** Every page of an open account. Each is a chunk of its own and fails on its own. */
export function createRoutes(): RouteObject[] {
  return [
    {
      path: '/',
      Component: AppShell,
      ErrorBoundary: FrameError,
      HydrateFallback: OpeningPage,
      children: [
        { index: true, Component: HomeRedirect },
        {
          element: <RoleGate allowed="coach" />,
          children: [
            {
              path: 'calendar',
              handle: handle('nav.calendar'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(
                async () => (await import('../features/calendar/calendar-page.tsx')).CalendarPage,
                loadCalendarTexts
              )
            },
            {
              path: 'students',
              handle: handle('nav.students'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/students/students-page.tsx')).StudentsPage)
            },
            {
              path: 'students/:studentId',
              handle: handle('page.student'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/students/student-page.tsx')).StudentPage)
            },
            {
              path: 'insights',
              handle: handle('nav.insights'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/insights/insights-page.tsx')).InsightsPage)
            },
            {
              path: 'hours',
              handle: handle('page.hours'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/hours/hours-page.tsx')).HoursPage)
            }
          ]
        },
        {
          element: <RoleGate allowed="student" />,
          children: [
            {
              path: 'find',
              handle: handle('nav.findSlot'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/find-slot/find-slot-page.tsx')).FindSlotPage)
            }
          ]
        },
        {
          element: <AdminGate />,
          children: [
            {
              path: 'admin',
              handle: handle('nav.admin'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/admin/people-page.tsx')).PeoplePage)
            },
            {
              path: 'admin/organisation',
              handle: handle('page.adminOrganisation'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/admin/organisation-page.tsx')).OrganisationPage)
            },
            {
              path: 'admin/mail',
              handle: handle('page.adminMail'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/admin/mail-page.tsx')).AdminMailPage)
            },
            {
              path: 'admin/health',
              handle: handle('page.adminHealth'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/admin/health-page.tsx')).HealthPage)
            },
            {
              path: 'admin/audit',
              handle: handle('page.adminAudit'),
              ErrorBoundary: RouteError,
              lazy: lazyPage(async () => (await import('../features/admin/audit-page.tsx')).AuditPage)
            }
          ]
        },
        {
          path: 'today',
          handle: handle('nav.today'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/today/today-page.tsx')).TodayPage, noMoreTexts)
        },
        {
          path: 'coaches/:coachId',
          handle: handle('page.coach'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/coach-page/coach-page.tsx')).CoachPage)
        },
        {
          path: 'sessions',
          handle: handle('nav.sessions'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/sessions/sessions-page.tsx')).SessionsPage)
        },
        {
          path: 'actions',
          handle: handle('nav.actions'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/actions/actions-page.tsx')).ActionsPage)
        },
        {
          path: 'inbox',
          handle: handle('nav.inbox'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/inbox/inbox-page.tsx')).InboxPage)
        },
        {
          path: 'history',
          handle: handle('page.history'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/history/history-page.tsx')).HistoryPage)
        },
        {
          path: 'settings',
          handle: handle('nav.settings'),
          ErrorBoundary: RouteError,
          lazy: lazyPage(async () => (await import('../features/settings/settings-page.tsx')).SettingsPage)
        },
        { path: '*', handle: handle('page.notFound'), Component: NotFoundPage }
      ]
    }
  ]
}

function useRole(): Role {
  return useSignIn(state => (state.session.kind === 'open' ? state.session.account.role : 'student'))
}

function HomeRedirect() {
  return <Navigate to={homeOf(useRole())} replace />
}

/** The server refuses everybody else, whatever a device shows (AC6). */
function AdminGate() {
  const isAdmin = useSignIn(state => state.session.kind === 'open' && state.session.account.isAdmin === true)
  return isAdmin ? <Outlet /> : <HomeRedirect />
}

/** A coach's page shown to a student would be empty and full of refusals. */
function RoleGate({ allowed }: { readonly allowed: Role }) {
  return useRole() === allowed ? <Outlet /> : <HomeRedirect />
}
