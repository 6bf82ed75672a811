import { Group, NativeSelect, Rating, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useScoreWord } from '#renderer/ui/score-text.tsx'

const scores = [1, 2, 3, 4, 5] as const

/** A score of 1 to 5, chosen by word or by stars; the dialog also takes the keys. */
export function ScoreField(props: {
  readonly score: number | undefined
  readonly isMissing: boolean
  readonly onChange: (score: number | undefined) => void
  readonly label?: string
  readonly error?: string
  readonly hint?: string
}) {
  const { t } = useTranslation('sessions')
  const wordOf = useScoreWord()
  const { score, isMissing, onChange } = props
  const options = scores.map(value => ({
    value: String(value),
    label: t('wrapUp.scoreOption', { score: value, word: wordOf(value) })
  }))
  return (
    <Group gap="md" align="flex-end">
      <NativeSelect
        label={props.label ?? t('wrapUp.score')}
        withAsterisk
        data={[{ value: '', label: t('wrapUp.scoreNone') }, ...options]}
        value={score === undefined ? '' : String(score)}
        onChange={event => onChange(event.currentTarget.value === '' ? undefined : Number(event.currentTarget.value))}
        error={isMissing ? (props.error ?? t('wrapUp.problem.choose-score')) : undefined}
        w={200}
      />
      <Group gap="xs" h={36} wrap="nowrap">
        <Rating
          role="radiogroup"
          aria-label={t('wrapUp.stars')}
          size="md"
          value={score ?? 0}
          onChange={value => onChange(value === 0 ? undefined : value)}
          getSymbolLabel={value => (value === 0 ? t('wrapUp.scoreNone') : wordOf(value))}
        />
        <Text size="xs" c="dimmed" visibleFrom="xs">
          {props.hint ?? t('wrapUp.scoreHint')}
        </Text>
      </Group>
    </Group>
  )
}
