import { Modal, Select, Stack, Text } from '@mantine/core'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Slot } from '#domain/model/slot.ts'
import { listKnownStudents } from '#renderer/store/known-students.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'
import { tellApart } from '#renderer/ui/tell-apart.ts'
import { useRefusalText } from '#renderer/ui/use-refusal-text.ts'
import { ZoneNote } from '#renderer/ui/zone-note.tsx'
import { PencilForm } from '#renderer/shared/sessions/pencil/pencil-form.tsx'

/** For an open slot: which of the known students it is pencilled for. */
export function PencilSlotDialog(props: {
  readonly slot: Pick<Slot, 'id' | 'startsAt' | 'endsAt'> | undefined
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const { t: shared } = useTranslation('shared')
  const { slot, onClose } = props
  return (
    <Modal
      opened={slot !== undefined}
      onClose={onClose}
      title={t('pencil.slotTitle')}
      closeButtonProps={{ 'aria-label': shared('action.close') }}
    >
      <Stack gap="md">{slot !== undefined && <ChooseStudent key={slot.id} slot={slot} onClose={onClose} />}</Stack>
    </Modal>
  )
}

function ChooseStudent({
  slot,
  onClose
}: {
  readonly slot: Pick<Slot, 'id' | 'startsAt' | 'endsAt'>
  readonly onClose: () => void
}) {
  const { t } = useTranslation('sessions')
  const format = useFormat()
  const refusalText = useRefusalText()
  const calls = useWorkspace(state => state.calls)
  const relations = useWorkspace(state => state.relations)
  const findPencilRefusal = useWorkspace(state => state.findPencilRefusal)
  const students = useMemo(() => listKnownStudents(calls, relations), [calls, relations])
  const labels = useMemo(
    () =>
      tellApart(
        students.map(({ id, name, phone = '', lastStartsAt }) => ({
          id,
          name,
          details: [
            phone,
            lastStartsAt === undefined
              ? t('pencil.noSession')
              : t('pencil.lastSession', { date: format.date(lastStartsAt) })
          ]
        }))
      ),
    [students, format, t]
  )
  const [studentId, setStudentId] = useState<string | null>(null)
  const student = students.find(({ id }) => id === studentId)
  const refused = student === undefined ? undefined : findPencilRefusal(slot.id, student.id)
  return (
    <PencilForm
      slotId={refused === undefined ? slot.id : undefined}
      student={student}
      missing={refused === undefined ? t('pencil.chooseStudent') : t('pencil.chooseOther')}
      onClose={onClose}
    >
      <Text size="sm" fw={600}>
        {format.dayAndTimeRange(slot)}
      </Text>
      {students.length === 0 ? (
        <Text size="sm">{t('pencil.nobody')}</Text>
      ) : (
        <Select
          label={t('pencil.student')}
          description={t('pencil.studentHint')}
          data={students.map(({ id, name }) => ({ value: id, label: labels.get(id) ?? name }))}
          value={studentId}
          onChange={setStudentId}
          error={refused === undefined ? undefined : refusalText(refused.refusal)}
          searchable
          nothingFoundMessage={t('pencil.noStudent')}
          data-autofocus
        />
      )}
      {student !== undefined && <ZoneNote interval={slot} otherZone={student.zone} person={student.name} />}
    </PencilForm>
  )
}
