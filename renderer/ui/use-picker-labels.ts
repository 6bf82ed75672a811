import { useTranslation } from 'react-i18next'

/** What the arrows of every day picker are called: by itself the library gives them no name. */
export function usePickerLabels() {
  const { t } = useTranslation('shared')
  return {
    previousMonth: t('dayPicker.previousMonth'),
    nextMonth: t('dayPicker.nextMonth'),
    previousYear: t('dayPicker.previousYear'),
    nextYear: t('dayPicker.nextYear'),
    previousDecade: t('dayPicker.previousDecade'),
    nextDecade: t('dayPicker.nextDecade')
  }
}
