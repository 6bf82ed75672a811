import { Text, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import classes from './search.module.css'
import type { Progress } from './model/search-index.ts'

interface PaletteNoteProps {
  readonly isAsked: boolean
  readonly found: number
  readonly progress: Progress
}

/** How much was found, for those who do not see it; that nothing was; and that there is more to be read. */
export function PaletteNote({ isAsked, found, progress: { read, total } }: PaletteNoteProps) {
  const { t } = useTranslation('search')
  const isReading = read < total
  return (
    <output>
      {isAsked && isReading && (
        <Text size="sm" className={classes.note}>
          {t('reading', { percent: Math.floor((100 * read) / total) })}
        </Text>
      )}
      {isAsked && !isReading && found === 0 && (
        <Text size="sm" className={classes.note}>
          {t('nothing')}
        </Text>
      )}
      {isAsked && !isReading && found > 0 && <VisuallyHidden>{t('found', { count: found })}</VisuallyHidden>}
    </output>
  )
}
