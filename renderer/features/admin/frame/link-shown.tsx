import { Code, Paper, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { CopyTextButton } from '#renderer/ui/copy-text-button.tsx'
import { useFormat } from '#renderer/ui/format/display-zone.tsx'

interface LinkShownProps {
  readonly link: string
  readonly validUntil: number
}

/** A link that the server tells this once: whoever has it can use it, so it is handed over and not kept. */
export function LinkShown({ link, validUntil }: LinkShownProps) {
  const { t } = useTranslation('admin')
  const format = useFormat()
  return (
    <Paper component="output" withBorder display="block" p="sm">
      <Stack gap="xs" align="flex-start">
        <Text size="sm">{t('link.text', { until: format.dayAndTime(validUntil) })}</Text>
        <Code style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>{link}</Code>
        <CopyTextButton text={link} label={t('link.copy')} />
      </Stack>
    </Paper>
  )
}
