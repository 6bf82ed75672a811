import { useWorkspace } from '#renderer/store/hooks.ts'
import { useLastDefined } from '#renderer/ui/use-last-defined.ts'
import { CancelDialog } from '#renderer/shared/sessions/cancel/cancel-dialog.tsx'
import { RescheduleDialog } from '#renderer/shared/sessions/reschedule/reschedule-dialog.tsx'
import { ReviewDialog } from './review-dialog.tsx'
import type { OpenDialog, SessionDialogs } from './use-session-dialogs.ts'
import { WrapUpDialog } from './wrap-up/wrap-up-dialog.tsx'

/** The dialog that is open, with the session that it is about. */
export function SessionDialogViews({ dialogs }: { readonly dialogs: SessionDialogs }) {
  const { dialog, close, returnFocus, next, cancelLate } = dialogs
  // While one fades out it still shows what it was about.
  const wrapUp = useShown(dialog, 'wrap-up')
  const cancel = useShown(dialog, 'cancel')
  const review = useShown(dialog, 'review')
  const move = useShown(dialog, 'move')
  // One that leads to another has nothing to give back yet.
  const onExited = dialog === undefined ? returnFocus : () => undefined
  return (
    <>
      {wrapUp.call !== undefined && (
        <WrapUpDialog
          call={wrapUp.call}
          queue={wrapUp.shown?.queue}
          opened={dialog?.kind === 'wrap-up'}
          onClose={close}
          onNext={next}
          onCancelLate={cancelLate}
          onExited={onExited}
        />
      )}
      {cancel.call !== undefined && (
        <CancelDialog
          call={cancel.call}
          isLate={cancel.shown?.isLate ?? false}
          opened={dialog?.kind === 'cancel'}
          onClose={close}
          onExited={onExited}
        />
      )}
      {move.call !== undefined && (
        <RescheduleDialog call={move.call} opened={dialog?.kind === 'move'} onClose={close} onExited={onExited} />
      )}
      {review.call !== undefined && (
        <ReviewDialog call={review.call} opened={dialog?.kind === 'review'} onClose={close} onExited={onExited} />
      )}
    </>
  )
}

function useShown<K extends OpenDialog['kind']>(dialog: OpenDialog | undefined, kind: K) {
  const open = dialog?.kind === kind ? (dialog as OpenDialog & { readonly kind: K }) : undefined
  const shown = useLastDefined(open)
  const call = useWorkspace(state => state.calls.find(candidate => candidate.id === shown?.bookingId))
  return { shown, call }
}
