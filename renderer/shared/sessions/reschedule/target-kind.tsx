import { SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'

/** Into a slot that is open, or to any free time. */
export function TargetKind(props: { readonly isFreeTime: boolean; readonly onChange: (isFreeTime: boolean) => void }) {
  const { t } = useTranslation('sessions')
  return (
    <SegmentedControl
      aria-label={t('move.where')}
      value={props.isFreeTime ? 'free' : 'slot'}
      onChange={value => props.onChange(value === 'free')}
      data={[
        { value: 'slot', label: t('move.openSlot') },
        { value: 'free', label: t('move.freeTime') }
      ]}
      fullWidth
    />
  )
}
