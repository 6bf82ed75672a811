import { Button, Group, Input, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { fieldNames } from '../use-sign-in-form.ts'

interface ChosenServerProps {
  readonly serverUrl: string
  readonly error: string | undefined
  readonly onOther: () => void
}

/** The server that was found, in the place of the field for its address. */
export function ChosenServer({ serverUrl, error, onOther }: ChosenServerProps) {
  const { t } = useTranslation('desktop')
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <div style={{ minWidth: 0 }}>
          <Text size="xs" c="dimmed">
            {t('server.chosen')}
          </Text>
          <Text size="sm" fw={600} style={{ overflowWrap: 'anywhere' }}>
            {new URL(serverUrl).host}
          </Text>
        </div>
        {/* Named like the field, so that a fault of the server leads here. */}
        <Button size="compact-sm" variant="subtle" name={fieldNames.serverUrl} onClick={onOther}>
          {t('server.another')}
        </Button>
      </Group>
      {error !== undefined && (
        <Input.Error role="alert" mt={4}>
          {error}
        </Input.Error>
      )}
    </div>
  )
}
