/** The lab's page: recipes on the left, three real clients beside each other. */
import '@mantine/core/styles.layer.css'
import '#renderer/app/base.css'
import './page.css'
import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { createRoot } from 'react-dom/client'
import { cssVariablesResolver, theme } from '#renderer/app/theme.ts'
import { LabPage } from './lab-page.tsx'

const container = document.getElementById('root')
if (container === null) throw new Error('index.html has no #root')
createRoot(container).render(
  <MantineProvider
    theme={theme}
    cssVariablesResolver={cssVariablesResolver}
    colorSchemeManager={localStorageColorSchemeManager({ key: 'coachdesk-lab:color-scheme' })}
    defaultColorScheme="auto"
  >
    <LabPage />
  </MantineProvider>
)
