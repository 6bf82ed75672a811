import { useTranslation } from 'react-i18next'
import { dayNoteInputSchema } from '#domain/model/availability.ts'
import { dayNoteMaxLength } from '#domain/model/limits.ts'
import { trimLine } from '#domain/model/line.ts'

/** Whether the note of a day off can be saved as it is typed. */
export function isNote(note: string): boolean {
  return dayNoteInputSchema.safeParse(note).success
}

/** What is wrong with the note of a day off; undefined where it is fine. */
export function useNoteFault(): (note: string) => string | undefined {
  const { t } = useTranslation('hours')
  return note => {
    if (isNote(note)) return undefined
    const over = trimLine(note).length - dayNoteMaxLength
    return over > 0 ? t('fault.note', { max: dayNoteMaxLength, over }) : t('fault.noteUnreadable')
  }
}
