import { IconServerBolt, IconServerOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Capability } from '#domain/versions/product-version.ts'
import { useOffer, useWorkspace } from '../store/hooks.ts'
import { EmptyState } from './empty-state.tsx'
import { PageHeader } from './page-header.tsx'
import { PageSkeleton } from './page-skeleton.tsx'

/**
 * A page that works with servers of a certain capability alone. With another server it says so in the page's place, and what can be
 * done; the page opens by itself once the server has been updated.
 */
export function NeedsCapability(props: {
  readonly name: Capability
  /** The page's heading. */
  readonly title: string
  readonly children: ReactNode
}) {
  const { t } = useTranslation('shared')
  const offer = useOffer(props.name)
  // Right after a sign-in the question is on its way.
  const isAsking = useWorkspace(({ sync }) => sync.kind === 'starting' || sync.kind === 'syncing')
  if (offer === 'offered') return props.children
  if (offer === 'unknown' && isAsking) return <PageSkeleton />
  return (
    <>
      <PageHeader title={props.title} />
      <EmptyState
        icon={offer === 'missing' ? IconServerBolt : IconServerOff}
        title={t(`capability.${offer}.title`)}
        text={t(`capability.${offer}.text`)}
      />
    </>
  )
}
