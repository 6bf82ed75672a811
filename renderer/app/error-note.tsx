import { Code, Group, Text } from '@mantine/core'
import { IconMoodSad } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/empty-state.tsx'

/** What happened and what one can do. */
export function ErrorNote({ error, actions }: { readonly error: unknown; readonly actions: ReactNode }) {
  const { t } = useTranslation('shell')
  const kind = kindOf(error)
  return (
    <EmptyState
      icon={IconMoodSad}
      headingOrder={1}
      title={t(`error.${kind}Title`)}
      text={
        <>
          {t(`error.${kind}Text`)}
          <Text component="details" size="xs" mt="sm" ta="left">
            <summary>{t('error.detail')}</summary>
            <Code block>{describeError(error)}</Code>
          </Text>
        </>
      }
      action={
        <Group gap="xs" justify="center">
          {actions}
        </Group>
      }
    />
  )
}

/** Neither browsers nor the build have an error type of their own for a script or a style sheet that is gone. */
function kindOf(error: unknown): 'page' | 'chunk' | 'storage' {
  if (error instanceof DOMException && error.name === 'SecurityError') return 'storage'
  return error instanceof Error && /dynamically imported module|module script|preload CSS/i.test(error.message)
    ? 'chunk'
    : 'page'
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
