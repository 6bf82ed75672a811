import { Modal, Stack } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SlotId, UserId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { SlotPicker } from '../slot-picker.tsx'
import { useTargetSlots } from '../use-target-slots.ts'
import { PencilForm } from './pencil-form.tsx'

export interface PencilStudentDialogProps {
  readonly student: { readonly id: UserId; readonly name: string; readonly zone?: string | undefined }
  /** Chosen already, for example in the inbox. */
  readonly initialSlotId?: SlotId | undefined
  readonly opened: boolean
  readonly onClose: () => void
  readonly onExited?: () => void
}

/** For a known student: which of the coach's open slots is pencilled for them. */
export function PencilStudentDialog(props: PencilStudentDialogProps) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const { student, opened, onClose, onExited } = props
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t('pencil.studentTitle', { name: student.name })}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
      {...(onExited === undefined ? {} : { returnFocus: false, onExitTransitionEnd: onExited })}
    >
      <Stack gap="md">
        <ChooseSlot {...props} />
      </Stack>
    </Modal>
  )
}

function ChooseSlot({ student, initialSlotId, onClose }: PencilStudentDialogProps) {
  const { t } = useTranslation('sessions')
  const findPencilRefusal = useWorkspace(state => state.findPencilRefusal)
  const slots = useTargetSlots(useOpenAccount()?.userId)
  const [slotId, setSlotId] = useState(initialSlotId)
  const chosen = slots.find(({ id }) => id === slotId)
  return (
    <PencilForm slotId={chosen?.id} student={student} missing={t('picker.choose')} onClose={onClose}>
      <SlotPicker
        label={t('pencil.slot')}
        slots={slots}
        findRefusal={id => findPencilRefusal(id, student.id)?.refusal}
        value={chosen?.id}
        onChange={setSlotId}
        otherZone={student.zone}
      />
    </PencilForm>
  )
}
