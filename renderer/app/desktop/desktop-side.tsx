import type { StoreApi } from 'zustand'
import type { AppRouter } from '../create-app-router.ts'
import type { DesktopShell } from '#renderer/bridge/desktop-shell.ts'
import { LinkFollower } from './link-follower.tsx'
import { MenuCommands } from './menu-commands.tsx'
import type { PendingLink } from '#renderer/bridge/pending-link.ts'
import { StatusPublisher } from './status-publisher.tsx'

interface DesktopSideProps {
  readonly shell: DesktopShell
  readonly links: StoreApi<PendingLink>
  readonly pages: AppRouter
}

/** What an open account and the desktop around it tell each other. Draws nothing. */
export function DesktopSide({ shell, links, pages }: DesktopSideProps) {
  return (
    <>
      <StatusPublisher shell={shell} />
      <LinkFollower links={links} pages={pages} />
      <MenuCommands pages={pages} />
    </>
  )
}
