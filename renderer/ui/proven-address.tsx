import { Button, Group, Stack, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'

interface ProvenAddressProps {
  readonly serverUrl: string
  readonly isMoving: boolean
  readonly fault: string | undefined
  readonly onBack: () => void
  readonly onMove: () => void
}

/** The server at a new address has proven who it is; nothing of the person has been sent there yet. The person decides. */
export function ProvenAddress({ serverUrl, isMoving, fault, onBack, onMove }: ProvenAddressProps) {
  const { t } = useTranslation('settings')
  const { t: shared } = useTranslation('shared')
  return (
    <Stack gap="sm">
      <Text size="sm" component="output">
        {t('server.proven', { server: new URL(serverUrl).host })}
      </Text>
      {fault !== undefined && (
        <Text size="sm" c="red" role="alert">
          {fault}
        </Text>
      )}
      <Group gap="xs">
        <Button variant="default" disabled={isMoving} onClick={onBack}>
          {shared('action.back')}
        </Button>
        <Button loading={isMoving} onClick={onMove}>
          {t('server.move')}
        </Button>
      </Group>
    </Stack>
  )
}
