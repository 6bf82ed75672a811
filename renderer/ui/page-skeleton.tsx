import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const lines = ['a', 'b', 'c', 'd', 'e'] as const

/** The shape of a page whose data or code is on its way. */
export function PageSkeleton() {
  const { t } = useTranslation('shared')
  return (
    <Stack gap="md" aria-busy="true">
      <VisuallyHidden component="output">{t('loading')}</VisuallyHidden>
      <Skeleton height={28} width={220} />
      {lines.map(line => (
        <Skeleton key={line} height={64} radius="md" />
      ))}
    </Stack>
  )
}
