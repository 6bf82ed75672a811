import { Input, SegmentedControl } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const values = ['yes', 'no', 'unsaid'] as const
type PaidValue = (typeof values)[number]

interface PaidFieldProps {
  /** Undefined: not said. */
  readonly paid: boolean | undefined
  readonly label: string
  /** Whether the label can be seen. */
  readonly isVisible?: boolean
  readonly disabled?: boolean
  readonly onChange: (paid: boolean | undefined) => void
}

/** Whether a session is paid (FB8): yes, no, or not said. */
export function PaidField({ paid, label, isVisible = false, disabled = false, onChange }: PaidFieldProps) {
  const { t } = useTranslation('sessions')
  const field = (
    <SegmentedControl<PaidValue>
      size="xs"
      aria-label={label}
      data={values.map(value => ({ value, label: t(`paid.${value}`) }))}
      value={toPaidValue(paid)}
      disabled={disabled}
      onChange={value => onChange(value === 'unsaid' ? undefined : value === 'yes')}
      style={{ alignSelf: 'flex-start' }}
    />
  )
  if (!isVisible) return field
  return (
    <Input.Wrapper label={label} labelElement="div">
      <div>{field}</div>
    </Input.Wrapper>
  )
}

export function toPaidValue(paid: boolean | undefined): PaidValue {
  if (paid === undefined) return 'unsaid'
  return paid ? 'yes' : 'no'
}
