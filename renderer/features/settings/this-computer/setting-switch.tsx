import { Switch, Text } from '@mantine/core'
import { useId } from 'react'

interface SettingSwitchProps {
  readonly label: string
  readonly hint?: string
  readonly isOn: boolean
  readonly onChange: (isOn: boolean) => void
}

/** A switch that holds at once. Its hint describes it and is no part of its name. */
export function SettingSwitch({ label, hint, isOn, onChange }: SettingSwitchProps) {
  const hintId = useId()
  return (
    <div>
      <Switch
        label={label}
        checked={isOn}
        {...(hint === undefined ? {} : { 'aria-describedby': hintId })}
        onChange={event => onChange(event.currentTarget.checked)}
      />
      {hint !== undefined && (
        <Text size="xs" c="dimmed" mt={4} pl={50} id={hintId}>
          {hint}
        </Text>
      )}
    </div>
  )
}
