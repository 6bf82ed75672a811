import type { ReactNode } from 'react'
import { Button, Code, Group, Text } from '@mantine/core'
import { IconMoodSad, IconRefresh } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'
import { EmptyState } from '../ui/empty-state.tsx'
import { paths } from '../ui/paths.ts'

/** A page that could not be shown: what happened and what one can do. The frame around it stays. */
export function RouteError() {
  const { t } = useTranslation('shell')
  const { t: shared } = useTranslation('shared')
  return (
    <ErrorNote>
      <Button component={Link} to={paths.home} variant="default">
        {shared('action.goHome')}
      </Button>
      <Button leftSection={<IconRefresh size={16} />} onClick={() => location.reload()}>
        {t('error.reload')}
      </Button>
    </ErrorNote>
  )
}

/** The frame itself failed: only a reload helps. */
export function AppError() {
  const { t } = useTranslation('shell')
  return (
    <main>
      <ErrorNote>
        <Button leftSection={<IconRefresh size={16} />} onClick={() => location.reload()}>
          {t('error.reload')}
        </Button>
      </ErrorNote>
    </main>
  )
}

function ErrorNote({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation('shell')
  const error = useRouteError()
  const isMissingChunk = error instanceof TypeError && /import|module/i.test(error.message)
  return (
    <EmptyState
      icon={IconMoodSad}
      headingOrder={1}
      title={t(isMissingChunk ? 'error.chunkTitle' : 'error.title')}
      text={
        <>
          {t(isMissingChunk ? 'error.chunkText' : 'error.text')}
          <Text component="details" size="xs" mt="sm" ta="left">
            <summary>{t('error.detail')}</summary>
            <Code block>{describeError(error)}</Code>
          </Text>
        </>
      }
      action={<Group gap="xs">{children}</Group>}
    />
  )
}

function describeError(error: unknown): string {
  return error instanceof Error ? `${error.name}: ${error.message}` : String(error)
}
