import { Button } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Notice } from '#domain/model/notice.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { useUndo } from '#renderer/shared/undo/use-undo.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { RefusalAlert } from '#renderer/ui/refusal-alert.tsx'
import { useForgottenState } from './use-forgotten-state.ts'

/** For the coach of a session that the server has forgotten: book it again, or give the hours to others. */
export function BookAgainButtons({ notice }: { readonly notice: Notice }) {
  const { t } = useTranslation('inbox')
  const { offer } = useUndo()
  const bookAgain = useWorkspace(state => state.bookAgain)
  const createSlot = useWorkspace(state => state.createSlot)
  const state = useForgottenState(notice)
  const [refusal, setRefusal] = useState<Refusal>()
  const who = notice.otherName ?? t('aStudent')
  if (state === 'again' || state === 'past') return <RefusalAlert refusal={refusal} />

  async function book() {
    const outcome = await bookAgain(notice)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) offer(t('done.bookedAgain', { who }))
  }

  async function openHours() {
    const outcome = await createSlot(notice.startsAt ?? 0)
    setRefusal(outcome.ok ? undefined : outcome.refusal)
    if (outcome.ok) offer(t('done.hoursOpened'))
  }

  return (
    <>
      <Button size="xs" onClick={() => void book()}>
        {t('action.bookAgain')}
      </Button>
      {state === 'closed' && (
        <Button size="xs" variant="default" onClick={() => void openHours()}>
          {t('action.openHours')}
        </Button>
      )}
      <RefusalAlert refusal={refusal} />
    </>
  )
}
