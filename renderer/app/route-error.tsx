import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Link, useRouteError } from 'react-router'
import { paths } from '../ui/paths.ts'
import { ErrorNote } from './error-note.tsx'
import { ReloadButton } from './reload-button.tsx'

/** A page that could not be shown; the frame around it stays. */
export function RouteError() {
  const { t } = useTranslation('shared')
  const home = (
    <Button component={Link} to={paths.home} variant="default">
      {t('action.goHome')}
    </Button>
  )
  return (
    <ErrorNote
      error={useRouteError()}
      actions={
        <>
          {home}
          <ReloadButton />
        </>
      }
    />
  )
}

/** The frame itself failed: only a reload helps. */
export function FrameError() {
  return (
    <main>
      <ErrorNote error={useRouteError()} actions={<ReloadButton />} />
    </main>
  )
}
