import { Group, Kbd, Radio, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { WrapUpChoice } from '../wrap-up-form.ts'

const keyByChoice: Readonly<Record<WrapUpChoice, string>> = { completed: 'H', 'no-show': 'N', 'late-cancel': 'L' }
const labels = {
  completed: 'wrapUp.completed',
  'no-show': 'wrapUp.noShow',
  'late-cancel': 'wrapUp.lateCancel'
} as const

/** Happened, no-show, late cancel: arrow keys within, or a letter from anywhere but a text. */
export function OutcomeField(props: {
  readonly choice: WrapUpChoice | undefined
  readonly offersLateCancel: boolean
  readonly isMissing: boolean
  readonly onChange: (choice: WrapUpChoice) => void
}) {
  const { t } = useTranslation('sessions')
  const { choice, offersLateCancel, isMissing, onChange } = props
  const choices: readonly WrapUpChoice[] = [
    'completed',
    'no-show',
    ...(offersLateCancel ? ['late-cancel' as const] : [])
  ]
  return (
    <div>
      <Radio.Group
        label={t('wrapUp.outcome')}
        value={choice ?? null}
        onChange={value => {
          const chosen = choices.find(known => known === value)
          if (chosen !== undefined) onChange(chosen)
        }}
        error={isMissing ? t('wrapUp.problem.choose-outcome') : undefined}
        withAsterisk
      >
        <Group gap="xs" mt={6} mb={4}>
          {choices.map(known => (
            <Radio.Card
              key={known}
              value={known}
              radius="md"
              w="auto"
              px="sm"
              py={8}
              {...(known === (choice ?? 'completed') ? { 'data-autofocus': true } : {})}
            >
              <Group gap={8} wrap="nowrap">
                <Radio.Indicator />
                <Text size="sm">{t(labels[known])}</Text>
                <Kbd size="xs" visibleFrom="xs" aria-hidden>
                  {keyByChoice[known]}
                </Kbd>
              </Group>
            </Radio.Card>
          ))}
        </Group>
      </Radio.Group>
      {choice === 'late-cancel' && (
        <Text size="sm" c="dimmed" component="output" display="block">
          {t('wrapUp.lateCancelText')}
        </Text>
      )}
    </div>
  )
}
