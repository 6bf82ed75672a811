import { Group, Text, VisuallyHidden } from '@mantine/core'
import { IconStar, IconStarFilled } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'

const scores = [1, 2, 3, 4, 5] as const
type Score = (typeof scores)[number]

/** Looks up the word of a score of 1 to 5. */
export function useScoreWord(): (score: number) => string {
  const { t } = useTranslation('shared')
  return score => t(`score.${clampScore(score)}`)
}

/** Stars and the word: `★★★★☆ Very good`. */
export function ScoreText({ score }: { readonly score: number }) {
  const { t } = useTranslation('shared')
  const wordOf = useScoreWord()
  return (
    <Group gap={6} wrap="nowrap" display="inline-flex">
      <VisuallyHidden>{t('score.outOf', { score })}</VisuallyHidden>
      <Group gap={1} wrap="nowrap" aria-hidden>
        {scores.map(step =>
          step <= score ? (
            <IconStarFilled key={step} size={14} color="var(--mantine-color-yellow-6)" />
          ) : (
            <IconStar key={step} size={14} stroke={1.6} color="var(--mantine-color-dimmed)" />
          )
        )}
      </Group>
      <Text size="sm" component="span">
        {wordOf(score)}
      </Text>
    </Group>
  )
}

function clampScore(score: number): Score {
  return scores[Math.min(Math.max(Math.round(score), 1), 5) - 1] ?? 1
}
