import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation, useMatches, useNavigation, useParams } from 'react-router'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { navItemsOf } from './nav-items.ts'

/** What a route says about itself: the key of its name under `shell`. */
export interface RouteHandle {
  readonly title:
    | 'nav.today'
    | 'nav.calendar'
    | 'nav.findSlot'
    | 'nav.sessions'
    | 'nav.mySessions'
    | 'nav.students'
    | 'nav.insights'
    | 'nav.actions'
    | 'nav.inbox'
    | 'nav.admin'
    | 'nav.settings'
    | 'page.coach'
    | 'page.student'
    | 'page.history'
    | 'page.hours'
    | 'page.adminOrganisation'
    | 'page.adminMail'
    | 'page.adminHealth'
    | 'page.adminAudit'
    | 'page.notFound'
}

/** Names the window after the page, and takes the focus to the top of a new one, where a screen reader goes on. */
export function PageWatcher() {
  const { t } = useTranslation('shared')
  const page = usePageName()
  const { pathname } = useLocation()
  const shownPath = useRef(pathname)
  useNoteShown()
  useEffect(() => {
    document.title = page === undefined ? t('productName') : t('documentTitle', { page })
  }, [page, t])
  useEffect(() => {
    if (shownPath.current === pathname) return
    shownPath.current = pathname
    window.scrollTo(0, 0)
    const main = document.getElementById('main')
    const title = main?.querySelector<HTMLElement>('[data-page-title]')
    ;(title ?? main)?.focus({ preventScroll: true })
  }, [pathname])
  return null
}

/** Says that a page is shown, once it is painted: an effect may run before, and home leads on to a page that may have to be fetched. */
function useNoteShown(): void {
  const noteShown = useWorkspace(state => state.noteShown)
  const { pathname } = useLocation()
  const isThere = useNavigation().state === 'idle' && pathname !== paths.home
  useEffect(() => {
    if (!isThere) return
    let timer: ReturnType<typeof setTimeout> | undefined
    const frame = requestAnimationFrame(() => {
      timer = setTimeout(noteShown)
    })
    return () => {
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [noteShown, isThere])
}

function usePageName(): string | undefined {
  const { t } = useTranslation('shell')
  const { coachId } = useParams()
  const { pathname } = useLocation()
  const account = useOpenAccount()
  const coachName = useWorkspace(state => state.coaches.find(coach => coach.id === coachId)?.displayName)
  const handle = useMatches().at(-1)?.handle as RouteHandle | undefined
  if (coachName !== undefined) return coachName
  // The same page has another name in another role's rail.
  const ownName = account && navItemsOf(account.role, account.isAdmin).find(item => item.path === pathname)?.label
  const label = ownName ?? handle?.title
  return label === undefined ? undefined : t(label)
}
