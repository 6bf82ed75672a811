import { lazy, Suspense } from 'react'
import type { SeriesSubject } from './series-subject.ts'

const SeriesDialog = lazy(() => import('./series-dialog.tsx').then(part => ({ default: part.SeriesDialog })))

/** What a series needs is fetched when one is first asked for. */
export function LazySeriesDialog(props: {
  readonly subject: SeriesSubject | undefined
  readonly onClose: () => void
  readonly onExited?: () => void
}) {
  const { subject, ...rest } = props
  if (subject === undefined) return null
  return (
    <Suspense fallback={null}>
      <SeriesDialog key={`${subject.coachId} ${subject.firstStartsAt}`} subject={subject} {...rest} />
    </Suspense>
  )
}
